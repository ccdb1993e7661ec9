// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/detail/expression_builder.hpp>
#include <varsigma/compile/detail/known_number.hpp>
#include <varsigma/compile/detail/rule_bucket_builder.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/expression.hpp>
#include <varsigma/match/detail/predicate_table.hpp>
#include <varsigma/match/detail/route_buckets.hpp>
#include <varsigma/match/detail/rule_bucket.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Sorts the rules of routes into buckets, and makes these; equal ones are one.
class route_buckets_builder {
public:
    /// The most places of rules in the buckets by number, of one route. A route that needs more keeps its rules in one.
    static constexpr std::size_t most_numbered = 100'000;
    /// The most numbers of a rule: it is written anew for each. One that asks for more stays with those that ask for
    /// none, where it is found as well; published rules ask for five at the most.
    static constexpr std::size_t most_numbers = 32;
    /// The most nodes that are looked at in the rules of one route that can match with any number, over all numbers.
    static constexpr std::size_t most_decided = std::size_t{1} << 20U;

    /// Without `use_index` every rule of a bucket is tried on every event. Refers to all that it is given.
    route_buckets_builder(const predicate_table& predicates, expression_builder& expressions,
                          std::optional<slot> number_field, bool use_index, simd_level level)
        : predicates_(predicates),
          expressions_(expressions),
          number_field_(number_field),
          builder_(predicates, expressions, use_index, level) {
        static_cast<void>(bucket_of({})); // the empty one comes first
    }
    route_buckets_builder(const route_buckets_builder&) = delete; // its parts refer to each other
    route_buckets_builder& operator=(const route_buckets_builder&) = delete;
    route_buckets_builder(route_buckets_builder&&) = delete;
    route_buckets_builder& operator=(route_buckets_builder&&) = delete;
    ~route_buckets_builder() = default;

    /// The buckets for the rules of a route, which are in ascending order.
    [[nodiscard]] route_buckets add(std::vector<placed_rule> rules) {
        route_buckets made;
        if (number_field_) {
            std::vector<placed_rule> askers;
            auto numbered = by_number(rules, askers, made);
            if (numbered) {
                std::vector<std::pair<std::int64_t, route_buckets::bucket_id>> buckets;
                for (auto& [number, placed] : *numbered) { buckets.emplace_back(number, bucket_of(std::move(placed))); }
                made.numbered.build(buckets);
                made.any = bucket_of(std::move(askers));
            }
        }
        made.common = bucket_of(std::move(rules));
        return made;
    }

    [[nodiscard]] std::vector<rule_bucket> take() && { return std::move(buckets_); }

    /// How many nodes were looked at to write rules anew for numbers.
    [[nodiscard]] std::size_t steps() const noexcept {
        std::size_t steps = 0;
        for (const auto& [number, decided] : deciders_) { steps += decided.steps(); }
        return steps;
    }

private:
    using numbered_rules = std::map<std::int64_t, std::vector<placed_rule>>;

    struct asker {
        placed_rule placed;
        asked_numbers asked;
        node_id otherwise; // its expression for a number that nothing asks for by equality
    };

    /// Takes the rules that ask for the number out of `rules` and into `askers`, and gives them by number; or nothing,
    /// and leaves all as it was, if there are none or that would take too much. O(size of the rules).
    std::optional<numbered_rules> by_number(std::vector<placed_rule>& rules, std::vector<placed_rule>& askers,
                                            route_buckets& made) {
        std::vector<asker> found;
        for (const auto& placed : rules) {
            asked_numbers asked;
            collect(predicates_, expressions_, placed.expression, *number_field_, asked);
            if (!asked.any()) { continue; }
            std::sort(asked.equal.begin(), asked.equal.end());
            asked.equal.erase(std::unique(asked.equal.begin(), asked.equal.end()), asked.equal.end());
            if (asked.equal.size() > most_numbers) { continue; }
            found.push_back({placed, std::move(asked), decider(std::nullopt).decide(placed.expression)});
        }
        drop_costly(found);
        if (found.empty()) { return std::nullopt; }
        auto numbered = numbers_of(found);
        if (!numbered) { return std::nullopt; }
        std::vector<placed_rule> others;
        for (const auto& each : found) {
            askers.push_back(each.placed);
            if (each.otherwise != expressions_.constant(false)) {
                others.push_back({each.placed.rule, each.otherwise});
            }
        }
        made.other = bucket_of(std::move(others));
        std::vector<placed_rule> rest;
        std::set_difference(rules.begin(), rules.end(), askers.begin(), askers.end(), std::back_inserter(rest));
        rules = std::move(rest);
        return numbered;
    }

    /// Drops rules that would be written anew for so many numbers that this would cost the product.
    void drop_costly(std::vector<asker>& found) const {
        std::unordered_set<std::int64_t> numbers;
        for (const auto& each : found) { numbers.insert(each.asked.equal.begin(), each.asked.equal.end()); }
        std::size_t left = most_decided;
        std::erase_if(found, [&](const asker& each) {
            if (!is_everywhere(each)) { return false; }
            const std::size_t visits = expressions_.visits(each.placed.expression);
            if (visits > left / std::max<std::size_t>(numbers.size(), 1)) { return true; }
            left -= visits * numbers.size();
            return false;
        });
    }

    [[nodiscard]] std::optional<numbered_rules> numbers_of(const std::vector<asker>& askers) {
        numbered_rules made;
        std::size_t own = 0;
        std::size_t everywhere = 0;
        for (const auto& each : askers) {
            for (const auto number : each.asked.equal) { made[number]; }
            own += each.asked.equal.size();
            everywhere += is_everywhere(each) ? 1U : 0U;
        }
        if (own + everywhere * made.size() > most_numbered) { return std::nullopt; }
        for (const auto& each : askers) {
            if (is_everywhere(each)) {
                for (auto& [number, placed] : made) { place(each, number, placed); }
            } else {
                for (const auto number : each.asked.equal) { place(each, number, made[number]); }
            }
        }
        return made;
    }

    /// Whether the rule can match an event with a number that it does not ask for by equality.
    [[nodiscard]] bool is_everywhere(const asker& each) const noexcept {
        return each.asked.others || each.otherwise != expressions_.constant(false);
    }

    void place(const asker& each, std::int64_t number, std::vector<placed_rule>& out) {
        const auto left = decider(number).decide(each.placed.expression);
        if (left != expressions_.constant(false)) { out.push_back({each.placed.rule, left}); }
    }

    /// Kept for all routes, since rules are in several.
    known_number& decider(std::optional<std::int64_t> number) {
        return deciders_.try_emplace(number, predicates_, expressions_, *number_field_, number).first->second;
    }

    [[nodiscard]] route_buckets::bucket_id bucket_of(std::vector<placed_rule> rules) {
        const auto next = static_cast<route_buckets::bucket_id>(buckets_.size());
        const auto [known, is_new] = known_.try_emplace(std::move(rules), next);
        if (is_new) { buckets_.push_back(builder_.build(known->first)); }
        return known->second;
    }

    const predicate_table& predicates_;
    expression_builder& expressions_;
    std::optional<slot> number_field_;
    rule_bucket_builder builder_;
    std::map<std::optional<std::int64_t>, known_number> deciders_;
    std::map<std::vector<placed_rule>, route_buckets::bucket_id> known_;
    std::vector<rule_bucket> buckets_;
};

} // namespace VARSIGMA_NAMESPACE::detail
