// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/character_tables.hpp>
#include <varsigma/core/utf8_character.hpp>

#include <cstddef>
#include <string>
#include <string_view>

// Texts that come from files, rules and events, shown to people. Such a text can hold characters that a terminal obeys
// (escape sequences, line breaks that forge a line of a log), that turn the direction of writing, or that nobody sees,
// so that two names look the same. They are shown by their numbers: `\u{1b}`, `\u{202e}`, `\u{200b}`; a byte that is no
// UTF-8 as `\xff`. What is shown in that way stays as it is when it is made printable again.

namespace VARSIGMA_NAMESPACE {
namespace detail {

/// How many marks may stand on one character; more would paint over the lines around it.
/// Source: Unicode Standard Annex 15, "Stream-Safe Text Format".
inline constexpr std::size_t most_marks = 30;

[[nodiscard]] constexpr bool is_mark(char32_t character) noexcept {
    return character >= 0x300 && nonspacing_marks.contains(character);
}

/// Where the character begins that holds the byte at `at`. Precondition: `at < text.size()`. O(1).
[[nodiscard]] constexpr std::size_t begin_of_character(std::string_view text, std::size_t at) noexcept {
    for (std::size_t back = 1; back < utf8::max_length && back <= at; ++back) {
        if (utf8::decode(text.data() + at - back, text.data() + text.size()).length > back) { return at - back; }
    }
    return at;
}

/// A character that a text without quotes around it has no need to escape.
inline constexpr char no_quote = '\0';

} // namespace detail

/// Whether a terminal shows the character, in its place and without doing anything else, and as itself: what Unicode
/// does not assign, private characters and blanks of other kinds are not visible; letters of scripts that many fonts
/// lack are. Takes what `utf8::decode` gives: false for invalid bytes. O(1).
/// Source: Unicode 15.0, in the way that `scripts/generate_character_tables.py` tells; newer characters are not
/// assigned.
[[nodiscard]] constexpr bool is_visible(char32_t character) noexcept {
    if (character >= 0x20 && character < 0x7F) { return true; }
    return character < utf8::invalid_byte_base && !detail::hidden_characters.contains(character);
}

namespace detail {

/// What `append_printable` and `append_quoted` do. Unless `quote` is NUL, a backslash is written before it and before
/// each backslash.
void append_shown(std::string_view text, std::size_t longest, char quote, std::string& out);

} // namespace detail

/// Appends at most the first `longest` characters of `text`, and then `...` if there are more. Hidden characters and
/// invalid bytes are written as above, and so are marks that stand on nothing, on one of these or as the 31st or later
/// on a character; other marks belong to the character that they stand on, and are not counted. O(length of what is
/// appended).
void append_printable(std::string_view text, std::size_t longest, std::string& out);

/// The same with the whole text. O(length).
void append_printable(std::string_view text, std::string& out);

/// The same between two `quote`s, each of which has a backslash before it in the text, as each backslash has: so a text
/// can be told from what follows, and a hidden character from a text that spells its number. The dots of a text that was
/// cut stand before the last quote. Precondition: `quote` is a visible character of ASCII. O(length of what is appended).
void append_quoted(std::string_view text, std::size_t longest, char quote, std::string& out);

/// The text, as `append_printable` writes it. O(length).
[[nodiscard]] std::string printable(std::string_view text);

/// Makes of `text` what `printable` makes of it. Most texts stay as they are, and allocate nothing. O(length).
void make_printable(std::string& text);

/// How many of the first `most` bytes of `text` can be shown without parting a character, or marks from what they stand
/// on; of a flood of marks some. O(1).
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
void shorten(std::string& text, std::size_t most);

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/core/printable.ipp>
#endif
