// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/value.hpp>
#include <varsigma/text/ascii.hpp>
#include <varsigma/text/number.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace varsigma::detail {

/// A JSON number as a value, or nothing if `token` is none: integers of up to 64 bits exactly, larger ones by their
/// spelling, which the value refers to, and everything with a fraction or an exponent as a double. O(n).
[[nodiscard]] inline std::optional<value> json_number(std::string_view token) noexcept {
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
    const auto parsed = parse_json_number(token);
    if (!parsed) { return std::nullopt; }
    switch (parsed->which()) {
    case number::kind::signed_integer: return value::of(parsed->as_signed());
    case number::kind::unsigned_integer: return value::of(parsed->as_unsigned());
    case number::kind::real: break;
    }
    if (token.find_first_of(".eE") == std::string_view::npos) { return value::of_numeral(token); }
    return value::of(parsed->as_real());
}

} // namespace varsigma::detail
