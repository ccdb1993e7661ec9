// SPDX-License-Identifier: BSL-1.0
//
// A number whose text the compiler cannot write.
//
// error: diagnostic_code::value_kind
// error: mistake::value_number<1>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"Image|contains", "0.5">>>;
#else
using tested = static_rule<"s", selection<"s", where<"Image|contains", 0.5>>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
