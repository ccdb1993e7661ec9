// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/value_text.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/text/detail/casefold.hpp>
#include <varsigma/text/detail/cidr.hpp>
#include <varsigma/text/detail/symbol.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/numeral.hpp>
#include <varsigma/text/timestamp.hpp>

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

// The questions that rules ask of a value, text and regular expressions aside. Each is about one plain value that is
// there; what missing fields and lists mean is decided once for all of them where they are evaluated.

/// Missing, null, or an empty list.
struct null_test {};

/// There, whatever it is.
struct presence_test {};

struct boolean_test {
    bool expected = false;
};

struct number_test {
    comparison relation = comparison::equal;
    numeral bound;
};

struct network_test {
    cidr network;
};

struct time_test {
    time_part part = time_part::minute;
    comparison relation = comparison::equal;
    numeral bound;
};

/// Against the value of another field.
struct reference_test {
    slot other = no_slot;
    bool open_before = false; ///< anything may stand before the other field's text
    bool open_after = false;
    case_mode mode = case_mode::folded;
};

[[nodiscard]] constexpr bool holds_for(null_test /*wanted*/, const value& found) noexcept {
    return found.type() == value_type::null;
}
[[nodiscard]] constexpr bool holds_for(presence_test /*wanted*/, const value& /*found*/) noexcept {
    return true;
}
[[nodiscard]] constexpr bool holds_for(boolean_test wanted, const value& found) noexcept {
    return is_boolean(found, wanted.expected);
}
[[nodiscard]] constexpr bool holds_for(const number_test& wanted, const value& found) noexcept {
    return compares(found, wanted.relation, wanted.bound);
}
[[nodiscard]] constexpr bool holds_for(const network_test& wanted, const value& found) noexcept {
    return found.type() == value_type::text && wanted.network.contains(found.as_text());
}
[[nodiscard]] constexpr bool holds_for(const time_test& wanted, const value& found) noexcept {
    const auto read = time_part_of(found, wanted.part);
    return read && satisfies(number{*read}, wanted.relation, wanted.bound);
}

/// Whether the text that text tests see of a plain value, if there is one, is what `asks(text)` wants.
template <class Asks>
[[nodiscard]] constexpr bool holds_for_text_of(const value& found, Asks asks) {
    if (found.type() == value_type::text) { return asks(found.as_text()); }
    const auto of_another_type = [&] { // whose text has to be written, and not in constant expressions
        const value_text text{found};
        return text.exists() && asks(text.view());
    };
    return of_another_type();
}

} // namespace VARSIGMA_NAMESPACE::detail
