// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/page_text.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// What YAML 1.1 takes a plain word for, as far as a page colours it.

namespace VARSIGMA_NAMESPACE::detail {

/// Whether a word is true, false or null: in small letters, in capitals, or with a capital at its beginning.
/// Source: the resolver of PyYAML.
[[nodiscard]] constexpr bool is_yaml_constant(std::string_view word) noexcept {
    constexpr std::array<std::string_view, 8> constants{"true", "false", "null", "~", "yes", "no", "on", "off"};
    const auto is_capital = [](char byte) { return byte >= 'A' && byte <= 'Z'; };
    const bool all_small = std::none_of(word.begin(), word.end(), is_capital);
    const bool all_capital = std::all_of(word.begin(), word.end(), is_capital);
    const bool first_capital =
        !word.empty() && is_capital(word[0]) && std::none_of(word.begin() + 1, word.end(), is_capital);
    if (!all_small && !all_capital && !first_capital) { return false; }
    return std::any_of(constants.begin(), constants.end(), [&](std::string_view constant) {
        return std::equal(word.begin(), word.end(), constant.begin(), constant.end(),
                          [](char left, char right) { return fold_ascii(left) == right; });
    });
}

/// Whether a word is a number: `4688`, `-1.5`, `1_000`, `0x10`, `017`, `0b1`, `1:30`, `1.5e+3`, `.inf`.
/// Source: the resolver of PyYAML.
[[nodiscard]] constexpr bool is_yaml_number(std::string_view word) noexcept {
    const auto skip = [&](auto is_taken) { // the number of characters that were taken away
        std::size_t length = 0;
        while (length < word.size() && is_taken(word[length])) { ++length; }
        word.remove_prefix(length);
        return length;
    };
    const auto is_decimal = [](char byte) { return is_digit(byte) || byte == '_'; };
    if (word == ".nan" || word == ".NaN" || word == ".NAN") { return true; }
    if (word.starts_with('+') || word.starts_with('-')) { word.remove_prefix(1); }
    if (word == ".inf" || word == ".Inf" || word == ".INF") { return true; }
    if (word.starts_with("0x")) {
        word.remove_prefix(2);
        return skip([](char byte) {
                   return is_digit(byte) || byte == '_' || (fold_ascii(byte) >= 'a' && fold_ascii(byte) <= 'f');
               }) != 0 &&
               word.empty();
    }
    if (word.starts_with("0b")) {
        word.remove_prefix(2);
        return skip([](char byte) { return byte == '0' || byte == '1' || byte == '_'; }) != 0 && word.empty();
    }
    const auto whole = word;
    if (!word.starts_with('_')) { skip(is_decimal); }
    const auto digits = whole.size() - word.size();
    if (word.empty()) { // `00000429` is a text, since nothing with a zero in front is decimal
        const bool is_octal =
            std::all_of(whole.begin(), whole.end(), [](char byte) { return byte < '8' || byte == '_'; });
        return digits == 1 || (digits != 0 && (whole[0] != '0' || is_octal));
    }
    if (digits != 0 && whole[0] != '0' && word[0] == ':') { // to the base of 60
        while (word.starts_with(':')) {
            word.remove_prefix(1);
            const bool is_below_60 = word.size() < 2 || !is_digit(word[1]) || word[0] < '6';
            const auto length = skip([](char byte) { return is_digit(byte); });
            if (length == 0 || length > 2 || !is_below_60) { return false; }
        }
        return word.empty();
    }
    if (word[0] != '.') { return false; }
    word.remove_prefix(1);
    if (digits == 0 && (word.empty() || !is_digit(word[0]))) { return false; }
    skip(is_decimal);
    if (word.size() > 2 && fold_ascii(word[0]) == 'e' && (word[1] == '+' || word[1] == '-')) {
        word.remove_prefix(2);
        return skip([](char byte) { return is_digit(byte); }) != 0 && word.empty();
    }
    return word.empty();
}

/// Marks what is what in YAML, for the eye: keys, quoted texts, numbers, truth values, comments.
///
/// No parser: it looks at one line after the other, and where a text is unusual its colours may be wrong, never its
/// characters. The text of what it writes is the text that it was given. O(length).
class yaml_marker {
public:
    [[nodiscard]] std::string mark(std::string_view text) {
        while (!text.empty()) {
            const auto end = text.find('\n');
            line_ = text.substr(0, end);
            at_ = 0;
            line();
            if (end == text.npos) { break; }
            html_ += '\n';
            text.remove_prefix(end + 1);
        }
        return html_;
    }

private:
    static constexpr std::size_t no_block = std::string_view::npos;
    static constexpr std::size_t no_parent = 0;

