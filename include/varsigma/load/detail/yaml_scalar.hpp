// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/rule/detail/rule_number.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/number.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>

/// The regular expressions by which PyYAML's resolver tells numbers from texts, by hand. Source: YAML 1.1, types int
/// and float. Everything is O(length) and usable in constant expressions.
namespace VARSIGMA_NAMESPACE::yaml::detail::yaml_grammar {

[[nodiscard]] constexpr bool is_digit_or_gap(char c) noexcept {
    return is_digit(c) || c == '_';
}
[[nodiscard]] constexpr bool is_octal_or_gap(char c) noexcept {
    return (c >= '0' && c <= '7') || c == '_';
}
[[nodiscard]] constexpr bool is_binary_or_gap(char c) noexcept {
    return c == '0' || c == '1' || c == '_';
}
[[nodiscard]] constexpr bool is_hex_or_gap(char c) noexcept {
    return hex_value(c) >= 0 || c == '_';
}

/// How many bytes from `at` on belong to a class.
template <class Class>
[[nodiscard]] constexpr std::size_t run(std::string_view text, std::size_t at, Class belongs) noexcept {
    std::size_t length = 0;
    while (at + length < text.size() && belongs(text[at + length])) ++length;
    return length;
}

/// The end of `(:[0-5]?[0-9])+` from `at` on; `at` if it does not stand there.
[[nodiscard]] constexpr std::size_t after_sixties(std::string_view text, std::size_t at) noexcept {
    while (at < text.size() && text[at] == ':') {
        const auto digits = run(text, at + 1, [](char c) { return is_digit(c); });
        if (digits == 0 || digits > 2 || (digits == 2 && text[at + 1] > '5')) break;
        at += 1 + digits;
    }
    return at;
}

/// The end of `([eE][-+][0-9]+)?` from `at` on.
[[nodiscard]] constexpr std::size_t after_exponent(std::string_view text, std::size_t at) noexcept {
    if (at + 1 >= text.size() || (text[at] != 'e' && text[at] != 'E')) return at;
    if (text[at + 1] != '-' && text[at + 1] != '+') return at;
    const auto digits = run(text, at + 2, [](char c) { return is_digit(c); });
    return digits == 0 ? at : at + 2 + digits;
}

enum class shape : std::uint8_t { none, binary, octal, decimal, hexadecimal, sixties, real, real_sixties };

/// What an unsigned text is.
[[nodiscard]] constexpr shape of(std::string_view text, bool has_sign) noexcept {
    if (text.empty()) return shape::none;
    if (text[0] == '.') {
        // PyYAML gives a fraction without digits before its point no sign
        if (has_sign || text.size() < 2 || !is_digit(text[1])) return shape::none;
        return after_exponent(text, 1 + run(text, 1, is_digit_or_gap)) == text.size() ? shape::real : shape::none;
    }
    if (!is_digit(text[0])) return shape::none;
    if (text[0] == '0' && text.size() > 2) {
        if (text[1] == 'b' && run(text, 2, is_binary_or_gap) == text.size() - 2) return shape::binary;
        if (text[1] == 'x' && run(text, 2, is_hex_or_gap) == text.size() - 2) return shape::hexadecimal;
    }
    const auto whole = run(text, 0, is_digit_or_gap);
    if (whole == text.size()) {
        if (text[0] != '0' || text.size() == 1) return shape::decimal;
        return run(text, 0, is_octal_or_gap) == text.size() ? shape::octal : shape::none;
    }
    if (text[whole] == '.') {
        const auto fraction = run(text, whole + 1, is_digit_or_gap);
        return after_exponent(text, whole + 1 + fraction) == text.size() ? shape::real : shape::none;
    }
    const auto end = after_sixties(text, whole);
    if (end == whole) return shape::none;
    if (end == text.size()) return text[0] == '0' ? shape::none : shape::sixties;
    if (text[end] == '.' && run(text, end + 1, is_digit_or_gap) == text.size() - end - 1) return shape::real_sixties;
    return shape::none;
}

} // namespace VARSIGMA_NAMESPACE::yaml::detail::yaml_grammar

