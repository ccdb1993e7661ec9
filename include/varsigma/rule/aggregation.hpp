// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/text/number.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace VARSIGMA_NAMESPACE {

enum class aggregation_function : std::uint8_t { count, min, max, avg, sum, near };

/// What a deprecated condition asks for behind its `|`: `count(TargetUser) by SourceHost > 5`, `near a and b`.
///
/// Read into the model for the converters and for correlations; `min`, `max` and `near` have no meaning in matching.
/// Source: Sigma specification 1.0, "Aggregation expression".
struct aggregation {
    std::string text; ///< what stood behind `|`, trimmed
    aggregation_function function = aggregation_function::count;
    std::string field;                 ///< within the parentheses; may be empty
    std::vector<std::string> group_by; ///< after `by`; may be empty
    comparison relation = comparison::equal;
    number threshold;
    std::string timeframe; ///< the rule's `timeframe` as written; may be empty
};

} // namespace VARSIGMA_NAMESPACE
