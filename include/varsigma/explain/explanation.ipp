// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/explain/explanation.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

VARSIGMA_INLINE explanation refused(std::string_view title, std::string_view why) {
    explanation whole{explanation_kind::rule, false, std::string{title}, {}, {}};
    whole.children.push_back({explanation_kind::refusal, false, std::string{why}, {}, {}});
    return whole;
}

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

} // namespace VARSIGMA_NAMESPACE::detail

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE std::string render(const explanation& whole) {
    std::string text;
    detail::explanation_writer{text}.write(whole, 0);
    return text;
}

} // namespace VARSIGMA_NAMESPACE