namespace VARSIGMA_NAMESPACE::yaml {

enum class scalar_type : std::uint8_t {
    null,
    boolean,
    number,
    text,
    malformed, ///< looks like a number without being one (`0x_`), or contradicts its tag (`!!int x`)
};

/// A scalar, typed.
struct scalar_value {
    scalar_type type = scalar_type::text;
    bool boolean = false;
    bool unusual = false; ///< a number in a spelling that surprises: octal, hexadecimal, binary, `_`, base 60, `.inf`
    number numeric;
};

namespace detail {

/// Adds digits of some base: exact while 64 bits hold the value, a double beyond.
class digit_sum {
public:
    void add(unsigned base, unsigned digit) noexcept {
        real_ = real_ * base + digit;
        exact_ = exact_ && magnitude_ <= (std::numeric_limits<std::uint64_t>::max() - digit) / base;
        if (exact_) magnitude_ = magnitude_ * base + digit;
    }

    [[nodiscard]] number value(bool negative) const noexcept {
        constexpr auto lowest = std::uint64_t{1} << 63U;
        if (exact_ && !negative) { return number{magnitude_}; }
        if (exact_ && magnitude_ <= lowest) { return number{static_cast<std::int64_t>(0 - magnitude_)}; }
        return number{negative ? -real_ : real_};
    }

private:
    std::uint64_t magnitude_ = 0;
    double real_ = 0;
    bool exact_ = true;
};

[[nodiscard]] inline number digits_value(std::string_view digits, unsigned base, bool negative) noexcept {
    digit_sum sum;
    for (const char digit : digits) {
        if (digit != '_') sum.add(base, static_cast<unsigned>(hex_value(digit)));
    }
    return sum.value(negative);
}

/// `190:20:30`: each part but the first is below 60.
[[nodiscard]] inline number sixties_value(std::string_view text, bool negative) noexcept {
    digit_sum whole;
    bool first = true;
    const auto digits = [&](std::string_view piece) {
        unsigned value = 0;
        for (const char digit : piece) value = value * 10 + static_cast<unsigned>(digit - '0');
        return value;
    };
    while (!text.empty()) {
        const auto colon = text.find(':');
        const auto piece = text.substr(0, colon);
        if (first) {
            for (const char digit : piece) {
                if (digit != '_') whole.add(10, static_cast<unsigned>(digit - '0'));
            }
        } else {
            whole.add(60, digits(piece));
        }
        first = false;
        text.remove_prefix(colon == std::string_view::npos ? text.size() : colon + 1);
    }
    return whole.value(negative);
}

/// A fraction with or without an exponent, written as JSON would, for the one parser of decimal texts.
[[nodiscard]] inline number real_value(std::string_view text, bool negative) {
    std::string plain;
    varsigma::detail::append_plain_decimal(text, plain);
    const auto value = parse_json_number(plain);
    const double magnitude = value ? value->approximate() : 0;
    return number{negative ? -magnitude : magnitude};
}

[[nodiscard]] inline number real_sixties_value(std::string_view text, bool negative) {
    const auto last_colon = text.rfind(':');
    const double whole = sixties_value(text.substr(0, last_colon), false).approximate();
    const double value = whole * 60 + real_value(text.substr(last_colon + 1), false).approximate();
    return number{negative ? -value : value};
}

[[nodiscard]] constexpr bool is_any_of(std::string_view text, std::initializer_list<std::string_view> words) noexcept {
    for (const auto word : words) {
        if (text == word) return true;
    }
    return false;
}

[[nodiscard]] inline scalar_value number_value(number numeric, bool unusual) noexcept {
    scalar_value value;
    value.type = scalar_type::number;
    value.numeric = numeric;
    value.unusual = unusual;
    return value;
}

[[nodiscard]] inline scalar_value only_type(scalar_type type) noexcept {
    scalar_value value;
    value.type = type;
    return value;
}

[[nodiscard]] inline scalar_value boolean_value(bool truth) noexcept {
    auto value = only_type(scalar_type::boolean);
    value.boolean = truth;
    return value;
}

/// The value of a text that begins like a number.
[[nodiscard]] inline scalar_value classify_number(std::string_view text) {
    const bool negative = text[0] == '-';
    const bool has_sign = negative || text[0] == '+';
    const auto bare = text.substr(has_sign ? 1 : 0);
    if (is_any_of(bare, {".inf", ".Inf", ".INF"})) {
        constexpr auto infinity = std::numeric_limits<double>::infinity();
        return number_value(number{negative ? -infinity : infinity}, true);
    }
    if (!has_sign && is_any_of(bare, {".nan", ".NaN", ".NAN"})) {
        return number_value(number{std::numeric_limits<double>::quiet_NaN()}, true);
    }
    using yaml_grammar::shape;
    const auto found = yaml_grammar::of(bare, has_sign);
    const bool has_gap = bare.find('_') != std::string_view::npos;
    switch (found) {
    case shape::none: break;
    case shape::binary:
    case shape::hexadecimal: {
        const auto digits = bare.substr(2);
        if (digits.find_first_not_of('_') == std::string_view::npos) return only_type(scalar_type::malformed);
        return number_value(digits_value(digits, found == shape::binary ? 2 : 16, negative), true);
    }
    case shape::octal: return number_value(digits_value(bare, 8, negative), true);
    case shape::decimal: {
        const auto exact = digits_value(bare, 10, negative);
        // beyond 64 bits the nearest double, which adding digit by digit would miss
        if (exact.which() == number::kind::real) return number_value(real_value(bare, negative), has_gap);
        return number_value(exact, has_gap);
    }
    case shape::sixties: return number_value(sixties_value(bare, negative), true);
    case shape::real: return number_value(real_value(bare, negative), has_gap);
    case shape::real_sixties: return number_value(real_sixties_value(bare, negative), true);
    }
    return only_type(scalar_type::text);
}

} // namespace detail

/// The type and value of an unquoted, untagged scalar, as PyYAML's SafeLoader reads it (YAML 1.1).
///
/// `yes` and `off` are booleans; empty, `~` and `null` are null; `0777`, `0x1F`, `1_000` and `1:30` are numbers, with
/// `unusual` set; `1e5`, `00000429` and `1:99` are text. Dates are text, unlike in PyYAML; so is `=`. What 64 bits do
/// not hold becomes the nearest double. O(length).
[[nodiscard]] inline scalar_value classify_plain(std::string_view text) {
    using detail::is_any_of;
    if (text.empty()) return detail::only_type(scalar_type::null);
    const char first = text[0];
    if (is_digit(first) || first == '-' || first == '+' || first == '.') return detail::classify_number(text);
    constexpr std::size_t longest_word = 5;
    if (text.size() <= longest_word) {
        if (is_any_of(text, {"~", "null", "Null", "NULL"})) return detail::only_type(scalar_type::null);
        if (is_any_of(text, {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"})) {
            return detail::boolean_value(true);
        }
        if (is_any_of(text, {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"})) {
            return detail::boolean_value(false);
        }
    }
    return detail::only_type(scalar_type::text);
}

/// The type and value of a scalar node, its quotes and its tag considered. Precondition: it is a scalar. O(length).
[[nodiscard]] inline scalar_value typed(const node& scalar) {
    switch (scalar.tag) {
    case scalar_tag::plain: return classify_plain(scalar.text);
    case scalar_tag::text: break;
    case scalar_tag::null: return detail::only_type(scalar_type::null);
    case scalar_tag::boolean: {
        constexpr std::size_t longest_word = 5;
        std::string word;
        if (scalar.text.size() <= longest_word) {
            for (const char c : scalar.text) word += fold_ascii(c);
        }
        const auto value = classify_plain(word);
        return value.type == scalar_type::boolean ? value : detail::only_type(scalar_type::malformed);
    }
    case scalar_tag::integer: {
        const auto value = classify_plain(scalar.text);
        const bool whole = value.type == scalar_type::number && scalar.text.find('.') == std::string_view::npos;
        return whole ? value : detail::only_type(scalar_type::malformed);
    }
    case scalar_tag::real: {
        auto value = classify_plain(scalar.text);
        if (value.type != scalar_type::number) {
            // only the implicit type asks for a point and for the sign of an exponent
            const auto written = parse_json_number(scalar.text);
            if (!written) return detail::only_type(scalar_type::malformed);
            value = detail::number_value(*written, false);
        }
        value.numeric = number{value.numeric.approximate()};
        return value;
    }
    }
    return detail::only_type(scalar_type::text);
}

} // namespace VARSIGMA_NAMESPACE::yaml
