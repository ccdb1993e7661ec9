// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>

namespace varsigma {

/// Replaces the control characters that a message took over from a file, which could forge lines of a log. O(length).
inline void make_printable(std::string& text) noexcept {
    for (char& byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        if (code < 0x20 || code == 0x7F) { byte = ' '; }
    }
}

/// Cuts a message that took over much from a file to at most `most` bytes, between two characters if it is valid UTF-8, and
/// says so by three dots. Precondition: `most` is 3 or more. O(1).
inline void shorten(std::string& text, std::size_t most) {
    if (text.size() <= most) { return; }
    auto end = most - 3;
    while (end != 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) { --end; }
    text.resize(end);
    text += "...";
}

} // namespace varsigma
