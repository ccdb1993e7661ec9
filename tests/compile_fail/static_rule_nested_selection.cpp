// SPDX-License-Identifier: BSL-1.0
//
// A selection in a selection.
//
// error: mistake::no_part_of_a_selection<varsigma::selection<
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", varsigma::all_of<where<"Image", "a">>>>;
#else
using tested = static_rule<"s", selection<"s", varsigma::any_of<selection<"t", where<"Image", "a">>>>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
