// SPDX-License-Identifier: BSL-1.0
//
// A modifier that there is not.
//
// error: diagnostic_code::unknown_modifier
// error: mistake::column<13>
// error: mistake::did_you_mean<
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"CommandLine|contains", "a">>>;
#else
using tested = static_rule<"s", selection<"s", where<"CommandLine|contain", "a">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
