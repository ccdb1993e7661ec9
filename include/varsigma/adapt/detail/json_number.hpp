// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/text_arena.hpp>
#include <varsigma/event/text_sink.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/detail/decimal.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/numeral.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace VARSIGMA_NAMESPACE::detail {

/// Bytes from a token's begin on that `short_natural` may read.
inline constexpr std::size_t short_natural_size = sizeof(std::uint64_t);

/// The value of a JSON number of up to eight digits and nothing else; -1 if `token` is none. Without a loop on machines
/// whose lowest byte is the first: the number of digits is hard to predict.
///
/// Precondition: `token` is not empty, and `short_natural_size` bytes can be read from its begin on. O(1).
[[nodiscard]] inline std::int64_t short_natural(std::string_view token) noexcept {
    if (token.size() > short_natural_size || (token.front() == '0' && token.size() != 1)) { return -1; }
    if constexpr (std::endian::native == std::endian::little) {
        std::uint64_t digits = 0;
        std::memcpy(&digits, token.data(), sizeof digits);
        constexpr std::uint64_t ones = 0x0101010101010101U;
        // zeros before the digits instead of what is behind them
        digits = (digits ^ ones * '0') << 8 * (short_natural_size - token.size());
        if (((digits | (digits + ones * (0x7F - 9))) & ones << 7U) != 0) { return -1; }
        digits = digits * 10 + (digits >> 8U); // in each second byte, two digits
        constexpr std::uint64_t pair = 0x000000FF000000FFU;
        return static_cast<std::int64_t>(((digits & pair) * (100 + (std::uint64_t{1000000} << 32U)) +
                                          (digits >> 16U & pair) * (1 + (std::uint64_t{10000} << 32U))) >>
                                         32U);
    } else {
        std::int64_t natural = 0;
        for (const char byte : token) {
            if (!is_digit(byte)) { return -1; }
            natural = natural * 10 + (byte - '0');
        }
        return natural;
    }
}

/// A JSON number as a value, or nothing if `token` is none: integers of up to 64 bits and what a double says exactly as
/// such, all others by their shortest decimal text, which lies in the token or is written into `texts`. O(n).
[[nodiscard]] inline std::optional<value> json_number(std::string_view token, text_arena& texts) {
    // most numbers of events are short natural ones
    constexpr std::size_t surely_fits = 18;
    if (token.size() <= surely_fits && !token.empty() && (token.front() != '0' || token.size() == 1)) {
        std::int64_t natural = 0;
        std::size_t at = 0;
        while (at != token.size() && is_digit(token[at])) {
            natural = natural * 10 + (token[at] - '0');
            ++at;
        }
        if (at == token.size()) { return value::of(natural); }
    }
    const auto parsed = scan_number(token);
    if (!parsed || (parsed->whole.size() > 1 && parsed->whole.front() == '0')) { return std::nullopt; }
    if (const auto exact = exact_number(*parsed)) {
        switch (exact->which()) {
        case number::kind::signed_integer: return value::of(exact->as_signed());
        case number::kind::unsigned_integer: return value::of(exact->as_unsigned());
        case number::kind::real: break;
        }
        // whole numbers are seen as they are spelled
        if (!parsed->fraction.empty() || !parsed->exponent.empty()) { return value::of(exact->as_real()); }
    }
    if (is_shortest_text(*parsed, to_decimal(*parsed))) { return value::of_numeral(token); }
    text_sink out{texts};
    append_spelled_text(token, out);
    return value::of_numeral(out.view());
}

} // namespace VARSIGMA_NAMESPACE::detail
