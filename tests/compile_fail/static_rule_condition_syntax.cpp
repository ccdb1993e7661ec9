// SPDX-License-Identifier: BSL-1.0
//
// A condition that cannot be parsed.
//
// error: diagnostic_code::condition_syntax
// error: mistake::column<6>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"Image", "b">>>;
#else
using tested = static_rule<"s and", selection<"s", where<"Image", "b">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
