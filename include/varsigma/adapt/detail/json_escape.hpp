// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// By the architecture, not by `__SSE2__`: what is compiled must not depend on the embedder's flags.
#if defined(__x86_64__) || defined(_M_X64)
#include <emmintrin.h>
#endif

/// A few bytes of a JSON text at once.
namespace VARSIGMA_NAMESPACE::detail {

/// Eight bytes in a register; for any machine.
struct json_word {
    static constexpr std::size_t size = sizeof(std::uint64_t);

    static void copy(const char* from, char* to) noexcept { std::memcpy(to, from, size); }

    /// A bit for each backslash in the block, the lowest for the first byte.
    [[nodiscard]] static std::uint64_t backslashes(const char* block) noexcept {
        std::uint64_t found = 0;
        if constexpr (std::endian::native == std::endian::little) {
            constexpr std::uint64_t ones = 0x0101010101010101U;
            constexpr std::uint64_t low = ones * 0x7FU;
            std::uint64_t word = 0;
            std::memcpy(&word, block, sizeof word);
            const std::uint64_t zero_at_backslash = word ^ (ones * '\\');
            // the highest bit of each byte says that it is not zero; nothing is carried from byte to byte
            const std::uint64_t other = ((zero_at_backslash & low) + low) | zero_at_backslash;
            constexpr std::uint64_t gather = 0x0102040810204080U;
            found = ((~other & ~low) >> 7U) * gather >> 56U;
        } else {
            for (std::size_t at = 0; at < size; ++at) { found |= (block[at] == '\\' ? std::uint64_t{1} : 0) << at; }
        }
        return found;
    }
};

#if defined(__x86_64__) || defined(_M_X64)
/// The same with the vectors of sixteen bytes that every x86-64 machine has.
struct json_vectors {
    static constexpr std::size_t size = 2 * sizeof(__m128i);

    static void copy(const char* from, char* to) noexcept {
        const auto first = load(from);
        const auto second = load(from + half);
        store(first, to);
        store(second, to + half);
    }
    [[nodiscard]] static std::uint64_t backslashes(const char* block) noexcept {
        return half_of(block) | half_of(block + half) << half;
    }

private:
    static constexpr std::size_t half = sizeof(__m128i);

    // NOLINTBEGIN(*-reinterpret-cast): how these are meant to be used
    [[nodiscard]] static __m128i load(const char* from) noexcept {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    }
    static void store(__m128i bytes, char* to) noexcept { _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes); }
    // NOLINTEND(*-reinterpret-cast)

    [[nodiscard]] static std::uint64_t half_of(const char* block) noexcept {
        const auto equal = _mm_cmpeq_epi8(load(block), _mm_set1_epi8('\\'));
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(equal)));
    }
};
using json_block = json_vectors;
#else
using json_block = json_word;
#endif

} // namespace VARSIGMA_NAMESPACE::detail

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
