// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/value_text.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/text/detail/casefold.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/numeral.hpp>

#include <compare>
#include <string_view>

namespace VARSIGMA_NAMESPACE::detail {

/// Whether two numbers that compare like that stand in the relation.
[[nodiscard]] constexpr bool satisfies(std::partial_ordering order, comparison relation) noexcept {
    switch (relation) {
    case comparison::equal: return order == 0;
    case comparison::gt: return order > 0;
    case comparison::gte: return order >= 0;
    case comparison::lt: return order < 0;
    case comparison::lte: return order <= 0;
    }
    return false;
}

[[nodiscard]] constexpr bool satisfies(const number& left, comparison relation, const numeral& right) noexcept {
    return satisfies(right.is_number() ? compare(left, right.as_number()) : compare(numeral{left}, right), relation);
}

/// Whether a plain value is a number, or reads as one, that stands in the relation to `bound`.
[[nodiscard]] constexpr bool compares(const value& found, comparison relation, const numeral& bound) noexcept {
    if (found.type() == value_type::number) { return satisfies(found.as_number(), relation, bound); }
    const auto numeric = numeral_of(found);
    return numeric && satisfies(compare(*numeric, bound), relation);
}

/// Whether a plain value is the boolean, or its text in any case.
[[nodiscard]] constexpr bool is_boolean(const value& found, bool expected) noexcept {
    if (found.type() == value_type::boolean) { return found.as_boolean() == expected; }
    return found.type() == value_type::text &&
           equals_folded(found.as_text(), expected ? std::string_view{"true"} : std::string_view{"false"});
}

} // namespace VARSIGMA_NAMESPACE::detail
