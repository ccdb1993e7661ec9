// SPDX-License-Identifier: BSL-1.0
//
// A rule for another log.
//
// error: diagnostic_code::never_matches
// error: event_type<process_event>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

struct tested : static_rule<"s", selection<"s", where<"Image", "a">>> {
#ifdef VARSIGMA_CORRECTED
    static constexpr varsigma::logsource source{.category = "process_creation"};
#else
    static constexpr varsigma::logsource source{.category = "file_event"};
#endif
};

static_assert(varsigma::applies_to<tested, process_event>);
