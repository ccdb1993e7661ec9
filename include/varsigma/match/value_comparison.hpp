// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/value.hpp>
#include <varsigma/event/value_text.hpp>
#include <varsigma/rule/interpretation.hpp>
#include <varsigma/text/casefold.hpp>
#include <varsigma/text/number.hpp>

#include <string_view>

namespace varsigma::detail {

[[nodiscard]] constexpr bool satisfies(const number& left, comparison relation, const number& right) noexcept {
    switch (relation) {
    case comparison::equal: return left == right;
    case comparison::gt: return left > right;
    case comparison::gte: return left >= right;
    case comparison::lt: return left < right;
    case comparison::lte: return left <= right;
    }
    return false;
}

/// Whether a plain value is a number, or reads as one, that stands in the relation to `bound`.
[[nodiscard]] constexpr bool compares(const value& found, comparison relation, const number& bound) noexcept {
    const auto numeric = number_of(found);
    return numeric && satisfies(*numeric, relation, bound);
}

/// Whether a plain value is the boolean, or its text in any case.
[[nodiscard]] constexpr bool is_boolean(const value& found, bool expected) noexcept {
    if (found.type() == value_type::boolean) { return found.as_boolean() == expected; }
    return found.type() == value_type::text &&
           equals_folded(found.as_text(), expected ? std::string_view{"true"} : std::string_view{"false"});
}

} // namespace varsigma::detail
