// SPDX-License-Identifier: BSL-1.0
//
// Placeholders, whose values come with the loader.
//
// error: diagnostic_code::unknown_placeholder
// error: mistake::column<7>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"Image", "a">>>;
#else
using tested = static_rule<"s", selection<"s", where<"Image|expand", "%a%">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
