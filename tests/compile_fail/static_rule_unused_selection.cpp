// SPDX-License-Identifier: BSL-1.0
//
// Under `strict`: a selection that the condition does not name.
//
// error: diagnostic_code::unused_selection
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s and not f", selection<"s", where<"Image", "a">>, selection<"f", where<"Image", "b">>>;
#else
using tested = static_rule<"s", selection<"s", where<"Image", "a">>, selection<"f", where<"Image", "b">>>;
#endif

static_assert(varsigma::strict<tested>);
