// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/match/predicate.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace varsigma::detail {

using node_id = std::uint32_t;

enum class node_kind : std::uint8_t {
    constant,  ///< `operand` is 0 or 1
    predicate, ///< `operand` is a predicate's id
    negation,  ///< of the node `operand`
    all_of,    ///< of `count` nodes, listed from `operand` on
    any_of,
    at_least, ///< `needed` of `count` nodes
};

struct expression_node {
    node_kind kind = node_kind::constant;
    std::uint32_t operand = 0;
    std::uint32_t count = 0;
    std::uint32_t needed = 0;
};

/// The boolean trees of all rules, over predicates, in two flat arrays.
///
/// Making a node simplifies on the way: constants vanish, single operands stand for themselves, and operands of AND and OR
/// are put in the order of their cost. A child is made before its parent, so that ids of children are smaller. Depth is
/// bounded by the depth of conditions and detections.
class expression_pool {
public:
    [[nodiscard]] node_id constant(bool truth) { return add({node_kind::constant, truth ? 1U : 0U, 0, 0}, 0); }
    [[nodiscard]] node_id of(predicate_id asked, std::uint32_t cost) {
        return add({node_kind::predicate, asked, 0, 0}, cost);
    }

    [[nodiscard]] node_id negation(node_id operand) {
        const auto& inner = nodes_[operand];
        if (inner.kind == node_kind::constant) { return constant(inner.operand == 0); }
        if (inner.kind == node_kind::negation) { return inner.operand; }
        return add({node_kind::negation, operand, 0, 0}, costs_[operand]);
    }

    [[nodiscard]] node_id all_of(std::vector<node_id> operands) {
        return join(node_kind::all_of, std::move(operands), true);
    }
    [[nodiscard]] node_id any_of(std::vector<node_id> operands) {
        return join(node_kind::any_of, std::move(operands), false);
    }

    /// At least `needed` of the operands.
    [[nodiscard]] node_id at_least(std::uint32_t needed, const std::vector<node_id>& operands) {
        std::vector<node_id> open;
        for (const auto operand : operands) {
            if (nodes_[operand].kind != node_kind::constant) {
                open.push_back(operand);
            } else if (nodes_[operand].operand != 0 && needed != 0) {
                --needed;
            }
        }
        if (needed == 0) { return constant(true); }
        if (needed > open.size()) { return constant(false); }
        if (needed == 1) { return any_of(std::move(open)); }
        if (needed == open.size()) { return all_of(std::move(open)); }
        return add_list(node_kind::at_least, open, needed);
    }

    [[nodiscard]] const expression_node& operator[](node_id id) const noexcept { return nodes_[id]; }

    /// The children of a node, whatever its kind.
    [[nodiscard]] std::span<const node_id> children(const expression_node& node) const noexcept {
        switch (node.kind) {
        case node_kind::constant:
        case node_kind::predicate: return {};
        case node_kind::negation: return {&node.operand, 1};
        case node_kind::all_of:
        case node_kind::any_of:
        case node_kind::at_least: break;
        }
        return std::span<const node_id>{operands_}.subspan(node.operand, node.count);
    }

    [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
    [[nodiscard]] std::size_t bytes() const noexcept {
        return nodes_.capacity() * sizeof(expression_node) +
               (operands_.capacity() + costs_.capacity()) * sizeof(node_id);
    }

private:
    node_id add(expression_node node, std::uint32_t cost) {
        nodes_.push_back(node);
        costs_.push_back(cost);
        return static_cast<node_id>(nodes_.size() - 1);
    }

    node_id add_list(node_kind kind, std::span<const node_id> list, std::uint32_t needed = 0) {
        const auto first = static_cast<std::uint32_t>(operands_.size());
        operands_.insert(operands_.end(), list.begin(), list.end());
        std::uint32_t cost = 0;
        for (const auto operand : list) { cost = std::min(cost + costs_[operand], dearest); }
        return add({kind, first, static_cast<std::uint32_t>(list.size()), needed}, cost);
    }

    /// `neutral` is the constant that changes nothing: true for AND.
    node_id join(node_kind kind, std::vector<node_id> operands, bool neutral) {
        std::size_t kept = 0;
        for (const auto operand : operands) {
            const auto& node = nodes_[operand];
            if (node.kind != node_kind::constant) {
                operands[kept++] = operand;
            } else if ((node.operand != 0) != neutral) {
                return operand;
            }
        }
        operands.resize(kept);
        if (operands.empty()) { return constant(neutral); }
        if (operands.size() == 1) { return operands.front(); }
        std::stable_sort(operands.begin(), operands.end(),
                         [this](node_id left, node_id right) { return costs_[left] < costs_[right]; });
        return add_list(kind, operands);
    }

    static constexpr std::uint32_t dearest = 1U << 30U; // sums stop here

    std::vector<expression_node> nodes_;
    std::vector<std::uint32_t> costs_; // of each node
    std::vector<node_id> operands_;
};

} // namespace varsigma::detail
