// SPDX-License-Identifier: BSL-1.0
//
// A field that `fieldref` names and the event type does not have.
//
// error: diagnostic_code::missing_field
// error: mistake::value_number<2>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"CommandLine|fieldref", "Image">>>;
#else
using tested = static_rule<"s", selection<"s", where<"CommandLine|fieldref", "Image", "Img">>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
