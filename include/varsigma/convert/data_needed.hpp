// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/data_needed_event_id.hpp>
#include <varsigma/convert/data_needed_tree.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/interpretation.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace varsigma {

/// What a field is to a rule, if all of its other fields are there.
enum class field_need : std::uint8_t {
    required,    ///< without it the rule can never match
    alternative, ///< without it the rule matches less: another part of it still can
    exception,   ///< without it the rule fires too often: it is read where the rule makes exceptions
};

[[nodiscard]] constexpr std::string_view name(field_need need) noexcept {
    switch (need) {
    case field_need::required: return "required";
    case field_need::alternative: return "alternative";
    case field_need::exception: return "exception";
    }
    return "";
}

struct needed_field {
    std::string name; ///< as the rule names it
    field_need need = field_need::required;

    friend bool operator==(const needed_field&, const needed_field&) = default;
};

/// What a sensor must deliver for a rule to work.
struct needed_data {
    rule_logsource source;              ///< with the rule's `definition`: what has to be switched on
    std::vector<std::string> event_ids; ///< decimal; with one plain other id it never matches. Empty: any, or none
    std::vector<needed_field> fields;   ///< each once, in the order in which the condition comes to them
    bool whole_event = false;           ///< keywords search every value of the event, and its raw text
    field_need whole_event_need = field_need::required; ///< what that is to the rule, if `whole_event`
    bool never_matches = false;                         ///< whatever is delivered
};

namespace detail {

/// What a logsource names, joined by `separator`: `windows / process_creation`; `if_empty` where it names nothing.
[[nodiscard]] inline std::string source_text(const rule_logsource& source, std::string_view separator,
                                             std::string_view if_empty) {
    std::string text;
    for (const auto& part : {source.product, source.category, source.service}) {
        if (!part.empty()) { text.append(text.empty() ? std::string_view{} : separator).append(part); }
    }
    return text.empty() ? std::string{if_empty} : text;
}

/// What something is to a rule, from the outcome without it: whether parts of the rule close then, or open. Nothing if it
/// decides nothing.
[[nodiscard]] constexpr std::optional<field_need> need_from(need_outcome without, bool closes, bool opens) noexcept {
    if (without == need_outcome::never) { return field_need::required; }
    if (closes) { return field_need::alternative; }
    return opens ? std::optional{field_need::exception} : std::nullopt;
}

/// What `field` is to the rule: nothing if it decides nothing.
[[nodiscard]] inline std::optional<field_need> need_of(const need_tree& tree, std::string_view field) {
    bool closes = false;
    bool opens = false;
    const auto outcome = tree.examine([&](const need_test& asked, bool negated) {
        return outcome_without(
            asked, negated, [&](std::string_view name) { return name == field; },
            [&](std::string_view, bool more) { (more ? opens : closes) = true; });
    });
    return need_from(outcome, closes, opens);
}

/// The same for the values that keywords search.
[[nodiscard]] inline std::optional<field_need> need_of_keywords(const need_tree& tree) {
    bool closes = false;
    bool opens = false;
    const auto outcome = tree.examine([&](const need_test& asked, bool negated) {
        if (!asked.item->is_keyword()) { return need_outcome::depends; }
        (negated ? opens : closes) = true;
        return need_outcome::never;
    });
    return need_from(outcome, closes, opens);
}

/// Counts a field as required, whatever it was before.
inline void require(needed_data& needed, std::string_view field) {
    const auto known = std::find_if(needed.fields.begin(), needed.fields.end(),
                                    [&](const needed_field& other) { return other.name == field; });
    if (known == needed.fields.end()) {
        needed.fields.push_back({std::string{field}, field_need::required});
    } else {
        known->need = field_need::required;
    }
}

/// The fields of the tests, each once, in their order.
[[nodiscard]] inline std::vector<std::string_view> fields_of(const need_tree& tree) {
    std::vector<std::string_view> fields;
    std::unordered_set<std::string_view> seen;
    const auto add = [&](std::string_view field) {
        if (seen.insert(field).second) { fields.push_back(field); }
    };
    for (const auto& asked : tree.tests()) {
        if (!asked.item->is_keyword()) { add(asked.field()); }
        if (asked.meaning.kind == test_kind::field) { add(asked.other); }
    }
    return fields;
}

} // namespace detail

/// What a sensor must deliver for the rule to work, derived from what the rule asks.
///
/// In: a rule that `validate` has accepted. What a field is to the rule follows from what its absence would mean by the
/// semantics of matching (docs/semantics.md): tests of what is absent are false, "is null" is true, `not` is two-valued.
/// What an aggregation counts, and by what, is required. O(size of the rule · fields).
[[nodiscard]] inline needed_data data_needed(const detection_rule& rule) {
    const detail::need_tree tree{rule};
    needed_data needed;
    needed.source = rule.source;
    needed.never_matches = !tree.can_match();
    if (needed.never_matches) { return needed; }
    needed.event_ids = detail::event_ids_of(tree);
    for (const auto field : detail::fields_of(tree)) {
        if (const auto need = detail::need_of(tree, field)) { needed.fields.push_back({std::string{field}, *need}); }
    }
    if (const auto need = detail::need_of_keywords(tree)) {
        needed.whole_event = true;
        needed.whole_event_need = *need;
    }
    if (rule.aggregate) {
        for (const auto& counted : {rule.aggregate->field, rule.aggregate->group_by}) {
            if (!counted.empty()) { detail::require(needed, counted); }
        }
    }
    return needed;
}

} // namespace varsigma
