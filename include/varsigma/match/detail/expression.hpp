// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/match/detail/predicate.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

using node_id = std::uint32_t;

enum class node_kind : std::uint32_t {
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

/// The boolean trees of all rules, over predicates, in two flat arrays. The first two nodes are the constants. Ids of
/// children are smaller than their parent's. Made by `expression_builder`, or read out of a bundle.
class expression_pool {
public:
    [[nodiscard]] node_id constant(bool truth) const noexcept { return truth ? 1 : 0; }

    /// What is below a node, as a tree.
    struct extent {
        std::uint32_t visits = 1; ///< how many nodes an event may make an evaluator visit, this one included, each
                                  ///< counted as often as it is reached
        std::uint32_t depth = 0;
    };
    /// The `visits` of nodes that are so many or more, or that nest deeper than `deepest`.
    static constexpr std::uint32_t too_large = ~std::uint32_t{0};
    static constexpr std::uint32_t deepest = 256; // rules within the loader's default limits stay below 200

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
        return operands_.view().subspan(node.operand, node.count);
    }

    /// Appends the predicates that a node asks, possibly more than once. O(size of the expression).
    void collect_predicates(node_id id, std::vector<predicate_id>& out) const {
        const auto& node = nodes_[id];
        if (node.kind == node_kind::predicate) { out.push_back(node.operand); }
        for (const auto child : children(node)) { collect_predicates(child, out); }
    }

    [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
    [[nodiscard]] std::size_t bytes() const noexcept { return nodes_.bytes() + operands_.bytes(); }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.nodes_, self.operands_);
    }
    /// Checks what was read, to be used with so many predicates: `visits` of each node; nothing if a node is out of
    /// range, or has operands that do not lie behind those of the nodes before it, where making nodes puts them.
    /// O(size).
    [[nodiscard]] std::optional<std::vector<std::uint32_t>> checked_visits(std::size_t predicates) const {
        if (nodes_.size() < 2) { return std::nullopt; }
        std::vector<extent> extents;
        extents.reserve(nodes_.size());
        std::size_t passed = 0; // operands
        for (node_id id = 0; id < nodes_.size(); ++id) {
            const auto& node = nodes_[id];
            if (!is_in_range(node, id, predicates, passed)) { return std::nullopt; }
            const auto below = children(node);
            if (std::any_of(below.begin(), below.end(), [=](node_id child) { return child >= id; })) {
                return std::nullopt;
            }
            extents.push_back(extent_over(below, extents));
        }
        if (passed != operands_.size()) { return std::nullopt; }
        std::vector<std::uint32_t> visits;
        visits.reserve(extents.size());
        for (const auto& each : extents) { visits.push_back(each.visits); }
        return visits;
    }

private:
    friend class expression_builder;

    /// `passed` are the operands of the nodes before, and then those of this one too.
    [[nodiscard]] bool is_in_range(const expression_node& node, node_id id, std::size_t predicates,
                                   std::size_t& passed) const noexcept {
        switch (node.kind) {
        case node_kind::constant: return node.operand == id && id < 2;
        case node_kind::predicate: return node.operand < predicates;
        case node_kind::negation: return true;
        case node_kind::all_of:
        case node_kind::any_of:
        case node_kind::at_least:
            if (node.operand != passed || operands_.size() - passed < node.count) { return false; }
            passed += node.count;
            return true;
        }
        return false;
    }

    [[nodiscard]] static extent extent_over(std::span<const node_id> below, const std::vector<extent>& extents) {
        std::uint64_t visits = 1;
        std::uint32_t depth = 0;
        for (const auto child : below) {
            visits = std::min<std::uint64_t>(visits + extents[child].visits, too_large);
            depth = std::max(depth, extents[child].depth + 1);
        }
        if (depth > deepest) { return {too_large, deepest}; }
        return {static_cast<std::uint32_t>(visits), depth};
    }

    flat_array<expression_node> nodes_;
    flat_array<node_id> operands_;
};

} // namespace VARSIGMA_NAMESPACE::detail
