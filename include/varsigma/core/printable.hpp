// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/text/nonspacing_table.hpp>
#include <varsigma/text/utf8_character.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

// Texts that come from files, rules and events, shown to people. Such a text can hold characters that a terminal obeys
// (escape sequences, line breaks that forge a line of a log), that turn the direction of writing, or that nobody sees, so
// that two names look the same. They are shown by their numbers: `\u{1b}`, `\u{202e}`, `\u{200b}`; a byte that is no UTF-8 as
// `\xff`. What is shown in that way stays as it is when it is made printable again.

namespace varsigma {
namespace detail {

/// Whether a character lies in one of the ranges, which ascend. O(log ranges).
template <std::size_t Count>
[[nodiscard]] constexpr bool lies_in(const std::array<code_point_range, Count>& ranges, char32_t character) noexcept {
    std::size_t first = 0;
    std::size_t last = Count;
    while (first != last) {
        const auto middle = first + (last - first) / 2;
        if (character > ranges[middle].last) {
            first = middle + 1;
        } else {
            last = middle;
        }
    }
    return first != Count && character >= ranges[first].first;
}

/// Source: Unicode 15.0, the properties General_Category=Cc, Default_Ignorable_Code_Point, Bidi_Control and
/// Noncharacter_Code_Point, and the separators of lines, paragraphs and annotations.
inline constexpr std::array<code_point_range, 21> hidden_characters{{
    {0x0, 0x1F},        {0x7F, 0x9F},       {0xAD, 0xAD},       {0x34F, 0x34F},   {0x61C, 0x61C},   {0x115F, 0x1160},
    {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164},
    {0xFDD0, 0xFDEF},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0xFFFE, 0xFFFF},
    {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
}};

/// How many marks may stand on one character; more would paint over the lines around it.
/// Source: Unicode Standard Annex 15, "Stream-Safe Text Format".
inline constexpr std::size_t most_marks = 30;

[[nodiscard]] constexpr bool is_mark(char32_t character) noexcept {
    return character >= nonspacing_marks.front().first && lies_in(nonspacing_marks, character);
}

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

/// Where the character begins that holds the byte at `at`. Precondition: `at < text.size()`. O(1).
[[nodiscard]] constexpr std::size_t begin_of_character(std::string_view text, std::size_t at) noexcept {
    for (std::size_t back = 1; back < utf8::max_length && back <= at; ++back) {
        if (utf8::decode(text.data() + at - back, text.data() + text.size()).length > back) { return at - back; }
    }
    return at;
}

} // namespace detail

/// Whether a terminal shows the character, in its place and without doing anything else. Not the blanks and letters of
/// some scripts that many fonts lack. Takes what `utf8::decode` gives: false for invalid bytes. O(1).
[[nodiscard]] constexpr bool is_visible(char32_t character) noexcept {
    if (character >= 0x20 && character < 0x7F) { return true; }
    const bool is_character = character < utf8::invalid_byte_base && (character & 0xFFFEU) != 0xFFFEU;
    return is_character && !detail::lies_in(detail::hidden_characters, character);
}

/// Appends at most the first `longest` characters of `text`, and then `...` if there are more. Hidden characters and invalid
/// bytes are written as above, and so are marks that stand on nothing, or as the 31st or later on one character; other marks
/// belong to the character that they stand on, and are not counted. O(length of what is appended).
inline void append_printable(std::string_view text, std::size_t longest, std::string& out) {
    const char* at = text.data();
    const char* const end = at + text.size();
    std::size_t count = 0;
    std::size_t marks = 0;
    while (at != end) {
        const auto next = utf8::decode(at, end);
        marks = detail::is_mark(next.character) ? marks + 1 : 0;
        const bool stands_on_other = marks != 0 && marks <= detail::most_marks && count != 0;
        if (!stands_on_other && count++ == longest) {
            out += "...";
            return;
        }
        if (is_visible(next.character) && (marks == 0 || stands_on_other)) {
            out.append(at, next.length);
        } else {
            detail::append_escape(next.character, out);
        }
        at += next.length;
    }
}

/// The same with the whole text. O(length).
inline void append_printable(std::string_view text, std::string& out) {
    append_printable(text, static_cast<std::size_t>(-1), out);
}

/// The text, as `append_printable` writes it. O(length).
[[nodiscard]] inline std::string printable(std::string_view text) {
    std::string made;
    made.reserve(text.size());
    append_printable(text, made);
    return made;
}

/// Makes of `text` what `printable` makes of it. Most texts stay as they are, and allocate nothing. O(length).
inline void make_printable(std::string& text) {
    for (const char each : text) {
        const auto byte = static_cast<unsigned char>(each);
        if (byte < 0x20 || byte >= 0x7F) {
            text = printable(text);
            return;
        }
    }
}

/// How many of the first `most` bytes of `text` can be shown without parting a character, or marks from what they stand on;
/// of a flood of marks some. O(1).
[[nodiscard]] constexpr std::size_t cut_between_characters(std::string_view text, std::size_t most) noexcept {
    if (text.size() <= most) { return text.size(); }
    const auto is_mark_at = [text](std::size_t at) {
        return detail::is_mark(utf8::decode(text.data() + at, text.data() + text.size()).character);
    };
    auto cut = detail::begin_of_character(text, most);
    for (std::size_t marks = 0; marks < detail::most_marks && cut != 0 && is_mark_at(cut); ++marks) {
        cut = detail::begin_of_character(text, cut - 1);
    }
    return cut;
}

/// Cuts a message that took over much from a file to at most `most` bytes, between two characters, and says so by three
/// dots. A mark is not parted from what it stands on. Precondition: `most` is 3 or more. O(1).
inline void shorten(std::string& text, std::size_t most) {
    if (text.size() <= most) { return; }
    text.resize(cut_between_characters(text, most - 3));
    text += "...";
}

} // namespace varsigma
