// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/data_needed_tree.hpp>
#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Tells what becomes of a rule if the outcomes of a few of its tests change, again and again: each time only what
/// stands above these tests is looked at, and not the whole tree.
class need_examiner {
public:
    /// A test, by its number in `need_tree::tests()`, and the outcome that it has.
    using change = std::pair<std::uint32_t, need_outcome>;

    /// `outcome_of(test)` is that of each test until it is changed. Refers to the tree. O(size of the tree).
    template <class OutcomeOf>
    need_examiner(const need_tree& tree, OutcomeOf outcome_of) : tree_(tree) {
        nodes_.resize(tree.nodes_.size());
        of_tests_.resize(tree.tests_.size());
        begins_.resize(nodes_.size() + 1);
        for_each_edge([&](std::uint32_t child, std::uint32_t /*parent*/) { ++begins_[child + std::size_t{1}]; });
        for (std::size_t at = 1; at < begins_.size(); ++at) { begins_[at] += begins_[at - 1]; }
        parents_.resize(begins_.back());
        auto next = begins_;
        for_each_edge([&](std::uint32_t child, std::uint32_t parent) { parents_[next[child]++] = parent; });
        for (std::uint32_t at = 0; at < nodes_.size(); ++at) { // children stand before their parents
            const auto& node = tree_.nodes_[at];
            if (node.what == form::test) {
                of_tests_[node.operand] = at;
                nodes_[at].outcome = outcome_of(tree.tests_[node.operand]);
            } else {
                nodes_[at].outcome = outcome_from(at);
            }
            for_each_parent(at, [&](std::uint32_t parent) { count(parent, nodes_[at].outcome, 1); });
        }
    }

    /// The outcome of the rule as it is.
    [[nodiscard]] need_outcome outcome() const noexcept { return nodes_[tree_.root_].outcome; }

    /// The outcome of the rule if so many tests change; they change back afterwards. O(what stands above them).
    [[nodiscard]] need_outcome with(const std::vector<change>& changes) {
        std::vector<change> back;
        back.reserve(changes.size());
        for (const auto& [test, outcome] : changes) { back.emplace_back(test, nodes_[of_tests_[test]].outcome); }
        apply(changes);
        const auto made = outcome();
        apply(back);
        return made;
    }

    /// How many nodes were looked at so far, for changes.
    [[nodiscard]] std::size_t steps() const noexcept { return steps_; }

    /// Whether these are more than the size of the rule explains. Selections of many tests that stand in many places
    /// can take the product of both; few rules that do so compile.
    [[nodiscard]] bool is_spent() const noexcept {
        constexpr std::size_t free_steps = std::size_t{1} << 20U;
        constexpr std::size_t steps_per_node = 64;
        return steps_ > free_steps + steps_per_node * nodes_.size();
    }

private:
    using form = need_tree::form;

    struct state {
        std::uint32_t always = 0; // of the children
        std::uint32_t never = 0;
        need_outcome outcome = need_outcome::depends;
        bool is_waiting = false;
    };

    template <class Visit>
    void for_each_edge(Visit visit) const {
        for (std::uint32_t parent = 0; parent < tree_.nodes_.size(); ++parent) {
            const auto& node = tree_.nodes_[parent];
            if (node.what != form::negation && node.what != form::at_least) { continue; }
            for (std::uint32_t at = 0; at < node.count; ++at) { visit(tree_.children_[node.operand + at], parent); }
        }
    }

    template <class Visit>
    void for_each_parent(std::uint32_t child, Visit visit) const {
        for (auto at = begins_[child]; at != begins_[child + std::size_t{1}]; ++at) { visit(parents_[at]); }
    }

    void count(std::uint32_t parent, need_outcome of_child, std::uint32_t by) noexcept {
        auto& node = nodes_[parent]; // adding 2^32 - 1 takes one away
        if (of_child == need_outcome::always) { node.always += by; }
        if (of_child == need_outcome::never) { node.never += by; }
    }

    /// From the outcomes of its children.
    [[nodiscard]] need_outcome outcome_from(std::uint32_t at) const noexcept {
        const auto& node = tree_.nodes_[at];
        const auto& known = nodes_[at];
        switch (node.what) {
        case form::never: return need_outcome::never;
        case form::always: return need_outcome::always;
        case form::test: return known.outcome;
        case form::negation:
            return known.always != 0  ? need_outcome::never
                   : known.never != 0 ? need_outcome::always
                                      : need_outcome::depends;
        case form::at_least: break;
        }
        if (known.always >= node.needed) { return need_outcome::always; }
        return node.count - known.never < node.needed ? need_outcome::never : need_outcome::depends;
    }

    void apply(const std::vector<change>& changes) {
        for (const auto& [test, outcome] : changes) { become(of_tests_[test], outcome); }
        while (!waiting_.empty()) { // children first, so that each node is looked at once
            const auto at = waiting_.top();
            waiting_.pop();
            nodes_[at].is_waiting = false;
            become(at, outcome_from(at));
        }
    }

    void become(std::uint32_t at, need_outcome outcome) {
        ++steps_;
        const auto before = std::exchange(nodes_[at].outcome, outcome);
        if (before == outcome) { return; }
        for_each_parent(at, [&](std::uint32_t parent) {
            ++steps_;
            count(parent, before, ~std::uint32_t{0});
            count(parent, outcome, 1);
            if (!std::exchange(nodes_[parent].is_waiting, true)) { waiting_.push(parent); }
        });
    }

    const need_tree& tree_; // NOLINT(cppcoreguidelines-avoid-const-or-ref-data-members): outlives the examiner
    std::vector<state> nodes_;
    std::vector<std::uint32_t> of_tests_; // their nodes
    std::vector<std::size_t> begins_;     // of each node's parents
    std::vector<std::uint32_t> parents_;
    std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> waiting_;
    std::size_t steps_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::detail
