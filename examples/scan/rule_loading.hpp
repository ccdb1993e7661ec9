// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "options.hpp"

#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/load/yaml.hpp>
#include <varsigma/match/router.hpp>
#include <varsigma/match/rule_set.hpp>

#include <algorithm>
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
    std::size_t usable = 0;
    std::size_t rejected = 0;
};

/// The router that the options ask for; it refers to their texts.
[[nodiscard]] inline varsigma::router make_router(const options& chosen) {
    if (!chosen.routed) { return varsigma::router::fixed({}); }
    if (chosen.fixed_source) { return varsigma::router::fixed(chosen.fixed_source->view()); }
    return varsigma::router::windows();
}

[[nodiscard]] inline loaded_rules load_rules(const options& chosen) {
    const std::vector<std::filesystem::path> paths{chosen.rules.begin(), chosen.rules.end()};
    auto loaded = varsigma::yaml::load(paths);
    // those below the level go before they are compiled, so that they cost nothing
    std::erase_if(loaded.rules, [&](const auto& rule) { return rule.metadata.level < chosen.lowest_level; });

    loaded_rules made{
        varsigma::rule_set<varsigma::dynamic_event>{std::move(loaded.rules), {.routes = make_router(chosen)}},
        std::move(loaded.diagnostics), 0, loaded.rejected};
    std::size_t unusable = 0;
    for (const auto& finding : made.rules.diagnostics()) {
        // a rule can be compiled for several sources, and fail in each
        if (std::find(made.findings.begin(), made.findings.end(), finding) != made.findings.end()) { continue; }
        made.rejected += finding.level == varsigma::severity::error ? 1U : 0U;
        unusable +=
            finding.level == varsigma::severity::error || finding.code == varsigma::diagnostic_code::not_evaluated ? 1U
                                                                                                                   : 0U;
        made.findings.push_back(finding);
    }
    made.usable = made.rules.rules().size() - unusable;
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
