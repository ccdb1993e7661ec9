// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/literals/detail/literal_search.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/match/detail/stored_regex.hpp>
#include <varsigma/match/detail/value_test.hpp>
#include <varsigma/pattern/detail/pattern_store.hpp>
#include <varsigma/pattern/wildcard_pattern.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

struct text_test {
    glob_view pattern;
    /// Folded text that stands in every match, if the pattern is more than one literal.
    std::optional<needle> required;

    [[nodiscard]] bool is_folded() const noexcept { return pattern.mode() == case_mode::folded; }
};

using value_test = std::variant<null_test, presence_test, boolean_test, number_test, text_test, regex_test,
                                network_test, reference_test, time_test>;

/// In place of a field: the test is a keyword's, asked of every value of the event and of its raw text.
inline constexpr slot any_field = no_slot - 1;

/// A test of one field. Equal predicates of all rules are one. A view of the table that holds it.
struct predicate {
    slot field = no_slot;
    value_test test;
};

using predicate_id = std::uint32_t;

/// How dear a test is, roughly; operands of AND and OR are tried in this order.
[[nodiscard]] inline std::uint32_t cost_of(const predicate& asked) noexcept {
    std::uint32_t cost = 0;
    if (const auto* text = std::get_if<text_test>(&asked.test)) {
        const auto form = text->pattern.form();
        cost = form == pattern_shape::kind::general ? 8 : form == pattern_shape::kind::contains ? 4 : 2;
    } else if (std::holds_alternative<regex_test>(asked.test)) {
        cost = 32;
    } else if (asked.test.index() > 3) {
        cost = 6;
    }
    return asked.field == any_field ? cost + 64 : cost;
}

} // namespace VARSIGMA_NAMESPACE::detail
