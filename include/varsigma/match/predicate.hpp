// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/field_table.hpp>
#include <varsigma/match/value_test.hpp>
#include <varsigma/pattern/default_regex.hpp>
#include <varsigma/pattern/sought_literal.hpp>
#include <varsigma/pattern/wildcard_pattern.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace varsigma::detail {

struct text_test {
    wildcard_pattern<> pattern;
    /// Folded text that stands in every match, if the pattern is more than one literal.
    std::unique_ptr<const sought_literal> required = nullptr;

    [[nodiscard]] bool is_folded() const noexcept { return pattern.engine().mode() == case_mode::folded; }
};

struct regex_test {
    default_regex expression;
    /// Folded texts of which one stands in every match, once it is folded; none if that cannot be told.
    std::vector<sought_literal> required = {};
};

using value_test = std::variant<null_test, presence_test, boolean_test, number_test, text_test, regex_test,
                                network_test, reference_test, time_test>;

/// In place of a field: the test is a keyword's, asked of every value of the event and of its raw text.
inline constexpr slot any_field = no_slot - 1;

/// A test of one field. Equal predicates of all rules are one.
struct predicate {
    slot field = no_slot;
    value_test test;
};

using predicate_id = std::uint32_t;

/// How dear a test is, roughly; operands of AND and OR are tried in this order.
[[nodiscard]] inline std::uint32_t cost_of(const predicate& asked) noexcept {
    std::uint32_t cost = 0;
    if (const auto* text = std::get_if<text_test>(&asked.test)) {
        const auto form = text->pattern.engine().form();
        cost = form == pattern_shape::kind::general ? 8 : form == pattern_shape::kind::contains ? 4 : 2;
    } else if (std::holds_alternative<regex_test>(asked.test)) {
        cost = 32;
    } else if (asked.test.index() > 3) {
        cost = 6;
    }
    return asked.field == any_field ? cost + 64 : cost;
}

/// The bytes of a predicate's own memory. What RE2 holds does not count.
[[nodiscard]] inline std::size_t heap_bytes(const predicate& asked) noexcept {
    if (const auto* text = std::get_if<text_test>(&asked.test)) {
        return text->pattern.engine().heap_bytes() +
               (text->required == nullptr ? 0 : sizeof(sought_literal) + text->required->heap_bytes());
    }
    std::size_t sum = 0;
    if (const auto* regex = std::get_if<regex_test>(&asked.test)) {
        sum += regex->required.capacity() * sizeof(sought_literal);
        for (const auto& each : regex->required) { sum += each.heap_bytes(); }
    }
    return sum;
}

} // namespace varsigma::detail
