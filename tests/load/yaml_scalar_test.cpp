// SPDX-License-Identifier: BSL-1.0
#include <varsigma/load/detail/yaml_scalar.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

using varsigma::number;
using varsigma::yaml::classify_plain;
using varsigma::yaml::node;
using varsigma::yaml::scalar_tag;
using varsigma::yaml::scalar_type;
using varsigma::yaml::typed;

namespace {

struct numeric_case {
    std::string_view text;
    number value;
    bool unusual;
};

number whole(std::int64_t value) {
    return number{value};
}

} // namespace

TEST_CASE("null and booleans have the spellings of YAML 1.1 and no others") {
    for (const std::string_view text : {"", "~", "null", "Null", "NULL"}) {
        CAPTURE(text);
        CHECK(classify_plain(text).type == scalar_type::null);
    }
    for (const std::string_view text : {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"}) {
        CAPTURE(text);
        REQUIRE(classify_plain(text).type == scalar_type::boolean);
        CHECK(classify_plain(text).boolean);
    }
    for (const std::string_view text : {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"}) {
        CAPTURE(text);
        REQUIRE(classify_plain(text).type == scalar_type::boolean);
        CHECK_FALSE(classify_plain(text).boolean);
    }
}

TEST_CASE("what PyYAML reads as text is text") {
    constexpr std::array texts{// nearly words
                               "nULL", "yES", "tRUE", "y", "n", "Y", "N", "nothing", "truely", "none",
                               // nearly integers
                               "08", "09", "00000429", "0b", "0b2", "0x", "0xg", "0X1F", "0o17", "_1", "1a", "-a", "+",
                               "--", "1,000", "10.0.0.1",
                               // nearly base 60
                               "1:60", "1:99", "0:30", "01:30", "00:30:00", "1::30", "1:234", "1:60.5", "1:30.5e+3",
                               // nearly fractions
                               "1e5", "1e+5", "1.5e3", "1.5e+", "-.5", "+.5", "._5", "1.2.3", ".", "..", ".iNF",
                               "-.nan", "inf", "nan", ".5e3",
                               // other things
                               "=", "<<", "a", "2020/01/01", "2020-1-1",
                               // dates in PyYAML, text here
                               "2020-01-01", "2020-01-01 10:00:00", "2020-01-01T10:00:00Z"};
    for (const std::string_view text : texts) {
        CAPTURE(text);
        CHECK(classify_plain(text).type == scalar_type::text);
    }
}

TEST_CASE("numbers have the values that PyYAML gives them") {
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    const std::array cases{
        numeric_case{"0", whole(0), false},
        numeric_case{"-0", whole(0), false},
        numeric_case{"+0", whole(0), false},
        numeric_case{"4624", whole(4624), false},
        numeric_case{"-1", whole(-1), false},
        numeric_case{"+1", whole(1), false},
        numeric_case{"9223372036854775807", whole(std::numeric_limits<std::int64_t>::max()), false},
        numeric_case{"-9223372036854775808", whole(std::numeric_limits<std::int64_t>::min()), false},
        numeric_case{"9223372036854775808", number{std::uint64_t{1} << 63U}, false},
        numeric_case{"18446744073709551615", number{std::numeric_limits<std::uint64_t>::max()}, false},
        numeric_case{"18446744073709551616", number{18446744073709551616.0}, false},
        numeric_case{"-9223372036854775809", number{-9223372036854775808.0}, false},
        numeric_case{"100000000000000000000000", number{1e23}, false},
        numeric_case{"00", whole(0), true},
        numeric_case{"007", whole(7), true},
        numeric_case{"0777", whole(511), true},
        numeric_case{"-0777", whole(-511), true},
        numeric_case{"0_7", whole(7), true},
        numeric_case{"0_", whole(0), true},
        numeric_case{"0b101", whole(5), true},
        numeric_case{"-0b101", whole(-5), true},
        numeric_case{"0b_1", whole(1), true},
        numeric_case{"0x1F", whole(31), true},
        numeric_case{"-0xF", whole(-15), true},
        numeric_case{"+0xf", whole(15), true},
        numeric_case{"0x_1", whole(1), true},
        numeric_case{"0xFFFFFFFFFFFFFFFF", number{std::numeric_limits<std::uint64_t>::max()}, true},
        numeric_case{"0x10000000000000000", number{18446744073709551616.0}, true},
        numeric_case{"1_000", whole(1000), true},
        numeric_case{"1__0", whole(10), true},
        numeric_case{"1_", whole(1), true},
        numeric_case{"-1_000", whole(-1000), true},
        numeric_case{"1:30", whole(90), true},
        numeric_case{"1:5", whole(65), true},
        numeric_case{"1:05", whole(65), true},
        numeric_case{"-1:30", whole(-90), true},
        numeric_case{"+1:30", whole(90), true},
        numeric_case{"1_0:30", whole(630), true},
        numeric_case{"190:20:30", whole(685230), true},
        numeric_case{"1.0", number{1.0}, false},
        numeric_case{"1.", number{1.0}, false},
        numeric_case{"-1.", number{-1.0}, false},
        numeric_case{"+1.5", number{1.5}, false},
        numeric_case{".5", number{0.5}, false},
        numeric_case{"0.1", number{0.1}, false},
        numeric_case{"01.5", number{1.5}, false},
        numeric_case{"00.5", number{0.5}, false},
        numeric_case{".5_0", number{0.5}, true},
        numeric_case{"1_0.5", number{10.5}, true},
        numeric_case{"1._5", number{1.5}, true},
        numeric_case{"+12_3.4_5e-0", number{123.45}, true},
        numeric_case{"1.5e+3", number{1500.0}, false},
        numeric_case{"1.5E-3", number{0.0015}, false},
        numeric_case{"1.e+3", number{1000.0}, false},
        numeric_case{".5e+3", number{500.0}, false},
        numeric_case{"1.5e+400", number{infinity}, false},
        numeric_case{"1.5e-400", number{0.0}, false},
        numeric_case{"123456789012345678901234567890.5", number{123456789012345678901234567890.5}, false},
        numeric_case{"1:30.", number{90.0}, true},
        numeric_case{"0:30.5", number{30.5}, true},
        numeric_case{"00:30.5", number{30.5}, true},
        numeric_case{"-1:30.5", number{-90.5}, true},
        numeric_case{"190:20:30.15", number{685230.15}, true},
        numeric_case{".inf", number{infinity}, true},
        numeric_case{"-.Inf", number{-infinity}, true},
        numeric_case{"+.INF", number{infinity}, true},
    };
    for (const auto& expected : cases) {
        CAPTURE(expected.text);
        const auto found = classify_plain(expected.text);
        REQUIRE(found.type == scalar_type::number);
        CHECK(found.numeric == expected.value);
        CHECK(found.unusual == expected.unusual);
    }
    for (const std::string_view text : {".nan", ".NaN", ".NAN"}) {
        CAPTURE(text);
        const auto found = classify_plain(text);
        REQUIRE(found.type == scalar_type::number);
        CHECK(std::isnan(found.numeric.approximate()));
    }
    CHECK(std::signbit(classify_plain("-0.0").numeric.approximate()));
}

TEST_CASE("a prefix with gaps alone is neither text nor number") {
    for (const std::string_view text : {"0x_", "0b__", "-0x_"}) {
        CAPTURE(text);
        CHECK(classify_plain(text).type == scalar_type::malformed);
    }
}

TEST_CASE("very long numbers cost time in proportion and nothing else") {
    const std::string nines(100'000, '9');
    CHECK(classify_plain(nines).numeric == number{std::numeric_limits<double>::infinity()});
    CHECK(classify_plain("0." + nines).numeric == number{1.0});
    CHECK(classify_plain("-0." + std::string(100'000, '0') + "1").numeric == number{0});
    std::string sixties = "1";
    for (int part = 0; part < 10'000; ++part) sixties += ":59";
    CHECK(classify_plain(sixties).numeric == number{std::numeric_limits<double>::infinity()});
}

TEST_CASE("tags decide where they stand") {
    const auto of = [](scalar_tag tag, std::string_view text) {
        node scalar;
        scalar.tag = tag;
        scalar.text = text;
        return typed(scalar);
    };
    CHECK(of(scalar_tag::text, "5").type == scalar_type::text);
    CHECK(of(scalar_tag::text, "").type == scalar_type::text);
    CHECK(of(scalar_tag::text, "null").type == scalar_type::text);
    CHECK(of(scalar_tag::null, "anything").type == scalar_type::null);
    CHECK(of(scalar_tag::boolean, "yEs").boolean);
    CHECK(of(scalar_tag::boolean, "maybe").type == scalar_type::malformed);
    CHECK(of(scalar_tag::boolean, "").type == scalar_type::malformed);
    CHECK(of(scalar_tag::integer, "010").numeric == number{8});
    CHECK(of(scalar_tag::integer, "5.5").type == scalar_type::malformed);
    CHECK(of(scalar_tag::integer, "x").type == scalar_type::malformed);
    CHECK(of(scalar_tag::real, "5").numeric == number{5});
    CHECK(of(scalar_tag::real, "5").numeric.which() == number::kind::real);
    CHECK(of(scalar_tag::real, "1e5").numeric == number{100000});
    CHECK(of(scalar_tag::real, "x").type == scalar_type::malformed);
}
