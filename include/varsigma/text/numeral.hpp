// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/decimal.hpp>
#include <varsigma/text/number.hpp>

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// A number as a rule or an event says it, compared exactly, whatever its size: a `number`, or the text of a decimal
/// that no `number` says.
///
/// A double is the decimal that `to_text` gives it: its shortest digits that read back, 0.1 for 0.1, and whole numbers
/// below 10^21 in full. It refers to the text, which must outlive it. Trivially copyable; safe from any thread.
class numeral {
public:
    /// Zero.
    constexpr numeral() noexcept = default;
    constexpr explicit numeral(const number& value) noexcept : number_(value) {}

    /// The number that the whole text is by `-?[0-9]+(\.[0-9]+)?`, or nothing. O(n).
    [[nodiscard]] static constexpr std::optional<numeral> of_decimal(std::string_view text) noexcept {
        const auto token = detail::scan_number(text);
        if (!token || !token->exponent.empty()) { return std::nullopt; }
        return of(*token);
    }

    /// The number that the whole text is by JSON's grammar, leading zeros allowed, or nothing. Exponents beyond 2^62
    /// count as 2^62. O(n).
    [[nodiscard]] static constexpr std::optional<numeral> of_json(std::string_view text) noexcept {
        const auto token = detail::scan_number(text);
        if (!token) { return std::nullopt; }
        return of(*token);
    }

    /// What `spelling()` of a numeral was, without another look at it. Precondition: it is one, and not empty. O(1).
    [[nodiscard]] static constexpr numeral spelled(std::string_view spelling) noexcept {
        numeral made;
        made.spelling_ = spelling;
        return made;
    }

    /// Whether a `number` says it; else `spelling()` does, and it is no integer of 64 bits.
    [[nodiscard]] constexpr bool is_number() const noexcept { return spelling_.empty(); }
    /// Precondition: `is_number()`.
    [[nodiscard]] constexpr const number& as_number() const noexcept { return number_; }
    /// Whether it is a double that is no number, and equals nothing.
    [[nodiscard]] constexpr bool is_nan() const noexcept {
        if (!is_number() || number_.which() != number::kind::real) { return false; }
        const double real = number_.as_real();
        return real != real;
    }
    /// Empty if `is_number()`.
    [[nodiscard]] constexpr std::string_view spelling() const noexcept { return spelling_; }

private:
    [[nodiscard]] static constexpr numeral of(const detail::number_token& token) noexcept {
        numeral made;
        if (const auto exact = detail::exact_number(token)) {
            made.number_ = *exact;
        } else {
            made.spelling_ = token.text;
        }
        return made;
    }

    number number_;
    std::string_view spelling_;
};

namespace detail {

/// Compares a decimal that is spelled with a number.
[[nodiscard]] inline std::partial_ordering compare_spelled(std::string_view spelling, const number& other) noexcept {
    if (other.which() == number::kind::real) {
        const double real = other.as_real();
        if (real != real) { return std::partial_ordering::unordered; }
        if (real - real != 0) { return real > 0 ? std::partial_ordering::less : std::partial_ordering::greater; }
    }
    char digits[number_text_size];
    const auto left = scan_number(spelling);
    const auto right = scan_number(to_text(other, digits));
    if (!left || !right) { return std::partial_ordering::unordered; }
    return compare(to_decimal(*left), to_decimal(*right));
}

[[nodiscard]] inline std::partial_ordering compare_spelled(const numeral& left, const numeral& right) noexcept {
    if (right.is_number()) { return compare_spelled(left.spelling(), right.as_number()); }
    if (left.is_number()) { return 0 <=> compare_spelled(right.spelling(), left.as_number()); }
    const auto here = scan_number(left.spelling());
    const auto there = scan_number(right.spelling());
    if (!here || !there) { return std::partial_ordering::unordered; }
    return compare(to_decimal(*here), to_decimal(*there));
}

/// Appends the text that tests of text see of a decimal that is spelled: its shortest, whole numbers without an
/// exponent in full.
template <class Out>
constexpr void append_spelled_text(std::string_view spelling, Out& out) {
    const auto token = scan_number(spelling);
    if (!token) { return; }
    const auto parts = to_decimal(*token);
    if (parts.sign() != 0) { append_text(parts, token->fraction.empty() && token->exponent.empty(), out); }
}

} // namespace detail

/// Compares the values exactly; NaN is unordered. A constant expression where a `number` says both. O(length of
/// spellings).
[[nodiscard]] constexpr std::partial_ordering compare(const numeral& left, const numeral& right) noexcept {
    if (left.is_number() && right.is_number()) { return compare(left.as_number(), right.as_number()); }
    const auto of_spellings = [&] { return detail::compare_spelled(left, right); }; // not in constant expressions
    return of_spellings();
}

[[nodiscard]] constexpr std::partial_ordering operator<=>(const numeral& left, const numeral& right) noexcept {
    return compare(left, right);
}
[[nodiscard]] constexpr bool operator==(const numeral& left, const numeral& right) noexcept {
    return compare(left, right) == 0;
}

/// Appends the shortest decimal text of a number, by the rules of `to_text` for a `number`: equal numbers have equal
/// texts. O(n).
inline void append_text(const numeral& of, std::string& out) {
    if (of.is_number()) {
        char digits[number_text_size];
        out += to_text(of.as_number(), digits);
    } else if (const auto token = detail::scan_number(of.spelling())) {
        detail::append_text(detail::to_decimal(*token), false, out);
    }
}

} // namespace VARSIGMA_NAMESPACE
