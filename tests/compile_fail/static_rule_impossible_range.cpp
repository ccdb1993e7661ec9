// SPDX-License-Identifier: BSL-1.0
//
// A number beyond the range of the member, whose text could be a number's.
//
// error: diagnostic_code::never_matches
// error: value_number<2>
// error: no_value_of_this_member<
// error: whole_numbers_from_to<0, 4294967295>
// error: event_type<process_event>
#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s and not t", selection<"s", where<"EventID|all", 1, 4294967295, "4294967296">>,
                           selection<"t", where<"EventID|neq", -1>>>;
#else
using tested = static_rule<"s", selection<"s", where<"EventID|all", 1, 4294967296, "4294967296">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
