// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

// Dates and times as ISO 8601 texts write them, for Sigma's `minute` to `year` and for event times. All functions are
// free of state and safe to call from any thread, and none looks at the clock or at a time zone.

namespace VARSIGMA_NAMESPACE {

/// A date, with or without a time of day, as it is written: nothing is converted to another time zone.
struct timestamp {
    int year = 1970; ///< 0 to 9999, Gregorian
    int month = 1;   ///< 1 to 12
    int day = 1;     ///< 1 to 31
    int hour = 0;
    int minute = 0;
    int second = 0; ///< 0 to 60; a leap second is taken at any minute
    int nanosecond = 0;
    bool has_time = false;     ///< false if the text gave only a date: `hour` and so on mean nothing then
    std::optional<int> offset; ///< minutes east of UTC, 0 for `Z`; nothing if the text did not say

    friend constexpr bool operator==(const timestamp&, const timestamp&) = default;
};

/// What Sigma's time modifiers compare.
enum class time_part : std::uint8_t { minute, hour, day, week, month, year };

namespace detail {

// The Gregorian calendar by numbers, as `<chrono>` costs a lot to compile.
// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, so that leap days end them.

inline constexpr int days_of_era = 146'097;  // 400 years
inline constexpr int days_to_1970 = 719'468; // since 0000-03-01

/// Days since 1970-01-01.
[[nodiscard]] constexpr std::int64_t days_since_1970(int year, int month, int day) noexcept {
    const int since_march = (month + 9) % 12;
    const int of_year = since_march == 10 || since_march == 11 ? year - 1 : year; // January and February
    const int era = (of_year >= 0 ? of_year : of_year - 399) / 400;
    const int year_of_era = of_year - era * 400;
    const int day_of_year = (153 * since_march + 2) / 5 + day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return std::int64_t{era} * days_of_era + day_of_era - days_to_1970;
}

[[nodiscard]] constexpr std::int64_t days_since_1970(const timestamp& time) noexcept {
    return days_since_1970(time.year, time.month, time.day);
}

/// The date so many days after 1970-01-01. Precondition: from the year 0 on, to 9999.
[[nodiscard]] constexpr timestamp date_of(std::int64_t days) noexcept {
    const auto since = static_cast<int>(days) + days_to_1970;
    const int era = (since >= 0 ? since : since - (days_of_era - 1)) / days_of_era;
    const int day_of_era = since - era * days_of_era;
    const int year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int since_march = (5 * day_of_year + 2) / 153;
    timestamp date;
    date.month = since_march < 10 ? since_march + 3 : since_march - 9;
    date.year = year_of_era + era * 400 + (date.month <= 2 ? 1 : 0);
    date.day = day_of_year - (153 * since_march + 2) / 5 + 1;
    return date;
}

[[nodiscard]] constexpr bool is_date(const timestamp& time) noexcept {
    if (time.month < 1 || time.month > 12 || time.day < 1) { return false; }
    const bool is_leap = time.year % 4 == 0 && (time.year % 100 != 0 || time.year % 400 == 0);
    const bool is_short = time.month == 4 || time.month == 6 || time.month == 9 || time.month == 11;
    const int february = is_leap ? 29 : 28;
    return time.day <= (time.month == 2 ? february : is_short ? 30 : 31);
}

/// ISO 8601: weeks begin on Monday, and a week belongs to the year that holds its Thursday.
[[nodiscard]] constexpr int iso_week(std::int64_t days) noexcept {
    constexpr int to_monday = 3; // 1970-01-01 was a Thursday
    const auto since_monday = static_cast<int>(((days + to_monday) % 7 + 7) % 7);
    const auto thursday = days - since_monday + 3;
    const auto new_year = days_since_1970(date_of(thursday).year, 1, 1);
    return static_cast<int>(thursday - new_year) / 7 + 1;
}

/// Reads a text from the left; every function consumes what it returns, and nothing if it fails.
class timestamp_reader {
public:
    explicit constexpr timestamp_reader(std::string_view text) noexcept : rest_(text) {}

    [[nodiscard]] constexpr bool at_end() const noexcept { return rest_.empty(); }

