// SPDX-License-Identifier: BSL-1.0
//
// Two selections of one name.
//
// error: diagnostic_code::duplicate_key
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s or t", selection<"s", where<"Image", "b">>, selection<"t", where<"Image", "c">>>;
#else
using tested = static_rule<"s", selection<"s", where<"Image", "b">>, selection<"s", where<"Image", "c">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
