// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/rule/detail/check_conditions.hpp>
#include <varsigma/rule/detail/check_item.hpp>
#include <varsigma/rule/detail/expansion_limits.hpp>
#include <varsigma/rule/detail/lint.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/placeholders.hpp>
#include <varsigma/rule/validate.hpp>
#include <varsigma/rule/validation_options.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

inline void validate_item(const named_detection& within, detection& leaf, const validation_options& options,
                          expansion_limits& expanding, rule_findings& found) {
    static const placeholders no_values;
    const auto& item = leaf.item;
    const item_findings here{found, within, item};
    if (item.values.empty()) {
        here.error(diagnostic_code::empty_detection, {}, "there is no value to test");
        return;
    }
    const auto meaning = check_chain(item, here);
    if (!meaning) return;
    lint_item(item, *meaning, here); // before placeholders are replaced: it speaks of what the author wrote
    if (meaning->all && item.values.size() == 1 && !meaning->expand) {
        here.warn(diagnostic_code::single_value_all, {}, "all over a single value changes nothing");
    }
    // is checked with the chain as it was written, for which placeholders are a text modifier
    if (meaning->expand && expanding.is_spent(here)) return;
    if (!expand_placeholders(leaf, options.values == nullptr ? no_values : *options.values, options, here)) return;
    if (leaf.form != detection_form::item) return;
    if (meaning->expand && !expanding.take(item, here)) return;
    value_checker{item, *meaning, options, expanding, here}.check();
}

inline void validate_detection(const named_detection& within, detection& body, std::size_t depth,
                               const validation_options& options, expansion_limits& expanding, rule_findings& found) {
    if (body.form == detection_form::item) return validate_item(within, body, options, expanding, found);
    const auto position = known_or(body.position, within.position);
    if (body.children.empty()) {
        if (!is_expanded_constant(body)) {
            found.error(diagnostic_code::empty_detection, position,
                        "selection " + varsigma::quoted(within.name) + " has nothing to test");
        }
        return;
    }
    if (depth == options.max_detection_depth) {
        found.error(diagnostic_code::rule_too_large, position,
                    "selection " + varsigma::quoted(within.name) + " is nested too deeply");
        return;
    }
    for (auto& child : body.children) validate_detection(within, child, depth + 1, options, expanding, found);
}

/// The part that rules and filters share. The aggregation, if a condition has one.
inline std::optional<aggregation> validate_parts(const rule_metadata& metadata, const rule_origin& origin,
                                                 std::vector<named_detection>& selections,
                                                 std::vector<condition>& conditions, const validation_options& options,
                                                 expansion_budget* shared, rule_findings& found) {
    if (!metadata.taxonomy.empty() && metadata.taxonomy != "sigma") {
        found.error(diagnostic_code::unsupported_taxonomy, origin.position,
                    "there is no mapping for the taxonomy " + varsigma::quoted(metadata.taxonomy));
    }
    expansion_limits expanding{options, shared};
    for (auto& each : selections) validate_detection(each, each.body, 0, options, expanding, found);

    if (conditions.empty()) {
        found.error(diagnostic_code::missing_key, origin.position, "the rule has no condition");
        return std::nullopt;
    }
    condition_checker checker{selections, conditions, options, found};
    std::optional<aggregation> aggregate;
    for (auto& each : conditions) {
        auto here = checker.check(each);
        if (!here) continue;
        if (conditions.size() > 1) {
            found.error(diagnostic_code::condition_syntax, each.position,
                        "condition: an aggregation cannot be one of several conditions");
        }
        aggregate = std::move(here);
    }
    checker.report_unused();
    return aggregate;
}

} // namespace VARSIGMA_NAMESPACE::detail

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE bool validate(detection_rule& rule, const validation_options& options, diagnostics& found,
                              expansion_budget* shared) {
    rule_findings findings{rule.origin, found};
    auto aggregate =
        detail::validate_parts(rule.metadata, rule.origin, rule.selections, rule.conditions, options, shared, findings);
    if (aggregate) {
        aggregate->timeframe = rule.timeframe;
        rule.aggregate = std::move(aggregate);
    }
    return !findings.rejected();
}

VARSIGMA_INLINE bool validate(filter_rule& filter, const validation_options& options, diagnostics& found,
                              expansion_budget* shared) {
    rule_findings findings{filter.origin, found};
    const auto aggregate = detail::validate_parts(filter.metadata, filter.origin, filter.selections, filter.conditions,
                                                  options, shared, findings);
    if (aggregate) {
        findings.error(diagnostic_code::unsupported_aggregation, filter.conditions.front().position,
                       "a filter cannot aggregate");
    }
    return !findings.rejected();
}

} // namespace VARSIGMA_NAMESPACE
