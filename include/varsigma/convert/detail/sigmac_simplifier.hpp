// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/query_tree.hpp>
#include <varsigma/core/build_mode.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Whether both trees ask the same in the same spelling; adds to `steps` the parts that were compared. O(size).
[[nodiscard]] inline bool same_query(const query_node& left, const query_node& right, std::size_t& steps) noexcept {
    ++steps;
    if (left.form != right.form || left.children.size() != right.children.size()) { return false; }
    if (left.form == query_form::test) {
        const auto& [one, other] = std::pair{left.test, right.test};
        const auto same_value = [&](const rule_value& a, const rule_value& b) {
            ++steps;
            return a.kind == b.kind && a.text == b.text;
        };
        return one.field() == other.field() && one.meaning.kind == other.meaning.kind &&
               one.item->is_list == other.item->is_list &&
               std::equal(one.values.begin(), one.values.end(), other.values.begin(), other.values.end(), same_value);
    }
    return std::equal(left.children.begin(), left.children.end(), right.children.begin(),
                      [&](const query_node& one, const query_node& other) { return same_query(one, other, steps); });
}

/// Simplifies a tree in the way of sigmac, whose texts show how far it went.
///
/// Until nothing changes: duplicates among the children of an operator go; children of the same operator are taken up,
/// if every child is one or tests one field; what all children of an OR of ANDs (or an AND of ORs) share is taken out
/// of them; a negation of a negation goes.
class sigmac_simplifier {
public:
    /// How many children an operator may have, and how deep a tree may be: what is compared pairwise and walked
    /// recursively.
    static constexpr std::size_t most_children = 2'000;
    static constexpr std::size_t most_levels = 200;

    [[nodiscard]] static bool is_too_large(const query_node& node, std::size_t level = 0) noexcept {
        if (level > most_levels || node.children.size() > most_children) { return true; }
        return std::any_of(node.children.begin(), node.children.end(),
                           [level](const query_node& child) { return is_too_large(child, level + 1); });
    }

    /// What is left; of no use if `is_spent()` afterwards.
    [[nodiscard]] query_node simplify(query_node tree) {
        most_steps_ = free_steps + steps_per_node * size_of(tree);
        do {
            changed_ = false;
            tree = pass(std::move(tree));
        } while (changed_ && !is_spent());
        return tree;
    }

    /// Whether more parts would have to be compared than the size of the rule explains.
    [[nodiscard]] bool is_spent() const noexcept { return steps_ > most_steps_; }

    /// How many parts were compared.
    [[nodiscard]] std::size_t steps() const noexcept { return steps_; }

    /// Whether sharing left an alternative that asks for nothing more, which was then dropped like one that asks for
    /// nothing at all: `a or (a and b)` became `a and b`.
    [[nodiscard]] bool lost_an_alternative() const noexcept { return lost_; }

private:
    static constexpr std::size_t free_steps = std::size_t{1} << 22U;
    static constexpr std::size_t steps_per_node = 64;

    [[nodiscard]] query_node pass(query_node node) {
        if (is_spent()) { return node; }
        if (node.form == query_form::negation && node.children.front().form == query_form::negation) {
            changed_ = true;
            auto inner = std::move(node.children.front().children.front());
            return pass(std::move(inner));
        }
        if (node.is_junction() && !node.children.empty()) {
            if (node.children.size() == 1) {
                changed_ = true;
                auto only = std::move(node.children.front());
                return pass(std::move(only));
            }
            if (drop_duplicates(node) || take_up(node)) {
                changed_ = true;
                return pass(std::move(node));
            }
            if (auto shared = share(node); !shared.children.empty()) {
                changed_ = true;
                return pass(std::move(shared));
            }
        }
        std::vector<query_node> kept;
        kept.reserve(node.children.size());
        for (auto& child : node.children) {
            auto made = pass(std::move(child));
            if (!made.is_constant()) { kept.push_back(std::move(made)); }
        }
        node.children = std::move(kept);
        return node;
    }

    [[nodiscard]] bool holds(const std::vector<query_node>& nodes, const query_node& wanted) noexcept {
        return !is_spent() && std::any_of(nodes.begin(), nodes.end(),
                                          [&](const query_node& one) { return same_query(one, wanted, steps_); });
    }

    [[nodiscard]] bool drop_duplicates(query_node& node) {
        std::vector<query_node> kept;
        for (auto& child : node.children) {
            if (!holds(kept, child)) { kept.push_back(std::move(child)); }
        }
        const bool fewer = kept.size() < node.children.size();
        node.children = std::move(kept);
        return fewer;
    }

    /// `a or (b or c)` as `a or b or c`.
    [[nodiscard]] static bool take_up(query_node& node) {
        bool any = false;
        for (const auto& child : node.children) {
            if (child.form == node.form) {
                any = true;
            } else if (child.form != query_form::test || child.test.is_keyword() ||
                       child.test.meaning.kind == test_kind::exists) {
                return false;
            }
        }
        if (!any) { return false; }
        std::vector<query_node> children;
        for (auto& child : node.children) {
            if (child.form != node.form) {
                children.push_back(std::move(child));
                continue;
            }
            for (auto& inner : child.children) { children.push_back(std::move(inner)); }
        }
        node.children = std::move(children);
        return true;
    }

    /// `(a and b) or (a and c)` as `a and (b or c)`; a node without children if nothing is shared.
    [[nodiscard]] query_node share(query_node& node) {
        const auto other = node.form == query_form::all_of ? query_form::any_of : query_form::all_of;
        query_node outer{other, {}, {}};
        for (const auto& child : node.children) {
            if (child.form != other) { return outer; }
        }
        for (const auto& candidate : node.children.front().children) {
            const bool everywhere =
                std::all_of(node.children.begin(), node.children.end(),
                            [&](const query_node& child) { return holds(child.children, candidate); });
            if (everywhere && !holds(outer.children, candidate)) { outer.children.push_back(candidate); }
        }
        if (outer.children.empty()) { return outer; }
        for (auto& child : node.children) {
            auto& rest = child.children;
            rest.erase(std::remove_if(rest.begin(), rest.end(),
                                      [&](const query_node& one) { return holds(outer.children, one); }),
                       rest.end());
            lost_ = lost_ || rest.empty();
        }
        outer.children.push_back(std::move(node));
        return outer;
    }

    bool changed_ = false;
    bool lost_ = false;
    std::size_t steps_ = 0;
    std::size_t most_steps_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::detail
