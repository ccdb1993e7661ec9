// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>
#include <varsigma/text/detail/casefold_table.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// Unicode simple case folding (statuses C and S of CaseFolding.txt): one code point to one code point, no locale, no
// normalisation. U+212A KELVIN SIGN folds to `k`; `ß` does not become `ss`; U+0130 folds to itself. Folding is
// idempotent, and it never moves the cuts between characters. Free of state, safe to call from any thread.

namespace VARSIGMA_NAMESPACE {

/// The folded form of one character as `utf8::decode` yields it; invalid bytes are their own. O(1), a table of 8 KiB.
[[nodiscard]] constexpr char32_t fold(char32_t character) noexcept {
    if (character < 0x80) {
        return static_cast<unsigned char>(fold_ascii(static_cast<char>(static_cast<unsigned char>(character))));
    }
    if (character >= detail::casefold_end) return character;
    const std::size_t block = detail::casefold_block[character >> detail::casefold_block_bits];
    const std::size_t within = character & ((1U << detail::casefold_block_bits) - 1);
    const std::uint16_t delta = detail::casefold_delta[block << detail::casefold_block_bits | within];
    return (character & 0xFF0000U) | ((character + delta) & 0xFFFFU);
}

/// The most bytes that folding a text of `size` bytes can give: half as much again.
///
/// The worst case is exact: U+023A and U+023E take two bytes and fold to three; no other character grows.
[[nodiscard]] constexpr std::size_t folded_capacity(std::size_t size) noexcept {
    return size + size / 2;
}

/// What `fold_text_into` wrote.
struct folded_size {
    std::size_t size; ///< bytes
    bool ascii;       ///< whether each of them is below 0x80; folding can make it so (U+212A, U+017F)
};

/// Writes the folded form of `in` to `out`; invalid bytes stay as they are.
///
/// `out` has room for `folded_capacity(in.size())` bytes and does not overlap `in`; no terminating zero is written, and
/// what `out` holds beyond those written is unspecified afterwards. O(n); ASCII goes sixteen bytes at a time.
constexpr folded_size fold_text_into(std::string_view in, char* out) noexcept {
    char* const begin = out;
    bool ascii = true;
    while (true) {
        const std::size_t plain = fold_ascii_prefix(in, out);
        out += plain;
        in.remove_prefix(plain);
        if (in.empty()) { return {static_cast<std::size_t>(out - begin), ascii}; }
        do {
            const utf8::decoded next = utf8::decode(in.data(), in.data() + in.size());
            const char32_t folded = fold(next.character);
            ascii = ascii && folded < 0x80;
            out += utf8::encode(folded, out);
            in.remove_prefix(next.length);
        } while (!in.empty() && static_cast<unsigned char>(in.front()) >= 0x80);
    }
}

/// Overwrites `out` with the folded form of `in`; invalid bytes stay as they are.
///
/// `out` keeps its capacity; `in` must not look into it. O(n).
inline void fold_text(std::string_view in, std::string& out) {
    out.resize(utf8::is_ascii(in) ? in.size() : folded_capacity(in.size()));
    out.resize(fold_text_into(in, out.data()).size);
}

/// Whether the two texts are equal but for case: the same number of characters, each pair with the same folded form.
///
/// The same as comparing the results of `fold_text`, without writing them. O(n).
[[nodiscard]] constexpr bool equals_folded(std::string_view left, std::string_view right) noexcept {
    const char* first = left.data();
    const char* const last = first + left.size();
    const char* other = right.data();
    const char* const other_last = other + right.size();
    while (first != last && other != other_last) {
        const utf8::decoded a = utf8::decode(first, last);
        const utf8::decoded b = utf8::decode(other, other_last);
        if (a.character != b.character && fold(a.character) != fold(b.character)) return false;
        first += a.length;
        other += b.length;
    }
    return first == last && other == other_last;
}

} // namespace VARSIGMA_NAMESPACE
