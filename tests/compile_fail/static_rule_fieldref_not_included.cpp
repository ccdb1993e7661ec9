// SPDX-License-Identifier: BSL-1.0
//
// A comparison of two fields in a file that does not include what compares them.
//
// error: include varsigma/static_rules/static_fieldref.hpp
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
#include <varsigma/static_rules/static_fieldref.hpp>
#endif

bool matched(const process_event& event) {
    return static_rule<"s", selection<"s", where<"Image|fieldref", "CommandLine">>>::matches(event);
}
