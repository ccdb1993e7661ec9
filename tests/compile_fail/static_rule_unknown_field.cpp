// SPDX-License-Identifier: BSL-1.0
//
// A field that the event type does not have.
//
// error: diagnostic_code::missing_field
// error: mistake::column<1>
// error: mistake::did_you_mean<
// error: event_type<process_event>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"CommandLine|contains", "a">>>;
#else
using tested = static_rule<"s", selection<"s", where<"CommandLin|contains", "a">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
