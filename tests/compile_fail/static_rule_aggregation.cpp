// SPDX-License-Identifier: BSL-1.0
//
// An aggregation, which looks at more than one event.
//
// error: diagnostic_code::unsupported_aggregation
// error: mistake::column<3>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"Image", "a">>>;
#else
using tested = static_rule<"s | count() > 5", selection<"s", where<"Image", "a">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
