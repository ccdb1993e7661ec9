// SPDX-License-Identifier: BSL-1.0
#include <varsigma/text/timestamp.hpp>

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>

using namespace std::string_view_literals;
using varsigma::from_unix;
using varsigma::parse_timestamp;
using varsigma::part;
using varsigma::time_part;
using varsigma::timestamp;
using varsigma::unix_seconds;

namespace {

constexpr std::optional<int> part_of(std::string_view text, time_part which) {
    const auto time = parse_timestamp(text);
    return time ? part(*time, which) : std::nullopt;
}

static_assert(part_of("2025-08-02T09:15:00Z", time_part::hour) == 9);
static_assert(part_of("2025-08-02 09:15:00", time_part::minute) == 15);
static_assert(part_of("2025-08-02", time_part::day) == 2 && !part_of("2025-08-02", time_part::hour));
static_assert(part_of("2025-08-02T09:15:00Z", time_part::week) == 31);
static_assert(from_unix(0)->year == 1970 && unix_seconds(*from_unix(-1)) == -1);

constexpr bool writes(const timestamp& time, std::string_view expected) {
    char buffer[varsigma::timestamp_text_size]{};
    return to_text(time, buffer) == expected;
}
static_assert(writes(*from_unix(1'754'126'100, 120'000'000), "2025-08-02T09:15:00.12Z"));

std::string text_of(const timestamp& time) {
    char buffer[varsigma::timestamp_text_size];
    return std::string{to_text(time, buffer)};
}

} // namespace

TEST_CASE("timestamp: the parts of a text are read as written, whatever its offset") {
    for (const auto text :
         {"2025-08-02T23:59:07Z"sv, "2025-08-02t23:59:07z"sv, "2025-08-02 23:59:07"sv, "2025-08-02T23:59:07+05:30"sv,
          "2025-08-02T23:59:07-1100"sv, "2025-08-02T23:59:07.5-11"sv, "2025-08-02T23:59"sv, "2025-08-02T23:59Z"sv,
          "2025-08-02T23:59:07,123456789123Z"sv, "2025-08-02 23:59:60.000"sv}) {
        CAPTURE(text);
        REQUIRE(parse_timestamp(text));
        CHECK(part_of(text, time_part::minute) == 59);
        CHECK(part_of(text, time_part::hour) == 23);
        CHECK(part_of(text, time_part::day) == 2);
        CHECK(part_of(text, time_part::week) == 31);
        CHECK(part_of(text, time_part::month) == 8);
        CHECK(part_of(text, time_part::year) == 2025);
    }
}

TEST_CASE("timestamp: fractions and offsets") {
    CHECK(parse_timestamp("2025-08-02T00:00:00.5")->nanosecond == 500'000'000);
    CHECK(parse_timestamp("2025-08-02T00:00:00,000000001")->nanosecond == 1);
    CHECK(parse_timestamp("2025-08-02T00:00:00.1234567899")->nanosecond == 123'456'789);
    CHECK(parse_timestamp("2025-08-02T00:00:00." + std::string(30'000, '9'))->nanosecond == 999'999'999);
    CHECK(parse_timestamp("2025-08-02T00:00:00")->offset == std::nullopt);
    CHECK(parse_timestamp("2025-08-02T00:00:00Z")->offset == 0);
    CHECK(parse_timestamp("2025-08-02T00:00+02")->offset == 120);
    CHECK(parse_timestamp("2025-08-02T00:00:00-0330")->offset == -210);
    CHECK(parse_timestamp("2025-08-02T00:00:00-00:00")->offset == 0);
    CHECK(unix_seconds(*parse_timestamp("2025-08-02T09:15:00Z")) == 1'754'126'100);
    CHECK(unix_seconds(*parse_timestamp("2025-08-02T11:15:00+02:00")) == 1'754'126'100);
    CHECK(unix_seconds(*parse_timestamp("2025-08-02T05:45:00-03:30")) == 1'754'126'100);
    CHECK(unix_seconds(*parse_timestamp("2025-08-02")) == 1'754'092'800);
}

TEST_CASE("timestamp: a mere date has no hour and no minute") {
    const auto date = parse_timestamp("2024-02-29");
    REQUIRE(date);
    CHECK_FALSE(date->has_time);
    CHECK_FALSE(part(*date, time_part::hour));
    CHECK_FALSE(part(*date, time_part::minute));
    CHECK(part(*date, time_part::week) == 9);
    CHECK(text_of(*date) == "2024-02-29");
}

TEST_CASE("timestamp: what is no time") {
    for (const auto text : {""sv,
                            "-"sv,
                            "2025"sv,
                            "2025-08"sv,
                            "2025-8-2"sv,
                            "25-08-02"sv,
                            "2025-08-02T"sv,
                            "2025-08-02 "sv,
                            "2025-08-02T9:15:00"sv,
                            "2025-08-02T09"sv,
                            "2025-08-02T09:"sv,
                            "2025-08-02T09:15:"sv,
                            "2025-08-02T09:15:0"sv,
                            "2025-08-02T24:00:00"sv,
                            "2025-08-02T09:60:00"sv,
                            "2025-08-02T09:15:61"sv,
                            "2025-08-02T09:15:00."sv,
                            "2025-08-02T09:15:00.Z"sv,
                            "2025-08-02T09:15.5Z"sv,
                            "2025-08-02T09:15:00 Z"sv,
                            "2025-08-02T09:15:00ZZ"sv,
                            "2025-08-02T09:15:00+"sv,
                            "2025-08-02T09:15:00+2"sv,
                            "2025-08-02T09:15:00+02:"sv,
                            "2025-08-02T09:15:00+02:6"sv,
                            "2025-08-02T09:15:00+24:00"sv,
                            "2025-08-02T09:15:00+02:60"sv,
                            "2025-08-02T09:15:00+02:00x"sv,
                            " 2025-08-02"sv,
                            "2025/08/02"sv,
                            "20250802T091500Z"sv,
                            "2025-W31-6"sv,
                            "2025-214"sv,
                            "+2025-08-02"sv,
                            "2025-08-02Z"sv,
                            "2025-08-02T09:15:00\0"sv,
                            "2025-00-01"sv,
                            "2025-13-01"sv,
                            "2025-01-00"sv,
                            "2025-01-32"sv,
                            "2025-04-31"sv,
                            "2025-02-29"sv,
                            "1900-02-29"sv,
                            "2100-02-29"sv,
                            "1754126100"sv,
                            "2025-08-02T-9:15:00"sv}) {
        CAPTURE(text);
        CHECK_FALSE(parse_timestamp(text));
    }
    for (const auto text : {"2024-02-29"sv, "2000-02-29"sv, "0000-02-29"sv, "9999-12-31"sv, "2025-12-31T23:59:60Z"sv}) {
        CAPTURE(text);
        CHECK(parse_timestamp(text));
    }
}

TEST_CASE("timestamp: ISO weeks at the turn of the year") {
    CHECK(part_of("1977-01-01", time_part::week) == 53); // the examples that are usually given for ISO 8601
    CHECK(part_of("1978-01-01", time_part::week) == 52);
    CHECK(part_of("1978-01-02", time_part::week) == 1);
    CHECK(part_of("1979-12-31", time_part::week) == 1);
    CHECK(part_of("1980-12-28", time_part::week) == 52);
    CHECK(part_of("1980-12-29", time_part::week) == 1);
    CHECK(part_of("1981-12-31", time_part::week) == 53);
    CHECK(part_of("2024-12-30", time_part::week) == 1);
    CHECK(part_of("2024-12-30", time_part::year) == 2024); // the calendar's year, not the week's
    CHECK(part_of("0000-01-01", time_part::week) == 52);
    CHECK(part_of("9999-12-31", time_part::week) == 52);
}

TEST_CASE("timestamp: every day from 1969 to 2101 agrees with the C library") {
    for (std::int64_t day = -366; day < 48'000; ++day) {
        const std::int64_t seconds = day * 86'400 + (day * 7'919 + 86'400'000) % 86'400;
        const auto time = from_unix(seconds);
        REQUIRE(time);
        const auto clock = static_cast<std::time_t>(seconds);
        std::tm parts{};
        REQUIRE(gmtime_r(&clock, &parts) != nullptr);
        char expected[64];
        REQUIRE(std::strftime(expected, sizeof expected, "%Y-%m-%dT%H:%M:%SZ %V", &parts) != 0);
        const std::string text = text_of(*time);
        const int week = part(*time, time_part::week).value();
        REQUIRE(text + (week < 10 ? " 0" : " ") + std::to_string(week) == expected);
        REQUIRE(unix_seconds(*time) == seconds);
        REQUIRE(parse_timestamp(text) == time);
        REQUIRE(parse_timestamp(text.substr(0, 10))->day == parts.tm_mday);
    }
}

TEST_CASE("timestamp: what is written is read back") {
    std::mt19937_64 random{8};
    for (int round = 0; round < 20'000; ++round) {
        const auto seconds = static_cast<std::int64_t>(random() % 315'569'520'000U) - 62'167'219'200;
        auto time = from_unix(seconds, static_cast<int>(random() % 1'000'000'000));
        REQUIRE(time);
        REQUIRE(unix_seconds(*time) == seconds);
        if (random() % 4 == 0) time->nanosecond = static_cast<int>(random() % 1000) * 1'000'000;
        switch (random() % 3) {
        case 0: time->offset = std::nullopt; break;
        case 1: time->offset = static_cast<int>(random() % 2879) - 1439; break;
        default: break;
        }
        REQUIRE(parse_timestamp(text_of(*time)) == time);
    }
    CHECK(text_of({2025, 1, 2, 3, 4, 5, 999'999'999, true, -1439}) == "2025-01-02T03:04:05.999999999-23:59");
    CHECK(text_of({2025, 1, 2, 3, 4, 5, 120'000, true, std::nullopt}) == "2025-01-02T03:04:05.00012");
}

TEST_CASE("timestamp: instants that no text can say") {
    CHECK(text_of(*from_unix(-62'167'219'200)) == "0000-01-01T00:00:00Z");
    CHECK(text_of(*from_unix(253'402'300'799, 999'999'999)) == "9999-12-31T23:59:59.999999999Z");
    CHECK_FALSE(from_unix(-62'167'219'201));
    CHECK_FALSE(from_unix(253'402'300'800));
    CHECK_FALSE(from_unix(std::numeric_limits<std::int64_t>::max()));
    CHECK_FALSE(from_unix(std::numeric_limits<std::int64_t>::min()));
    CHECK_FALSE(from_unix(0, -1));
    CHECK_FALSE(from_unix(0, 1'000'000'000));
}

TEST_CASE("timestamp: texts beyond what nanoseconds since 1970 can count") {
    // 64 bits of nanoseconds end at 1677-09-21T00:12:43.145224192Z and 2262-04-11T23:47:16.854775807Z
    struct expected {
        std::string_view text;
        int week;
        int month;
        int year;
        std::int64_t seconds;
    };
    for (const auto& each : {expected{"0000-01-01T00:00:00Z", 52, 1, 0, -62'167'219'200},
                             expected{"0001-01-01T00:00:00.000000001Z", 1, 1, 1, -62'135'596'800},
                             expected{"1677-09-21T00:12:43.145224191Z", 38, 9, 1677, -9'223'372'037},
                             expected{"1677-09-21T00:12:43.145224193Z", 38, 9, 1677, -9'223'372'037},
                             expected{"2262-04-11T23:47:16.854775807Z", 15, 4, 2262, 9'223'372'036},
                             expected{"2262-04-11T23:47:16.854775808Z", 15, 4, 2262, 9'223'372'036},
                             expected{"2262-04-12T00:00:00Z", 15, 4, 2262, 9'223'372'800},
                             expected{"2263-01-01T00:00:00Z", 1, 1, 2263, 9'246'182'400},
                             expected{"9999-12-31T23:59:59.999999999Z", 52, 12, 9999, 253'402'300'799}}) {
        CAPTURE(each.text);
        const auto time = varsigma::parse_timestamp(each.text);
        REQUIRE(time);
        CHECK(part(*time, varsigma::time_part::week) == each.week);
        CHECK(part(*time, varsigma::time_part::month) == each.month);
        CHECK(part(*time, varsigma::time_part::year) == each.year);
        CHECK(varsigma::unix_seconds(*time) == each.seconds);
        const auto again = varsigma::from_unix(each.seconds, time->nanosecond);
        REQUIRE(again);
        CHECK(*again == *time);
    }
}
