// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

// What YAML 1.1 takes a plain word for, as far as a page colours it.

namespace VARSIGMA_NAMESPACE::detail {

/// Whether a word is true, false or null: in small letters, in capitals, or with a capital at its beginning.
/// Source: the resolver of PyYAML.
[[nodiscard]] constexpr bool is_yaml_constant(std::string_view word) noexcept {
    constexpr std::array<std::string_view, 8> constants{"true", "false", "null", "~", "yes", "no", "on", "off"};
    const auto is_capital = [](char byte) { return byte >= 'A' && byte <= 'Z'; };
    const bool all_small = std::none_of(word.begin(), word.end(), is_capital);
    const bool all_capital = std::all_of(word.begin(), word.end(), is_capital);
    const bool first_capital =
        !word.empty() && is_capital(word[0]) && std::none_of(word.begin() + 1, word.end(), is_capital);
    if (!all_small && !all_capital && !first_capital) { return false; }
    return std::any_of(constants.begin(), constants.end(), [&](std::string_view constant) {
        return std::equal(word.begin(), word.end(), constant.begin(), constant.end(),
                          [](char left, char right) { return fold_ascii(left) == right; });
    });
}

/// Whether a word is a number: `4688`, `-1.5`, `1_000`, `0x10`, `017`, `0b1`, `1:30`, `1.5e+3`, `.inf`.
/// Source: the resolver of PyYAML.
[[nodiscard]] constexpr bool is_yaml_number(std::string_view word) noexcept {
    const auto skip = [&](auto is_taken) { // the number of characters that were taken away
        std::size_t length = 0;
        while (length < word.size() && is_taken(word[length])) { ++length; }
        word.remove_prefix(length);
        return length;
    };
    const auto is_decimal = [](char byte) { return is_digit(byte) || byte == '_'; };
    if (word == ".nan" || word == ".NaN" || word == ".NAN") { return true; }
    if (word.starts_with('+') || word.starts_with('-')) { word.remove_prefix(1); }
    if (word == ".inf" || word == ".Inf" || word == ".INF") { return true; }
    if (word.starts_with("0x")) {
        word.remove_prefix(2);
        return skip([](char byte) {
                   return is_digit(byte) || byte == '_' || (fold_ascii(byte) >= 'a' && fold_ascii(byte) <= 'f');
               }) != 0 &&
               word.empty();
    }
    if (word.starts_with("0b")) {
        word.remove_prefix(2);
        return skip([](char byte) { return byte == '0' || byte == '1' || byte == '_'; }) != 0 && word.empty();
    }
    const auto whole = word;
    if (!word.starts_with('_')) { skip(is_decimal); }
    const auto digits = whole.size() - word.size();
    if (word.empty()) { // `00000429` is a text, since nothing with a zero in front is decimal
        const bool is_octal =
            std::all_of(whole.begin(), whole.end(), [](char byte) { return byte < '8' || byte == '_'; });
        return digits == 1 || (digits != 0 && (whole[0] != '0' || is_octal));
    }
    if (digits != 0 && whole[0] != '0' && word[0] == ':') { // to the base of 60
        while (word.starts_with(':')) {
            word.remove_prefix(1);
            const bool is_below_60 = word.size() < 2 || !is_digit(word[1]) || word[0] < '6';
            const auto length = skip([](char byte) { return is_digit(byte); });
            if (length == 0 || length > 2 || !is_below_60) { return false; }
        }
        return word.empty();
    }
    if (word[0] != '.') { return false; }
    word.remove_prefix(1);
    if (digits == 0 && (word.empty() || !is_digit(word[0]))) { return false; }
    skip(is_decimal);
    if (word.size() > 2 && fold_ascii(word[0]) == 'e' && (word[1] == '+' || word[1] == '-')) {
        word.remove_prefix(2);
        return skip([](char byte) { return is_digit(byte); }) != 0 && word.empty();
    }
    return word.empty();
}

} // namespace VARSIGMA_NAMESPACE::detail
