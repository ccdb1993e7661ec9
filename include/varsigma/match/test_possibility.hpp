// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/readable_member.hpp>
#include <varsigma/match/value_test.hpp>

#include <type_traits>

namespace VARSIGMA_NAMESPACE::detail {

/// Whether a member's values are of few kinds, so that there are tests of which none can hold.
[[nodiscard]] constexpr bool is_limited(field_content content) noexcept {
    return content != field_content::nothing && is_only(content, field_content::integers | field_content::reals |
                                                                     field_content::booleans | field_content::names);
}

/// Whether a test of that kind can hold for some value of a member, text tests aside. What is not known to be
/// impossible is possible: so are regular expressions, and whatever compares two fields. Precondition:
/// `is_limited(content)`.
template <class Test>
[[nodiscard]] constexpr bool kind_is_possible(field_content content) noexcept {
    if constexpr (std::is_same_v<Test, boolean_test>) {
        return has(content, field_content::booleans | field_content::names);
    } else if constexpr (std::is_same_v<Test, number_test>) {
        return has(content, field_content::integers | field_content::reals);
    } else if constexpr (std::is_same_v<Test, network_test> || std::is_same_v<Test, time_test>) {
        return has(content, field_content::names);
    } else {
        return true;
    }
}

} // namespace VARSIGMA_NAMESPACE::detail
