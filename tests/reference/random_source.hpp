// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <random>

namespace reference {

/// Choices from a seeded generator, the same with every standard library (the standard's distributions are not).
class random_source {
public:
    explicit random_source(std::mt19937_64& generator) : generator_(generator) {}

    /// 0 to `limit` - 1.
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(generator_() % limit); }

    /// True in `percent` of all cases.
    bool chance(std::size_t percent) { return below(100) < percent; }

    template <class Sequence>
    const auto& one_of(const Sequence& choices) {
        return *std::next(std::begin(choices), static_cast<std::ptrdiff_t>(below(std::size(choices))));
    }

    template <class T>
    T one_of(std::initializer_list<T> choices) {
        return *(choices.begin() + below(choices.size()));
    }

private:
    std::mt19937_64& generator_; // NOLINT(cppcoreguidelines-avoid-const-or-ref-data-members): lives for one case
};

} // namespace reference
