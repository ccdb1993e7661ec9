// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

namespace varsigma_tests {

/// What Python's `repr` shows of bytes, without the quotes and the `b` before them: of texts with both kinds of quotes.
[[nodiscard]] inline std::string python_repr(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string shown;
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        if (byte == '\\' || byte == '\'') {
            shown += '\\';
            shown += byte;
        } else if (byte == '\n') {
            shown += "\\n";
        } else if (byte == '\t') {
            shown += "\\t";
        } else if (byte == '\r') {
            shown += "\\r";
        } else if (code < 0x20 || code >= 0x7F) {
            shown += "\\x";
            shown += digits[code >> 4U];
            shown += digits[code & 0xFU];
        } else {
            shown += byte;
        }
    }
    return shown;
}

} // namespace varsigma_tests
