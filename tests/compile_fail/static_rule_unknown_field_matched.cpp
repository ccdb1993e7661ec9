// SPDX-License-Identifier: BSL-1.0
//
// The same, noticed where the rule is asked.
//
// error: diagnostic_code::missing_field
// error: mistake::column<1>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"CommandLine|contains", "a">>>;
#else
using tested = static_rule<"s", selection<"s", where<"Commandline|contains", "a">>>;
#endif

bool matched(const process_event& event) {
    return tested::matches(event);
}
