// SPDX-License-Identifier: BSL-1.0
#include <varsigma/text/number.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <compare>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace std::string_view_literals;
using varsigma::number;
using varsigma::parse_decimal;
using varsigma::parse_json_number;

namespace {

constexpr auto int_max = std::numeric_limits<std::int64_t>::max();
constexpr auto int_min = std::numeric_limits<std::int64_t>::min();
constexpr auto unsigned_max = std::numeric_limits<std::uint64_t>::max();
constexpr auto infinity = std::numeric_limits<double>::infinity();
constexpr auto not_a_number = std::numeric_limits<double>::quiet_NaN();

static_assert(sizeof(number) == 16);
static_assert(number{1} == number{1.0} && number{1U} == number{1} && number{} == number{0});
static_assert(number{-1} < number{unsigned_max} && number{unsigned_max} > number{int_max});
static_assert(number{std::int64_t{9'007'199'254'740'993}} > number{9'007'199'254'740'992.0});
static_assert(compare(number{not_a_number}, number{1}) == std::partial_ordering::unordered);
static_assert(parse_decimal("04624") == number{4624} && parse_decimal("4624.0") == number{4624});
static_assert(parse_decimal("-12.5") == number{-12.5} && !parse_decimal("0x10") && !parse_decimal("1e5"));
static_assert(parse_decimal("18446744073709551615") == number{unsigned_max});
static_assert(parse_json_number("-9223372036854775808") == number{int_min});

std::string text_of(const number& value) {
    char buffer[varsigma::number_text_size];
    return std::string{to_text(value, buffer)};
}

bool same_bits(double left, double right) {
    return std::memcmp(&left, &right, sizeof left) == 0;
}

/// x86's long double has 64 bits of mantissa: it holds all three kinds exactly.
long double exact(const number& value) {
    switch (value.which()) {
    case number::kind::signed_integer: return static_cast<long double>(value.as_signed());
    case number::kind::unsigned_integer: return static_cast<long double>(value.as_unsigned());
    case number::kind::real: break;
    }
    return static_cast<long double>(value.as_real());
}

std::vector<number> interesting_numbers() {
    std::vector<number> all{number{not_a_number}, number{infinity}, number{-infinity}, number{-0.0}, number{1e300}};
    all.insert(all.end(), {number{5e-324}, number{-5e-324}, number{0.5}, number{-0.5}});
    for (const int power : {0, 1, 31, 32, 52, 53, 54, 62, 63}) {
        const std::uint64_t integer = std::uint64_t{1} << power;
        const double real = std::ldexp(1.0, power);
        for (const std::uint64_t near : {integer - 1, integer, integer + 1}) {
            all.emplace_back(near);
            all.emplace_back(static_cast<std::int64_t>(0 - near));
            all.emplace_back(static_cast<double>(near));
        }
        for (const double near : {real, std::nextafter(real, 0.0), std::nextafter(real, infinity), real + 0.5}) {
            all.emplace_back(near);
            all.emplace_back(-near);
        }
    }
    all.emplace_back(unsigned_max);
    all.emplace_back(std::ldexp(1.0, 64));
    all.emplace_back(std::nextafter(std::ldexp(1.0, 64), 0.0));
    return all;
}

} // namespace

TEST_CASE("number: integers that fit are signed") {
    CHECK(number{std::uint64_t{5}}.which() == number::kind::signed_integer);
    CHECK(number{static_cast<std::uint64_t>(int_max)}.as_signed() == int_max);
    CHECK(number{static_cast<std::uint64_t>(int_max) + 1}.which() == number::kind::unsigned_integer);
    CHECK(number{int_min}.as_signed() == int_min);
    CHECK(number{std::int8_t{-1}}.as_signed() == -1);
    CHECK(number{-1}.approximate() == -1.0);
    CHECK(number{unsigned_max}.approximate() == std::ldexp(1.0, 64));
    CHECK(number{0.25}.approximate() == 0.25);
}

TEST_CASE("number: comparing is exact, and an order") {
    if (std::numeric_limits<long double>::digits < 64) {
        MESSAGE("skipped: long double is too short to serve as the reference");
        return;
    }
    const auto all = interesting_numbers();
    for (const number& left : all) {
        for (const number& right : all) {
            const std::partial_ordering expected = exact(left) <=> exact(right);
            CAPTURE(text_of(left));
            CAPTURE(text_of(right));
            REQUIRE(compare(left, right) == expected);
            REQUIRE((left == right) == (expected == 0));
            REQUIRE((left < right) == (expected < 0));
            REQUIRE((left >= right) == (expected >= 0));
        }
    }
}

TEST_CASE("number: equal numbers have equal texts, and the text reads back") {
    const auto all = interesting_numbers();
    for (const number& left : all) {
        const std::string text = text_of(left);
        CAPTURE(text);
        for (const number& right : all) {
            if (left == right) REQUIRE(text == text_of(right));
            if (left != right && left == left) REQUIRE(text != text_of(right));
        }
        if (left == left && left.approximate() > -infinity && left.approximate() < infinity) {
            REQUIRE(parse_json_number(text) == left);
        }
    }
}

TEST_CASE("number: texts") {
    CHECK(text_of(number{4624}) == "4624");
    CHECK(text_of(number{int_min}) == "-9223372036854775808");
    CHECK(text_of(number{unsigned_max}) == "18446744073709551615");
    CHECK(text_of(number{1.0}) == "1");
    CHECK(text_of(number{-0.0}) == "0");
    CHECK(text_of(number{100000.0}) == "100000");
    CHECK(text_of(number{1e19}) == "10000000000000000000");
    CHECK(text_of(number{-1e19}) == "-10000000000000000000");
    CHECK(text_of(number{1e20}) == "100000000000000000000");
    CHECK(text_of(number{1e21}) == "1e+21");
    CHECK(text_of(number{0.1}) == "0.1");
    CHECK(text_of(number{-12.5}) == "-12.5");
    CHECK(text_of(number{0.00001}) == "0.00001");
    CHECK(text_of(number{1e-7}) == "1e-07");
    CHECK(text_of(number{-1.2345678901234567e-6}) == "-0.0000012345678901234567");
    CHECK(text_of(number{std::numeric_limits<double>::lowest()}) == "-1.7976931348623157e+308");
    CHECK(text_of(number{infinity}) == "inf");
    CHECK(text_of(number{-infinity}) == "-inf");
    CHECK(text_of(number{not_a_number}) == "nan");
    CHECK(text_of(number{-not_a_number}) == "nan");
}

TEST_CASE("number: the shortest text of chance doubles fits and reads back") {
    std::mt19937_64 random{9};
    for (int round = 0; round < 50'000; ++round) {
        const std::uint64_t bits = random();
        double real = 0;
        std::memcpy(&real, &bits, sizeof real);
        if (round % 2 == 0)
            real = std::ldexp(static_cast<double>(random() >> 11), static_cast<int>(random() % 100) - 80);
        if (!std::isfinite(real)) continue;
        const std::string text = text_of(number{real});
        REQUIRE(text.size() < varsigma::number_text_size);
        REQUIRE(same_bits(std::strtod(text.c_str(), nullptr), real));
        REQUIRE(parse_json_number(text) == number{real});
    }
}

TEST_CASE("number: decimals, the grammar") {
    for (const auto text : {""sv,    "-"sv,    "+1"sv,  "."sv,        "1."sv,    ".5"sv,   "-.5"sv, "1e5"sv,
                            "1E5"sv, "0x10"sv, " 1"sv,  "1 "sv,       "1_000"sv, "1,5"sv,  "--1"sv, "1.2.3"sv,
                            "inf"sv, "nan"sv,  "1\0"sv, "\xD9\xA1"sv, "1.-5"sv,  "-inf"sv, "1f"sv}) {
        CAPTURE(text);
        CHECK_FALSE(parse_decimal(text));
    }
    CHECK(parse_decimal("0000000000000000000000000000000429") == number{429});
    CHECK(parse_decimal("-0") == number{0});
    CHECK(parse_decimal("-0.0") == number{0});
    CHECK(parse_decimal("00.50") == number{0.5});
    CHECK(parse_decimal("4624.0") == number{4624});
    CHECK(parse_decimal("4624.00000000000000000000000000000000000") == number{4624});
}

TEST_CASE("number: integers are exact to the ends of 64 bits, doubles beyond") {
    CHECK(parse_decimal("9223372036854775807") == number{int_max});
    CHECK(parse_decimal("9223372036854775808") == number{std::uint64_t{1} << 63});
    CHECK(parse_decimal("18446744073709551615") == number{unsigned_max});
    CHECK(parse_decimal("18446744073709551615")->which() == number::kind::unsigned_integer);
    CHECK(parse_decimal("18446744073709551616")->which() == number::kind::real);
    CHECK(parse_decimal("18446744073709551616") == number{std::ldexp(1.0, 64)});
    CHECK(parse_decimal("-9223372036854775808") == number{int_min});
    CHECK(parse_decimal("-9223372036854775809")->which() == number::kind::real);
    CHECK(parse_decimal("0018446744073709551615") == number{unsigned_max});
    CHECK(parse_json_number("18446744073709551620")->which() == number::kind::real);
    std::mt19937_64 random{10};
    for (int round = 0; round < 10'000; ++round) {
        const std::uint64_t value = random() >> random() % 64;
        REQUIRE(parse_decimal(std::to_string(value)) == number{value});
        const auto negative = static_cast<std::int64_t>(value);
        REQUIRE(parse_json_number(std::to_string(negative)) == number{negative});
    }
}

TEST_CASE("number: doubles are the nearest, as strtod gives them") {
    std::mt19937_64 random{11};
    for (int round = 0; round < 50'000; ++round) {
        std::string text = random() % 2 == 0 ? "-" : "";
        text += std::to_string(random() >> random() % 64);
        text += '.';
        for (std::uint64_t digits = 1 + random() % (round % 10 == 0 ? 60 : 12); digits != 0; --digits) {
            text += static_cast<char>('0' + random() % 10);
        }
        const auto plain = parse_decimal(text);
        REQUIRE(plain);
        REQUIRE(same_bits(plain->as_real(), std::strtod(text.c_str(), nullptr)));
        text += random() % 2 == 0 ? "e" : "E-";
        text += std::to_string(random() % 340);
        const auto scaled = parse_json_number(text);
        REQUIRE(scaled);
        REQUIRE(same_bits(scaled->as_real(), std::strtod(text.c_str(), nullptr)));
    }
    // the edge of the short cut: 2^53 in digits, and 22 digits behind the point
    for (const auto text : {"9007199254740992.0", "900719925474099.2", "900719925474099.3", "900719925474.0993",
                            "0.0000000000000000000001", "0.00000000000000000000001", "0.9007199254740992",
                            "0.9007199254740993", "9007199254740993.0"}) {
        CAPTURE(text);
        CHECK(same_bits(parse_decimal(text)->as_real(), std::strtod(text, nullptr)));
    }
}

TEST_CASE("number: JSON, the grammar") {
    for (const auto text :
         {""sv,    "-"sv,    "+1"sv, "01"sv,    "-01"sv,   "00"sv,  "00.5"sv, "1."sv, ".5"sv,  "1e"sv,
          "1e+"sv, "1.e5"sv, "e5"sv, "1e5.0"sv, "1e5e5"sv, "0x1"sv, " 1"sv,   "1 "sv, "NaN"sv, "Infinity"sv}) {
        CAPTURE(text);
        CHECK_FALSE(parse_json_number(text));
    }
    CHECK(parse_json_number("0") == number{0});
    CHECK(parse_json_number("-0") == number{0});
    CHECK(parse_json_number("1e5") == number{100000});
    CHECK(parse_json_number("1E+5") == number{100000});
    CHECK(parse_json_number("10e-1") == number{1});
    CHECK(parse_json_number("0.5") == number{0.5});
    CHECK(parse_json_number("0e5") == number{0});
}

TEST_CASE("number: what no double holds is infinite or zero") {
    const std::string many(400, '9');
    const std::string zeros(400, '0');
    CHECK(parse_json_number("1e400") == number{infinity});
    CHECK(parse_json_number("-1E400") == number{-infinity});
    CHECK(parse_json_number("1e99999999999999999999999") == number{infinity});
    CHECK(parse_json_number("1e-400") == number{0});
    CHECK(parse_json_number("-1e-99999999999999999999999") == number{0});
    CHECK(parse_json_number("0e99999999999999999999999") == number{0});
    CHECK(parse_json_number("0.000e-99999999999999999999999") == number{0});
    CHECK(parse_decimal(many) == number{infinity});
    CHECK(parse_decimal("-" + many + ".5") == number{-infinity});
    CHECK(parse_decimal("0." + zeros + "1") == number{0});
    CHECK(parse_json_number("0." + zeros + "1e800") == number{infinity});
    CHECK(parse_json_number("1" + zeros + "e-800") == number{0});
    CHECK(parse_json_number("1" + zeros + "e-400") == number{1});
    CHECK(parse_json_number("0." + zeros + "1e401") == number{1});
    CHECK(parse_json_number("1.7976931348623157e308") == number{std::numeric_limits<double>::max()});
    CHECK(parse_json_number("5e-324") == number{5e-324});
    CHECK(number{unsigned_max} < *parse_json_number("1e400"));
}

TEST_CASE("number: long texts") {
    const std::string digits(30'000, '7');
    CHECK(parse_decimal(digits) == number{infinity});
    CHECK_FALSE(parse_decimal(digits + "x"));
    CHECK(parse_decimal(std::string(30'000, '0') + "7") == number{7});
    CHECK(same_bits(parse_decimal("0." + digits)->as_real(), 7.0 / 9.0));
    CHECK(same_bits(parse_decimal("4624." + digits)->as_real(), 4624 + 7.0 / 9.0));
    CHECK(parse_decimal("1." + std::string(30'000, '0') + "1") == number{1});
}
