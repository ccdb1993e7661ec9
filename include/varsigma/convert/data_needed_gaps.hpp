// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/data_needed_correlated.hpp>
#include <varsigma/convert/detail/data_needed_examiner.hpp>
#include <varsigma/convert/detail/data_needed_tree.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/rule/collection.hpp>
#include <varsigma/rule/document.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// What one rule lacks in events that have certain fields only.
struct rule_gap {
    std::size_t rule = 0; ///< its place among the rules
    bool never_matches = false;
    bool is_impossible = false;          ///< it never matches whatever is delivered, and lacks nothing
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
    std::size_t over_fires = 0; ///< rules that fire too often without it, and read it nowhere else
};

/// What the rules of a collection lack in one kind of event.
struct data_gaps {
    std::size_t rules = 0;         ///< that see such events, by their logsource
    std::size_t whole = 0;         ///< of these: lack nothing
    std::size_t never = 0;         ///< can never match for want of fields
    std::size_t less = 0;          ///< can match, but not in all the ways that they name
    std::size_t over_firing = 0;   ///< can match, and fire too often; may be among those before
    std::size_t impossible = 0;    ///< can never match, whatever is delivered
    bool is_cut = false;           ///< correlations look at so many fields that not all of them are counted
    std::vector<rule_gap> each;    ///< of the rules that lack something or are impossible, in their order
    std::vector<field_gap> fields; ///< that are lacking: what costs most rules first, then by name
};

namespace detail {

/// The fields that events have, by name.
using present_fields = std::unordered_set<std::string_view>;

/// What the rule lacks if only those fields can be present. As `match/detail/presence.hpp` judges it for compiled rules: a
/// field that the rule reads both where it makes exceptions and elsewhere is missing, and is not said to make it fire
/// too often.
[[nodiscard]] inline rule_gap gap_of(const need_tree& tree, const present_fields& present) {
    rule_gap gap;
    std::vector<std::string_view> opened;
    std::unordered_set<std::string_view> told; // a rule may name many
    const auto outcome = tree.examine([&](const need_test& asked, bool negated) {
        return outcome_without(
            asked, negated, [&](std::string_view field) { return !present.contains(field); },
            [&](std::string_view field, bool opens) {
                if (opens) {
                    opened.push_back(field);
                } else if (told.insert(field).second) {
                    gap.missing.emplace_back(field);
                }
            });
    });
    gap.never_matches = outcome == need_outcome::never;
    for (const auto field : opened) {
        if (told.insert(field).second) { gap.over_fires.emplace_back(field); }
    }
    return gap;
}

/// For each field that a rule lacks: whether the rule could match if it were there too, but none of the others.
class unlocking_fields {
public:
    /// Refers to all that it is given.
    unlocking_fields(const need_tree& tree, const present_fields& present)
        : present_(present), examiner_(tree, [&](const need_test& asked) { return outcome_with(asked, {}); }) {
        const auto& tests = tree.tests();
        for (std::uint32_t at = 0; at < tests.size(); ++at) {
            if (!tests[at].item->is_keyword()) { of_fields_[tests[at].field()].push_back(at); }
            if (tests[at].meaning.kind == test_kind::field) { of_fields_[tests[at].other].push_back(at); }
        }
        tests_ = &tests;
    }

    /// O(what stands above the tests of that field), up to a limit for all fields together, beyond which none could.
    [[nodiscard]] bool could_match_with(std::string_view field) {
        if (examiner_.is_spent()) { return false; }
        std::vector<need_examiner::change> changes;
        if (const auto known = of_fields_.find(field); known != of_fields_.end()) {
            for (const auto at : known->second) { changes.emplace_back(at, outcome_with((*tests_)[at], field)); }
        }
        return examiner_.with(changes) != need_outcome::never;
    }

private:
    /// The outcome of a test if one more field is there.
    [[nodiscard]] need_outcome outcome_with(const need_test& asked, std::string_view more) const {
        return outcome_without(
            asked, false, [&](std::string_view field) { return field != more && !present_.contains(field); },
            [](std::string_view, bool) {});
    }

    const present_fields& present_; // NOLINT(cppcoreguidelines-avoid-const-or-ref-data-members): lives for one rule
    need_examiner examiner_;
    const std::vector<need_test>* tests_ = nullptr;
    std::unordered_map<std::string_view, std::vector<std::uint32_t>> of_fields_;
};

/// Calls `visit(field)` for each absent field without whose values there is nothing to count or to group by: by the
/// rule's aggregation, or by correlations, which look at `counted`.
template <class Visit>
void for_each_absent_counted(const detection_rule& rule, std::span<const std::string_view> counted,
                             const present_fields& present, Visit visit) {
    const auto visit_absent = [&](std::string_view field) {
        if (!field.empty() && !present.contains(field)) { visit(field); }
    };
    if (rule.aggregate) {
        visit_absent(rule.aggregate->field);
        for (const auto& field : rule.aggregate->group_by) { visit_absent(field); }
    }
    for (const auto field : counted) { visit_absent(field); }
}

/// What the rule lacks, with what is counted of its matches. O(size of the rule + counted).
[[nodiscard]] inline rule_gap gap_of(const detection_rule& rule, const need_tree& tree,
                                     std::span<const std::string_view> counted, const present_fields& present) {
    auto gap = gap_of(tree, present);
    std::unordered_set<std::string_view> absent;
    for_each_absent_counted(rule, counted, present, [&](std::string_view field) { absent.insert(field); });
    if (absent.empty()) { return gap; }
    gap.never_matches = true;
    std::erase_if(gap.over_fires, [&](const std::string& field) { return absent.contains(field); });
    for (const auto& field : gap.missing) { absent.erase(field); }
    for_each_absent_counted(rule, counted, present, [&](std::string_view field) {
        if (absent.erase(field) != 0) { gap.missing.emplace_back(field); }
    });
    return gap;
}

/// Adds up the gaps of rules.
class gap_counter {
public:
    explicit gap_counter(std::span<const std::string_view> present) : present_(present.begin(), present.end()) {}