    /// Exactly `digits` digits.
    [[nodiscard]] constexpr std::optional<int> number(std::size_t digits) noexcept {
        if (rest_.size() < digits) return std::nullopt;
        int value = 0;
        for (const char digit : rest_.substr(0, digits)) {
            if (!is_digit(digit)) return std::nullopt;
            value = value * 10 + (digit - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }

    /// Two digits, up to `highest`.
    [[nodiscard]] constexpr std::optional<int> two_digits(int highest) noexcept {
        const auto value = number(2);
        return value && *value <= highest ? value : std::nullopt;
    }

    /// Any one of `choice`, or `\0`.
    constexpr char any_of(std::string_view choice) noexcept {
        if (rest_.empty() || choice.find(rest_.front()) == std::string_view::npos) return '\0';
        const char found = rest_.front();
        rest_.remove_prefix(1);
        return found;
    }

    /// One digit or more, as nanoseconds; what is finer is cut off.
    [[nodiscard]] constexpr std::optional<int> fraction() noexcept {
        int value = 0;
        int unit = 100'000'000;
        bool any = false;
        for (auto digit = number(1); digit; digit = number(1)) {
            value += *digit * unit;
            unit /= 10;
            any = true;
        }
        return any ? std::optional{value} : std::nullopt;
    }

private:
    std::string_view rest_;
};

/// `HH:MM[:SS[.fraction]]`
[[nodiscard]] constexpr bool read_time(timestamp_reader& reader, timestamp& time) noexcept {
    const auto hour = reader.two_digits(23);
    if (!hour || reader.any_of(":") == '\0') return false;
    const auto minute = reader.two_digits(59);
    if (!minute) return false;
    time.has_time = true;
    time.hour = *hour;
    time.minute = *minute;
    if (reader.any_of(":") == '\0') return true;
    const auto second = reader.two_digits(60);
    if (!second) return false;
    time.second = *second;
    if (reader.any_of(".,") == '\0') return true;
    const auto fraction = reader.fraction();
    time.nanosecond = fraction.value_or(0);
    return fraction.has_value();
}

/// Nothing, `Z`, or `+HH[[:]MM]` with either sign.
[[nodiscard]] constexpr bool read_offset(timestamp_reader& reader, timestamp& time) noexcept {
    const char sign = reader.any_of("Zz+-");
    if (sign == '\0') return true;
    if (sign == 'Z' || sign == 'z') {
        time.offset = 0;
        return true;
    }
    const auto hours = reader.two_digits(23);
    if (!hours) return false;
    int minutes = 0;
    if (reader.any_of(":") != '\0' || !reader.at_end()) {
        const auto read = reader.two_digits(59);
        if (!read) return false;
        minutes = *read;
    }
    minutes += 60 * *hours;
    time.offset = sign == '-' ? -minutes : minutes;
    return true;
}

/// Writes into a buffer that is known to be long enough.
class timestamp_writer {
public:
    explicit constexpr timestamp_writer(char* out) noexcept : at_(out) {}

    constexpr void put(char byte) noexcept { *at_++ = byte; }

    constexpr void number(int value, int digits) noexcept {
        for (int index = digits; index-- > 0; value /= 10) at_[index] = static_cast<char>('0' + value % 10);
        at_ += digits;
    }

    [[nodiscard]] constexpr char* end() const noexcept { return at_; }

private:
    char* at_;
};

} // namespace detail

/// The date, or date and time, that the whole text is, or nothing.
///
/// ISO 8601's extended format, with what logs make of it: `YYYY-MM-DD`, then perhaps `T`, `t` or a blank, `HH:MM`,
/// `:SS`, a fraction after `.` or `,`, and an offset `Z`, `z`, `+HH`, `+HHMM` or `+HH:MM`. The date must exist (month
/// lengths, leap years); hours end at 23; second 60 is taken. Week dates, ordinal dates and the basic format without
/// separators are not read. O(n).
[[nodiscard]] constexpr std::optional<timestamp> parse_timestamp(std::string_view text) noexcept {
    detail::timestamp_reader reader{text};
    timestamp time;
    const auto year = reader.number(4);
    if (!year || reader.any_of("-") == '\0') return std::nullopt;
    const auto month = reader.number(2);
    if (!month || reader.any_of("-") == '\0') return std::nullopt;
    const auto day = reader.number(2);
    if (!day) return std::nullopt;
    time.year = *year;
    time.month = *month;
    time.day = *day;
    if (!detail::is_date(time)) return std::nullopt;
    if (reader.any_of("Tt ") != '\0' && !(detail::read_time(reader, time) && detail::read_offset(reader, time))) {
        return std::nullopt;
    }
    if (!reader.at_end()) return std::nullopt;
    return time;
}

/// One part of the time, as written; nothing for the hour and the minute of a text that is only a date.
///
/// `day` is the day of the month, `week` the ISO 8601 week, 1 to 53: near New Year it may belong to another year than
/// `year`, which is the calendar's. Precondition: the date exists, as with any result of the functions here. O(1).
[[nodiscard]] constexpr std::optional<int> part(const timestamp& time, time_part which) noexcept {
    switch (which) {
    case time_part::minute: return time.has_time ? std::optional{time.minute} : std::nullopt;
    case time_part::hour: return time.has_time ? std::optional{time.hour} : std::nullopt;
    case time_part::day: return time.day;
    case time_part::week: return detail::iso_week(detail::days_since_1970(time));
    case time_part::month: return time.month;
    case time_part::year: return time.year;
    }
    return std::nullopt;
}

/// The time in UTC that is `seconds` and `nanoseconds` after 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Nothing if that is outside the years 0 to 9999, which no ISO 8601 text can say, or if `nanoseconds` is not in
/// [0, 999999999]. O(1).
[[nodiscard]] constexpr std::optional<timestamp> from_unix(std::int64_t seconds, int nanoseconds = 0) noexcept {
    constexpr std::int64_t lowest = -62'167'219'200;  // 0000-01-01T00:00:00Z
    constexpr std::int64_t highest = 253'402'300'799; // 9999-12-31T23:59:59Z
    if (seconds < lowest || seconds > highest || nanoseconds < 0 || nanoseconds > 999'999'999) return std::nullopt;
    constexpr std::int64_t day = 86'400;
    const auto of_day = static_cast<int>((seconds % day + day) % day);
    auto time = detail::date_of((seconds - of_day) / day);
    time.hour = of_day / 3600;
    time.minute = of_day / 60 % 60;
    time.second = of_day % 60;
    time.nanosecond = nanoseconds;
    time.has_time = true;
    time.offset = 0;
    return time;
}

/// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted; `nanosecond` comes on top.
///
/// The offset is applied here; a time that states none is taken as UTC, a mere date as its midnight. The inverse of
/// `from_unix`. Precondition: the date exists. O(1).
[[nodiscard]] constexpr std::int64_t unix_seconds(const timestamp& time) noexcept {
    const auto days = detail::days_since_1970(time);
    const int of_day = time.has_time ? (time.hour * 60 + time.minute - time.offset.value_or(0)) * 60 + time.second : 0;
    return days * 86'400 + of_day;
}

/// Room for the longest text: `YYYY-MM-DDTHH:MM:SS.fffffffff+HH:MM`.
inline constexpr std::size_t timestamp_text_size = 40;

/// The time as `YYYY-MM-DDTHH:MM:SS`, the fraction if there is one (without zeros at its end) and the offset if it is
/// known (`Z` for UTC); a mere date as `YYYY-MM-DD`. `parse_timestamp` reads it back. The view looks into `buffer`.
/// Precondition: `time` is such as the functions here give. O(1).
[[nodiscard]] constexpr std::string_view to_text(const timestamp& time, char (&buffer)[timestamp_text_size]) noexcept {
    detail::timestamp_writer out{buffer};
    out.number(time.year, 4);
    out.put('-');
    out.number(time.month, 2);
    out.put('-');
    out.number(time.day, 2);
    if (time.has_time) {
        out.put('T');
        out.number(time.hour, 2);
        out.put(':');
        out.number(time.minute, 2);
        out.put(':');
        out.number(time.second, 2);
        if (time.nanosecond != 0) {
            int digits = 9;
            int value = time.nanosecond;
            for (; value % 10 == 0; value /= 10) --digits;
            out.put('.');
            out.number(value, digits);
        }
        if (time.offset == 0) {
            out.put('Z');
        } else if (time.offset) {
            const int minutes = *time.offset < 0 ? -*time.offset : *time.offset;
            out.put(*time.offset < 0 ? '-' : '+');
            out.number(minutes / 60, 2);
            out.put(':');
            out.number(minutes % 60, 2);
        }
    }
    return {buffer, static_cast<std::size_t>(out.end() - buffer)};
}

} // namespace VARSIGMA_NAMESPACE
