// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/pattern/detail/sigma_syntax.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/text/detail/cidr.hpp>

#include <cstdint>
#include <string_view>
#include <variant>

// What a value must be for its modifiers: one judgement for rules that are loaded and for those written as types.

namespace VARSIGMA_NAMESPACE {

/// Why a value cannot stand with its modifiers.
enum class value_problem : std::uint8_t {
    none,
    needs_text,        ///< null or a boolean where text is looked into
    encoded_wildcard,  ///< wildcards in what is encoded
    needs_expression,  ///< `re` with null or a boolean
    needs_network,     ///< `cidr` with anything but text
    bad_network,       ///< `cidr` with a text that is no network; `parse_cidr` says why
    needs_number,      ///< comparisons and parts of times
    needs_boolean,     ///< `exists`
    needs_field_name,  ///< `fieldref`
    wildcard_in_field, ///< `fieldref` with wildcards
};

/// The code under which a problem is reported. Precondition: there is one.
[[nodiscard]] constexpr diagnostic_code code_of(value_problem problem) noexcept {
    switch (problem) {
    case value_problem::encoded_wildcard:
    case value_problem::wildcard_in_field: return diagnostic_code::wildcard_not_allowed;
    case value_problem::bad_network: return diagnostic_code::bad_cidr;
    default: return diagnostic_code::value_kind;
    }
}

namespace detail {

/// Whether a text in Sigma's notation has an unescaped `*` or `?`. O(length), no allocation.
[[nodiscard]] constexpr bool has_wildcards_in(std::string_view text) noexcept {
    struct sink {
        bool found = false;
        constexpr void push_back(symbol next) noexcept { found = found || !is_literal(next); }
    } seen;
    parse_sigma_string(text, seen);
    return seen.found;
}

[[nodiscard]] constexpr value_problem problem_of_plain(const interpretation& meaning,
                                                       const value_view& value) noexcept {
    if (value.kind == value_kind::text) {
        return meaning.encoding_count != 0 && has_wildcards_in(value.text) ? value_problem::encoded_wildcard
                                                                           : value_problem::none;
    }
    return value.kind != value_kind::number && meaning.is_text_only() ? value_problem::needs_text : value_problem::none;
}

[[nodiscard]] constexpr value_problem problem_of_field_name(const value_view& value) noexcept {
    if (value.kind != value_kind::text || value.text.empty()) { return value_problem::needs_field_name; }
    return has_wildcards_in(value.text) ? value_problem::wildcard_in_field : value_problem::none;
}

} // namespace detail

/// Whether `value` can stand with modifiers of that meaning. Expressions of `re` are for the engine to judge.
/// O(length).
/// Source: Sigma specification 2.1.0, appendix "Modifiers".
[[nodiscard]] constexpr value_problem problem_of(const interpretation& meaning, const value_view& value) noexcept {
    const auto kind = value.kind;
    switch (meaning.kind) {
    case test_kind::value: return detail::problem_of_plain(meaning, value);
    case test_kind::regex:
        return kind == value_kind::null || kind == value_kind::boolean ? value_problem::needs_expression
                                                                       : value_problem::none;
    case test_kind::cidr:
        if (kind != value_kind::text) { return value_problem::needs_network; }
        return std::holds_alternative<cidr>(parse_cidr(value.text)) ? value_problem::none : value_problem::bad_network;
    case test_kind::compare:
    case test_kind::time_of_day: return kind == value_kind::number ? value_problem::none : value_problem::needs_number;
    case test_kind::exists: return kind == value_kind::boolean ? value_problem::none : value_problem::needs_boolean;
    case test_kind::field: return detail::problem_of_field_name(value);
    }
    return value_problem::none;
}

/// Whether a chain of that meaning can do without the name of a field, as keywords do.
[[nodiscard]] constexpr bool can_be_keyword(const interpretation& meaning) noexcept {
    return meaning.kind == test_kind::value || meaning.kind == test_kind::regex;
}

/// What a value with default modifiers is compared as.
enum class plain_test : std::uint8_t { null, boolean, number, text };

/// Numbers and booleans are text for keywords, and where a modifier looks into text.
/// Precondition: the chain's kind is `value`, and the value has no problem with it.
[[nodiscard]] constexpr plain_test plain_test_of(const interpretation& meaning, value_kind kind,
                                                 bool is_keyword) noexcept {
    if (kind == value_kind::null) { return plain_test::null; }
    if (is_keyword || meaning.is_text_only() || kind == value_kind::text) { return plain_test::text; }
    return kind == value_kind::boolean ? plain_test::boolean : plain_test::number;
}

} // namespace VARSIGMA_NAMESPACE
