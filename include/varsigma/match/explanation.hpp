// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/pattern/literal_search.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace varsigma {

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
    std::string text;              ///< the value as text tests see it
    std::optional<text_span> part; ///< the bytes of `text` that a value of the rule matched, where that can be said
};

/// Why a rule matches an event, or why not: the condition's tree with the answer at every node.
struct explanation {
    explanation_kind kind = explanation_kind::rule;
    bool holds = false;
    std::string text; ///< title, condition, name, key or value, as the rule has it
    std::vector<evidence> seen;
    std::vector<explanation> children;
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

inline void append_quoted(std::string_view text, std::size_t limit, std::string& out) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char byte : text.substr(0, limit)) {
        const auto code = static_cast<unsigned char>(byte);
        if (code < 0x20 || code == 0x7F) {
            out += "\\x";
            out += digits[code >> 4U];
            out += digits[code & 0xFU];
        } else {
            out += byte;
        }
    }
    out += text.size() > limit ? "…\"" : "\"";
}

inline void append_line(const explanation& node, std::size_t depth, std::string& out) {
    constexpr std::size_t shown = 200; // bytes of an event's value
    out.append(depth * 2, ' ');
    out += node.holds ? "+ " : "- ";
    switch (node.kind) {
    case explanation_kind::rule: out += "rule "; break;
    case explanation_kind::source: out += "logsource "; break;
    case explanation_kind::condition: out += "condition: "; break;
    case explanation_kind::value: break;
    case explanation_kind::all_of:
    case explanation_kind::any_of:
    case explanation_kind::at_least:
    case explanation_kind::negation:
    case explanation_kind::selection:
    case explanation_kind::item:
    case explanation_kind::refusal: break;
    }
    if (node.kind == explanation_kind::rule || node.kind == explanation_kind::value) {
        append_quoted(node.text, shown, out);
    } else {
        out += node.text;
    }
    for (const auto& found : node.seen) {
        out += node.kind == explanation_kind::value ? " in " : ": ";
        if (node.kind == explanation_kind::value && found.part) {
            append_quoted(std::string_view{found.text}.substr(found.part->offset, found.part->length), shown, out);
            out += " at " + std::to_string(found.part->offset);
        } else {
            append_quoted(found.text, shown, out);
        }
    }
    out += '\n';
    for (const auto& child : node.children) { append_line(child, depth + 1, out); }
}

} // namespace detail

/// The explanation for people: a line a node, `+` where it holds and `-` where not. Long values are cut. O(size).
[[nodiscard]] inline std::string render(const explanation& whole) {
    std::string text;
    detail::append_line(whole, 0, text);
    return text;
}

} // namespace varsigma
