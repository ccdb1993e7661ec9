// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/data_needed.hpp>
#include <varsigma/convert/data_needed_tree.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/text/casefold.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace varsigma {

/// What one rule lacks in events that have certain fields only.
struct rule_gap {
    std::size_t rule = 0; ///< its place among the rules
    bool never_matches = false;
    std::vector<std::string> missing;    ///< absent fields without which it can never match, or matches less
    std::vector<std::string> over_fires; ///< absent fields that only make exceptions: it fires too often

    [[nodiscard]] bool empty() const noexcept { return !never_matches && missing.empty() && over_fires.empty(); }
};

/// What the absence of one field costs.
struct field_gap {
    std::string name;
    std::size_t never = 0;      ///< rules that can never match, and miss this field (perhaps among others)
    std::size_t unlocked = 0;   ///< of these: could match if this field were added, and no other
    std::size_t less = 0;       ///< rules that match less without it
    std::size_t over_fires = 0; ///< rules that fire too often without it
};

/// What the rules of a collection lack in one kind of event.
struct data_gaps {
    std::size_t rules = 0;         ///< that see such events, by their logsource
    std::size_t whole = 0;         ///< of these: lack nothing
    std::size_t never = 0;         ///< can never match
    std::size_t less = 0;          ///< can match, but not in all the ways that they name
    std::size_t over_firing = 0;   ///< can match, and fire too often; may be among those before
    std::vector<rule_gap> each;    ///< of the rules that lack something, in their order
    std::vector<field_gap> fields; ///< that are lacking: what costs most rules first, then by name
};

namespace detail {

/// Whether a rule of that logsource sees events of the other: what an event leaves open excludes no rule.
[[nodiscard]] inline bool sees(const rule_logsource& rule, logsource events) noexcept {
    const auto fits = [](std::string_view wanted, std::string_view known) {
        return wanted.empty() || known.empty() || equals_folded(wanted, known);
    };
    return fits(rule.product, events.product) && fits(rule.category, events.category) &&
           fits(rule.service, events.service);
}

/// The fields that events have, by name.
using present_fields = std::unordered_set<std::string_view>;

/// Adds a name that is not there yet. The lists are those of one rule.
inline void add_once(std::vector<std::string>& names, std::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) { names.emplace_back(name); }
}

/// What the rule lacks if only those fields can be present. As `match/availability.hpp` judges it for compiled rules.
[[nodiscard]] inline rule_gap gap_of(const need_tree& tree, const present_fields& present) {
    rule_gap gap;
    std::vector<std::string> opened;
    const auto outcome = tree.examine([&](const need_test& asked, bool negated) {
        return outcome_without(
            asked, negated, [&](std::string_view field) { return !present.contains(field); },
            [&](std::string_view field, bool opens) { add_once(opens ? opened : gap.missing, field); });
    });
    gap.never_matches = outcome == need_outcome::never;
    for (const auto& field : opened) {
        if (std::find(gap.missing.begin(), gap.missing.end(), field) == gap.missing.end()) {
            gap.over_fires.push_back(field);
        }
    }
    return gap;
}

/// Adds what an aggregation counts, without which there is nothing to count.
inline void add_aggregated(const detection_rule& rule, const present_fields& present, rule_gap& gap) {
    if (!rule.aggregate) { return; }
    for (const auto& field : {rule.aggregate->field, rule.aggregate->group_by}) {
        if (field.empty() || present.contains(field)) { continue; }
        add_once(gap.missing, field);
        std::erase(gap.over_fires, field);
        gap.never_matches = true;
    }
}

} // namespace detail

/// What the rules lack in events that can have the fields `present`, and no others, and are from `source`.
///
/// Names compare exactly, as in matching; attributes of `source` that are left out exclude no rule. For an own struct the
/// names are those of `field_selector<Event>::all()`, and what is found agrees with `rule_set<Event>::diagnostics()`.
/// Rules as for `data_needed`. O(size of the rules · fields that they lack).
[[nodiscard]] inline data_gaps find_data_gaps(std::span<const detection_rule> rules,
                                              std::span<const std::string_view> present, logsource source = {}) {
    const detail::present_fields known{present.begin(), present.end()};
    data_gaps gaps;
    std::unordered_map<std::string, std::size_t> places;
    const auto of_field = [&](const std::string& field) -> field_gap& {
        const auto [place, is_new] = places.try_emplace(field, gaps.fields.size());
        if (is_new) { gaps.fields.push_back({.name = field}); }
        return gaps.fields[place->second];
    };
    for (std::size_t at = 0; at < rules.size(); ++at) {
        const auto& rule = rules[at];
        if (!detail::sees(rule.source, source)) { continue; }
        const detail::need_tree tree{rule};
        const auto gap_with = [&](const detail::present_fields& fields) {
            auto gap = detail::gap_of(tree, fields);
            detail::add_aggregated(rule, fields, gap);
            return gap;
        };
        auto gap = gap_with(known);
        gap.rule = at;
        ++gaps.rules;
        if (gap.empty()) {
            ++gaps.whole;
            continue;
        }
        gaps.never += gap.never_matches ? 1U : 0U;
        gaps.less += !gap.never_matches && !gap.missing.empty() ? 1U : 0U;
        gaps.over_firing += !gap.never_matches && !gap.over_fires.empty() ? 1U : 0U;
        for (const auto& field : gap.missing) {
            auto& cost = of_field(field);
            if (!gap.never_matches) {
                ++cost.less;
                continue;
            }
            ++cost.never;
            auto more = known;
            more.insert(field);
            cost.unlocked += gap_with(more).never_matches ? 0U : 1U;
        }
        if (!gap.never_matches) {
            for (const auto& field : gap.over_fires) { ++of_field(field).over_fires; }
        }
        gaps.each.push_back(std::move(gap));
    }
    std::sort(gaps.fields.begin(), gaps.fields.end(), [](const field_gap& left, const field_gap& right) {
        const auto cost = [](const field_gap& field) { return field.never + field.less + field.over_fires; };
        return cost(left) != cost(right) ? cost(left) > cost(right) : left.name < right.name;
    });
    return gaps;
}

} // namespace varsigma
