// SPDX-License-Identifier: BSL-1.0
//
// A regular expression in a file that does not include what searches for it.
//
// error: include varsigma/static_rules/static_regex.hpp
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
#include <varsigma/static_rules/static_regex.hpp>
#endif

bool matched(const process_event& event) {
    return static_rule<"s", selection<"s", where<"Image|re", "a+">>>::matches(event);
}
