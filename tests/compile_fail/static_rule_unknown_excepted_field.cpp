// SPDX-License-Identifier: BSL-1.0
//
// A field that the event type does not have, which only an exception reads: without it the rule would match too much.
//
// error: diagnostic_code::missing_field
// error: event_type<process_event>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s and not f", selection<"s", where<"CommandLine|contains", "a">>,
                           selection<"f", where<"CommandLine|contains", "b">>>;
#else
using tested = static_rule<"s and not f", selection<"s", where<"CommandLine|contains", "a">>,
                           selection<"f", where<"Hashes|contains", "b">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
