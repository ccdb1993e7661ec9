// SPDX-License-Identifier: BSL-1.0
//
// A network with bits beyond its prefix.
//
// error: diagnostic_code::bad_cidr
// error: mistake::value_number<2>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"Image|cidr", "10.0.0.0/8", "192.168.0.0/16">>>;
#else
using tested = static_rule<"s", selection<"s", where<"Image|cidr", "10.0.0.0/8", "192.168.0.1/16">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
