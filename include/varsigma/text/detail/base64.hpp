// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cassert>
#include <cstddef>
#include <string_view>

/// Base64 as in RFC 4648, section 4 (the standard alphabet), and the part of it that Sigma's `base64offset` needs.
///
/// Sinks are anything with `push_back(char)`. Texts are bytes, not characters. Free of state, safe in any thread.
namespace VARSIGMA_NAMESPACE::base64 {

/// How many variants `offset_variant` knows: the position of a byte within its group of three.
inline constexpr std::size_t offsets = 3;

namespace detail {

/// The digit for the six bits that begin at bit `position` of `bytes`; bits behind the end are zero.
[[nodiscard]] constexpr char digit(std::string_view bytes, std::size_t position) noexcept {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t index = position / 8;
    const auto high = static_cast<unsigned char>(bytes[index]);
    const auto low = static_cast<unsigned char>(index + 1 < bytes.size() ? bytes[index + 1] : '\0');
    const unsigned pair = static_cast<unsigned>(high) << 8 | low;
    return alphabet[pair >> (10 - position % 8) & 0x3FU];
}

} // namespace detail

/// Appends the encoding of `bytes` with its padding: `foob` gives `Zm9vYg==`. O(n).
template <class Out>
constexpr void encode(std::string_view bytes, Out& out) {
    std::size_t digits = 0;
    for (std::size_t position = 0; position < 8 * bytes.size(); position += 6, ++digits) {
        out.push_back(detail::digit(bytes, position));
    }
    for (; digits % 4 != 0; ++digits) out.push_back('=');
}

/// Appends what the encoding of any longer text shows of `bytes`, `offset` bytes behind a multiple of three.
///
/// These are the digits whose six bits all come from `bytes`: those at either end that also depend on neighbours, and
/// padding, are left out. `foob` gives `Zm9vY`, `Zvb2` and `mb29i` at the offsets 0, 1 and 2. The result may be empty
/// (one byte at offset 1), and is then no use as a search text: it would be found everywhere.
/// Precondition: `offset < offsets`. O(n).
template <class Out>
constexpr void offset_variant(std::string_view bytes, std::size_t offset, Out& out) {
    assert(offset < offsets);
    // the first digit of its own begins 0, 4 or 2 bits into `bytes`: that much is left of the digit they begin in
    for (std::size_t position = offset * 4 % 6; position + 6 <= 8 * bytes.size(); position += 6) {
        out.push_back(detail::digit(bytes, position));
    }
}

} // namespace VARSIGMA_NAMESPACE::base64
