// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <re2/re2.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace reference {

/// Holds every 64-bit integer and every double exactly, so that comparing two of them is comparing the numbers.
using exact = long double;
static_assert(std::numeric_limits<exact>::digits >= 64, "the reference needs a long double of 64 bits or more");

inline bool full_match(const char* expression, std::string_view text) {
    return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), expression);
}

/// Digits in a base as an integer, exact within 64 bits, otherwise the nearest double.
inline exact integer_of(const std::string& digits, unsigned base, bool negative) {
    const exact highest = negative ? 0x1p63L : 0x1p64L - 1;
    exact value = 0;
    double rounded = 0;
    for (const char digit : digits) {
        const int code = digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
        value = value * static_cast<exact>(base) + static_cast<exact>(code);
        rounded = rounded * static_cast<double>(base) + static_cast<double>(code);
        if (value > highest) { value = 0x1p100L; } // no longer exact, and it stays so
    }
    if (value > highest) {
        value = base == 10 ? static_cast<exact>(std::strtod(digits.c_str(), nullptr)) : static_cast<exact>(rounded);
    }
    return negative ? -value : value;
}

/// The number in an event's text: `-?[0-9]+(\.[0-9]+)?`, or nothing.
inline std::optional<exact> decimal_number(std::string_view text) {
    if (!full_match("-?[0-9]+(\\.[0-9]+)?", text)) { return std::nullopt; }
    std::string digits{text};
    if (digits.find('.') != std::string::npos) { return static_cast<exact>(std::strtod(digits.c_str(), nullptr)); }
    const bool negative = digits.front() == '-';
    if (negative) { digits.erase(0, 1); }
    return integer_of(digits, 10, negative);
}

/// The number that YAML 1.1 reads from a plain scalar (as PyYAML's resolver does), or nothing if that is text.
inline std::optional<exact> yaml_number(std::string spelling) {
    const bool whole =
        full_match("[-+]?(0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(:[0-5]?[0-9])+)", spelling);
    const bool real = full_match("[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?|[-+]?\\.[0-9][0-9_]*([eE][-+][0-9]+)?|"
                                 "[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*",
                                 spelling);
    if (!whole && !real) { return std::nullopt; }
    std::string digits;
    for (const char c : spelling) {
        if (c != '_') { digits.push_back(c); }
    }
    bool negative = false;
    if (digits.front() == '-' || digits.front() == '+') {
        negative = digits.front() == '-';
        digits.erase(0, 1);
    }
    const exact sign = negative ? -1 : 1;
    if (digits.find(':') != std::string::npos) {
        exact value = 0;
        for (std::size_t start = 0; start <= digits.size();) {
            const auto colon = digits.find(':', start);
            value = value * 60 + static_cast<exact>(std::strtod(digits.substr(start, colon - start).c_str(), nullptr));
            if (colon == std::string::npos) { break; }
            start = colon + 1;
        }
        return sign * value;
    }
    if (real) { return sign * static_cast<exact>(std::strtod(digits.c_str(), nullptr)); }
    if (digits.rfind("0x", 0) == 0) { return integer_of(digits.substr(2), 16, negative); }
    if (digits.rfind("0b", 0) == 0) { return integer_of(digits.substr(2), 2, negative); }
    if (digits.size() > 1 && digits.front() == '0') { return integer_of(digits.substr(1), 8, negative); }
    return integer_of(digits, 10, negative);
}

/// A number of an event, exactly.
inline exact event_number(const nlohmann::json& value) {
    if (value.is_number_unsigned()) { return static_cast<exact>(value.get<std::uint64_t>()); }
    if (value.is_number_integer()) { return static_cast<exact>(value.get<std::int64_t>()); }
    return static_cast<exact>(value.get<double>());
}

inline std::string printed(const char* format, int precision, double value) {
    char buffer[512]{};
    std::snprintf(buffer, sizeof buffer, format, precision, value); // NOLINT(cppcoreguidelines-pro-type-vararg)
    return buffer;
}

/// The shortest text that reads back as the same double, by trying one digit after the other.
inline std::string real_text(double value) {
    if (std::isnan(value)) { return "nan"; }
    if (std::isinf(value)) { return value > 0 ? "inf" : "-inf"; }
    if (value == 0) { return "0"; }
    const double magnitude = std::fabs(value);
    if (value == std::trunc(value) && magnitude < 1e21) { return printed("%.*f", 0, value); }
    for (int digits = 0; digits < 18; ++digits) {
        const std::string scientific = printed("%.*e", digits, value);
        if (std::strtod(scientific.c_str(), nullptr) != value) { continue; }
        if (magnitude < 1e-6 || magnitude >= 1e21) { return scientific; }
        // as many places behind the point as it takes for the same digits
        const int exponent = std::atoi(scientific.substr(scientific.find('e') + 1).c_str());
        return printed("%.*f", digits - exponent, value);
    }
    return "unreachable";
}

/// A number of a rule as text: like that of an event, so that equal numbers have equal texts.
inline std::string number_text(exact value) {
    if (value != std::trunc(value) || value < -0x1p63L || value >= 0x1p64L) {
        return real_text(static_cast<double>(value));
    }
    if (value < 0) { return std::to_string(static_cast<std::int64_t>(value)); }
    return std::to_string(static_cast<std::uint64_t>(value));
}

/// A number of an event as text.
inline std::string event_number_text(const nlohmann::json& value) {
    if (value.is_number_unsigned()) { return std::to_string(value.get<std::uint64_t>()); }
    if (value.is_number_integer()) { return std::to_string(value.get<std::int64_t>()); }
    return real_text(value.get<double>());
}

} // namespace reference
