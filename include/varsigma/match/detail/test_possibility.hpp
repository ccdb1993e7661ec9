// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/integer_range.hpp>
#include <varsigma/event/detail/readable_member.hpp>
#include <varsigma/match/detail/value_test.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/numeral.hpp>

#include <cstdint>
#include <type_traits>

namespace VARSIGMA_NAMESPACE::detail {

/// Whether a member's values are of few kinds, so that there are tests of which none can hold.
[[nodiscard]] constexpr bool is_limited(field_content content) noexcept {
    return content != field_content::nothing && is_only(content, field_content::integers | field_content::reals |
                                                                     field_content::booleans | field_content::names);
}

/// Whether a number may be an integer of 64 bits: one that is not is a fraction, or larger.
[[nodiscard]] constexpr bool may_be_integer(const numeral& bound) noexcept {
    if (!bound.is_number()) { return false; }
    if (bound.as_number().which() != number::kind::real) { return true; }
    constexpr double without_fractions = 9007199254740992; // 2^53
    const double real = bound.as_number().as_real();
    if (!(real > -without_fractions && real < without_fractions)) { return true; }
    return static_cast<double>(static_cast<std::int64_t>(real)) == real;
}

/// Whether some integer of the range stands in the relation to `bound`. A constant expression if a `number` says the
/// bound. O(length of its spelling).
[[nodiscard]] constexpr bool holds_for_some(integer_range range, comparison relation, const numeral& bound) noexcept {
    const number lowest{range.lowest};
    const number highest{range.highest};
    switch (relation) {
    case comparison::equal:
        return may_be_integer(bound) && satisfies(lowest, comparison::lte, bound) &&
               satisfies(highest, comparison::gte, bound);
    case comparison::gt:
    case comparison::gte: return satisfies(highest, relation, bound);
    case comparison::lt:
    case comparison::lte: return satisfies(lowest, relation, bound);
    }
    return true;
}

/// Whether a test can hold for some value of a member, text tests aside. What is not known to be impossible is
/// possible: so are regular expressions, and whatever compares two fields. Of numbers it is asked whether they are in
/// the range of the member's type. Precondition: `is_limited(values.content)`. O(1), or O(length of a spelling).
template <class Test>
[[nodiscard]] constexpr bool holds_for_some(const member_values& values, const Test& test) noexcept {
    if constexpr (std::is_same_v<Test, boolean_test>) {
        return has(values.content, field_content::booleans | field_content::names);
    } else if constexpr (std::is_same_v<Test, number_test>) {
        return has(values.content, field_content::reals) ||
               (has(values.content, field_content::integers) &&
                holds_for_some(values.integers, test.relation, test.bound));
    } else if constexpr (std::is_same_v<Test, network_test> || std::is_same_v<Test, time_test>) {
        return has(values.content, field_content::names);
    } else {
        return true;
    }
}

} // namespace VARSIGMA_NAMESPACE::detail
