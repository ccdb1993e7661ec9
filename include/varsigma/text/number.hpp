// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <bit>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

// Numbers of rules and events: exact integers, and doubles, that compare by value; how texts give them and how they are
// written. Nothing here allocates or knows a locale; free of state and safe to call from any thread.

namespace VARSIGMA_NAMESPACE {

namespace detail {

template <class T>
concept integer_of_64_bits = std::integral<T> && !std::same_as<T, bool> && sizeof(T) <= sizeof(std::uint64_t);

} // namespace detail

/// A signed or unsigned 64-bit integer or a double; compared exactly, whatever the kinds.
///
/// 2^53 + 1 is not equal to the double 2^53, and 1.0 is equal to 1. NaN is unordered, also to itself. An integer that
/// fits is always held signed, so equal integers are of the same kind. Trivially copyable, 16 bytes.
class number {
public:
    enum class kind : std::uint8_t {
        signed_integer,   ///< -2^63 to 2^63 - 1
        unsigned_integer, ///< 2^63 to 2^64 - 1
        real,             ///< a double, possibly with an integral value, infinite or NaN
    };

    // NOLINTBEGIN(cppcoreguidelines-pro-type-member-init): one member of the union is enough
    /// Zero.
    constexpr number() noexcept : integer_(0), kind_(kind::signed_integer) {}

    template <detail::integer_of_64_bits Integer>
    explicit constexpr number(Integer value) noexcept
        : integer_(static_cast<std::uint64_t>(value)),
          kind_(value > 0 && integer_ > max_signed ? kind::unsigned_integer : kind::signed_integer) {}

    explicit constexpr number(double value) noexcept : real_(value), kind_(kind::real) {}
    // NOLINTEND(cppcoreguidelines-pro-type-member-init)

    [[nodiscard]] constexpr kind which() const noexcept { return kind_; }

    /// The value. Precondition: `which()` is `signed_integer`.
    [[nodiscard]] constexpr std::int64_t as_signed() const noexcept { return static_cast<std::int64_t>(integer_); }
    /// The value. Precondition: `which()` is `unsigned_integer`.
    [[nodiscard]] constexpr std::uint64_t as_unsigned() const noexcept { return integer_; }
    /// The value. Precondition: `which()` is `real`.
    [[nodiscard]] constexpr double as_real() const noexcept { return real_; }

    /// The value as 64 bits, whatever `which()` is: two's complement of an integer, the representation of a double.
    /// Together with the kind they are the number: equal in both, equal numbers (NaN aside).
    [[nodiscard]] constexpr std::uint64_t bits() const noexcept {
        return kind_ == kind::real ? std::bit_cast<std::uint64_t>(real_) : integer_;
    }

    /// The nearest double: for sums and averages, never for comparisons.
    [[nodiscard]] constexpr double approximate() const noexcept {
        if (kind_ == kind::real) return real_;
        return kind_ == kind::unsigned_integer ? static_cast<double>(integer_) : static_cast<double>(as_signed());
    }

private:
    static constexpr std::uint64_t max_signed = std::numeric_limits<std::int64_t>::max();

