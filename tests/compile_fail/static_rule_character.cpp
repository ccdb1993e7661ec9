// SPDX-License-Identifier: BSL-1.0
//
// A character in the place of a text: its number is hardly meant.
//
// error: diagnostic_code::value_kind
// error: mistake::value_number<2>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"Image|endswith", "a", "b">>>;
#else
using tested = static_rule<"s", selection<"s", where<"Image|endswith", "a", 'b'>>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
