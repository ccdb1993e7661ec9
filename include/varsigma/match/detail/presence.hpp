// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/field_presence.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/expression.hpp>
#include <varsigma/match/detail/predicate_table.hpp>
#include <varsigma/match/detail/value_possibility.hpp>

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// What the absence of fields, or of values, means for one rule.
struct presence_findings {
    bool never_matches = false;
    std::vector<slot> missing;    ///< absent fields that the rule needs
    std::vector<slot> over_fires; ///< absent fields that only make exceptions: without them the rule fires more often
};

/// Follows a rule's expression with the knowledge that some fields are missing in every event. O(size of the rule).
///
/// With `matched`, the fields that are found are others: those of which the rule asks what none of their values is.
class presence_examiner {
public:
    presence_examiner(const predicate_table& predicates, const expression_pool& expressions, const field_table& fields,
                      const field_presence& present, const matched_numbers* matched = nullptr)
        : predicates_(predicates), expressions_(expressions), fields_(fields), present_(present), matched_(matched) {}

    [[nodiscard]] presence_findings examine(node_id rule) {
        presence_findings found;
        found.never_matches = outcome_of(rule, false) == outcome::never;
        std::unordered_set<slot> told; // a rule may name many
        for (const auto field : needed_) {
            if (told.insert(field).second) { found.missing.push_back(field); }
        }
        for (const auto field : excepted_) {
            if (told.insert(field).second) { found.over_fires.push_back(field); }
        }
        return found;
    }

    /// How many nodes it has looked at.
    [[nodiscard]] std::size_t steps() const noexcept { return steps_; }

private:
    enum class outcome : std::uint8_t { never, always, depends };

    [[nodiscard]] bool is_absent(slot field) const {
        return field != any_field && !present_.contains(fields_.name(field));
    }

    /// `negated`: under an odd number of `not`. Of a node that stands in several places once for each sign.
    outcome outcome_of(node_id id, bool negated) {
        const auto key = std::uint64_t{id} * 2 + (negated ? 1 : 0);
        if (const auto known = known_.find(key); known != known_.end()) { return known->second; }
        const auto found = find_outcome(id, negated);
        known_.emplace(key, found);
        return found;
    }

    outcome find_outcome(node_id id, bool negated) {
        ++steps_;
        const auto& node = expressions_[id];
        switch (node.kind) {
        case node_kind::constant: return node.operand != 0 ? outcome::always : outcome::never;
        case node_kind::predicate: return outcome_of(node.operand, predicates_[node.operand], negated);
        case node_kind::negation:
            switch (outcome_of(node.operand, !negated)) {
            case outcome::never: return outcome::always;
            case outcome::always: return outcome::never;
            case outcome::depends: return outcome::depends;
            }
            return outcome::depends;
        case node_kind::all_of:
        case node_kind::any_of:
        case node_kind::at_least: break;
        }
        std::uint32_t always = 0;
        std::uint32_t never = 0;
        for (const auto child : expressions_.children(node)) {
            const auto of_child = outcome_of(child, negated);
            always += of_child == outcome::always ? 1U : 0U;
            never += of_child == outcome::never ? 1U : 0U;
        }
        const auto needed = node.kind == node_kind::all_of   ? node.count
                            : node.kind == node_kind::any_of ? 1U
                                                             : node.needed;
        if (always >= needed) { return outcome::always; }
        return node.count - never < needed ? outcome::never : outcome::depends;
    }

    outcome outcome_of(predicate_id id, const predicate& asked, bool negated) {
        if (const auto* reference = std::get_if<reference_test>(&asked.test);
            reference != nullptr && is_absent(reference->other)) {
            note(reference->other, negated);
            return outcome::never;
        }
        if (!is_absent(asked.field)) {
            if (matched_ == nullptr || asked.field == any_field ||
                is_possible(asked.test, id, present_.find(fields_.name(asked.field))->second, *matched_)) {
                return outcome::depends;
            }
            (negated ? excepted_ : needed_).push_back(asked.field);
            return outcome::never;
        }
        // "is null" holds for what is absent: it opens what other tests close
        const bool is_null = std::holds_alternative<null_test>(asked.test);
        note(asked.field, negated != is_null);
        return is_null ? outcome::always : outcome::never;
    }

    void note(slot field, bool opens) {
        if (matched_ == nullptr) { (opens ? excepted_ : needed_).push_back(field); }
    }

    const predicate_table& predicates_;
    const expression_pool& expressions_;
    const field_table& fields_;
    const field_presence& present_;
    const matched_numbers* matched_; // what text tests say of numbers, if that is asked
    std::vector<slot> needed_;
    std::vector<slot> excepted_;
    std::unordered_map<std::uint64_t, outcome> known_; // by node and sign
    std::size_t steps_ = 0;
};

[[nodiscard]] inline presence_findings examine(const predicate_table& predicates, const expression_pool& expressions,
                                               node_id rule, const field_table& fields, const field_presence& present,
                                               const matched_numbers* matched = nullptr) {
    return presence_examiner{predicates, expressions, fields, present, matched}.examine(rule);
}

} // namespace VARSIGMA_NAMESPACE::detail
