// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/text/text_span.hpp>

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
[[nodiscard]] inline explanation refused(std::string_view title, std::string_view why) {
    explanation whole{explanation_kind::rule, false, std::string{title}, {}, {}};
    whole.children.push_back({explanation_kind::refusal, false, std::string{why}, {}, {}});
    return whole;
}

/// Why an event that a core does not accept is refused.
inline constexpr std::string_view foreign_event_text =
    "not asked: the event was read for the fields of another rule set";

/// Writes an explanation line by line. Texts are of rules and events: they are shown as `printable` shows them, and
/// cut.
class explanation_writer {
public:
    explicit explanation_writer(std::string& out) noexcept : out_(out) {}

    void write(const explanation& node, std::size_t depth) {
        out_.append(depth * 2, ' ');
        out_ += node.holds ? "+ " : "- ";
        switch (node.kind) {
        case explanation_kind::rule:
            out_ += "rule ";
            append_text(node.text);
            break;
        case explanation_kind::source:
            out_ += "logsource ";
            append_printable(node.text, out_);
            break;
        case explanation_kind::condition:
            out_ += "condition: ";
            append_printable(node.text, out_);
            break;
        case explanation_kind::value: append_value(node.type, node.text); break;
        case explanation_kind::all_of:
        case explanation_kind::any_of:
        case explanation_kind::at_least:
        case explanation_kind::negation:
        case explanation_kind::selection:
        case explanation_kind::item:
        case explanation_kind::refusal: append_printable(node.text, out_); break;
        }
        if (node.kind == explanation_kind::value) {
            for (const auto& found : node.seen) { append_found(found); }
        } else if (!node.seen.empty()) {
            out_ += ": ";
            append_content(node.seen);
        }
        out_ += '\n';
        for (const auto& child : node.children) { write(child, depth + 1); }
    }

private:
    static constexpr std::size_t longest = 200; // characters of a value
    static constexpr std::size_t most = 20;     // elements of a list

    void append_text(std::string_view text) { append_quoted(text, longest, '"', out_); }

    /// Only text stands in quotes, so that `4624` is a number and `"null"` a text.
    void append_value(value_type type, std::string_view text) {
        switch (type) {
        case value_type::missing: out_ += "(missing)"; return;
        case value_type::null: out_ += "null"; return;
        case value_type::boolean:
        case value_type::number:
        case value_type::numeral:
        case value_type::time: append_printable(text, longest, out_); return;
        case value_type::text: append_text(text); return;
        case value_type::list: out_ += "[]"; return;
        case value_type::object: out_ += "{object}"; return;
        }
    }

    void append_found(const evidence& found) {
        out_ += " in ";
        if (!found.part) { return append_value(found.type, found.text); }
        append_text(std::string_view{found.text}.substr(found.part->offset, found.part->length));
        out_ += " at " + std::to_string(found.part->offset);
    }

    void append_content(const std::vector<evidence>& seen) {
        const bool is_list = seen.front().is_element;
        if (is_list) { out_ += '['; }
        for (std::size_t at = 0; at < seen.size(); ++at) {
            if (at != 0) { out_ += ", "; }
            if (at == most) {
                out_ += std::to_string(seen.size() - most) + " more";
                break;
            }
            append_value(seen[at].type, seen[at].text);
        }
        if (is_list) { out_ += ']'; }
    }

    std::string& out_;
};

} // namespace detail

/// The explanation for people: a line a node, `+` where it holds and `-` where not. Behind a field stands what the
/// event has there: `"4624"` is text, `4624` a number, then there are `null`, `(missing)`, `{object}` and `["a", 1]`;
/// values of the rule are told apart in the same way. Between quotes stands `\"` for a quote and `\\` for a backslash.
/// Long values and lists are cut, hidden characters shown by number (`printable`). O(size).
[[nodiscard]] inline std::string render(const explanation& whole) {
    std::string text;
    detail::explanation_writer{text}.write(whole, 0);
    return text;
}

} // namespace VARSIGMA_NAMESPACE
