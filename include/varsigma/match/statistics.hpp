// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// A rule that no event of the rule set can match, and why.
struct unmatchable_rule {
    std::size_t rule = 0; ///< an index into `rule_set::rules()`
    std::string why;
};

/// What a rule set is made of and what it occupies. Bytes are those of the rule set's own memory: without the rules'
/// texts and metadata, and without RE2's programs.
struct rule_set_statistics {
    std::size_t rules = 0;            ///< given
    std::size_t predicates = 0;       ///< distinct tests of one field
    std::size_t clauses = 0;          ///< distinct OR-groups of them
    std::size_t expressions = 0;      ///< distinct nodes of the rules' conditions, predicates and clauses included
    std::size_t buckets = 0;          ///< groups of rules that see the same kinds of event
    std::size_t placements = 0;       ///< rules in buckets; a rule can be in several
    std::size_t prefiltered = 0;      ///< of these, the ones that are tried only if the event shows an atom of them
    std::size_t always_tried = 0;     ///< and those that are tried on every event of the bucket
    std::size_t postings = 0;         ///< predicates that are looked for, over all buckets
    std::size_t predicate_bytes = 0;  ///< memory for predicates
    std::size_t expression_bytes = 0; ///< for conditions
    std::size_t index_bytes = 0;      ///< for the indexes of all buckets
    std::size_t bytes = 0;            ///< all of these
    std::vector<unmatchable_rule> unmatchable;
};

} // namespace VARSIGMA_NAMESPACE
