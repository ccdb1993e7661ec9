// SPDX-License-Identifier: BSL-1.0
//
// A pattern that no selection has a name for.
//
// error: diagnostic_code::empty_pattern
// error: mistake::column<6>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"1 of f*", selection<"filter", where<"Image", "b">>>;
#else
using tested = static_rule<"1 of g*", selection<"filter", where<"Image", "b">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
