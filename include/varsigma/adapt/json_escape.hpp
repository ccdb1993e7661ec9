// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/text/utf8.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

/// The escapes of JSON strings (RFC 8259, section 7).
namespace varsigma::detail {

inline constexpr std::uint32_t no_code_unit = ~std::uint32_t{0};

/// The UTF-16 code unit that an escape `\uXXXX` at the beginning of `text` names, or `no_code_unit`.
[[nodiscard]] constexpr std::uint32_t escaped_code_unit(std::string_view text) noexcept {
    constexpr std::size_t length = 6;
    if (text.size() < length || text[0] != '\\' || text[1] != 'u') { return no_code_unit; }
    std::uint32_t unit = 0;
    for (const char digit : text.substr(2, 4)) {
        const auto lower = static_cast<std::uint32_t>(static_cast<unsigned char>(digit)) | 0x20U;
        if (digit >= '0' && digit <= '9') {
            unit = unit * 16 + static_cast<std::uint32_t>(digit - '0');
        } else if (lower >= 'a' && lower <= 'f') {
            unit = unit * 16 + (lower - 'a' + 10);
        } else {
            return no_code_unit;
        }
    }
    return unit;
}

[[nodiscard]] constexpr bool is_high_surrogate(std::uint32_t unit) noexcept {
    return unit >> 10U == 0xD800U >> 10U;
}
[[nodiscard]] constexpr bool is_low_surrogate(std::uint32_t unit) noexcept {
    return unit >> 10U == 0xDC00U >> 10U;
}

/// The byte that `\` and `letter` stand for; 0 if that is no escape of one letter.
[[nodiscard]] constexpr char short_escape(char letter) noexcept {
    switch (letter) {
    case '"':
    case '\\':
    case '/': return letter;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
    }
}

/// `text` without a byte order mark before it, and `capacity` less its length.
[[nodiscard]] constexpr std::string_view without_byte_order_mark(std::string_view text,
                                                                 std::size_t& capacity) noexcept {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.substr(0, mark.size()) == mark) {
        text.remove_prefix(mark.size());
        capacity -= mark.size();
    }
    return text;
}

/// Bytes behind `raw` that `unescape_json` may read, and behind what it writes that it may write.
inline constexpr std::size_t unescape_slack = sizeof(std::uint64_t);

/// Writes what the inside of a JSON string stands for to `out`, and returns its end; null if an escape is none or names
/// half a surrogate pair.
///
/// Never writes more than `raw.size()` bytes of text. Precondition: `unescape_slack` more bytes can be read behind
/// `raw`, and written behind `out + raw.size()`. O(n), eight bytes at a time between escapes.
[[nodiscard]] inline char* unescape_json(std::string_view raw, char* out) noexcept {
    const char* at = raw.data();
    const char* const last = at + raw.size();
    while (at < last) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
        std::memcpy(out, &word, sizeof word);
        constexpr std::uint64_t ones = 0x0101010101010101U;
        const std::uint64_t zero_at_backslash = word ^ (ones * '\\');
        // the lowest bit set is exact, higher ones may be set by borrows
        const std::uint64_t found = (zero_at_backslash - ones) & ~zero_at_backslash & (ones << 7U);
        auto plain = sizeof word;
        if (found != 0) {
            if constexpr (std::endian::native == std::endian::little) {
                plain = static_cast<std::size_t>(std::countr_zero(found)) / 8;
            } else {
                plain = static_cast<std::size_t>(static_cast<const char*>(std::memchr(at, '\\', sizeof word)) - at);
            }
        }
        const auto left = static_cast<std::size_t>(last - at);
        if (plain >= left) { return out + left; }
        at += plain;
        out += plain;
        if (plain == sizeof word) { continue; }

        if (last - at < 2) { return nullptr; }
        if (const char byte = short_escape(at[1]); byte != 0) {
            *out++ = byte;
            at += 2;
            continue;
        }
        const std::string_view rest{at, static_cast<std::size_t>(last - at)};
        constexpr std::size_t escape_length = 6;
        std::uint32_t character = escaped_code_unit(rest);
        if (character == no_code_unit || is_low_surrogate(character)) { return nullptr; }
        at += escape_length;
        if (is_high_surrogate(character)) {
            const auto low = escaped_code_unit(rest.substr(escape_length));
            if (!is_low_surrogate(low)) { return nullptr; }
            character = 0x10000U + ((character & 0x3FFU) << 10U) + (low & 0x3FFU);
            at += escape_length;
        }
        out += utf8::encode(character, out);
    }
    return out;
}

} // namespace varsigma::detail
