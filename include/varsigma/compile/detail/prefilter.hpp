// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/detail/atom.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/match/detail/expression.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/match/detail/predicate_table.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// The predicates of which one must hold for a rule to match, each of which has atoms to look for.
struct prefilter {
    std::vector<predicate_id> predicates;
    double frequency = 0; ///< a guess at the share of events that show one; for choosing only
};

/// Finds the prefilter of a rule: among the clauses that must hold for the rule to match, the rarest whose predicates all
/// have atoms. What rules have in common is looked at once.
class prefilter_finder {
public:
    prefilter_finder(const predicate_table& predicates, const expression_pool& expressions)
        : predicates_(predicates), expressions_(expressions) {}

    /// The prefilter of the expression, or null if it has none: such a rule has to be tried on every event. The pointer
    /// lives as long as the finder. O(size of the expression), at the first call.
    [[nodiscard]] const prefilter* of(node_id id) {
        const auto known = known_.find(id);
        const auto& found = known != known_.end() ? known->second : known_.emplace(id, find(id)).first->second;
        return found ? &*found : nullptr;
    }

private:
    [[nodiscard]] std::optional<prefilter> find(node_id id) {
        const auto& node = expressions_[id];
        switch (node.kind) {
        case node_kind::constant:
        case node_kind::negation: return std::nullopt;
        case node_kind::predicate: return of_predicate(node.operand);
        case node_kind::all_of:
        case node_kind::any_of:
        case node_kind::at_least: break;
        }
        std::vector<const prefilter*> found;
        for (const auto child : expressions_.children(node)) {
            if (const auto* of_child = of(child)) { found.push_back(of_child); }
        }
        // of so many operands at least one holds if the node does
        const std::size_t needed = node.kind == node_kind::all_of   ? 1
                                   : node.kind == node_kind::any_of ? node.count
                                                                    : node.count - node.needed + 1;
        if (found.size() < needed) { return std::nullopt; }
        std::stable_sort(found.begin(), found.end(), [](const prefilter* left, const prefilter* right) {
            return left->frequency < right->frequency;
        });
        prefilter joined;
        for (std::size_t at = 0; at < needed; ++at) {
            joined.frequency += found[at]->frequency;
            joined.predicates.insert(joined.predicates.end(), found[at]->predicates.begin(),
                                     found[at]->predicates.end());
        }
        return joined;
    }

    [[nodiscard]] std::optional<prefilter> of_predicate(predicate_id id) const {
        prefilter made{{id}, 0};
        bool has_sign = false;
        for_each_atom(predicates_[id], [&](const atom& shown) {
            has_sign = true;
            made.frequency += frequency_of(shown);
        });
        if (!has_sign) { return std::nullopt; }
        // all values of an event are looked at for keywords: worth it only where there is nothing else
        constexpr double price_of_keywords = 0.25;
        if (predicates_[id].field == any_field) { made.frequency += price_of_keywords; }
        return made;
    }

    const predicate_table& predicates_;
    const expression_pool& expressions_;
    std::unordered_map<node_id, std::optional<prefilter>> known_; // pointers to its values stay
};

} // namespace VARSIGMA_NAMESPACE::detail
