// SPDX-License-Identifier: BSL-1.0
//
// A value that its modifiers cannot take.
//
// error: diagnostic_code::value_kind
// error: mistake::value_number<1>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"EventID|gte", 5>>>;
#else
using tested = static_rule<"s", selection<"s", where<"EventID|gte", "5">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
