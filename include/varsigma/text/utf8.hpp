// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/utf8_character.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>

#include <cstddef>
#include <string>
#include <string_view>

/// Whole texts in UTF-8; single characters are in `core/utf8_character.hpp`.
/// Everything here is free of state and safe to call from any thread.
namespace VARSIGMA_NAMESPACE::utf8 {

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
    constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD
    out.clear();
    bool repaired = false;
    const char* first = in.data();
    const char* const last = first + in.size();
    const char* copied = first; // everything before it is in `out`
    while ((first = detail::skip_ascii(first, last)) != last) {
        decoded next = decode(first, last);
        if (next.valid) {
            first += next.length;
            continue;
        }
        out.append(copied, first);
        repaired = true;
        do { // several in a row are usual
            out.append(replacement);
            copied = ++first;
        } while (first != last && static_cast<unsigned char>(*first) >= 0x80 && !(next = decode(first, last)).valid);
    }
    out.append(copied, last);
    return repaired;
}

} // namespace VARSIGMA_NAMESPACE::utf8
