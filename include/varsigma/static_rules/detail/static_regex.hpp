// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/match/detail/value_test.hpp>
#include <varsigma/pattern/default_regex.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/static_rules/detail/rule_constant.hpp>

#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE::detail {

/// An expression (`re`) of a static rule: the one part that the compiler cannot make. It is made when it is first asked
/// for, behind the lock that the language has for that, and stays.
template <class Key, rule_constant Value>
struct static_regex_test {
    static constexpr rule_constant held = Value;

    /// The expression, or what is wrong with it. The limits of whoever asks first hold for good. Safe from any thread.
    [[nodiscard]] static const result<default_regex>& expression(const regex_limits& limits = {}) {
        static const result<default_regex> compiled = [&limits] {
            constexpr auto value = held.view();
            const regex_flags flags{.ignore_case = Key::meaning.regex_ignore_case,
                                    .multi_line = Key::meaning.regex_multi_line,
                                    .dot_all = Key::meaning.regex_dot_all};
            return default_regex::compile(value.text, flags, limits);
        }();
        return compiled;
    }
};

template <class Key, rule_constant Value>
[[nodiscard]] bool holds_for(static_regex_test<Key, Value> wanted, const value& found) {
    const auto& expression = wanted.expression();
    return expression && holds_for_text_of(found, [&](std::string_view text) {
               std::string buffer; // of use for invalid bytes only
               return expression->search(text, buffer);
           });
}

} // namespace VARSIGMA_NAMESPACE::detail
