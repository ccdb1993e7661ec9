// SPDX-License-Identifier: BSL-1.0
//
// A selection without anything to test.
//
// error: diagnostic_code::empty_detection
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"Image", "a">>>;
#else
using tested = static_rule<"s", selection<"s">>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
