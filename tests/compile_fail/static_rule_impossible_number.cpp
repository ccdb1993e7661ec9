// SPDX-License-Identifier: BSL-1.0
//
// Text that no number's text is, asked of a member that is a number.
//
// error: diagnostic_code::never_matches
// error: no_value_of_this_member
// error: event_type<process_event>
#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"EventID", "sysmon", "46*">>>;
#else
using tested = static_rule<"s", selection<"s", where<"EventID", "sysmon", "4x6*">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
