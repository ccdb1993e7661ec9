// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// What a node of an explanation stands for.
enum class explanation_kind : std::uint8_t {
    rule,      ///< the root: the logsource, then the conditions
    source,    ///< whether the rule sees such events at all
    condition, ///< one condition, by its text
    all_of,    ///< `and`, `all of`, a map
    any_of,    ///< `or`, `1 of`, a list
    at_least,  ///< `N of`
    negation,  ///< `not`
    selection, ///< a selection, by its name
    item,      ///< `Field|modifiers`
    value,     ///< one value of an item
    refusal,   ///< why nothing was asked at all
};

/// A value of the event that was looked at, and the part of it that a test found.
struct evidence {
    std::string field;             ///< its name in the event; empty for keywords
    std::string text;              ///< the value as text tests see it; empty for what has no text
    std::optional<text_span> part; ///< the bytes of `text` that a value of the rule matched, where that can be said
    value_type type = value_type::text; ///< of the value; `missing` if there is none, `list` only of an empty one
    bool is_element = false;            ///< of a list, of which each element is one piece of evidence
};

/// Why a rule matches an event, or why not: the condition's tree with the answer at every node.
struct explanation {
    explanation_kind kind = explanation_kind::rule;
    bool holds = false;
    std::string text; ///< title, condition, name, key or value, as the rule has it
    std::vector<evidence> seen;
    std::vector<explanation> children;
    value_type type = value_type::text; ///< of a value of the rule: text, number, boolean or null
};

namespace detail {

/// The explanation of what was not asked.
[[nodiscard]] explanation refused(std::string_view title, std::string_view why);

/// Why an event that a core does not accept is refused.
inline constexpr std::string_view foreign_event_text =
    "not asked: the event was read for the fields of another rule set";

} // namespace detail

/// The explanation for people: a line a node, `+` where it holds and `-` where not. Behind a field stands what the
/// event has there: `"4624"` is text, `4624` a number, then there are `null`, `(missing)`, `{object}` and `["a", 1]`;
/// values of the rule are told apart in the same way. Between quotes stands `\"` for a quote and `\\` for a backslash.
/// Long values and lists are cut, hidden characters shown by number (`printable`). O(size).
[[nodiscard]] std::string render(const explanation& whole);

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/explain/explanation.ipp>
#endif
