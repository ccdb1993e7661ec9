// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/regex_tree.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace VARSIGMA_NAMESPACE::detail {

/// Writes an expression that searches as one of Lucene's, which match the whole text and know no anchors.
///
/// So `.*` stands at both ends, except where an anchor does; where only one of several alternatives has an anchor, each
/// has ends of its own. Everything that is not a letter, a digit or beyond ASCII is escaped.
/// Source: Apache Lucene, class `RegExp`, with all its optional operators.
class lucene_regex_writer {
public:
    [[nodiscard]] std::string write(const regex_node& searched) {
        append(searched, {true, true});
        return std::move(written_);
    }

    /// Whether an anchor stood where no text can begin or end for sure, so that what was written is of no use.
    [[nodiscard]] bool has_inner_anchor() const noexcept { return inner_anchor_; }

private:
    /// Which ends of the text's match a node reaches.
    struct ends {
        bool left = false;
        bool right = false;
    };

    void append(const regex_node& node, ends reached) {
        switch (node.form) {
        case regex_form::sequence: append_sequence(node, reached); return;
        case regex_form::choice:
            if (has_anchor(node)) {
                append_choice(node, reached);
                return;
            }
            break;
        case regex_form::begin_text:
            inner_anchor_ = inner_anchor_ || !reached.left;
            if (reached.right) { written_ += ".*"; }
            return;
        case regex_form::end_text:
            inner_anchor_ = inner_anchor_ || !reached.right;
            if (reached.left) { written_ += ".*"; }
            return;
        default: break;
        }
        if (reached.left) { written_ += ".*"; }
        append_part(node);
        if (reached.right) { written_ += ".*"; }
    }

    void append_sequence(const regex_node& node, ends reached) {
        const auto count = node.children.size();
        if (count == 0) {
            if (reached.left || reached.right) { written_ += ".*"; }
            return;
        }
        for (std::size_t at = 0; at < count; ++at) {
            const auto& child = node.children[at];
            append(child, {reached.left && at == 0, reached.right && at + 1 == count});
        }
    }

    void append_choice(const regex_node& node, ends reached) {
        written_ += '(';
        bool first = true;
        for (const auto& child : node.children) {
            if (!std::exchange(first, false)) { written_ += '|'; }
            const auto before = written_.size();
            append(child, reached);
            if (written_.size() == before) { written_ += "()"; } // the empty text
        }
        written_ += ')';
    }

    /// What matches the node itself and nothing around it.
    void append_part(const regex_node& node) {
        switch (node.form) {
        case regex_form::characters: append_characters(node); return;
        case regex_form::any: written_ += '.'; return;
        case regex_form::sequence:
            for (const auto& child : node.children) { append(child, {}); }
            return;
        case regex_form::choice: append_choice(node, {}); return;
        case regex_form::repetition: append_repetition(node); return;
        case regex_form::begin_text:
        case regex_form::end_text: inner_anchor_ = true; return;
        }
    }

    void append_repetition(const regex_node& node) {
        const auto& of = node.children.front();
        // two braces in a row begin a template, which watches are
        const bool in_parentheses =
            of.form == regex_form::sequence || of.form == regex_form::repetition || is_only(of, U'{');
        if (in_parentheses) { written_ += '('; }
        const auto before = written_.size();
        append_part(of);
        if (written_.size() == before) { written_ += "()"; }
        if (in_parentheses) { written_ += ')'; }
        if (!node.most) {
            written_ += node.least == 0 ? "*" : node.least == 1 ? "+" : '{' + std::to_string(node.least) + ",}";
        } else if (node.least == 0 && *node.most == 1) {
            written_ += '?';
        } else {
            written_ += '{' + std::to_string(node.least);
            if (*node.most != node.least) { written_ += ',' + std::to_string(*node.most); }
            written_ += '}';
        }
    }

    [[nodiscard]] static bool is_single(const regex_node& node) noexcept {
        return node.form == regex_form::characters && !node.excluded && node.ranges.size() == 1 &&
               node.ranges.front().first == node.ranges.front().last;
    }
    [[nodiscard]] static bool is_only(const regex_node& node, char32_t one) noexcept {
        return is_single(node) && node.ranges.front().first == one;
    }

    void append_characters(const regex_node& node) {
        if (is_single(node)) {
            append_character(node.ranges.front().first);
            return;
        }
        written_ += node.excluded ? "[^" : "[";
        for (const auto& [first, last] : node.ranges) {
            append_character(first);
            if (first == last) { continue; }
            if (last != first + 1) { written_ += '-'; }
            append_character(last);
        }
        written_ += ']';
    }

    void append_character(char32_t one) {
        const bool stands = one >= 0x80 || (one < 0x20 && one != U'\0') || is_digit(static_cast<char>(one)) ||
                            (fold_ascii(static_cast<char>(one)) >= 'a' && fold_ascii(static_cast<char>(one)) <= 'z');
        if (!stands) { written_ += '\\'; }
        utf8::append(one, written_);
    }

    std::string written_;
    bool inner_anchor_ = false;
};

} // namespace VARSIGMA_NAMESPACE::detail
