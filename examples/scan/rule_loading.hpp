// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "options.hpp"
#include "statistics.hpp"

#include <varsigma/compile/compile_options.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/load/yaml.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/placeholders.hpp>
#include <varsigma/rule/rule_list.hpp>
#include <varsigma/rule_set.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scan {

/// Rules ready to match, and what is to be said about those that were given.
struct loaded_rules {
    varsigma::rule_set<varsigma::dynamic_event> rules;
    varsigma::diagnostics findings;
    rule_counts counts;
    std::vector<std::size_t> elsewhere; ///< indexes of rules for logsources that no event here can be of
};

/// The router that the options ask for; it refers to their texts.
[[nodiscard]] inline varsigma::router make_router(const options& chosen) {
    if (!chosen.routed) { return varsigma::router::fixed({}); }
    if (chosen.fixed_source) { return varsigma::router::fixed(chosen.fixed_source->view()); }
    return varsigma::router::windows();
}

/// The rules for logsources of which the router finds no event.
[[nodiscard]] inline std::vector<std::size_t> rules_elsewhere(const varsigma::rule_list& rules,
                                                              const varsigma::router& router) {
    std::map<std::array<std::string_view, 3>, bool> sources; // whether there are events
    std::vector<std::size_t> elsewhere;
    for (std::size_t index = 0; index < rules.size(); ++index) {
        if (rules[index].aggregate) { continue; }
        const auto& wanted = rules[index].source;
        const auto [known, is_new] = sources.try_emplace({wanted.product, wanted.category, wanted.service}, false);
        if (is_new) {
            const auto routes = router.routes();
            known->second =
                std::any_of(routes.begin(), routes.end(), [&](const auto& route) { return route.admits(wanted); });
        }
        if (!known->second) { elsewhere.push_back(index); }
    }
    return elsewhere;
}

/// Leaves out what is below the level, before it is compiled, so that it costs nothing. How many that are.
template <class Rule>
[[nodiscard]] std::size_t leave_out(std::vector<Rule>& rules, varsigma::severity_level lowest) {
    return std::erase_if(rules, [&](const Rule& rule) { return rule.metadata.level < lowest; });
}

[[nodiscard]] inline loaded_rules load_rules(const options& chosen, const varsigma::placeholders& values) {
    const std::vector<std::filesystem::path> paths{chosen.rules.begin(), chosen.rules.end()};
    varsigma::yaml::options how;
    how.validation.values = &values;
    auto loaded = varsigma::yaml::load(paths, how);
    rule_counts counts;
    counts.rejected = loaded.rejected;
    counts.below_level =
        leave_out(loaded.rules, chosen.lowest_level) + leave_out(loaded.correlations, chosen.lowest_level);
    counts.correlations = loaded.correlations.size();
    counts.filters = loaded.filters.size();
    for (const auto& rule : loaded.rules) { counts.aggregations += rule.aggregate ? 1U : 0U; }

    const auto routes = make_router(chosen);
    loaded_rules made{varsigma::rule_set<varsigma::dynamic_event>{std::move(loaded.rules), {.routes = routes}},
                      std::move(loaded.diagnostics),
                      counts,
                      {}};
    for (const auto& finding : made.rules.diagnostics()) {
        // a rule can be compiled for several sources, and fail in each
        if (std::find(made.findings.begin(), made.findings.end(), finding) != made.findings.end()) { continue; }
        made.counts.rejected += finding.level == varsigma::severity::error ? 1U : 0U;
        made.findings.push_back(finding);
    }
    const auto unmatched = made.counts.aggregations + made.counts.rejected - counts.rejected;
    made.counts.loaded = made.rules.rules().size() - unmatched;
    made.elsewhere = rules_elsewhere(made.rules.rules(), routes);
    return made;
}

/// Errors in full; warnings in full only if asked for, else how many there are of each kind.
[[nodiscard]] inline std::string report(const varsigma::diagnostics& findings, bool verbose) {
    std::string text;
    std::map<std::string_view, std::size_t> warnings;
    for (const auto& finding : findings) {
        const bool is_warning = finding.level == varsigma::severity::warning;
        if (is_warning) { ++warnings[name(finding.code)]; }
        if (verbose || !is_warning) { text += render(finding) + '\n'; }
    }
    if (verbose || warnings.empty()) { return text; }
    std::string kinds;
    std::size_t total = 0;
    for (const auto& [code, count] : warnings) {
        kinds += (kinds.empty() ? "" : ", ") + std::to_string(count) + ' ' + std::string{code};
        total += count;
    }
    return text + "scan: " + std::to_string(total) + (total == 1 ? " warning" : " warnings") + " about rules (" +
           kinds + "); --verbose shows them\n";
}

} // namespace scan
