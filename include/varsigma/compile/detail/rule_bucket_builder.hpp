// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/detail/atom.hpp>
#include <varsigma/compile/detail/candidate_index_builder.hpp>
#include <varsigma/compile/detail/prefilter.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/match/detail/expression.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/match/detail/predicate_table.hpp>
#include <varsigma/match/detail/rule_bucket.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Makes buckets of rules, one after the other. Refers to all that it is given.
class rule_bucket_builder {
public:
    /// Without `use_index` every rule is tried on every event, and nothing is looked for.
    rule_bucket_builder(const predicate_table& predicates, const expression_pool& expressions, bool use_index,
                        simd_level level)
        : predicates_(predicates),
          expressions_(expressions),
          use_index_(use_index),
          level_(level),
          prefilters_(predicates, expressions) {}

    [[nodiscard]] rule_bucket build(const std::vector<placed_rule>& rules) {
        flat_array<placed_rule> placed;
        placed.append(rules);
        flat_array<std::uint32_t> always;
        std::vector<pairing> pairs;
        std::vector<predicate_id> asked_often;
        for (std::uint32_t number = 0; number < placed.size(); ++number) {
            const auto* found = use_index_ ? prefilters_.of(placed[number].expression) : nullptr;
            if (found == nullptr) {
                always.push_back(number);
            } else {
                for (const auto asked : found->predicates) { pairs.push_back({asked, number}); }
            }
            if (use_index_ && (found == nullptr || found->frequency > often)) {
                expressions_.collect_predicates(placed[number].expression, asked_often);
            }
        }
        add_asked(std::move(asked_often), pairs);
        placed.shrink_to_fit();
        always.shrink_to_fit();
        return {std::move(placed), std::move(always),
                candidate_index_builder{predicates_, level_}.build(std::move(pairs))};
    }

private:
    using pairing = candidate_index_builder::pairing;

    /// A rule is tried often if a greater share of events may show an atom of it.
    static constexpr double often = 1.0 / 128;
    /// The most predicates that are looked for only so that fewer are asked.
    static constexpr std::size_t most_asked = 1024;

    /// Adds what rules that are tried often ask: looking for all of it at once is cheaper than for one after the other.
    void add_asked(std::vector<predicate_id> asked, std::vector<pairing>& pairs) const {
        std::sort(asked.begin(), asked.end());
        asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
        std::size_t added = 0;
        for (const auto id : asked) {
            if (added == most_asked) { return; }
            if (!has_atoms(predicates_[id])) { continue; }
            pairs.push_back({id, candidate_index_builder::no_rule});
            ++added;
        }
    }

    const predicate_table& predicates_;
    const expression_pool& expressions_;
    bool use_index_;
    simd_level level_;
    prefilter_finder prefilters_;
};

} // namespace VARSIGMA_NAMESPACE::detail
