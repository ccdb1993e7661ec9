// SPDX-License-Identifier: BSL-1.0
//
// Keywords that stand in no selection.
//
// error: mistake::needs_a_selection_around<
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"keywords", selection<"keywords", varsigma::keywords<"mimikatz">>>;
#else
using tested = static_rule<"keywords", varsigma::keywords<"mimikatz">>;
#endif

bool matched(const process_event& event) {
    return tested::matches(event);
}
