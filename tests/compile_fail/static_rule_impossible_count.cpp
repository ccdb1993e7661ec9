// SPDX-License-Identifier: BSL-1.0
//
// Under `strict`: more selections than there are.
//
// error: diagnostic_code::impossible_count
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"2 of f*", selection<"f1", where<"Image", "a">>, selection<"f2", where<"Image", "b">>>;
#else
using tested = static_rule<"3 of f*", selection<"f1", where<"Image", "a">>, selection<"f2", where<"Image", "b">>>;
#endif

static_assert(varsigma::strict<tested>);
