// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <re2/re2.h>

#include <algorithm>
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

/// A number as all of its decimal digits, so that comparing two of them is comparing texts of equal length.
struct exact {
    enum class kind { finite, infinite, not_a_number };

    kind is = kind::finite;
    bool negative = false;
    std::string whole;    ///< no zeros at its begin
    std::string fraction; ///< no zeros at its end
    bool in_full = false; ///< spelled as a whole number without an exponent
};

/// The number that `-?digits(.digits)?(e[+-]?digits)?` spells, its digits moved as the exponent says.
inline exact spelled(std::string text) {
    exact made;
    if (text.front() == '-') {
        made.negative = true;
        text.erase(0, 1);
    }
    long exponent = 0;
    bool has_exponent = false;
    if (const auto e = text.find_first_of("eE"); e != std::string::npos) {
        exponent = std::atol(text.substr(e + 1).c_str());
        text.erase(e);
        has_exponent = true;
    }
    const auto point = text.find('.');
    made.in_full = point == std::string::npos && !has_exponent;
    made.whole = text.substr(0, point);
    if (point != std::string::npos) { made.fraction = text.substr(point + 1); }
    for (; exponent > 0; --exponent) {
        if (made.fraction.empty()) { made.fraction = "0"; }
        made.whole += made.fraction.front();
        made.fraction.erase(0, 1);
    }
    for (; exponent < 0; ++exponent) {
        if (made.whole.empty()) { made.whole = "0"; }
        made.fraction.insert(made.fraction.begin(), made.whole.back());
        made.whole.pop_back();
    }
    while (!made.whole.empty() && made.whole.front() == '0') { made.whole.erase(0, 1); }
    while (!made.fraction.empty() && made.fraction.back() == '0') { made.fraction.pop_back(); }
    if (made.whole.empty() && made.fraction.empty()) { made.negative = false; }
    return made;
}

/// -1, 0 or 1; nothing beside NaN.
inline std::optional<int> compare(const exact& left, const exact& right) {
    using kind = exact::kind;
    if (left.is == kind::not_a_number || right.is == kind::not_a_number) { return std::nullopt; }
    if (left.negative != right.negative) { return left.negative ? -1 : 1; }
    const int outwards = left.negative ? -1 : 1;
    if (left.is != right.is) { return left.is == kind::infinite ? outwards : -outwards; }
    const auto padded = [](const exact& one, const exact& other) {
        const auto whole = std::max(one.whole.size(), other.whole.size());
        const auto fraction = std::max(one.fraction.size(), other.fraction.size());
        return std::string(whole - one.whole.size(), '0') + one.whole + one.fraction +
               std::string(fraction - one.fraction.size(), '0');
    };
    const int digits = padded(left, right).compare(padded(right, left));
    return digits == 0 ? 0 : digits < 0 ? -outwards : outwards;
}
inline bool operator==(const exact& left, const exact& right) {
    return compare(left, right) == 0;
}

inline bool full_match(const char* expression, std::string_view text) {
    return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), expression);
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

/// A double is what its text says.
inline exact exact_of(double value) {
    exact made;
    made.negative = value < 0;
    if (std::isnan(value)) {
        made.is = exact::kind::not_a_number;
    } else if (std::isinf(value)) {
        made.is = exact::kind::infinite;
    } else {
        made = spelled(real_text(value));
    }
    return made;
}

/// Digits in a base that is not ten, exact within 64 bits, otherwise the nearest double.
inline exact integer_of(const std::string& digits, unsigned base, bool negative) {
    const std::uint64_t highest = negative ? std::uint64_t{1} << 63U : std::numeric_limits<std::uint64_t>::max();
    std::uint64_t value = 0;
    double rounded = 0;
    bool fits = true;
    for (const char digit : digits) {
        const auto code = static_cast<unsigned>(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        rounded = rounded * static_cast<double>(base) + static_cast<double>(code);
        fits = fits && value <= (highest - code) / base;
        if (fits) { value = value * base + code; }
    }
    return fits ? spelled((negative ? "-" : "") + std::to_string(value)) : exact_of(negative ? -rounded : rounded);
}

/// The number in an event's text: `-?[0-9]+(\.[0-9]+)?`, or nothing.
inline std::optional<exact> decimal_number(std::string_view text) {
    if (!full_match("-?[0-9]+(\\.[0-9]+)?", text)) { return std::nullopt; }
    return spelled(std::string{text});
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
    if (digits.find(':') != std::string::npos) {
        double value = 0;
        for (std::size_t start = 0; start <= digits.size();) {
            const auto colon = digits.find(':', start);
            value = value * 60 + std::strtod(digits.substr(start, colon - start).c_str(), nullptr);
            if (colon == std::string::npos) { break; }
            start = colon + 1;
        }
        return exact_of(negative ? -value : value);
    }
    if (digits.rfind("0x", 0) == 0) { return integer_of(digits.substr(2), 16, negative); }
    if (digits.rfind("0b", 0) == 0) { return integer_of(digits.substr(2), 2, negative); }
    if (whole && digits.size() > 1 && digits.front() == '0') { return integer_of(digits.substr(1), 8, negative); }
    return spelled((negative ? "-" : "") + digits);
}

/// A number as text: all digits from a millionth to 10^21 and of what is spelled so, else with an exponent.
inline std::string number_text(const exact& value) {
    if (value.is == exact::kind::not_a_number) { return "nan"; }
    const std::string sign = value.negative ? "-" : "";
    if (value.is == exact::kind::infinite) { return sign + "inf"; }
    const auto zeros = value.fraction.find_first_not_of('0');
    const bool is_small = value.whole.empty() && zeros != std::string::npos && zeros >= 6;
    if (value.in_full || (value.whole.size() <= 21 && !is_small)) {
        return sign + (value.whole.empty() ? "0" : value.whole) + (value.fraction.empty() ? "" : "." + value.fraction);
    }
    std::string digits = is_small ? value.fraction.substr(zeros) : value.whole + value.fraction;
    while (digits.back() == '0') { digits.pop_back(); }
    const auto exponent = is_small ? zeros + 1 : value.whole.size() - 1;
    if (digits.size() > 1) { digits.insert(1, "."); }
    return sign + digits + (is_small ? "e-" : "e+") + (exponent < 10 ? "0" : "") + std::to_string(exponent);
}

/// A number of an event, exactly.
inline exact event_number(const nlohmann::json& value) {
    if (value.is_number_float()) { return exact_of(value.get<double>()); }
    return spelled(value.dump());
}

/// A number of an event as text.
inline std::string event_number_text(const nlohmann::json& value) {
    return number_text(event_number(value));
}

/// An event as JSON that says the same: `dump` gives of large whole doubles only the first digits, which is another
/// number.
inline std::string json_text(const nlohmann::json& value) {
    if (value.is_number_float()) { return real_text(value.get<double>()); }
    if (!value.is_structured()) { return value.dump(); }
    std::string text;
    for (const auto& [key, inner] : value.items()) {
        text += text.empty() ? "" : ",";
        if (value.is_object()) { text += nlohmann::json(key).dump() + ":"; }
        text += json_text(inner);
    }
    return value.is_object() ? "{" + text + "}" : "[" + text + "]";
}

} // namespace reference
