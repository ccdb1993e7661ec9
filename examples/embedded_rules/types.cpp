// SPDX-License-Identifier: BSL-1.0

// Rules that were YAML when the program was built, and are C++ types now: see CMakeLists.txt beside this.
#include "process_event.hpp"
#include "process_rules.hpp"

#include <iostream>

// NOLINTNEXTLINE(bugprone-exception-escape): only for want of memory
int main() {
    for (const auto& finding : process_rules::rules::warm_up()) { std::cerr << render(finding) << '\n'; }
    for (const auto& event : sample_events()) {
        std::cout << event.command_line << '\n';
        for (const auto& hit : process_rules::rules::match(event)) {
            std::cout << "  " << hit.level() << ": " << hit.title() << '\n';
        }
    }
}
