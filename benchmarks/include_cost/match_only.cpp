// SPDX-License-Identifier: BSL-1.0
//
// A file that is handed a rule set and matches with it.
#include "process_event.hpp"

#include <varsigma/rule_set.hpp>

#include <cstddef>

using process_rules = varsigma::rule_set<process_event>;

std::size_t matches_of(const process_rules& rules, process_rules::scratch& scratch, const process_event& event) {
    return rules.match(event, scratch).size();
}

int main() {}
