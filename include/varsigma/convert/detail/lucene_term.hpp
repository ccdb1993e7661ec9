// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/detail/symbol.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// How texts and names of fields stand in a query of Lucene's classic syntax.
// Source: Apache Lucene, "Query Parser Syntax"; Elasticsearch reference, "Query string query".

namespace VARSIGMA_NAMESPACE::detail {

/// Whether the character ends a word of a query, or may: blanks in Lucene's sense.
[[nodiscard]] constexpr bool is_lucene_blank(char32_t one) noexcept {
    return one == U' ' || one == U'\t' || one == U'\n' || one == U'\r' || one == U'\u3000';
}

/// Whether the character has a meaning in a query, or had one in some version.
[[nodiscard]] constexpr bool is_lucene_special(char32_t one) noexcept {
    return one < 0x80 && std::u32string_view{U"+-=&|!(){}[]<>^\"~*?:\\/"}.find(one) != std::u32string_view::npos;
}

/// Appends text inside quotes, where only quotes and backslashes have a meaning; braces are escaped as well, since
/// queries stand in templates that begin with two of them.
inline void append_lucene_quoted(std::string_view text, std::string& out) {
    out += '"';
    for (const char byte : text) {
        if (byte == '"' || byte == '\\' || byte == '{' || byte == '}') { out += '\\'; }
        out += byte;
    }
    out += '"';
}

/// Whether the word joins or negates what stands beside it.
[[nodiscard]] constexpr bool is_lucene_operator(std::string_view word) noexcept {
    return word == "AND" || word == "OR" || word == "NOT";
}

/// Whether a text without wildcards would be taken for something else if it stood unquoted, whatever is escaped: an
/// operator, or (Elasticsearch) a range.
[[nodiscard]] constexpr bool needs_lucene_quotes(std::string_view text) noexcept {
    return text.empty() || is_lucene_operator(text) || text.front() == '<' || text.front() == '>';
}

/// Appends a pattern as one word, wildcards unescaped; quoted where it could not stand otherwise.
/// Precondition: no dash classes. O(length).
inline void append_lucene_term(std::span<const symbol> pattern, std::string& out) {
    if (!has_wildcards(pattern)) {
        std::string text;
        append_text(pattern, case_mode::exact, text);
        if (needs_lucene_quotes(text)) {
            append_lucene_quoted(text, out);
            return;
        }
    }
    for (const symbol element : pattern) {
        if (!is_literal(element)) {
            out += element == symbol::any_run ? '*' : '?';
            continue;
        }
        const char32_t one = character(element);
        if (is_lucene_special(one) || is_lucene_blank(one)) { out += '\\'; }
        utf8::append(one, out);
    }
}

/// Appends the name of a field, with as few escapes as possible: `r-dns`, `Threat\ Name`, `\NOT`. O(length).
inline void append_lucene_field(std::string_view name, std::string& out) {
    if (is_lucene_operator(name)) { out += '\\'; }
    bool first = true;
    const char* const last = name.data() + name.size();
    for (const char* at = name.data(); at != last;) {
        const auto next = utf8::decode(at, last);
        const bool stands_inside = next.character == U'-' || next.character == U'+' || next.character == U'=' ||
                                   next.character == U'&' || next.character == U'|' || next.character == U'<' ||
                                   next.character == U'>';
        const bool special = is_lucene_special(next.character) && (first || !stands_inside);
        if (special || is_lucene_blank(next.character)) { out += '\\'; }
        out.append(at, next.length);
        at += next.length;
        first = false;
    }
}

/// What a word of a query asks for, read back: nothing if Lucene would not accept it.
///
/// `quoted`: the word is what stands between quotes, where wildcards are none. O(length).
[[nodiscard]] inline std::optional<std::vector<symbol>> read_lucene_term(std::string_view word, bool quoted) {
    std::vector<symbol> read;
    const char* const last = word.data() + word.size();
    for (const char* at = word.data(); at != last;) {
        auto next = utf8::decode(at, last);
        at += next.length;
        if (next.character != U'\\') {
            const bool wildcard = !quoted && (next.character == U'*' || next.character == U'?');
            read.push_back(!wildcard                ? literal_symbol(next.character)
                           : next.character == U'*' ? symbol::any_run
                                                    : symbol::any_one);
            continue;
        }
        if (at == last) { return std::nullopt; }
        next = utf8::decode(at, last);
        at += next.length;
        if (next.character != U'u') {
            read.push_back(literal_symbol(next.character));
            continue;
        }
        char32_t code = 0;
        for (int digit = 0; digit < 4; ++digit, ++at) {
            if (at == last || hex_value(*at) < 0) { return std::nullopt; }
            code = code << 4U | static_cast<char32_t>(hex_value(*at));
        }
        read.push_back(literal_symbol(code));
    }
    return read;
}

} // namespace VARSIGMA_NAMESPACE::detail
