// SPDX-License-Identifier: BSL-1.0
//
// Under `strict`: text that is widened and not encoded.
//
// error: diagnostic_code::encoding_unused
// error: mistake::column<1>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"Image|wide|base64", "a">>>;
#else
using tested = static_rule<"s", selection<"s", where<"Image|wide", "a">>>;
#endif

static_assert(varsigma::strict<tested>);
