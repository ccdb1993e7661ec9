// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

/// UTF-16 as bytes (RFC 2781): what Sigma's `wide`, `utf16le`, `utf16be` and `utf16` search for, and what some editors
/// write.
namespace VARSIGMA_NAMESPACE::utf16 {

/// Which byte of a 16-bit unit comes first.
enum class byte_order : std::uint8_t { little, big };

/// Appends `text`, which is UTF-8, as UTF-16 bytes to anything with `push_back(char)`.
///
/// `with_mark` puts a byte order mark (U+FEFF: `FF FE` in little-endian order) in front, also of an empty text.
/// Characters above U+FFFF become surrogate pairs; an invalid byte becomes U+FFFD, as UTF-16 has no place for it.
/// O(n), safe to call from any thread.
template <class Out>
constexpr void encode(std::string_view text, byte_order order, bool with_mark, Out& out) {
    const auto put = [order, &out](char32_t unit) {
        const auto high = static_cast<char>(static_cast<unsigned char>(unit >> 8));
        const auto low = static_cast<char>(static_cast<unsigned char>(unit & 0xFF));
        out.push_back(order == byte_order::little ? low : high);
        out.push_back(order == byte_order::little ? high : low);
    };
    if (with_mark) put(0xFEFF);
    const char* first = text.data();
    const char* const last = first + text.size();
    while (first != last) {
        const utf8::decoded next = utf8::decode(first, last);
        first += next.length;
        const char32_t character = next.valid ? next.character : utf8::replacement_character;
        if (character < 0x10000) {
            put(character);
        } else {
            put(0xD800 + ((character - 0x10000) >> 10));
            put(0xDC00 + ((character - 0x10000) & 0x3FF));
        }
    }
}

/// Appends `bytes`, which are UTF-16 without a byte order mark, as UTF-8 to anything with `push_back(char)`.
///
/// A surrogate without its other half, and a last byte alone, become the byte FF, which no valid UTF-8 holds. O(n),
/// safe to call from any thread.
template <class Out>
constexpr void decode(std::string_view bytes, byte_order order, Out& out) {
    constexpr char never_valid = '\xFF';
    const auto unit_at = [bytes, order](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(order == byte_order::big ? first << 8U | second : second << 8U | first);
    };
    std::size_t at = 0;
    while (at + 1 < bytes.size()) {
        const char32_t unit = unit_at(at);
        at += 2;
        if (unit < 0xD800 || unit > 0xDFFF) {
            utf8::append(unit, out);
            continue;
        }
        const char32_t next = unit < 0xDC00 && at + 1 < bytes.size() ? unit_at(at) : 0;
        if (next < 0xDC00 || next > 0xDFFF) {
            out.push_back(never_valid);
            continue;
        }
        utf8::append(0x10000 + ((unit - 0xD800) << 10U) + (next - 0xDC00), out);
        at += 2;
    }
    if (at < bytes.size()) out.push_back(never_valid);
}

} // namespace VARSIGMA_NAMESPACE::utf16