    union {
        std::uint64_t integer_; // two's complement if signed
        double real_;
    };
    kind kind_;
};

namespace detail {

inline constexpr double two_to_63 = 9223372036854775808.0;
inline constexpr double two_to_64 = 18446744073709551616.0;

/// Compares with a double that the integer's type can hold once its fraction is cut off.
template <class Integer>
[[nodiscard]] constexpr std::partial_ordering compare_in_range(Integer integer, double real) noexcept {
    const auto whole = static_cast<Integer>(real);
    if (integer != whole) return integer <=> whole;
    // converting back is exact: a double with a fraction is below 2^53, and one without is `whole` itself
    return static_cast<double>(whole) <=> real;
}

[[nodiscard]] constexpr std::partial_ordering compare_with_real(const number& integer, double real) noexcept {
    if (real != real) return std::partial_ordering::unordered;
    if (integer.which() == number::kind::signed_integer) {
        if (real >= two_to_63) return std::partial_ordering::less;
        if (real < -two_to_63) return std::partial_ordering::greater;
        return compare_in_range(integer.as_signed(), real);
    }
    if (real >= two_to_64) return std::partial_ordering::less;
    if (real < 0) return std::partial_ordering::greater;
    return compare_in_range(integer.as_unsigned(), real);
}

} // namespace detail

/// Compares the values without rounding either: integers with doubles exactly, -0.0 equal to 0, NaN unordered. O(1).
[[nodiscard]] constexpr std::partial_ordering compare(const number& left, const number& right) noexcept {
    using kind = number::kind;
    if (left.which() == kind::real) {
        if (right.which() == kind::real) return left.as_real() <=> right.as_real();
        return 0 <=> detail::compare_with_real(right, left.as_real());
    }
    if (right.which() == kind::real) return detail::compare_with_real(left, right.as_real());
    if (left.which() != right.which()) {
        return left.which() == kind::signed_integer ? std::partial_ordering::less : std::partial_ordering::greater;
    }
    if (left.which() == kind::signed_integer) return left.as_signed() <=> right.as_signed();
    return left.as_unsigned() <=> right.as_unsigned();
}

[[nodiscard]] constexpr std::partial_ordering operator<=>(const number& left, const number& right) noexcept {
    return compare(left, right);
}
[[nodiscard]] constexpr bool operator==(const number& left, const number& right) noexcept {
    return compare(left, right) == 0;
}

namespace detail {

/// The parts of `-?digits(.digits)?([eE][+-]?digits)?`, with the grammar checked.
struct number_token {
    std::string_view text;
    std::string_view whole;    // before the point, at least one digit
    std::string_view fraction; // behind the point, empty if there is none
    std::string_view exponent; // its digits, empty if there is none
    bool negative = false;
    bool negative_exponent = false;
};

/// Takes the digits in front of `rest`.
[[nodiscard]] constexpr std::string_view take_digits(std::string_view& rest) noexcept {
    std::size_t size = 0;
    while (size != rest.size() && is_digit(rest[size])) ++size;
    const std::string_view digits = rest.substr(0, size);
    rest.remove_prefix(size);
    return digits;
}

[[nodiscard]] constexpr bool take(std::string_view& rest, char byte) noexcept {
    if (rest.empty() || rest.front() != byte) return false;
    rest.remove_prefix(1);
    return true;
}

[[nodiscard]] constexpr std::optional<number_token> scan_number(std::string_view text) noexcept {
    number_token token;
    token.text = text;
    token.negative = take(text, '-');
    token.whole = take_digits(text);
    if (token.whole.empty()) return std::nullopt;
    if (take(text, '.')) {
        token.fraction = take_digits(text);
        if (token.fraction.empty()) return std::nullopt;
    }
    if (take(text, 'e') || take(text, 'E')) {
        token.negative_exponent = take(text, '-');
        if (!token.negative_exponent) static_cast<void>(take(text, '+'));
        token.exponent = take_digits(text);
        if (token.exponent.empty()) return std::nullopt;
    }
    if (!text.empty()) return std::nullopt;
    return token;
}

/// The digits' value, or nothing if it is above `limit`.
[[nodiscard]] constexpr std::optional<std::uint64_t> unsigned_value(std::string_view digits,
                                                                    std::uint64_t limit) noexcept {
    std::uint64_t value = 0;
    for (const char byte : digits) {
        const auto digit = static_cast<std::uint64_t>(byte - '0');
        if (value > (limit - digit) / 10) return std::nullopt;
        value = value * 10 + digit;
    }
    return value;
}

/// The integer that a token without fraction and exponent is, if 64 bits hold it.
[[nodiscard]] constexpr std::optional<number> exact_integer(const number_token& token) noexcept {
    constexpr std::uint64_t magnitude_of_lowest = std::uint64_t{1} << 63;
    if (!token.fraction.empty() || !token.exponent.empty()) return std::nullopt;
    const std::uint64_t limit = token.negative ? magnitude_of_lowest : std::numeric_limits<std::uint64_t>::max();
    const auto magnitude = unsigned_value(token.whole, limit);
    if (!magnitude) return std::nullopt;
    if (token.negative) return number{static_cast<std::int64_t>(0 - *magnitude)};
    return number{*magnitude};
}

/// What a token that no finite double holds rounds to: infinity if it is too large, else zero.
[[nodiscard]] constexpr double beyond_double(const number_token& token) noexcept {
    // the power of ten of the first digit that is not zero decides; no text is long enough to make these sums overflow
    constexpr std::uint64_t huge = std::uint64_t{1} << 62;
    const auto written = static_cast<std::int64_t>(unsigned_value(token.exponent, huge).value_or(huge));
    std::int64_t power = token.negative_exponent ? -written : written;
    if (const auto digit = token.whole.find_first_not_of('0'); digit != std::string_view::npos) {
        power += static_cast<std::int64_t>(token.whole.size() - digit);
    } else if (const auto zeros = token.fraction.find_first_not_of('0'); zeros != std::string_view::npos) {
        power -= static_cast<std::int64_t>(zeros);
    } else {
        power = 0;
    }
    const double magnitude = power > 0 ? std::numeric_limits<double>::infinity() : 0.0;
    return token.negative ? -magnitude : magnitude;
}

/// The nearest double, whatever the digits.
[[nodiscard]] double parsed_double(const number_token& token) noexcept;

/// The nearest double. A constant expression if the digits, point left out, are at most 2^53 and there is no exponent.
[[nodiscard]] constexpr double nearest_double(const number_token& token) noexcept {
    constexpr std::uint64_t exact = std::uint64_t{1} << 53;
    constexpr std::size_t exact_power = 22; // 10^22 is the last power of ten that is a double
    if (token.exponent.empty() && token.fraction.size() <= exact_power) {
        // both operands of the division are exact, so that it rounds once, to the nearest (Clinger 1990)
        double scale = 1;
        const auto whole = unsigned_value(token.whole, exact);
        std::uint64_t value = whole.value_or(0);
        bool fits = whole.has_value();
        for (const char byte : token.fraction) {
            scale *= 10;
            value = value * 10 + static_cast<std::uint64_t>(byte - '0'); // at most 2^53 * 10 + 9 before the next check
            fits = fits && value <= exact;
            if (!fits) break;
        }
        if (fits) {
            const double magnitude = static_cast<double>(value) / scale;
            return token.negative ? -magnitude : magnitude;
        }
    }
    return parsed_double(token);
}

[[nodiscard]] constexpr number to_number(const number_token& token) noexcept {
    if (const auto integer = exact_integer(token)) return *integer;
    return number{nearest_double(token)};
}

} // namespace detail

/// The number that the whole text is by `-?[0-9]+(\.[0-9]+)?`, or nothing.
///
/// No blanks, no `+`, no exponent, no hexadecimal; leading zeros count for nothing (`04624` is 4624). Integers are
/// exact from -2^63 to 2^64 - 1; other integers and fractions are the nearest double, or infinity beyond the largest.
/// Usable in constant expressions for 64-bit integers, and for fractions of up to 15 digits in all. O(n).
[[nodiscard]] constexpr std::optional<number> parse_decimal(std::string_view text) noexcept {
    const auto token = detail::scan_number(text);
    if (!token || !token->exponent.empty()) return std::nullopt;
    return detail::to_number(*token);
}

/// The number that the whole text is by JSON's grammar (RFC 8259, section 6), or nothing.
///
/// Without fraction and exponent as `parse_decimal`; else the nearest double. What is too large for a double (`1e400`)
/// becomes infinite and what is too small becomes zero, as IEEE 754 rounds: still above or below every number that a
/// rule can name, and never malformed. O(n).
[[nodiscard]] constexpr std::optional<number> parse_json_number(std::string_view text) noexcept {
    const auto token = detail::scan_number(text);
    if (!token || (token->whole.size() > 1 && token->whole.front() == '0')) return std::nullopt;
    return detail::to_number(*token);
}

/// Room for the text of any number.
inline constexpr std::size_t number_text_size = 32;

/// The shortest decimal text that reads back as the same number; equal numbers have equal texts.
///
/// Integers, and doubles with an integral value in the 64-bit range, in full: `1.0` gives `1`, `-0.0` gives `0`. Other
/// doubles without an exponent if their magnitude is in [1e-6, 1e21), the range ECMAScript uses (`0.00001`); else with
/// one (`1e-07`). `inf`, `-inf`, `nan`. The view looks into `buffer`. O(1).
[[nodiscard]] std::string_view to_text(const number& value, char (&buffer)[number_text_size]) noexcept;

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/text/number.ipp>
#endif
