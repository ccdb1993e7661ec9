// SPDX-License-Identifier: BSL-1.0
#pragma once

// Included by two files of one program, of which one is header-only and one uses the library compiled once.

#include "modes.hpp"

#include <varsigma/load/yaml.hpp>
#include <varsigma/varsigma.hpp>

#include <cstdint>
#include <string>
#include <string_view>

struct logged_event {
    std::uint32_t id = 0;
    std::string image;
};

template <>
struct varsigma::event_traits<logged_event> {
    static constexpr auto source = varsigma::sources::windows_process_creation;
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"EventID", &logged_event::id>, varsigma::field<"Image", &logged_event::image>);
};

namespace modes {

inline constexpr std::string_view rule_text = R"(
title: Shell
logsource: { product: windows, category: process_creation }
detection:
    selection: { Image|endswith: '\cmd.exe', EventID: [1, 4688] }
    expression: { Image|re: 'po.*shell' }
    condition: selection or expression
---
title: Broken
logsource: { category: process_creation }
detection: { selection: { Image|nothing: x }, condition: selection }
)";

/// What the file that includes this does: the same, whichever way it is built.
template <class Where> // an own copy for each file
outcome try_all() {
    outcome seen;
    const auto loaded = varsigma::yaml::load_text(rule_text, "rules.yml");
    for (const auto& finding : loaded.diagnostics) { seen.findings.push_back(render(finding)); }
    const varsigma::rule_set<logged_event, varsigma::dynamic_event> rules{loaded.rules};
    typename decltype(rules)::scratch scratch{rules};
    for (const std::string_view image : {R"(C:\cmd.exe)", "/bin/powershell", "other.exe"}) {
        const logged_event event{1, std::string{image}};
        seen.hits.push_back(rules.match(event, scratch).size());
        seen.findings.push_back(render(rules.explain(0, event, scratch)));
    }
    seen.bundle = rules.to_bundle(loaded.diagnostics);
    return seen;
}

} // namespace modes
