// SPDX-License-Identifier: BSL-1.0
//
// Wildcards in what is encoded.
//
// error: diagnostic_code::wildcard_not_allowed
// error: mistake::value_number<1>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"CommandLine|base64offset|contains", "foo\\*">>>;
#else
using tested = static_rule<"s", selection<"s", where<"CommandLine|base64offset|contains", "foo*">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
