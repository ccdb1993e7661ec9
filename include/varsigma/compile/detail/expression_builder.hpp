// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/detail/key_table.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/match/detail/expression.hpp>
#include <varsigma/match/detail/predicate.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Makes the boolean trees of rules.
///
/// Making a node simplifies on the way: constants vanish, single operands stand for themselves, operands of AND and OR
/// are put in the order of their cost and count once. Equal nodes are one, so that what many rules have in common is
/// one clause. A child is made before its parent. Depth is bounded by the depth of conditions and detections.
class expression_builder : public expression_pool {
public:
    expression_builder() {
        nodes_.push_back({node_kind::constant, 0, 0, 0});
        nodes_.push_back({node_kind::constant, 1, 0, 0});
        costs_ = {0, 0};
        extents_ = {{}, {}};
    }

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

    /// The node's `extent::visits`. O(1).
    [[nodiscard]] std::uint32_t visits(node_id id) const noexcept { return extents_[id].visits; }

    /// The trees that were made, and nothing that only making them needs.
    [[nodiscard]] expression_pool take() && {
        nodes_.shrink_to_fit();
        operands_.shrink_to_fit();
        return static_cast<expression_pool&&>(*this);
    }

private:
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

    std::vector<std::uint32_t> costs_;   // of each node
    std::vector<extent> extents_;        // of each node
    std::vector<node_id> of_predicates_; // by predicate
    key_table keys_;
    std::vector<node_id> of_keys_; // by the number of their key
    std::vector<node_id> key_;     // the one that is being made
};

} // namespace VARSIGMA_NAMESPACE::detail
