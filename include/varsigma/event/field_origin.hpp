// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <algorithm>
#include <cstdint>

namespace VARSIGMA_NAMESPACE {

/// How a value comes to a field: under the field's own name, or by a line of a field map.
///
/// A number, so that it can stand beside each value of a row: for the line, whether the line lifts, and from which
/// depth on longer keys are preferred.
using field_origin = std::uint32_t;

inline constexpr field_origin own_name = 0;

namespace detail {

inline constexpr std::uint32_t origin_number_shift = 9;
inline constexpr std::uint32_t origin_depth_mask = 0xFF;
inline constexpr std::uint32_t numbers_of_line = 4; // as it is, without blanks, a member's whole key, both
inline constexpr std::uint32_t most_origins = (std::uint32_t{1} << (32U - origin_number_shift)) - numbers_of_line;

/// As the depth of an origin: values of it never stand back behind each other.
inline constexpr std::uint32_t no_preference = origin_depth_mask;

/// Of the line `number`, above 0 and a multiple of `numbers_of_line`. Values that part in an object at less than
/// `depth` keys' parts below the top stand side by side; from there on, longer keys are preferred. Lines beyond the
/// most that can be told apart share one.
[[nodiscard]] constexpr field_origin origin_of_line(std::uint32_t number, bool lifted, std::uint32_t depth) noexcept {
    const bool known = number < most_origins;
    return std::min(number, most_origins) << origin_number_shift |
           (known ? std::min(depth, no_preference) : no_preference) << 1U | (lifted ? 1U : 0U);
}

/// Of what comes the same way, but without the blanks in its name.
[[nodiscard]] constexpr field_origin without_blanks(field_origin origin) noexcept {
    return origin | 1U << origin_number_shift | no_preference << 1U;
}

/// Of what the same line lifts out of a member whose name is a whole key, dots included: of another member, that is,
/// than the one whose name ends at the first dot.
[[nodiscard]] constexpr field_origin of_whole_key(field_origin origin) noexcept {
    return origin | 2U << origin_number_shift;
}

[[nodiscard]] constexpr bool is_lifted(field_origin origin) noexcept {
    return (origin & 1U) != 0;
}
[[nodiscard]] constexpr std::uint32_t number_of(field_origin origin) noexcept {
    return origin >> origin_number_shift;
}
[[nodiscard]] constexpr std::uint32_t preference_depth(field_origin origin) noexcept {
    return origin >> 1U & origin_depth_mask;
}

} // namespace detail
} // namespace VARSIGMA_NAMESPACE
