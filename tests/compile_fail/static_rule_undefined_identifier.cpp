// SPDX-License-Identifier: BSL-1.0
//
// A selection that the condition names and that is not there.
//
// error: diagnostic_code::undefined_identifier
// error: mistake::column<11>
// error: mistake::did_you_mean<
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s and not filter", selection<"s", where<"CommandLine|contains", "a">>,
                           selection<"filter", where<"Image", "b">>>;
#else
using tested = static_rule<"s and not filtr", selection<"s", where<"CommandLine|contains", "a">>,
                           selection<"filter", where<"Image", "b">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
