// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/pattern_budget.hpp>

#include <cstddef>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

class placeholders;

/// Says what a regular expression costs that is compiled with the flags of its chain and within such limits, or why it
/// cannot be compiled (`bad_regex`). Given by whoever has a regex engine: this floor has none.
using regex_check = result<regex_cost> (*)(std::string_view pattern, const interpretation& flags,
                                           const regex_limits& limits);

/// How `validate` works, and the limits that keep its time and memory bounded on hostile rules. A rule beyond a limit
/// is rejected with `rule_too_large`, unless another code is named.
struct validation_options {
    const placeholders* values = nullptr; ///< for `expand`; null: no names are known
    regex_check check_regex = nullptr;    ///< null: expressions are not checked here

    /// What one regular expression may cost: what is loaded with other limits than it is compiled with
    /// (`compile_options::regex`) may be rejected only there.
    regex_limits regex = {};

    std::size_t max_condition_depth = default_condition_depth; ///< of parentheses and `not`; `condition_too_deep`
    std::size_t max_condition_length = std::size_t{1} << 20;   ///< in bytes
    std::size_t max_detection_depth = 64;                      ///< of maps and lists in one selection
    std::size_t max_pattern_comparisons =
        most_pattern_comparisons;                                ///< patterns of a rule's conditions × its selections
    std::size_t max_expanded_values = 10'000;                    ///< that one item may have once `expand` is done
    std::size_t max_expanded_bytes = std::size_t{4} << 20;       ///< of those values together
    std::size_t max_rule_expanded_values = 100'000;              ///< of all items of a rule that have `expand`
    std::size_t max_rule_expanded_bytes = std::size_t{16} << 20; ///< of those values together
    std::size_t max_rule_regex_instructions =
        500'000; ///< of the programs of all regular expressions of a rule together
};

} // namespace VARSIGMA_NAMESPACE