    [[nodiscard]] bool ended() const noexcept { return at_ >= line_.size(); }
    [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept {
        return at_ + ahead < line_.size() ? line_[at_ + ahead] : '\0';
    }
    [[nodiscard]] static bool is_blank(char byte) noexcept { return byte == ' ' || byte == '\t' || byte == '\r'; }
    [[nodiscard]] static bool is_flow_mark(char byte) noexcept {
        return byte == ',' || byte == ']' || byte == '}' || byte == '[' || byte == '{';
    }
    [[nodiscard]] bool blank_or_end(std::size_t ahead) const noexcept {
        return at_ + ahead >= line_.size() || is_blank(peek(ahead));
    }

    /// Writes so many characters, marked as `kind` if there is one.
    void put(std::size_t length, char kind = '\0') {
        if (length == 0) { return; }
        const auto code = html_code(line_.substr(at_, length));
        at_ += length;
        if (kind == '\0') {
            html_ += code;
        } else {
            html_.append("<span class=\"").append(1, kind).append("\">").append(code).append("</span>");
        }
    }

    void blanks() {
        std::size_t length = 0;
        while (is_blank(peek(length))) { ++length; }
        put(length);
    }

    void line() {
        if ((line_.starts_with("---") || line_.starts_with("...")) && (line_.size() == 3 || is_blank(line_[3]))) {
            begin_document();
            begin_of_line();
            value();
            return;
        }
        const auto indent = line_.find_first_not_of(" \t\r");
        if (quote_ != '\0') {
            rest_of_quote(0);
            value();
            return;
        }
        if (block_ != no_block) {
            if (indent == line_.npos || indent >= block_) {
                put(line_.size(), 's');
                return;
            }
            block_ = no_block;
        }
        blanks();
        if (ended()) { return; } // a plain text may go on behind it
        if (goes_on()) {
            plain();
            value();
            return;
        }
        plain_is_open_ = false;
        if (flow_ == 0) { begin_of_line(); }
        value();
    }

    /// A new document: whatever is open has ended.
    void begin_document() {
        quote_ = '\0';
        block_ = no_block;
        flow_ = 0;
        plain_is_open_ = false;
        parent_ = no_parent;
        put(3, 'd');
        blanks();
    }

    /// Whether the line goes on with the plain text before it. In YAML, deeper than what the text belongs to nothing
    /// else can follow than a comment.
    [[nodiscard]] bool goes_on() const noexcept {
        return plain_is_open_ && peek() != '#' && (flow_ != 0 || (parent_ != no_parent && at_ + 1 > parent_));
    }

    /// Dashes, and a key. What stands alone belongs to the key or dash before it.
    void begin_of_line() {
        if (parent_ != no_parent && at_ + 1 <= parent_) { parent_ = no_parent; }
        while ((peek() == '-' || peek() == '?' || peek() == ':') && blank_or_end(1)) {
            parent_ = at_ + 1;
            put(1, 'p');
            blanks();
        }
        const auto column = at_;
        properties();
        if (const auto length = key_length()) {
            parent_ = column + 1;
            put(*length, 'k');
            blanks();
            put(1, 'p');
            blanks();
        }
    }

    /// Tags and anchors: `!!str`, `&name`.
    void properties() {
        while ((peek() == '!' || peek() == '&') && !blank_or_end(1)) {
            std::size_t length = 1;
            while (!blank_or_end(length) && !(flow_ != 0 && is_flow_mark(peek(length)))) { ++length; }
            put(length, 'p');
            blanks();
        }
    }

    /// The length of the key that begins here, without the blanks and the colon behind it.
    [[nodiscard]] std::optional<std::size_t> key_length() const {
        std::size_t length = 0;
        const char first = peek();
        if (first == '\'' || first == '"') {
            length = quoted_length(1, first);
            if (at_ + length > line_.size()) { return std::nullopt; }
        } else if (first == '#' || first == '[' || first == '{' || first == '|' || first == '>') {
            return std::nullopt;
        } else {
            while (!(peek(length) == ':' && blank_or_end(length + 1))) {
                const bool is_comment = peek(length) == '#' && length != 0 && is_blank(peek(length - 1));
                if (at_ + length >= line_.size() || is_comment) { return std::nullopt; }
                ++length;
            }
            while (length != 0 && is_blank(peek(length - 1))) { --length; }
        }
        std::size_t colon = length;
        while (is_blank(peek(colon))) { ++colon; }
        return length != 0 && peek(colon) == ':' && blank_or_end(colon + 1) ? std::optional{length} : std::nullopt;
    }

    /// The length of the quoted key within brackets that begins here: a colon follows, with or without a blank behind
    /// it.
    [[nodiscard]] std::optional<std::size_t> quoted_key_length() const noexcept {
        if (peek() != '\'' && peek() != '"') { return std::nullopt; }
        const auto length = quoted_length(1, peek());
        std::size_t colon = length;
        while (is_blank(peek(colon))) { ++colon; }
        return peek(colon) == ':' ? std::optional{length} : std::nullopt;
    }

    /// How long a quoted text is of which `seen` characters are seen; longer than the line if it does not end there.
    [[nodiscard]] std::size_t quoted_length(std::size_t seen, char quote) const noexcept {
        for (std::size_t length = seen; at_ + length < line_.size(); ++length) {
            if (quote == '"' && peek(length) == '\\') {
                ++length;
            } else if (peek(length) == quote) {
                if (quote == '"' || peek(length + 1) != '\'') { return length + 1; }
                ++length;
            }
        }
        return line_.size() + 1;
    }

    /// A quoted text of which `seen` characters of this line are seen already.
    void rest_of_quote(std::size_t seen) {
        const auto length = quoted_length(seen, quote_);
        if (at_ + length > line_.size()) {
            put(line_.size() - at_, 's');
            return;
        }
        quote_ = '\0';
        put(length, 's');
    }

    void value() {
        while (!ended()) {
            blanks();
            properties();
            const char first = peek();
            const bool is_after_blank = at_ == 0 || is_blank(line_[at_ - 1]);
            if (ended()) { return; }
            if (first == '#' && is_after_blank) {
                put(line_.size() - at_, 'c');
                plain_is_open_ = false;
                return;
            }
            plain_is_open_ = false;
            if (const auto key = flow_ != 0 ? quoted_key_length() : std::nullopt) {
                put(*key, 'k');
                blanks();
                put(1, 'p');
            } else if (first == '\'' || first == '"') {
                quote_ = first;
                rest_of_quote(1);
            } else if (flow_ == 0 && (first == '|' || first == '>')) {
                block_ = parent_; // one column beyond what it belongs to
                std::size_t length = 1;
                while (!blank_or_end(length)) { ++length; }
                put(length, 'p');
            } else if (first == '[' || first == '{') {
                ++flow_;
                put(1, 'p');
            } else if (flow_ != 0 && (first == ']' || first == '}')) {
                --flow_;
                put(1, 'p');
            } else if (flow_ != 0 && (first == ',' || (first == ':' && blank_or_end(1)))) {
                put(1, 'p');
            } else {
                plain();
            }
        }
    }

    void plain() {
        std::size_t length = 0;
        while (at_ + length < line_.size()) {
            const char next = peek(length);
            if (next == '#' && length != 0 && is_blank(peek(length - 1))) { break; }
            if (flow_ != 0 && is_flow_mark(next)) { break; }
            if (flow_ != 0 && next == ':' && blank_or_end(length + 1)) { break; }
            ++length;
        }
        while (length > 1 && is_blank(peek(length - 1))) { --length; }
        const bool is_key = flow_ != 0 && peek(length) == ':';
        put(length, is_key ? 'k' : kind_of(line_.substr(at_, length)));
        plain_is_open_ = !is_key;
    }

    [[nodiscard]] static char kind_of(std::string_view word) noexcept {
        if (is_yaml_constant(word)) { return 'l'; }
        return is_yaml_number(word) ? 'n' : '\0';
    }

    std::string html_;
    std::string_view line_;
    std::size_t at_ = 0;
    char quote_ = '\0';              // that is open
    std::size_t block_ = no_block;   // the least indentation of the block that is open
    std::size_t parent_ = no_parent; // one column beyond the key or dash that a value belongs to
    std::size_t flow_ = 0;           // how many brackets are open
    bool plain_is_open_ = false;     // a text without quotes that the next line may go on with
};

} // namespace VARSIGMA_NAMESPACE::detail
