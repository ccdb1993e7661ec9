// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/convert/detail/lucene_writer.hpp>
#include <varsigma/convert/detail/query_builder.hpp>
#include <varsigma/convert/detail/query_report.hpp>
#include <varsigma/convert/detail/sigmac_writer.hpp>
#include <varsigma/convert/lucene_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/document.hpp>

#include <span>
#include <string>
#include <utility>

// Queries in Lucene's syntax, as several targets have them.

namespace VARSIGMA_NAMESPACE::detail {

/// An aggregation has no form in a query of any Lucene dialect.
inline void refuse_aggregation(const detection_rule& rule, query_report& report) {
    if (!rule.aggregate) { return; }
    report.refuse(rule.conditions.empty() ? source_position{} : rule.conditions.front().position,
                  "the aggregation " + varsigma::quoted("| " + rule.aggregate->text));
}

[[nodiscard]] inline result<converted> to_current_lucene(const detection_rule& rule, lucene_dialect dialect) {
    query_report report{rule.origin};
    refuse_aggregation(rule, report);
    const auto tree = query_builder{rule, {}, report}.build();
    std::string text;
    if (!report.refused()) { text = lucene_writer{dialect, report}.write(tree); }
    return report.finish(std::move(text));
}

/// A line for each rule, or the first reason why one of them has none.
template <class Convert>
[[nodiscard]] result<converted> one_line_each(std::span<const detection_rule> rules, Convert convert) {
    converted all;
    for (const auto& rule : rules) {
        auto made = convert(rule);
        if (!made) { return made; }
        if (&rule != &rules.front()) { all.text += '\n'; }
        all.text += made->text;
        all.warnings.insert(all.warnings.end(), made->warnings.begin(), made->warnings.end());
    }
    return all;
}

/// The queries of one file, a line each.
[[nodiscard]] inline result<converted> to_sigmac_lines(std::span<const detection_rule> rules, sigmac_target target) {
    return one_line_each(rules, [writer = sigmac_writer{target}](const detection_rule& rule) mutable {
        query_report report{rule.origin};
        refuse_aggregation(rule, report);
        return report.finish(report.refused() ? std::string{} : writer.write(rule, report));
    });
}

[[nodiscard]] inline lucene_dialect dialect_of(const lucene_options& options) noexcept {
    return {options.exact_suffix, options.regex, options.regex_on_exact, options.most_alternatives};
}

} // namespace VARSIGMA_NAMESPACE::detail
