// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/text/ascii_scan.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// UTF-8 for data that may be hostile: every byte string is a sequence of characters.
///
/// Well-formed is what table 3-7 of the Unicode Standard (and RFC 3629) says: no overlong forms, no surrogates, nothing
/// above U+10FFFF. A byte that begins no well-formed sequence is a character of its own, equal to the same invalid byte
/// and to nothing else; such bytes are never grouped, so the cut between characters depends on no look-behind.
/// Everything here is free of state and safe to call from any thread.
namespace varsigma::utf8 {

/// Where the characters of invalid bytes begin: byte `b` is the character `invalid_byte_base + b`, outside Unicode.
inline constexpr char32_t invalid_byte_base = 0x110000;

/// U+FFFD REPLACEMENT CHARACTER: what an invalid byte becomes where only valid text is allowed.
inline constexpr char32_t replacement_character = 0xFFFD;

/// The most bytes that `encode` writes.
inline constexpr std::size_t max_length = 4;

/// One character as it stands in a text.
struct decoded {
    char32_t character;  ///< a Unicode scalar value, or `invalid_byte_base` plus the byte
    std::uint8_t length; ///< bytes it takes, 1 to 4; 1 if invalid
    bool valid;          ///< false for an invalid byte
};

/// The character that begins at `first`. Precondition: `first != last`. O(1).
[[nodiscard]] constexpr decoded decode(const char* first, const char* last) noexcept {
    const auto byte = [first](int index) { return static_cast<unsigned char>(first[index]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};

    const decoded invalid{invalid_byte_base + lead, 1, false};
    if (lead < 0xC2 || lead > 0xF4) return invalid;
    const int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (last - first < length) return invalid;

    // only the second byte has a range that depends on the lead: this keeps out overlong forms, surrogates and the rest
    const unsigned char lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (byte(1) < lowest || byte(1) > highest) return invalid;

    char32_t character = lead & (0x7FU >> length);
    character = character << 6 | (byte(1) & 0x3FU);
    for (int index = 2; index < length; ++index) {
        if ((byte(index) & 0xC0U) != 0x80U) return invalid;
        character = character << 6 | (byte(index) & 0x3FU);
    }
    return {character, static_cast<std::uint8_t>(length), true};
}

/// Writes `character` to `out`, which has room for `max_length` bytes, and returns how many were written.
///
/// The inverse of `decode`: the character of an invalid byte is written as that byte. What `decode` never yields
/// (surrogates, other values above U+10FFFF) is written as U+FFFD. O(1).
constexpr std::size_t encode(char32_t character, char* out) noexcept {
    const auto put = [out](int index, char32_t byte) {
        out[index] = static_cast<char>(static_cast<unsigned char>(byte));
    };
    if (character < 0x80) {
        put(0, character);
        return 1;
    }
    if (character < 0x800) {
        put(0, 0xC0 | character >> 6);
        put(1, 0x80 | (character & 0x3F));
        return 2;
    }
    if (character >= invalid_byte_base + 0x80 && character <= invalid_byte_base + 0xFF) {
        put(0, character - invalid_byte_base);
        return 1;
    }
    if ((character >= 0xD800 && character <= 0xDFFF) || character >= invalid_byte_base) {
        character = replacement_character;
    }
    if (character < 0x10000) {
        put(0, 0xE0 | character >> 12);
        put(1, 0x80 | (character >> 6 & 0x3F));
        put(2, 0x80 | (character & 0x3F));
        return 3;
    }
    put(0, 0xF0 | character >> 18);
    put(1, 0x80 | (character >> 12 & 0x3F));
    put(2, 0x80 | (character >> 6 & 0x3F));
    put(3, 0x80 | (character & 0x3F));
    return 4;
}

/// Appends what `encode` writes to anything with `push_back(char)`.
template <class Out>
constexpr void append(char32_t character, Out& out) {
    char bytes[max_length]{};
    const std::size_t length = encode(character, bytes);
    for (std::size_t index = 0; index < length; ++index) out.push_back(bytes[index]);
}

namespace detail {

/// The first byte that is not ASCII, or `last`.
[[nodiscard]] constexpr const char* skip_ascii(const char* first, const char* last) noexcept {
    return first + ascii_prefix({first, static_cast<std::size_t>(last - first)});
}

} // namespace detail

/// Whether every byte is below 0x80; true for the empty text. O(n), sixteen bytes at a time.
[[nodiscard]] constexpr bool is_ascii(std::string_view text) noexcept {
    return varsigma::is_ascii(text);
}

/// Whether no byte is invalid; true for the empty text. O(n), sixteen bytes at a time over ASCII.
[[nodiscard]] constexpr bool is_valid(std::string_view text) noexcept {
    const char* first = text.data();
    const char* const last = first + text.size();
    while ((first = detail::skip_ascii(first, last)) != last) {
        const decoded next = decode(first, last);
        if (!next.valid) return false;
        first += next.length;
    }
    return true;
}

/// How many characters the text has, each invalid byte being one. O(n).
[[nodiscard]] constexpr std::size_t length(std::string_view text) noexcept {
    std::size_t characters = 0;
    const char* first = text.data();
    const char* const last = first + text.size();
    while (first != last) {
        const char* const beyond = detail::skip_ascii(first, last);
        characters += static_cast<std::size_t>(beyond - first);
        first = beyond;
        if (first == last) break;
        first += decode(first, last).length;
        ++characters;
    }
    return characters;
}

/// Copies `in` to `out` with U+FFFD in place of each invalid byte, and tells whether there was one.
///
/// `out` is overwritten and keeps its capacity; `in` must not look into it. Afterwards `is_valid(out)`, and `out` is at
/// most three times as long as `in`. O(n).
inline bool repair(std::string_view in, std::string& out) {
    out.clear();
    bool repaired = false;
    const char* first = in.data();
    const char* const last = first + in.size();
    const char* copied = first; // everything before it is in `out`
    while ((first = detail::skip_ascii(first, last)) != last) {
        const decoded next = decode(first, last);
        if (!next.valid) {
            out.append(copied, first);
            append(replacement_character, out);
            copied = first + 1;
            repaired = true;
        }
        first += next.length;
    }
    out.append(copied, last);
    return repaired;
}

} // namespace varsigma::utf8
