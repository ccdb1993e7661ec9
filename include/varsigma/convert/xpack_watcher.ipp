// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/convert/detail/lucene_query.hpp>
#include <varsigma/convert/detail/query_report.hpp>
#include <varsigma/convert/detail/watcher_sigmac.hpp>
#include <varsigma/convert/detail/watcher_threshold.hpp>
#include <varsigma/convert/detail/watcher_writer.hpp>
#include <varsigma/convert/lucene.hpp>
#include <varsigma/convert/target_names.hpp>
#include <varsigma/convert/watcher_options.hpp>
#include <varsigma/convert/xpack_watcher.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/document.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// The query of a rule whose aggregation, if there is one, is looked at elsewhere.
[[nodiscard]] inline std::string query_of(const detection_rule& rule, const lucene_options& options,
                                          query_report& report) {
    const auto tree = query_builder{rule, {}, report}.build();
    return report.refused() ? std::string{} : lucene_writer{dialect_of(options), report}.write(tree);
}

[[nodiscard]] inline result<converted> to_current_watcher(const detection_rule& rule,
                                                          const xpack_watcher_options& options, target_names& names) {
    query_report report{rule.origin};
    const auto query = query_of(rule, options.query, report);
    std::optional<watcher_threshold> threshold;
    if (rule.aggregate) { threshold = threshold_of(rule, report); }
    if (report.refused()) { return report.finish({}); }
    return report.finish(watcher_writer{options, names, report}.write(rule.metadata, query, threshold,
                                                                      threshold ? threshold->window : rule.timeframe));
}

} // namespace VARSIGMA_NAMESPACE::detail

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE result<converted> to_xpack_watcher(const detection_rule& rule, const xpack_watcher_options& options,
                                                   target_names& names) {
    if (options.query.profile == query_profile::lucene_current) {
        return detail::to_current_watcher(rule, options, names);
    }
    detail::query_report report{rule.origin};
    auto text = detail::sigmac_watcher{options, names}.write(rule, report);
    return report.finish(std::move(text));
}

VARSIGMA_INLINE result<converted> to_xpack_watcher(const detection_rule& rule, const xpack_watcher_options& options) {
    target_names names;
    return to_xpack_watcher(rule, options, names);
}

VARSIGMA_INLINE result<converted> to_xpack_watcher(std::span<const detection_rule> rules,
                                                   const xpack_watcher_options& options) {
    target_names names;
    detail::sigmac_watcher of_2019{options, names};
    converted all;
    for (const auto& rule : rules) {
        detail::query_report report{rule.origin};
        auto made = options.query.profile == query_profile::sigmac_2019
                        ? report.finish(of_2019.write(rule, report))
                        : detail::to_current_watcher(rule, options, names);
        if (!made) { return made; }
        if (!options.shell && !all.text.empty()) { all.text += '\n'; }
        all.text += made->text;
        all.warnings.insert(all.warnings.end(), made->warnings.begin(), made->warnings.end());
    }
    return all;
}

VARSIGMA_INLINE result<converted> to_xpack_watcher(const correlation_rule& rule, std::span<const detection_rule> rules,
                                                   const xpack_watcher_options& options, target_names& names) {
    detail::query_report report{rule.origin};
    if (options.query.profile == query_profile::sigmac_2019) {
        report.refuse(rule.origin.position, "a correlation, for which the profile sigmac_2019 has no form");
    }
    const auto threshold = detail::threshold_of(rule, report);
    diagnostics of_rules;
    std::string query;
    std::unordered_map<std::string_view, std::vector<const detection_rule*>> called;
    for (const auto& wanted : rule.rules) { called.try_emplace(wanted); }
    for (const auto& candidate : rules) {
        for (const std::string_view name :
             {std::string_view{candidate.metadata.id}, std::string_view{candidate.metadata.name}}) {
            const auto known = name.empty() ? called.end() : called.find(name);
            if (known != called.end()) { known->second.push_back(&candidate); }
        }
    }
    std::unordered_set<const detection_rule*> taken; // each once, whatever it is called and however often
    for (const auto& wanted : rule.rules) {
        const auto& found = called[wanted];
        for (const auto* const candidate : found) {
            if (!taken.insert(candidate).second) { continue; }
            auto made = to_lucene(*candidate, options.query);
            if (!made) { return made; }
            if (!query.empty()) { query += " OR "; }
            query += '(' + made->text + ')';
            of_rules.insert(of_rules.end(), made->warnings.begin(), made->warnings.end());
        }
        if (found.empty()) {
            report.refuse(rule.origin.position,
                          "there is no rule " + varsigma::quoted(wanted) +
                              " to correlate; a correlation of correlations has no form",
                          diagnostic_code::undefined_identifier);
        }
    }
    if (report.refused()) { return report.finish({}); }
    auto made = report.finish(
        detail::watcher_writer{options, names, report}.write(rule.metadata, query, threshold, threshold.window));
    if (made) { made->warnings.insert(made->warnings.end(), of_rules.begin(), of_rules.end()); }
    return made;
}

VARSIGMA_INLINE result<converted> to_xpack_watcher(const correlation_rule& rule, std::span<const detection_rule> rules,
                                                   const xpack_watcher_options& options) {
    target_names names;
    return to_xpack_watcher(rule, rules, options, names);
}

} // namespace VARSIGMA_NAMESPACE
