// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/document.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

// What correlations look at in the events of the rules that they refer to.

namespace VARSIGMA_NAMESPACE::detail {

/// The fields that correlations group by, and whose values they count or compare, by the rules in whose events they
/// look.
///
/// In the names that such events have: those of the correlation's aliases for the rule. A correlation over correlations
/// looks at the events of their rules, since a detection carries its last event. Refers to what it is given.
///
/// Each field is followed through each correlation once. That can still be the product of both, as can be the fields of
/// the rules of one correlation, so that there is a limit, in proportion to the correlations (`is_cut`). O(size of the
/// rules and correlations).
class correlated_fields {
public:
    correlated_fields(std::span<const detection_rule> rules, std::span<const correlation_rule> correlations)
        : correlations_(correlations), of_rule_(rules.size()) {
        for (std::size_t at = 0; at < rules.size(); ++at) { add_names(rules_, rules[at].metadata, at); }
        for (std::size_t at = 0; at < correlations.size(); ++at) { add_names(others_, correlations[at].metadata, at); }
        most_steps_ = free_steps;
        for (const auto& each : correlations) {
            most_steps_ += steps_per_name * (each.rules.size() + each.group_by.size() + each.fields.size());
            auto& names = aliases_.emplace_back();
            for (const auto& alias : each.aliases) {
                for (const auto& [rule, field] : alias.fields) { names.try_emplace({alias.name, rule}, field); }
            }
        }
        for (std::size_t at = 0; at < correlations.size(); ++at) {
            for (const auto* const names : {&correlations[at].group_by, &correlations[at].fields}) {
                for (const auto& name : *names) { ask(at, name); }
            }
            follow();
        }
        fields_ = {};
        asked_ = {};
        known_ = {};
    }

    /// Of the rule at that place, each once.
    [[nodiscard]] std::span<const std::string_view> operator[](std::size_t rule) const { return of_rule_[rule]; }

    /// Whether they are so many that not all of them were found.
    [[nodiscard]] bool is_cut() const noexcept { return is_cut_; }

    /// How many rules were called and correlations asked, long names counting as several.
    [[nodiscard]] std::uint64_t steps() const noexcept { return steps_; }

private:
    using places = std::unordered_map<std::string_view, std::vector<std::size_t>>;
    using alias_names = std::map<std::pair<std::string_view, std::string_view>, std::string_view>;

    static constexpr std::uint64_t free_steps = std::uint64_t{1} << 20U;
    static constexpr std::uint64_t steps_per_name = 64;

    static void add_names(places& known, const rule_metadata& about, std::size_t at) {
        if (!about.id.empty()) { known[about.id].push_back(at); }
        if (!about.name.empty() && about.name != about.id) { known[about.name].push_back(at); }
    }

    /// Whether one more step may be taken with that field.
    [[nodiscard]] bool may_step(std::string_view field) noexcept {
        constexpr std::size_t bytes_of_step = 32;
        steps_ += 1 + field.size() / bytes_of_step;
        is_cut_ = is_cut_ || steps_ > most_steps_;
        return !is_cut_;
    }

    /// The field's number and a place's in one.
    [[nodiscard]] std::uint64_t key_of(std::size_t place, std::string_view field) {
        const auto number = fields_.try_emplace(field, fields_.size()).first->second;
        return std::uint64_t{place} << 32U | number;
    }

    /// Has a field followed through a correlation, unless it was.
    void ask(std::size_t correlation, std::string_view field) {
        if (may_step(field) && asked_.insert(key_of(correlation, field)).second) {
            left_.emplace_back(correlation, field);
        }
    }

    /// Counts the fields that are left for all rules to which their correlations lead, which may stand in a chain of
    /// any length and in circles.
    void follow() {
        while (!left_.empty()) {
            const auto [asking, asked] = left_.back();
            left_.pop_back();
            for (const auto& called : correlations_[asking].rules) {
                if (!may_step({})) { return; }
                const auto alias = aliases_[asking].find({asked, called});
                const auto field = alias == aliases_[asking].end() ? asked : alias->second;
                if (const auto found = rules_.find(called); found != rules_.end()) {
                    for (const auto at : found->second) { count(at, field); }
                }
                if (const auto found = others_.find(called); found != others_.end()) {
                    for (const auto at : found->second) { ask(at, field); }
                }
            }
        }
    }

    void count(std::size_t rule, std::string_view field) {
        if (may_step(field) && known_.insert(key_of(rule, field)).second) { of_rule_[rule].push_back(field); }
    }

    std::span<const correlation_rule> correlations_;
    places rules_; // by id and name
    places others_;
    std::vector<alias_names> aliases_; // of each correlation: the field of that alias and rule
    std::vector<std::vector<std::string_view>> of_rule_;
    std::uint64_t most_steps_ = 0;
    std::uint64_t steps_ = 0;
    bool is_cut_ = false;
    // while they are gathered:
    std::unordered_map<std::string_view, std::uint64_t> fields_; // their numbers
    std::unordered_set<std::uint64_t> asked_;                    // fields of correlations
    std::unordered_set<std::uint64_t> known_;                    // fields of rules
    std::vector<std::pair<std::size_t, std::string_view>> left_; // to be followed
};

} // namespace VARSIGMA_NAMESPACE::detail
