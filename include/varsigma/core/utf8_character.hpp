// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <cstdint>

/// UTF-8 for data that may be hostile: every byte string is a sequence of characters.
///
/// Well-formed is what table 3-7 of the Unicode Standard (and RFC 3629) says: no overlong forms, no surrogates, nothing
/// above U+10FFFF. A byte that begins no well-formed sequence is a character of its own, equal to the same invalid byte
/// and to nothing else; such bytes are never grouped, so the cut between characters depends on no look-behind.
/// Everything here is free of state and safe to call from any thread.
namespace VARSIGMA_NAMESPACE::utf8 {

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

} // namespace VARSIGMA_NAMESPACE::utf8
