// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/rule/modifier.hpp>
#include <varsigma/text/number.hpp>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

enum class value_kind : std::uint8_t { null, boolean, number, text };

/// What a value says, without owning it: the form in which it is judged, at run time and at compile time alike.
struct value_view {
    value_kind kind = value_kind::null;
    bool boolean = false;
    number numeric;
    std::string_view text; ///< as in `rule_value`
};

/// One value of a detection, typed as YAML 1.1 types it (`4624` is a number, `'4624'` text, `yes` a boolean).
struct rule_value {
    value_kind kind = value_kind::null;
    bool boolean = false; ///< if `kind` is `boolean`
    number numeric;       ///< if `kind` is `number`
    std::string text;     ///< the spelling: of text its content (Sigma escapes still in it), otherwise as in the rule
    source_position position; ///< of the value
    bool double_quoted =
        false; ///< text that YAML read between double quotes, where `\n` is a line break; for `lint` only

    /// Lives as long as the value.
    [[nodiscard]] value_view view() const noexcept { return {kind, boolean, numeric, text}; }

    [[nodiscard]] static rule_value of_null(source_position at = {}) { return {value_kind::null, false, {}, {}, at}; }
    template <std::same_as<bool> Boolean> // a literal text would rather be a bool than a std::string
    [[nodiscard]] static rule_value of(Boolean truth, source_position at = {}) {
        return {value_kind::boolean, truth, {}, truth ? "true" : "false", at};
    }
    [[nodiscard]] static rule_value of(number numeric, std::string spelling, source_position at = {}) {
        return {value_kind::number, false, numeric, std::move(spelling), at};
    }
    [[nodiscard]] static rule_value of(std::string content, source_position at = {}) {
        return {value_kind::text, false, {}, std::move(content), at};
    }
};

/// `Field|modifiers: value` or `Field|modifiers: [values…]`; with an empty field, keywords.
///
/// Several values are alternatives (OR), unless the chain says `all`. Never without a value: an empty list in the rule
/// is one null.
struct detection_item {
    std::string field;
    modifier_chain modifiers;
    std::vector<rule_value> values;
    bool is_list = false;     ///< written as a list, even if of one value
    source_position position; ///< of the key, or of the first keyword

    [[nodiscard]] bool is_keyword() const noexcept { return field.empty(); }
};

enum class detection_form : std::uint8_t {
    item,   ///< a leaf: `item` holds it
    all_of, ///< a map: every child must hold
    any_of, ///< a list: one child must hold
};

/// What stands below the name of a selection, as a tree.
///
/// A list of plain values is one keyword item; a list that mixes maps and plain values is an `any_of` with a keyword
/// item for each plain value. Where placeholders without values decided an item (`expand_placeholders`), an `any_of`
/// without children stands for what is never true, and an `all_of` without children for what always is.
/// Source: Sigma specification 2.1.0, "Detection".
struct detection {
    detection_form form = detection_form::item;
    detection_item item;             ///< if `form` is `item`
    std::vector<detection> children; ///< otherwise; empty only in the constants that placeholders leave
    source_position position;
};

/// A detection under the name by which conditions call it.
struct named_detection {
    std::string name;
    detection body;
    source_position position; ///< of the name
};

} // namespace VARSIGMA_NAMESPACE
