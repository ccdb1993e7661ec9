// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/printable.hpp>
#include <varsigma/core/utf8_character.hpp>

#include <string>
#include <string_view>

namespace scan {

namespace detail {

inline void append_unit(char32_t unit, std::string& out) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u";
    for (unsigned shift = 16; shift != 0;) {
        shift -= 4;
        out += digits[unit >> shift & 0xFU];
    }
}

} // namespace detail

/// A JSON text that means the same, with every hidden character escaped. What JSON itself escapes is so already, and
/// the others stand in strings only. O(length).
[[nodiscard]] inline std::string escape_hidden(std::string_view json) {
    std::string out;
    out.reserve(json.size());
    const char* at = json.data();
    const char* const end = at + json.size();
    while (at != end) {
        const auto next = varsigma::utf8::decode(at, end);
        if (!next.valid || varsigma::is_visible(next.character)) {
            out.append(at, next.length);
        } else if (next.character < 0x10000) {
            detail::append_unit(next.character, out);
        } else {
            detail::append_unit(0xD800 + ((next.character - 0x10000) >> 10U), out);
            detail::append_unit(0xDC00 + (next.character & 0x3FFU), out);
        }
        at += next.length;
    }
    return out;
}

} // namespace scan
