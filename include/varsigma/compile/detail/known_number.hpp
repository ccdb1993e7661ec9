// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/detail/expression_builder.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/expression.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/match/detail/predicate_table.hpp>
#include <varsigma/match/detail/value_test.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// What an expression asks of one field as a number.
struct asked_numbers {
    std::vector<std::int64_t> equal; ///< whether it is one of these integers, in no order, possibly more than once
    bool others = false;             ///< anything else, such as an order

    [[nodiscard]] bool any() const noexcept { return others || !equal.empty(); }
};

/// Whether a test of a number is equality with an integer of 64 bits, signed.
[[nodiscard]] inline bool asks_for_integer(const number_test& test) noexcept {
    return test.relation == comparison::equal && test.bound.is_number() &&
           test.bound.as_number().which() == number::kind::signed_integer;
}

/// Appends what an expression asks of `field` as a number. O(size of the expression).
inline void collect(const predicate_table& predicates, const expression_pool& expressions, node_id id, slot field,
                    asked_numbers& out) {
    const auto& node = expressions[id];
    for (const auto child : expressions.children(node)) { collect(predicates, expressions, child, field, out); }
    if (node.kind != node_kind::predicate || predicates.field(node.operand) != field) { return; }
    const auto asked = predicates[node.operand];
    const auto* numeric = std::get_if<number_test>(&asked.test);
    if (numeric == nullptr) { return; }
    if (asks_for_integer(*numeric)) {
        out.equal.push_back(numeric->bound.as_number().as_signed());
    } else {
        out.others = true;
    }
}

/// Rewrites expressions with the knowledge that a field holds one plain value that is a certain integer, or an integer
/// that no expression asks for. What is decided by that vanishes.
class known_number {
public:
    /// `known`: the integer; nothing for "none that is asked for".
    known_number(const predicate_table& predicates, expression_builder& expressions, slot field,
                 std::optional<std::int64_t> known)
        : predicates_(predicates), expressions_(expressions), field_(field), known_(known) {}

    /// The expression that is left of a rule's: equivalent on all such events. O(`expression_builder::visits`) at the
    /// first call; only these results are remembered, so that memory does not grow with what the rules are made of.
    [[nodiscard]] node_id decide(node_id rule) {
        if (const auto done = decided_.find(rule); done != decided_.end()) { return done->second; }
        const auto made = rewrite(rule);
        decided_.emplace(rule, made);
        return made;
    }

    /// How many nodes it has looked at.
    [[nodiscard]] std::size_t steps() const noexcept { return steps_; }

private:
    [[nodiscard]] node_id rewrite(node_id id) {
        ++steps_;
        const auto node = expressions_[id]; // a copy: making nodes moves them
        switch (node.kind) {
        case node_kind::constant: return id;
        case node_kind::predicate: {
            const auto answer = answer_to(predicates_[node.operand]);
            return answer ? expressions_.constant(*answer) : id;
        }
        case node_kind::negation: return expressions_.negation(rewrite(node.operand));
        case node_kind::all_of:
        case node_kind::any_of:
        case node_kind::at_least: break;
        }
        std::vector<node_id> operands;
        operands.reserve(node.count);
        bool same = true;
        for (std::size_t at = 0; at < node.count; ++at) {
            const auto child = expressions_.children(node)[at];
            operands.push_back(rewrite(child));
            same = same && operands.back() == child;
        }
        if (same) { return id; }
        switch (node.kind) {
        case node_kind::all_of: return expressions_.all_of(std::move(operands));
        case node_kind::any_of: return expressions_.any_of(std::move(operands));
        default: return expressions_.at_least(node.needed, operands);
        }
    }

    [[nodiscard]] std::optional<bool> answer_to(const predicate& asked) const {
        if (asked.field != field_) { return std::nullopt; }
        if (std::holds_alternative<null_test>(asked.test)) { return false; }
        if (std::holds_alternative<presence_test>(asked.test)) { return true; }
        const auto* numeric = std::get_if<number_test>(&asked.test);
        if (numeric == nullptr) { return std::nullopt; }
        if (known_) { return satisfies(number{*known_}, numeric->relation, numeric->bound); }
        return asks_for_integer(*numeric) ? std::optional{false} : std::nullopt;
    }

    const predicate_table& predicates_;
    expression_builder& expressions_;
    slot field_;
    std::optional<std::int64_t> known_;
    std::unordered_map<node_id, node_id> decided_; // by rules' expressions
    std::size_t steps_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::detail
