// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

// Classes of single bytes. Unlike <cctype> these know no locale, take any `char` and are constexpr.

namespace VARSIGMA_NAMESPACE {

/// `0` to `9`.
[[nodiscard]] constexpr bool is_digit(char byte) noexcept {
    return byte >= '0' && byte <= '9';
}

/// The value of a hexadecimal digit, 0 to 15, or -1 for what is none.
[[nodiscard]] constexpr int hex_value(char byte) noexcept {
    if (is_digit(byte)) return byte - '0';
    if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
    return -1;
}

/// `A` to `Z` in lower case, any other byte as it is.
[[nodiscard]] constexpr char fold_ascii(char byte) noexcept {
    const auto code = static_cast<unsigned char>(byte);
    const bool upper = static_cast<unsigned char>(code - 'A') < 26;
    return static_cast<char>(code | (upper ? 0x20 : 0));
}

} // namespace VARSIGMA_NAMESPACE
