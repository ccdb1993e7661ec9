// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/adapt/detail/json_block.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// The escapes of JSON strings (RFC 8259, section 7).
namespace VARSIGMA_NAMESPACE::detail {

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

/// By letter, the byte that a backslash and the letter stand for; 0 if that is no escape of one letter.
inline constexpr auto short_escapes = [] {
    std::array<char, 256> bytes{};
    bytes['"'] = '"';
    bytes['\\'] = '\\';
    bytes['/'] = '/';
    bytes['b'] = '\b';
    bytes['f'] = '\f';
    bytes['n'] = '\n';
    bytes['r'] = '\r';
    bytes['t'] = '\t';
    return bytes;
}();

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

/// Bytes behind a JSON text that the functions below may read, and behind what they write that they may write.
inline constexpr std::size_t unescape_slack = 2 * json_block::size;

/// Whether the inside of a JSON string has escapes. Precondition: `unescape_slack` more bytes can be read. O(n).
template <class Block = json_block>
[[nodiscard]] bool has_escapes(std::string_view raw) noexcept {
    for (std::size_t at = 0; at < raw.size(); at += Block::size) {
        if (const auto found = Block::backslashes(raw.data() + at); found != 0) {
            return static_cast<std::size_t>(std::countr_zero(found)) < raw.size() - at;
        }
    }
    return false;
}

/// Writes what the inside of a JSON string stands for to `out`, and returns its end; null if an escape is none or names
/// half a surrogate pair.
///
/// Never writes more than `raw.size()` bytes of text. Precondition: `unescape_slack` more bytes can be read behind
/// `raw`, and written behind `out + raw.size()`. O(n), a block at a time and a copy of one for each escape.
template <class Block = json_block>
[[nodiscard]] char* unescape_json(std::string_view raw, char* out) noexcept {
    const char* at = raw.data();
    const char* const last = at + raw.size();
    while (at < last) {
        const auto left = static_cast<std::size_t>(last - at);
        const auto length = std::min(left, Block::size);
        auto found = Block::backslashes(at) & (~std::uint64_t{0} >> (64U - length));
        Block::copy(at, out);
        std::size_t done = 0;
        bool is_short = true;
        while (found != 0) {
            const auto place = static_cast<std::size_t>(std::countr_zero(found));
            if (place + 1 == left) { return nullptr; }
            out += place - done;
            done = place;
            const char byte = short_escapes[static_cast<unsigned char>(at[place + 1])];
            is_short = byte != 0;
            if (!is_short) { break; }
            *out++ = byte;
            done += 2;
            found &= ~(std::uint64_t{3} << place);
            Block::copy(at + done, out);
        }
        if (is_short) {
            out += done < length ? length - done : 0;
            at += std::max(done, length);
            continue;
        }
        at += done;
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

} // namespace VARSIGMA_NAMESPACE::detail
