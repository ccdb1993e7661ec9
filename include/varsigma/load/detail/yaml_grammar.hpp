// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <cstddef>
#include <cstdint>
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
