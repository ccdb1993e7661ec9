// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/number.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

// Decimals of any size as their digits: what 64 bits and doubles do not say exactly. Nothing here allocates; comparing
// and writing take time linear in the text, whatever its exponent.

namespace VARSIGMA_NAMESPACE::detail {

/// A decimal taken apart: its sign, and 0.d1d2d3… times a power of ten. Zero, of either sign, has no digits.
struct decimal {
    std::string_view digits; ///< from the first to the last that is not zero; a point may stand among them
    std::int64_t power = 0;
    bool negative = false;

    /// How many digits there are.
    [[nodiscard]] constexpr std::size_t count() const noexcept {
        return digits.size() - (digits.find('.') == std::string_view::npos ? 0 : 1);
    }
    /// -1, 0 or 1.
    [[nodiscard]] constexpr int sign() const noexcept { return digits.empty() ? 0 : negative ? -1 : 1; }
};

/// Exponents beyond count as this one: decimals that differ in nothing but such exponents compare equal.
inline constexpr std::int64_t largest_exponent = std::int64_t{1} << 62U;

[[nodiscard]] constexpr decimal to_decimal(const number_token& token) noexcept {
    const auto point = token.whole.size();
    const auto all =
        token.text.substr(token.negative ? 1 : 0, point + (token.fraction.empty() ? 0 : 1 + token.fraction.size()));
    const auto first = all.find_first_not_of("0.");
    if (first == std::string_view::npos) { return {}; }
    decimal made;
    made.digits = all.substr(first, all.find_last_not_of("0.") + 1 - first);
    made.negative = token.negative;
    constexpr auto limit = static_cast<std::uint64_t>(largest_exponent);
    const auto exponent = static_cast<std::int64_t>(unsigned_value(token.exponent, limit).value_or(limit));
    // texts are too short to make these sums overflow
    made.power = token.negative_exponent ? -exponent : exponent;
    if (first < point) {
        made.power += static_cast<std::int64_t>(point - first);
    } else {
        made.power -= static_cast<std::int64_t>(first - point - 1);
    }
    return made;
}

/// Compares fractions by their digits: a longer one is larger if it goes on from the other.
[[nodiscard]] constexpr std::strong_ordering compare_digits(std::string_view left, std::string_view right) noexcept {
    std::size_t in_right = 0;
    for (const char digit : left) {
        if (digit == '.') { continue; }
        if (in_right != right.size() && right[in_right] == '.') { ++in_right; }
        if (in_right == right.size()) { return std::strong_ordering::greater; }
        if (digit != right[in_right]) { return digit <=> right[in_right]; }
        ++in_right;
    }
    return in_right == right.size() ? std::strong_ordering::equal : std::strong_ordering::less;
}

[[nodiscard]] constexpr std::strong_ordering compare(const decimal& left, const decimal& right) noexcept {
    if (left.sign() != right.sign()) { return left.sign() <=> right.sign(); }
    if (left.sign() == 0) { return std::strong_ordering::equal; }
    auto magnitude = left.power <=> right.power;
    if (magnitude == 0) { magnitude = compare_digits(left.digits, right.digits); }
    return left.negative ? 0 <=> magnitude : magnitude;
}

/// The integer of the digits, point left out. Precondition: they are 19 at most.
[[nodiscard]] constexpr std::uint64_t all_digits(const decimal& of) noexcept {
    std::uint64_t value = 0;
    for (const char digit : of.digits) {
        if (digit != '.') { value = value * 10 + static_cast<std::uint64_t>(digit - '0'); }
    }
    return value;
}

/// The integer of 64 bits that a decimal is, if it is one.
[[nodiscard]] constexpr std::optional<number> integer_of(const decimal& of) noexcept {
    constexpr std::int64_t most = 20; // digits of 2^64 - 1
    const auto count = static_cast<std::int64_t>(of.count());
    if (of.power < count || of.power > most) { return std::nullopt; }
    constexpr std::uint64_t magnitude_of_lowest = std::uint64_t{1} << 63U;
    const std::uint64_t limit = of.negative ? magnitude_of_lowest : std::numeric_limits<std::uint64_t>::max();
    std::uint64_t value = 0;
    const auto add = [&](std::uint64_t digit) {
        if (value > (limit - digit) / 10) { return false; }
        value = value * 10 + digit;
        return true;
    };
    for (const char digit : of.digits) {
        if (digit != '.' && !add(static_cast<std::uint64_t>(digit - '0'))) { return std::nullopt; }
    }
    for (auto zeros = of.power - count; zeros != 0; --zeros) {
        if (!add(0)) { return std::nullopt; }
    }
    return of.negative ? number{static_cast<std::int64_t>(0 - value)} : number{value};
}

/// Whether the text of the nearest double is the decimal again. Never wrongly yes; nearly always yes up to 15 digits.
[[nodiscard]] constexpr bool is_text_of_double(const decimal& of) noexcept {
    // decimals of so many digits are apart as doubles, unless these are denormal
    constexpr std::size_t surely_apart = std::numeric_limits<double>::digits10;
    constexpr std::int64_t range = 300;
    const auto count = of.count();
    if (count > surely_apart || of.power > range || of.power < -range) { return false; }
    constexpr std::int64_t written_in_full = 21; // as `to_text` writes whole numbers: all digits of what the double is
    if (of.power <= static_cast<std::int64_t>(surely_apart) || of.power > written_in_full) { return true; }
    auto odd = all_digits(of); // the double is the decimal itself if that is no more than 53 bits times a power of two
    while (odd % 2 == 0) { odd /= 2; }
    for (auto fives = of.power - static_cast<std::int64_t>(count); fives > 0; --fives) {
        odd *= 5;
        if (odd > std::uint64_t{1} << 53U) { return false; }
    }
    return true;
}

/// The number that says a token exactly, its text being the same decimal; nothing if none does. -0 is 0.
[[nodiscard]] constexpr std::optional<number> exact_number(const number_token& token) noexcept {
    if (const auto integer = exact_integer(token)) { return integer; }
    constexpr std::size_t few = std::numeric_limits<double>::digits10;
    if (token.exponent.empty() && token.whole.size() + token.fraction.size() <= few) {
        return number{nearest_double(token)};
    }
    const auto parts = to_decimal(token);
    if (parts.sign() == 0) { return number{}; }
    if (const auto integer = integer_of(parts)) { return integer; }
    if (is_text_of_double(parts)) { return number{nearest_double(token)}; }
    return std::nullopt;
}

inline constexpr std::int64_t first_plain_power = -5; ///< of 0.000001
inline constexpr std::int64_t last_plain_power = 21;  ///< below 10^21

/// Whether a token is written as `append_text` would write it.
[[nodiscard]] constexpr bool is_shortest_text(const number_token& token, const decimal& parts) noexcept {
    if (!token.exponent.empty() || parts.sign() == 0) { return false; }
    if (token.whole.size() > 1 && token.whole.front() == '0') { return false; }
    return token.fraction.empty() ||
           (token.fraction.back() != '0' && parts.power >= first_plain_power && parts.power <= last_plain_power);
}

/// Appends the shortest decimal text, by the rules of `to_text` for numbers, so that equal decimals have equal texts;
/// with `in_full` without an exponent, for integers that are written so. `out` takes `push_back`. Precondition: it is
/// not zero, and with `in_full` the power is bounded by the length of some text. O(length of the text that is written).
template <class Out>
constexpr void append_text(const decimal& of, bool in_full, Out& out) {
    if (of.negative) { out.push_back('-'); }
    if (!in_full && (of.power < first_plain_power || of.power > last_plain_power)) {
        bool first = true;
        bool second = false;
        for (const char digit : of.digits) {
            if (digit == '.') { continue; }
            if (second) { out.push_back('.'); }
            out.push_back(digit);
            second = first;
            first = false;
        }
        const auto exponent = of.power - 1;
        out.push_back('e');
        out.push_back(exponent < 0 ? '-' : '+');
        char written[20]{};
        std::size_t size = 0;
        for (auto rest = exponent < 0 ? -exponent : exponent; rest != 0 || size < 2; rest /= 10) {
            written[size++] = static_cast<char>('0' + rest % 10);
        }
        while (size != 0) { out.push_back(written[--size]); }
        return;
    }
    auto before_point = of.power;
    if (before_point <= 0) {
        out.push_back('0');
        out.push_back('.');
        for (auto zeros = before_point; zeros != 0; ++zeros) { out.push_back('0'); }
    }
    for (const char digit : of.digits) {
        if (digit == '.') { continue; }
        if (before_point == 0 && of.power > 0) { out.push_back('.'); }
        out.push_back(digit);
        --before_point;
    }
    for (; before_point > 0; --before_point) { out.push_back('0'); }
}

} // namespace VARSIGMA_NAMESPACE::detail
