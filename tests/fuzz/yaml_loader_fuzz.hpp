// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/load/yaml.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace varsigma_tests {

/// Loads `text` as a file and checks what must hold for any bytes at all; ends the program where it does not.
inline void check_yaml_loader(std::string_view text) {
    const auto demand = [](bool holds, const char* what) {
        if (holds) return;
        static_cast<void>(std::fprintf(stderr, "yaml loader: %s\n", what));
        std::abort();
    };
    varsigma::yaml::options how;
    how.limits.nodes = 5'000; // small, so that what multiplies is found soon
    how.limits.file_nodes = 20'000;
    const auto loaded = varsigma::yaml::load_text(text, "input", how);
    const auto kept = loaded.rules.size() + loaded.correlations.size() + loaded.filters.size();
    demand(kept != 0 || !loaded.diagnostics.empty() || text.find("action") != text.npos, "something vanished silently");
    demand(loaded.rejected == 0 || has_errors(loaded.diagnostics), "a rule was rejected without an error");
    for (const auto& finding : loaded.diagnostics) {
        demand(!finding.message.empty(), "a diagnostic says nothing");
        demand(finding.file == "input", "a diagnostic names no file");
        demand(render(finding).find('\n') == std::string::npos, "a diagnostic spans lines");
    }
    for (const auto& rule : loaded.rules) {
        demand(!rule.selections.empty() && !rule.conditions.empty(), "a rule without a condition was kept");
        for (const auto& condition : rule.conditions) {
            demand(condition.root < condition.nodes.size(), "a condition was not parsed");
        }
    }

    how.strict = true;
    const auto strict = varsigma::yaml::load_text(text, "input", how);
    demand(strict.rules.size() <= loaded.rules.size(), "strict loading kept more rules");
    demand(count(strict.diagnostics, varsigma::severity::warning) == 0, "strict loading left a warning");
    if (loaded.diagnostics.empty()) {
        demand(strict.rules.size() == loaded.rules.size() && strict.diagnostics.empty(),
               "strict loading rejected a rule without a flaw");
    }
}

} // namespace varsigma_tests
