// SPDX-License-Identifier: BSL-1.0
#include <varsigma/text/numeral.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using varsigma::number;
using varsigma::numeral;
using namespace std::string_literals;

static_assert(numeral::of_decimal("1.5") == numeral{number{1.5}});
static_assert(numeral::of_decimal("9007199254740993.0")->as_number() == number{9007199254740993});
static_assert(numeral::of_decimal("-0.000") == numeral{});
static_assert(!numeral::of_decimal("1.0000000000000000001")->is_number());
static_assert(!numeral::of_decimal("1e5") && !numeral::of_decimal("+1") && !numeral::of_decimal("1."));
static_assert(numeral::of_json("1e5") == numeral{number{100000}});

namespace {

std::partial_ordering compared(const std::string& left, const std::string& right) {
    return compare(numeral::of_json(left).value(), numeral::of_json(right).value());
}

std::string text_of(const std::string& spelling) {
    std::string text;
    append_text(numeral::of_json(spelling).value(), text);
    return text;
}

} // namespace

TEST_CASE("numeral: decimals in their order, of either sign") {
    const std::string zeros(400, '0');
    const std::string nines(400, '9');
    const std::vector<std::vector<std::string>> ascending{
        {"0", "-0", "0.000", "-0e99999999999999999999", "0." + zeros},
        {"1e-4611686018427387000", "0.1e-4611686018427386999"},
        {"1e-400", "0." + zeros.substr(1) + "1", "0.001e-397"},
        {"5e-324"},
        {"0.1", "00.10", "1e-1", "0.01e1", "0." + "1"s + zeros},
        {"0.1000000000000000000001"},
        {"0.3", "3e-1"},
        {"0.30000000000000004"},
        {"1", "1.0", "01", "10e-1", "1" + zeros + "e-400"},
        {"1.0000000000000000001", "10000000000000000001e-19"},
        {"4624"},
        {"9007199254740992", "9007199254740992.0"},
        {"9007199254740992.5"},
        {"9007199254740993", "9007199254740993.0", "9.007199254740993e15"},
        {"9223372036854775807.5"},
        {"9223372036854775808"},
        {"10000000000000000000", "1e19"},
        {"18446744073709551614.9"},
        {"18446744073709551615", "18446744073709551615.00", "1844674407370955161.5E+1"},
        {"18446744073709551615.00000000000000000001"},
        {"18446744073709551616"},
        {"123456789012345670000", "1.2345678901234567e20"},
        {"1e21", "1000000000000000000000"},
        {"1e308"},
        {"1.7976931348623157e308"},
        {"1.7976931348623157e308000", "17976931348623157e307984"},
        {nines + "e400000", nines + ".0e400000"},
        {"1e4611686018427387000"},
    };
    for (std::size_t at = 0; at < ascending.size(); ++at) {
        for (const auto& one : ascending[at]) {
            for (std::size_t other_at = 0; other_at < ascending.size(); ++other_at) {
                for (const auto& other : ascending[other_at]) {
                    CAPTURE(one);
                    CAPTURE(other);
                    CHECK(compared(one, other) == (at <=> other_at));
                    if (at == 0 || other_at == 0) { continue; }
                    CHECK(compared("-" + one, "-" + other) == (other_at <=> at));
                    CHECK(compared("-" + one, other) == std::partial_ordering::less);
                    CHECK((text_of(one) == text_of(other)) == (at == other_at));
                }
            }
        }
    }
}

TEST_CASE("numeral: a double is the decimal that its text says") {
    const auto of = [](double real) { return numeral{number{real}}; };
    CHECK(numeral::of_decimal("0.1") == of(0.1));
    CHECK(numeral::of_decimal("0.1000000000000000055511151231257827") > of(0.1)); // what the double is in binary
    CHECK(numeral::of_decimal("0.30000000000000004") == of(0.1 + 0.2));
    CHECK(numeral::of_decimal("1" + std::string(23, '0')) == of(1e23));
    CHECK(numeral::of_decimal("18446744073709551616") == of(0x1p64));
    CHECK(numeral::of_decimal("18446744073709551616.5") > of(0x1p64));
    CHECK(numeral::of_json("1e400") < of(std::numeric_limits<double>::infinity()));
    CHECK(numeral::of_json("-1e400") > of(-std::numeric_limits<double>::infinity()));
    CHECK(compare(*numeral::of_json("1e400"), of(std::nan(""))) == std::partial_ordering::unordered);
    CHECK(compare(of(std::nan("")), *numeral::of_json("1e400")) == std::partial_ordering::unordered);
}

TEST_CASE("numeral: what a number says has the text of the decimal") {
    std::mt19937_64 random{3};
    std::size_t spelled = 0;
    for (int round = 0; round < 50'000; ++round) {
        std::string text = random() % 2 == 0 ? "-" : "";
        text += static_cast<char>('1' + random() % 9);
        for (auto left = random() % 19; left != 0; --left) {
            text += static_cast<char>('0' + (random() % 3 == 0 ? 0 : random() % 10));
        }
        if (random() % 2 == 0) { text += "." + std::to_string(random() >> random() % 64); }
        if (random() % 2 == 0) { text += (random() % 2 == 0 ? "e-" : "e") + std::to_string(random() % 330); }
        CAPTURE(text);
        const auto token = varsigma::detail::scan_number(text);
        REQUIRE(token);
        std::string expected;
        varsigma::detail::append_text(varsigma::detail::to_decimal(*token), false, expected);
        REQUIRE(text_of(text) == expected);
        REQUIRE(compared(text, expected) == 0);
        spelled += numeral::of_json(text)->is_number() ? 0U : 1U;
    }
    CHECK(spelled > 10'000);
    CHECK(spelled < 40'000);
}

TEST_CASE("numeral: hostile spellings") {
    const std::string digits(100'000, '7');
    CHECK(compared(digits, digits + ".1") == std::partial_ordering::less);
    CHECK(compared(digits + "e-100000", "0." + digits) == 0);
    CHECK(compared("1e999999999999", "1e1000000000000") == std::partial_ordering::less);
    CHECK(compared("1e-999999999999", "1e-1000000000000") == std::partial_ordering::greater);
    CHECK(compared("1e99999999999999999999999", "-1e99999999999999999999999") == std::partial_ordering::greater);
    CHECK(compared("1e99999999999999999999999", "1e9999999999999999999999999") == 0); // as the limit says
    CHECK(text_of("1e999999999999") == "1e+999999999999");
    CHECK(text_of("-12.50e-999999999999") == "-1.25e-999999999998");
    CHECK(text_of(digits + "e-100001").size() == digits.size() + 3);
}
