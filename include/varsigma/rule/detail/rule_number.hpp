// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/detail/decimal.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/numeral.hpp>

#include <string>
#include <string_view>

// What a rule's number says exactly: by its spelling, where a double is not enough.

namespace VARSIGMA_NAMESPACE {
namespace detail {

/// Appends a decimal of YAML 1.1 (`+1_000.`, `.5e+3`) as JSON writes it. What is no decimal becomes no number of JSON.
/// O(n).
inline void append_plain_decimal(std::string_view spelling, std::string& out) {
    if (!spelling.empty() && (spelling.front() == '-' || spelling.front() == '+')) {
        if (spelling.front() == '-') { out += '-'; }
        spelling.remove_prefix(1);
    }
    const auto begin = out.size();
    for (const char c : spelling) {
        if (c == '_') { continue; }
        const bool is_exponent = c == 'e' || c == 'E';
        if (c == '.' && out.size() == begin) { out += '0'; }
        if (is_exponent && out.ends_with('.')) { out += '0'; }
        const bool leads = out.size() == begin + 1 && out.back() == '0' && is_digit(c); // zeros before the first digit
        if (leads) { out.pop_back(); }
        out += c;
    }
    if (out.ends_with('.')) { out += '0'; }
}

} // namespace detail

/// The number that a rule's value says: what it spells, where that is a decimal with `numeric` as its nearest double,
/// else `numeric`. `memory` takes the
/// text that tests of text see, where the number does not give it, and the result may refer to it. Precondition: the
/// value is a number. O(length of the spelling).
[[nodiscard]] inline numeral numeral_of(const value_view& value, std::string& memory) {
    memory.clear();
    if (value.numeric.which() != number::kind::real || value.text.empty()) { return numeral{value.numeric}; }
    std::string plain;
    detail::append_plain_decimal(value.text, plain);
    const auto token = detail::scan_number(plain);
    if (!token || detail::nearest_double(*token) != value.numeric.as_real()) { return numeral{value.numeric}; }
    const auto spelled = numeral::of_json(plain);
    const bool is_whole = token->fraction.empty() && token->exponent.empty();
    if (!spelled || (spelled->is_number() && !is_whole)) { return spelled.value_or(numeral{value.numeric}); }
    detail::append_spelled_text(plain, memory);
    return numeral::of_json(memory).value_or(numeral{value.numeric});
}

/// The shortest decimal text of a rule's number (`append_text`), whole numbers that are spelled without an exponent in
/// full. Precondition: the value is a number. O(length of the spelling).
[[nodiscard]] inline std::string number_text_of(const value_view& value) {
    std::string memory;
    const auto exact = numeral_of(value, memory);
    if (memory.empty()) { append_text(exact, memory); }
    return memory;
}

} // namespace VARSIGMA_NAMESPACE
