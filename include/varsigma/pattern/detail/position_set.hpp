// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace VARSIGMA_NAMESPACE::detail {

/// Some of the first 256 numbers, as bits.
class position_set {
public:
    static constexpr std::size_t capacity = 256;

    constexpr void add(std::size_t position) noexcept {
        words_[position / word_bits] |= std::uint64_t{1} << (position % word_bits);
    }
    constexpr void remove(std::size_t position) noexcept {
        words_[position / word_bits] &= ~(std::uint64_t{1} << (position % word_bits));
    }
    [[nodiscard]] constexpr bool contains(std::size_t position) const noexcept {
        return (words_[position / word_bits] >> (position % word_bits) & 1U) != 0;
    }
    [[nodiscard]] constexpr bool empty() const noexcept { return (words_[0] | words_[1] | words_[2] | words_[3]) == 0; }
    constexpr position_set& operator|=(const position_set& other) noexcept {
        for (std::size_t at = 0; at < words_.size(); ++at) { words_[at] |= other.words_[at]; }
        return *this;
    }
    constexpr position_set& operator&=(const position_set& other) noexcept {
        for (std::size_t at = 0; at < words_.size(); ++at) { words_[at] &= other.words_[at]; }
        return *this;
    }
    friend constexpr position_set operator&(position_set left, const position_set& right) noexcept {
        return left &= right;
    }

    /// Calls `visit(position)` for each, in ascending order.
    template <class Visit>
    constexpr void for_each(Visit visit) const {
        for (std::size_t at = 0; at < words_.size(); ++at) {
            for (auto left = words_[at]; left != 0; left &= left - 1) {
                visit(at * word_bits + static_cast<std::size_t>(std::countr_zero(left)));
            }
        }
    }

private:
    static constexpr std::size_t word_bits = 64;

    std::array<std::uint64_t, capacity / word_bits> words_{};
};

} // namespace VARSIGMA_NAMESPACE::detail
