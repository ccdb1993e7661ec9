// SPDX-License-Identifier: BSL-1.0
//
// A modifier that needs a field.
//
// error: diagnostic_code::modifier_without_field
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"|all", "a", "b">>>;
#else
using tested = static_rule<"s", selection<"s", where<"|cidr", "10.0.0.0/8">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