    /// `counted`: the fields that correlations look at in the rule's events.
    void add(std::size_t at, const detection_rule& rule, std::span<const std::string_view> counted) {
        const need_tree tree{rule};
        ++gaps_.rules;
        if (!tree.can_match()) { // nothing that could be delivered would help
            ++gaps_.impossible;
            gaps_.each.emplace_back();
            gaps_.each.back().rule = at;
            gaps_.each.back().never_matches = true;
            gaps_.each.back().is_impossible = true;
            return;
        }
        auto gap = gap_of(rule, tree, counted, present_);
        gap.rule = at;
        if (gap.empty()) {
            ++gaps_.whole;
            return;
        }
        if (gap.never_matches) {
            ++gaps_.never;
            unlocking_fields unlocking{tree, present_};
            // what is counted has to be there too: with one of two such fields nothing is won
            std::unordered_set<std::string_view> uncounted;
            for_each_absent_counted(rule, counted, present_, [&](std::string_view field) { uncounted.insert(field); });
            for (const auto& field : gap.missing) {
                auto& cost = of_field(field);
                ++cost.never;
                const bool is_counted = uncounted.empty() || (uncounted.size() == 1 && *uncounted.begin() == field);
                cost.unlocked += is_counted && unlocking.could_match_with(field) ? 1U : 0U;
            }
        } else {
            gaps_.less += gap.missing.empty() ? 0U : 1U;
            gaps_.over_firing += gap.over_fires.empty() ? 0U : 1U;
            for (const auto& field : gap.missing) { ++of_field(field).less; }
            for (const auto& field : gap.over_fires) { ++of_field(field).over_fires; }
        }
        gaps_.each.push_back(std::move(gap));
    }

    [[nodiscard]] data_gaps take() && {
        std::sort(gaps_.fields.begin(), gaps_.fields.end(), [](const field_gap& left, const field_gap& right) {
            const auto cost = [](const field_gap& field) { return field.never + field.less + field.over_fires; };
            return cost(left) != cost(right) ? cost(left) > cost(right) : left.name < right.name;
        });
        return std::move(gaps_);
    }

private:
    [[nodiscard]] field_gap& of_field(const std::string& field) {
        const auto [place, is_new] = places_.try_emplace(field, gaps_.fields.size());
        if (is_new) { gaps_.fields.push_back({.name = field}); }
        return gaps_.fields[place->second];
    }

    present_fields present_;
    data_gaps gaps_;
    std::unordered_map<std::string, std::size_t> places_; // of fields
};

} // namespace detail

/// What the rules lack in events that can have the fields `present`, and no others, and are from `source`.
///
/// Names compare exactly, as in matching. `source` is a logsource or an array of them, as in `event_traits`: attributes
/// that are left out exclude no rule. What correlations look at is required of the rules that they refer to: the field
/// that they count, and those that they group by. For an own struct the names are those of
/// `field_selector<Event>::all()`, and what is found of rules without correlations agrees with
/// `rule_set<Event>::diagnostics()`. Rules as for `data_needed`. O(size of the rules).
template <class Source = logsource>
[[nodiscard]] data_gaps find_data_gaps(std::span<const detection_rule> rules,
                                       std::span<const correlation_rule> correlations,
                                       std::span<const std::string_view> present, const Source& source = {}) {
    const auto events = route::of(source);
    const detail::correlated_fields counted{rules, correlations};
    detail::gap_counter counter{present};
    for (std::size_t at = 0; at < rules.size(); ++at) {
        if (events.admits(rules[at].source)) { counter.add(at, rules[at], counted[at]); }
    }
    auto gaps = std::move(counter).take();
    gaps.is_cut = counted.is_cut();
    return gaps;
}

/// The same for rules that no correlation refers to.
template <class Source = logsource>
[[nodiscard]] data_gaps find_data_gaps(std::span<const detection_rule> rules, std::span<const std::string_view> present,
                                       const Source& source = {}) {
    return find_data_gaps(rules, {}, present, source);
}

/// The same for all that was loaded. A template so that `{}` means no rules.
template <std::same_as<collection> Loaded, class Source = logsource>
[[nodiscard]] data_gaps find_data_gaps(const Loaded& loaded, std::span<const std::string_view> present,
                                       const Source& source = {}) {
    return find_data_gaps(loaded.rules, loaded.correlations, present, source);
}

} // namespace VARSIGMA_NAMESPACE
