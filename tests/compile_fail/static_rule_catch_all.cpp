// SPDX-License-Identifier: BSL-1.0
//
// Under `strict`: a value that everything matches, among others.
//
// error: diagnostic_code::matches_everything
// error: mistake::value_number<2>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"Image|contains", "a", "b">>>;
#else
using tested = static_rule<"s", selection<"s", where<"Image|contains", "a", "">>>;
#endif

static_assert(varsigma::strict<tested>);
