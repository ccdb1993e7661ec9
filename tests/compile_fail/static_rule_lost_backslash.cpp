// SPDX-License-Identifier: BSL-1.0
//
// Under `strict`: one backslash where two were meant.
//
// error: diagnostic_code::lost_backslash
// error: mistake::value_number<1>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"Image|startswith", R"(\\\\server)">>>;
#else
using tested = static_rule<"s", selection<"s", where<"Image|startswith", R"(\\server)">>>;
#endif

static_assert(varsigma::strict<tested>);
