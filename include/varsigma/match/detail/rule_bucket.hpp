// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/match/detail/candidate_index.hpp>
#include <varsigma/match/detail/expression.hpp>
#include <varsigma/rule/detail/model_layout.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// A rule as a bucket has it: its index among all rules, and what is left to ask of the bucket's events.
struct placed_rule {
    std::uint32_t rule = 0;
    node_id expression = 0;

    friend auto operator<=>(const placed_rule&, const placed_rule&) = default;
};

/// Rules that see the same events, and the way to the few that can match one. Made by `rule_bucket_builder`, or read out
/// of a bundle.
class rule_bucket {
public:
    rule_bucket() = default;
    /// `always` are the numbers, places in `rules`, of those without a prefilter; `index` leads to the others.
    rule_bucket(flat_array<placed_rule> rules, flat_array<std::uint32_t> always, candidate_index index) noexcept
        : rules_(std::move(rules)), always_(std::move(always)), index_(std::move(index)) {}

    /// Adds the rules that can match the event to `scratch.candidates`.
    void add_candidates(const event_row& row, match_scratch& scratch) const {
        const auto add = [&](std::uint32_t number) {
            scratch.candidates.add({rules_[number].rule, rules_[number].expression, &index_.looked_for()});
        };
        for (const auto number : always_) { add(number); }
        index_.find(row, scratch, add);
    }

    [[nodiscard]] std::size_t size() const noexcept { return rules_.size(); }
    [[nodiscard]] std::size_t always_tried() const noexcept { return always_.size(); }
    [[nodiscard]] std::size_t posting_count() const noexcept { return index_.posting_count(); }
    [[nodiscard]] std::size_t bytes() const noexcept {
        return sizeof *this + rules_.bytes() + always_.bytes() + index_.bytes();
    }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.rules_, self.always_, self.index_);
    }
    /// Whether what was read can be used with so many predicates, rules of these sizes, and nodes of these visits; and
    /// whether no rule visits more than compiling lets a rule of its size visit (`most_visited`). O(size).
    [[nodiscard]] bool is_sound(std::span<const std::uint64_t> rule_sizes, std::span<const std::uint32_t> visits,
                                std::size_t predicates) const noexcept {
        for (const auto& [rule, expression] : rules_) {
            if (rule >= rule_sizes.size() || expression >= visits.size() ||
                visits[expression] == expression_pool::too_large ||
                visits[expression] > most_visited(rule_sizes[rule])) {
                return false;
            }
        }
        return std::all_of(always_.begin(), always_.end(), [&](std::uint32_t each) { return each < rules_.size(); }) &&
               index_.is_sound(predicates, rules_.size());
    }
    /// After reading: the instructions to search with. Precondition: `is_supported(level)`.
    void use(simd_level level) { index_.use(level); }

private:
    flat_array<placed_rule> rules_;
    flat_array<std::uint32_t> always_; // numbers of the rules without a prefilter
    candidate_index index_;
};

} // namespace VARSIGMA_NAMESPACE::detail
