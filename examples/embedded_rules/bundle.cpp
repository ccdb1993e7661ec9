// SPDX-License-Identifier: BSL-1.0

// The same with rules that are a bundle in the program, which is what hundreds of them want: see CMakeLists.txt beside
// this.
#include "process_bundle.hpp"
#include "process_event.hpp"

#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/rule_set.hpp>

#include <iostream>

// NOLINTNEXTLINE(bugprone-exception-escape): only for want of memory
int main() {
    using rule_set = varsigma::rule_set<process_event>;
    const auto rules = rule_set::from_bundle(process_bundle::bundle());
    if (!rules) {
        std::cerr << render(rules.error()) << '\n';
        return 1;
    }
    rule_set::scratch scratch{*rules};
    for (const auto& event : sample_events()) {
        std::cout << event.command_line << '\n';
        for (const auto& hit : rules->match(event, scratch)) {
            std::cout << "  " << hit.level() << ": " << varsigma::printable(hit.title()) << '\n';
        }
    }
}
