// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/rule/document.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

// What correlations look at in the events of the rules that they refer to.

namespace varsigma::detail {

/// The fields that correlations group by, and whose values they count or compare, by the rules in whose events they look.
///
/// In the names that such events have: those of the correlation's aliases for the rule. A correlation over correlations
/// looks at the events of their rules, since a detection carries its last event. O(size of the correlations · rules that
/// each of them leads to).
class correlated_fields {
public:
    correlated_fields(std::span<const detection_rule> rules, std::span<const correlation_rule> correlations)
        : correlations_(correlations), of_rule_(rules.size()), known_(rules.size()) {
        for (std::size_t at = 0; at < rules.size(); ++at) { add_names(rules_, rules[at].metadata, at); }
        for (std::size_t at = 0; at < correlations.size(); ++at) { add_names(others_, correlations[at].metadata, at); }
        for (const auto& each : correlations) {
            for (const auto* const names : {&each.group_by, &each.fields}) {
                for (const auto& name : *names) { require(each, name); }
            }
        }
        known_ = {};
    }

    /// Of the rule at that place, each once.
    [[nodiscard]] const std::vector<std::string>& operator[](std::size_t rule) const { return of_rule_[rule]; }

private:
    using places = std::unordered_map<std::string_view, std::vector<std::size_t>>;

    static void add_names(places& known, const rule_metadata& about, std::size_t at) {
        if (!about.id.empty()) { known[about.id].push_back(at); }
        if (!about.name.empty() && about.name != about.id) { known[about.name].push_back(at); }
    }

    /// The field's name in the events of the rule that is called so.
    [[nodiscard]] static const std::string& name_in(const correlation_rule& asking, const std::string& name,
                                                    std::string_view rule) {
        for (const auto& alias : asking.aliases) {
            if (alias.name != name) { continue; }
            for (const auto& [of, field] : alias.fields) {
                if (of == rule) { return field; }
            }
        }
        return name;
    }

    /// Counts the field for all rules that a correlation leads to: through other correlations, of which each counts once, and
    /// which may stand in a chain of any length.
    void require(const correlation_rule& first, const std::string& name) {
        std::unordered_set<std::size_t> seen;
        std::vector<std::pair<const correlation_rule*, std::string>> left{{&first, name}};
        while (!left.empty()) {
            const auto [asking, asked] = std::move(left.back());
            left.pop_back();
            for (const auto& called : asking->rules) {
                const auto& field = name_in(*asking, asked, called);
                if (const auto found = rules_.find(called); found != rules_.end()) {
                    for (const auto at : found->second) {
                        if (known_[at].insert(field).second) { of_rule_[at].push_back(field); }
                    }
                }
                const auto found = others_.find(called);
                if (found == others_.end()) { continue; }
                for (const auto at : found->second) {
                    if (seen.insert(at).second) { left.emplace_back(&correlations_[at], field); }
                }
            }
        }
    }

    std::span<const correlation_rule> correlations_;
    places rules_; // by id and name
    places others_;
    std::vector<std::vector<std::string>> of_rule_;
    std::vector<std::unordered_set<std::string>> known_; // the same, while they are gathered
};

} // namespace varsigma::detail
