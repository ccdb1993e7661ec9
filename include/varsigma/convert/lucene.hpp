// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/convert/lucene_writer.hpp>
#include <varsigma/convert/query_builder.hpp>
#include <varsigma/convert/query_report.hpp>
#include <varsigma/convert/sigmac_writer.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/document.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <utility>

namespace VARSIGMA_NAMESPACE {

/// How a Lucene query is written.
struct lucene_options {
    query_profile profile = query_profile::lucene_current;

    // The rest is for the current profile only.

    /// What stands behind the name of a field for the one that holds the text as it is, for the modifier `cased`. If
    /// empty, rules with `cased` are refused.
    std::string exact_suffix = ".keyword";
    lucene_regex_form regex = lucene_regex_form::search;
    /// Whether regular expressions ask the field with `exact_suffix`: right where the others hold text in small
    /// letters.
    bool regex_on_exact = false;
    /// Into how many alternatives `windash` may turn one value: five for each dash that may vary.
    std::size_t most_alternatives = 625;
};

namespace detail {

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

} // namespace detail

/// The rule as a query in Lucene's syntax, as Kibana (language Lucene), Elasticsearch and OpenSearch (`query_string`)
/// read it.
///
/// In: a rule that `validate` has accepted, its placeholders expanded. Out: text, on one line unless the rule itself
/// asks for line breaks (which `\s` in an expression does), or an error that names what cannot be expressed:
/// `not_expressible` for `fieldref`, parts of times, an aggregation, expressions beyond Lucene's. Warnings say where
/// the text means something else, or what it needs of the index; semantics and mappings: docs/converters.md. The
/// logsource takes no part. O(size of the rule and of what it expands to).
[[nodiscard]] inline result<converted> to_lucene(const detection_rule& rule, const lucene_options& options = {}) {
    if (options.profile == query_profile::sigmac_2019) {
        return detail::to_sigmac_lines({&rule, 1}, detail::sigmac_target::kibana);
    }
    return detail::to_current_lucene(rule, detail::dialect_of(options));
}

/// The rules of one file, a line each; an error if one of them cannot be expressed.
///
/// The profile `sigmac_2019` writes keywords by what stood before them in the same file, so that it needs the rules of
/// a file together.
[[nodiscard]] inline result<converted> to_lucene(std::span<const detection_rule> rules,
                                                 const lucene_options& options = {}) {
    if (options.profile == query_profile::sigmac_2019) {
        return detail::to_sigmac_lines(rules, detail::sigmac_target::kibana);
    }
    return detail::one_line_each(rules, [&](const detection_rule& rule) { return to_lucene(rule, options); });
}

} // namespace VARSIGMA_NAMESPACE
