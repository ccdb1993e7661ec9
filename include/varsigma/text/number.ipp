// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/number.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE double detail::parsed_double(const number_token& token) noexcept {
    double value = 0;
    const char* const last = token.text.data() + token.text.size();
    const auto [end, error] = std::from_chars(token.text.data(), last, value);
    return error == std::errc{} && end == last ? value : beyond_double(token);
}

VARSIGMA_INLINE std::string_view to_text(const number& value, char (&buffer)[number_text_size]) noexcept {
    const auto write = [&buffer](auto... arguments) -> std::string_view {
        const std::to_chars_result written = std::to_chars(buffer, buffer + number_text_size, arguments...);
        return {buffer, static_cast<std::size_t>(written.ptr - buffer)};
    };
    if (value.which() == number::kind::signed_integer) return write(value.as_signed());
    if (value.which() == number::kind::unsigned_integer) return write(value.as_unsigned());

    const double real = value.as_real();
    if (real >= -detail::two_to_63 && real < detail::two_to_63) {
        if (const auto whole = static_cast<std::int64_t>(real); number{whole} == value) return write(whole);
    } else if (real > 0 && real < detail::two_to_64) {
        return write(static_cast<std::uint64_t>(real));
    }
    const double magnitude = real < 0 ? -real : real;
    if (real != real) return "nan";
    return magnitude >= 1e-6 && magnitude < 1e21 ? write(real, std::chars_format::fixed)
                                                 : write(real, std::chars_format::scientific);
}

} // namespace VARSIGMA_NAMESPACE
