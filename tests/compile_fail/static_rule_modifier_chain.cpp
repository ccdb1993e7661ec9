// SPDX-License-Identifier: BSL-1.0
//
// Modifiers that cannot stand in this order.
//
// error: diagnostic_code::modifier_chain
// error: mistake::column<22>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"CommandLine|re|contains", "a">>>;
#else
using tested = static_rule<"s", selection<"s", where<"CommandLine|contains|re", "a">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
