// SPDX-License-Identifier: BSL-1.0
//
// A rule of a set that reads what the event type does not have.
//
// error: diagnostic_code::missing_field
// error: mistake::column<1>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"Image", "a">>>;
#else
using tested = static_rule<"s", selection<"s", where<"Imgae", "a">>>;
#endif

using rules = varsigma::static_rule_set<static_rule<"s", selection<"s", where<"EventID", 1>>>, tested>;

bool matched(const process_event& event) {
    return !rules::match(event).empty();
}
