// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/rule/detail/interpretation.hpp>

#include <re2/re2.h>

#include <optional>
#include <string>
#include <string_view>

namespace reference {

inline bool is_leap_year(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

inline int days_of_month(int year, int month) {
    if (month == 2) { return is_leap_year(year) ? 29 : 28; }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

inline int days_of_year(int year) {
    return is_leap_year(year) ? 366 : 365;
}

/// Days since 1 January of year 0, by counting.
inline int day_number(int year, int month, int day) {
    int days = 0;
    for (int before = 0; before < year; ++before) { days += days_of_year(before); }
    for (int before = 1; before < month; ++before) { days += days_of_month(year, before); }
    return days + day - 1;
}

/// ISO 8601: weeks begin on Monday; week 1 is the one with the year's first Thursday.
inline int week_of(int year, int month, int day) {
    // 1 January of year 0 was a Saturday; 0 is Monday
    const int weekday = (day_number(year, month, day) + 5) % 7;
    int thursday = day_number(year, month, day) - weekday + 3;
    int days_before = 0; // of the year that holds that Thursday
    if (thursday < 0) {
        thursday += days_of_year(-1); // counted from the start of the year before year 0
    } else {
        for (int of = 0; thursday - days_before >= days_of_year(of); ++of) { days_before += days_of_year(of); }
    }
    return (thursday - days_before) / 7 + 1;
}

/// The part of a date, as written, or nothing if the text is no date or does not say.
inline std::optional<int> time_part_of(std::string_view text, varsigma::time_part part) {
    static const RE2 format{"([0-9]{4})-([0-9]{2})-([0-9]{2})"
                            "(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?"
                            "(?:[Zz]|[-+]([0-9]{2})(?::?([0-9]{2}))?)?)?"};
    std::string found[8];
    if (!RE2::FullMatch(re2::StringPiece(text.data(), text.size()), format, &found[0], &found[1], &found[2], &found[3],
                        &found[4], &found[5], &found[6], &found[7])) {
        return std::nullopt;
    }
    const auto number = [&found](int at) { return found[at].empty() ? 0 : std::stoi(found[at]); };
    const int year = number(0);
    const int month = number(1);
    const int day = number(2);
    if (month < 1 || month > 12 || day < 1 || day > days_of_month(year, month)) { return std::nullopt; }
    if (number(3) > 23 || number(4) > 59 || number(5) > 60 || number(6) > 23 || number(7) > 59) { return std::nullopt; }
    const bool has_time = !found[3].empty();
    switch (part) {
    case varsigma::time_part::minute: return has_time ? std::optional{number(4)} : std::nullopt;
    case varsigma::time_part::hour: return has_time ? std::optional{number(3)} : std::nullopt;
    case varsigma::time_part::day: return day;
    case varsigma::time_part::week: return week_of(year, month, day);
    case varsigma::time_part::month: return month;
    case varsigma::time_part::year: return year;
    }
    return std::nullopt;
}

} // namespace reference
