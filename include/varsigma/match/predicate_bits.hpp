// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/flat_array.hpp>
#include <varsigma/match/predicate.hpp>

#include <cstddef>
#include <cstdint>

namespace varsigma::detail {

/// A set of predicates, as bits from the lowest to the highest of them.
class predicate_bits {
public:
    /// Ids come in ascending order.
    void add(predicate_id id) {
        if (words_.empty()) { first_ = id / bits_of_word; }
        const auto word = id / bits_of_word - first_;
        if (words_.size() <= word) { words_.resize(word + std::size_t{1}); }
        words_.edit()[word] |= std::uint64_t{1} << (id % bits_of_word);
    }

    [[nodiscard]] bool contains(predicate_id id) const noexcept {
        const auto word = id / bits_of_word - first_; // wraps round below the first
        return word < words_.size() && (words_[word] >> (id % bits_of_word) & 1U) != 0;
    }

    [[nodiscard]] std::size_t bytes() const noexcept { return words_.bytes(); }
    void shrink_to_fit() { words_.shrink_to_fit(); }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.first_, self.words_);
    }

private:
    static constexpr std::uint32_t bits_of_word = 64;

    flat_array<std::uint64_t> words_;
    std::uint32_t first_ = 0;
};

} // namespace varsigma::detail
