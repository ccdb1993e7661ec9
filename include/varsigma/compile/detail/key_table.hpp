// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Numbers byte strings in the order in which they are first met: for interning.
///
/// All keys stand in one text, and the table holds their numbers: no memory of its own for each key.
class key_table {
public:
    struct entry {
        std::uint32_t number;
        bool is_new;
    };

    /// The key's number. Amortised O(|key|).
    entry add(std::string_view key) {
        if ((ends_.size() + 1) * 2 > places_.size()) { grow(); }
        const auto hash = hash_of(key);
        auto place = hash & mask();
        for (; places_[place] != none; place = (place + 1) & mask()) {
            const auto number = places_[place];
            if (hashes_[number] == static_cast<std::uint32_t>(hash) && this->key(number) == key) {
                return {number, false};
            }
        }
        const auto number = static_cast<std::uint32_t>(ends_.size());
        places_[place] = number;
        text_ += key;
        ends_.push_back(text_.size());
        hashes_.push_back(static_cast<std::uint32_t>(hash));
        return {number, true};
    }

    [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }

private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    static std::size_t hash_of(std::string_view key) noexcept { return std::hash<std::string_view>{}(key); }
    [[nodiscard]] std::size_t mask() const noexcept { return places_.size() - 1; }
    [[nodiscard]] std::string_view key(std::uint32_t number) const noexcept {
        const auto begin = number == 0 ? 0 : ends_[number - 1];
        return std::string_view{text_}.substr(begin, ends_[number] - begin);
    }

    void grow() {
        constexpr std::size_t smallest = 64;
        places_.assign(places_.empty() ? smallest : places_.size() * 4, none);
        for (std::uint32_t number = 0; number < ends_.size(); ++number) {
            auto place = hash_of(key(number)) & mask();
            while (places_[place] != none) { place = (place + 1) & mask(); }
            places_[place] = number;
        }
    }

    std::string text_;
    std::vector<std::size_t> ends_; // of each key in text_
    std::vector<std::uint32_t> hashes_;
    std::vector<std::uint32_t> places_; // open addressing: numbers of keys
};

} // namespace VARSIGMA_NAMESPACE::detail
