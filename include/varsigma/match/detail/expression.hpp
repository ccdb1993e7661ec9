// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/detail/key_table.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/match/detail/predicate.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
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

/// The boolean trees of all rules, over predicates, in two flat arrays.
///
/// Making a node simplifies on the way: constants vanish, single operands stand for themselves, operands of AND and OR
/// are put in the order of their cost and count once. Equal nodes are one, so that what many rules have in common is
/// one clause. A child is made before its parent, so that ids of children are smaller. Depth is bounded by the depth of
/// conditions and detections.
class expression_pool {
public:
    expression_pool() {
        nodes_.push_back({node_kind::constant, 0, 0, 0});
        nodes_.push_back({node_kind::constant, 1, 0, 0});
        costs_ = {0, 0};
        extents_ = {{}, {}};
    }

    [[nodiscard]] node_id constant(bool truth) const noexcept { return truth ? 1 : 0; }

    [[nodiscard]] node_id of(predicate_id asked, std::uint32_t cost) {
        if (of_predicates_.size() <= asked) { of_predicates_.resize(asked + std::size_t{1}, none); }
        auto& known = of_predicates_[asked];
        if (known == none) { known = add({node_kind::predicate, asked, 0, 0}, cost); }
        return known;
    }

    [[nodiscard]] node_id negation(node_id operand) {
        const auto& inner = nodes_[operand];
        if (inner.kind == node_kind::constant) { return constant(inner.operand == 0); }
        if (inner.kind == node_kind::negation) { return inner.operand; }
        const std::array key{static_cast<node_id>(node_kind::negation), operand};
        return intern(key, [&] { return add({node_kind::negation, operand, 0, 0}, costs_[operand]); });
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

    /// How many nodes an event may make an evaluator visit below a node, that one included, each counted as often as it
    /// is reached: `too_large` if there are so many or more, or they nest deeper than `deepest`. Until `finish`.
    [[nodiscard]] std::uint32_t visits(node_id id) const noexcept { return extents_[id].visits; }
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
    [[nodiscard]] std::size_t bytes() const noexcept {
        return nodes_.bytes() + operands_.bytes() + costs_.capacity() * sizeof(std::uint32_t);
    }

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

    /// Drops what only making nodes needs: no node can be made afterwards.
    void finish() {
        keys_ = {};
        of_keys_ = {};
        of_predicates_ = {};
        costs_ = {};
        extents_ = {};
        nodes_.shrink_to_fit();
        operands_.shrink_to_fit();
    }

private:
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

    /// What is below a node, as a tree.
    struct extent {
        std::uint32_t visits = 1;
        std::uint32_t depth = 0;
    };

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

    node_id add(expression_node node, std::uint32_t cost) {
        nodes_.push_back(node);
        costs_.push_back(cost);
        extents_.push_back(extent_over(children(node), extents_));
        return static_cast<node_id>(nodes_.size() - 1);
    }

    node_id add_list(node_kind kind, std::span<const node_id> list, std::uint32_t needed = 0) {
        key_.assign({static_cast<node_id>(kind), needed});
        key_.insert(key_.end(), list.begin(), list.end());
        return intern(key_, [&] {
            const auto first = static_cast<std::uint32_t>(operands_.size());
            operands_.append(list);
            std::uint32_t cost = 0;
            for (const auto operand : list) { cost = std::min(cost + costs_[operand], highest_cost); }
            return add({kind, first, static_cast<std::uint32_t>(list.size()), needed}, cost);
        });
    }

    /// The node of that key, made by `make()` if there is none.
    template <class Make>
    node_id intern(std::span<const node_id> key, Make make) {
        const auto bytes = std::as_bytes(key);
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes seen as characters
        const auto [number, is_new] = keys_.add({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        if (is_new) { of_keys_.push_back(make()); }
        return of_keys_[number];
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
        std::sort(operands.begin(), operands.end(), [this](node_id left, node_id right) {
            return std::pair{costs_[left], left} < std::pair{costs_[right], right};
        });
        operands.erase(std::unique(operands.begin(), operands.end()), operands.end());
        return operands.size() == 1 ? operands.front() : add_list(kind, operands);
    }

    static constexpr std::uint32_t highest_cost = 1U << 30U; // sums stop here
    static constexpr node_id none = ~node_id{0};

    flat_array<expression_node> nodes_;
    flat_array<node_id> operands_;
    std::vector<std::uint32_t> costs_;   // of each node
    std::vector<extent> extents_;        // of each node
    std::vector<node_id> of_predicates_; // by predicate
    key_table keys_;
    std::vector<node_id> of_keys_; // by the number of their key
    std::vector<node_id> key_;     // the one that is being made
};

} // namespace VARSIGMA_NAMESPACE::detail
