// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/utf8_character.hpp>

#include <concepts>
#include <cstddef>

/// Text in memory by the units that it is made of, each as wide as its encoding says: UTF-8, UTF-16 or UTF-32.
namespace VARSIGMA_NAMESPACE {

/// A type of character. `wchar_t` is a unit of UTF-16 or UTF-32, as wide as it is.
template <class T>
concept character_unit = std::same_as<T, char> || std::same_as<T, char8_t> || std::same_as<T, char16_t> ||
    std::same_as<T, char32_t> || std::same_as<T, wchar_t>;

/// The most bytes of UTF-8 that one unit becomes.
template <character_unit Unit>
inline constexpr std::size_t most_bytes_per_unit = sizeof(Unit) == 1   ? 1
                                                   : sizeof(Unit) == 2 ? 3
                                                                       : 4;

/// Writes text as UTF-8 to `out`, which has room for `most_bytes_per_unit` bytes a unit, and returns the end.
///
/// Units of one byte are copied, valid or not, as every byte string is a text. Of wider ones, what is no character
/// (half a surrogate pair, a number above U+10FFFF) becomes U+FFFD. O(n), safe to call from any thread.
template <character_unit Unit>
constexpr char* write_utf8(const Unit* first, const Unit* last, char* out) noexcept {
    const auto number_of = [](Unit unit) -> char32_t {
        if constexpr (sizeof(Unit) == 1) {
            return static_cast<unsigned char>(unit);
        } else {
            return static_cast<char32_t>(unit); // of a signed `wchar_t` the same 32 bits
        }
    };
    while (first != last) {
        char32_t character = number_of(*first++);
        if (sizeof(Unit) == 1 || character < 0x80) {
            *out++ = static_cast<char>(static_cast<unsigned char>(character));
            continue;
        }
        const bool is_high = character >> 10U == 0xD800U >> 10U;
        if (sizeof(Unit) == 2 && is_high && first != last) {
            if (const char32_t low = number_of(*first); low >> 10U == 0xDC00U >> 10U) {
                character = 0x10000U + ((character & 0x3FFU) << 10U) + (low & 0x3FFU);
                ++first;
            }
        }
        // beyond Unicode `encode` has characters of its own, for invalid bytes
        out += utf8::encode(character > 0x10FFFFU ? utf8::replacement_character : character, out);
    }
    return out;
}

} // namespace VARSIGMA_NAMESPACE
