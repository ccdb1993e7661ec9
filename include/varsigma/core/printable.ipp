// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/character_tables.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/core/utf8_character.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE::detail {

/// Appends `\u{1b}` or `\xff`.
inline void append_escape(char32_t character, std::string& out) {
    constexpr std::string_view digits = "0123456789abcdef";
    const bool is_byte = character >= utf8::invalid_byte_base;
    if (is_byte) { character -= utf8::invalid_byte_base; }
    unsigned shift = 0;
    while (character >> shift > 0xFU) { shift += 4; }
    out += is_byte ? "\\x" : "\\u{";
    for (;; shift -= 4) {
        out += digits[character >> shift & 0xFU];
        if (shift == 0) { break; }
    }
    if (!is_byte) { out += '}'; }
}

VARSIGMA_INLINE void append_shown(std::string_view text, std::size_t longest, char quote, std::string& out) {
    const char* at = text.data();
    const char* const end = at + text.size();
    std::size_t count = 0;
    std::size_t marks_that_fit = 0; // on the character before
    while (at != end) {
        const auto next = utf8::decode(at, end);
        const bool visible = is_visible(next.character);
        const bool is_mark = detail::is_mark(next.character);
        const bool stands_on_other = visible && is_mark && marks_that_fit != 0;
        if (!stands_on_other && count++ == longest) {
            out += "...";
            return;
        }
        if (stands_on_other || (visible && !is_mark)) {
            marks_that_fit = is_mark ? marks_that_fit - 1 : most_marks;
            if (quote != no_quote && (*at == quote || *at == '\\')) { out += '\\'; }
            out.append(at, next.length);
        } else {
            marks_that_fit = 0;
            append_escape(next.character, out);
        }
        at += next.length;
    }
}

} // namespace VARSIGMA_NAMESPACE::detail

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE void append_printable(std::string_view text, std::size_t longest, std::string& out) {
    detail::append_shown(text, longest, detail::no_quote, out);
}

VARSIGMA_INLINE void append_printable(std::string_view text, std::string& out) {
    append_printable(text, static_cast<std::size_t>(-1), out);
}

VARSIGMA_INLINE void append_quoted(std::string_view text, std::size_t longest, char quote, std::string& out) {
    out += quote;
    detail::append_shown(text, longest, quote, out);
    out += quote;
}

VARSIGMA_INLINE std::string printable(std::string_view text) {
    std::string made;
    made.reserve(text.size());
    append_printable(text, made);
    return made;
}

VARSIGMA_INLINE void make_printable(std::string& text) {
    for (const char each : text) {
        const auto byte = static_cast<unsigned char>(each);
        if (byte < 0x20 || byte >= 0x7F) {
            text = printable(text);
            return;
        }
    }
}

VARSIGMA_INLINE void shorten(std::string& text, std::size_t most) {
    if (text.size() <= most) { return; }
    text.resize(cut_between_characters(text, most - 3));
    text += "...";
}

} // namespace VARSIGMA_NAMESPACE
