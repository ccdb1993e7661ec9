// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstdint>
#include <limits>
#include <type_traits>

namespace VARSIGMA_NAMESPACE::detail {

/// The integers that a value can be, both ends included. Each type of integers has zero, and so has each range: that of
/// nothing but zero adds nothing to another, and what two ranges hold together is a range.
struct integer_range {
    std::int64_t lowest = 0;
    std::uint64_t highest = 0;

    friend constexpr bool operator==(integer_range, integer_range) = default;
};

/// What is in one of them, or in both.
[[nodiscard]] constexpr integer_range operator|(integer_range left, integer_range right) noexcept {
    return {left.lowest < right.lowest ? left.lowest : right.lowest,
            left.highest > right.highest ? left.highest : right.highest};
}

/// All values of a type of integers, truth values and characters included. An enumeration has those of its underlying
/// type.
template <class Integer>
[[nodiscard]] constexpr integer_range all_of_type() noexcept {
    static_assert(std::is_integral_v<Integer> && sizeof(Integer) <= sizeof(std::uint64_t));
    return {static_cast<std::int64_t>(std::numeric_limits<Integer>::min()),
            static_cast<std::uint64_t>(std::numeric_limits<Integer>::max())};
}

} // namespace VARSIGMA_NAMESPACE::detail
