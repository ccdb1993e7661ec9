// SPDX-License-Identifier: BSL-1.0
//
// A type of event without a description.
//
// error: describe the type of event first
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

struct other_event {};

#ifdef VARSIGMA_CORRECTED
using asked = process_event;
#else
using asked = other_event;
#endif

bool matched(const asked& event) {
    return static_rule<"s", selection<"s", where<"Image", "a">>>::matches(event);
}
