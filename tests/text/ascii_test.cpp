// SPDX-License-Identifier: BSL-1.0
#include <varsigma/text/detail/ascii.hpp>

#include <doctest/doctest.h>

#include <string_view>

static_assert(varsigma::is_digit('0') && varsigma::is_digit('9') && !varsigma::is_digit('a'));
static_assert(varsigma::hex_value('f') == 15 && varsigma::hex_value('g') == -1);
static_assert(varsigma::fold_ascii('Q') == 'q');

TEST_CASE("ascii: every byte is in the classes that it names") {
    constexpr std::string_view upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    constexpr std::string_view lower = "abcdefghijklmnopqrstuvwxyz";
    constexpr std::string_view digits = "0123456789";
    constexpr std::string_view hex = "0123456789abcdef0123456789ABCDEF";
    for (int code = 0; code < 256; ++code) {
        const auto byte = static_cast<char>(static_cast<unsigned char>(code));
        CAPTURE(code);
        CHECK(varsigma::is_digit(byte) == (digits.find(byte) != std::string_view::npos));
        const auto value = hex.find(byte);
        CHECK(varsigma::hex_value(byte) == (value == std::string_view::npos ? -1 : static_cast<int>(value % 16)));
        const auto letter = upper.find(byte);
        CHECK(varsigma::fold_ascii(byte) == (letter == std::string_view::npos ? byte : lower[letter]));
    }
}
