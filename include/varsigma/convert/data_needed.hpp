// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/data_needed_tree.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/interpretation.hpp>
#include <varsigma/rule/value_problem.hpp>
#include <varsigma/text/number.hpp>

#include <algorithm>
#include <compare>
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
    bool never_matches = false;         ///< whatever is delivered
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

/// The field that holds an event's id, in the names of Sigma's rules for Windows.
inline constexpr std::string_view event_id_field = "EventID";

/// The integer that a test compares the event id with for equality, in decimal; nothing if it asks something else.
[[nodiscard]] inline std::optional<std::string> asked_event_id(const need_test& asked) {
    if (asked.field() != event_id_field || asked.meaning.kind != test_kind::value) { return std::nullopt; }
    char digits[number_text_size];
    switch (plain_test_of(asked.meaning, asked.value->kind, false)) {
    case plain_test::number: {
        if (asked.value->numeric.which() == number::kind::real) { return std::nullopt; }
        return std::string{to_text(asked.value->numeric, digits)};
    }
    case plain_test::text: {
        if (asked.meaning.is_text_only()) { return std::nullopt; }
        const auto numeric = parse_decimal(asked.value->text);
        if (!numeric || to_text(*numeric, digits) != asked.value->text) { return std::nullopt; } // as text it differs
        return asked.value->text;
    }
    case plain_test::null:
    case plain_test::boolean: break;
    }
    return std::nullopt;
}

[[nodiscard]] constexpr bool holds(comparison relation, std::partial_ordering order) noexcept {
    switch (relation) {
    case comparison::equal: return order == std::partial_ordering::equivalent;
    case comparison::gt: return order == std::partial_ordering::greater;
    case comparison::gte: return order == std::partial_ordering::greater || order == std::partial_ordering::equivalent;
    case comparison::lt: return order == std::partial_ordering::less;
    case comparison::lte: return order == std::partial_ordering::less || order == std::partial_ordering::equivalent;
    }
    return false;
}

/// The outcome of a test if the event id is `id`, or, without one, none that the rule asks for.
[[nodiscard]] inline need_outcome outcome_with_id(const need_test& asked, const std::optional<std::string>& id) {
    const auto decided = [](bool truth) { return truth ? need_outcome::always : need_outcome::never; };
    if (const auto wanted = asked_event_id(asked)) { return decided(wanted == id); }
    if (!id || asked.field() != event_id_field) { return need_outcome::depends; }
    if (asked.is_null || asked.meaning.kind == test_kind::exists) { return decided(!asked.is_null); }
    if (asked.meaning.kind != test_kind::compare) { return need_outcome::depends; }
    const auto number = parse_decimal(*id);
    if (!number) { return need_outcome::depends; }
    return decided(holds(asked.meaning.relation, compare(*number, asked.value->numeric)));
}

/// The event ids with which the rule can match; empty if it can with others than those that it asks for, or with none.
[[nodiscard]] inline std::vector<std::string> event_ids_of(const need_tree& tree) {
    const auto possible = [&](const std::optional<std::string>& id) {
        return tree.examine([&](const need_test& asked, bool) { return outcome_with_id(asked, id); }) !=
               need_outcome::never;
    };
    std::vector<std::string> ids;
    if (possible(std::nullopt)) { return ids; }
    std::unordered_set<std::string> seen;
    for (const auto& asked : tree.tests()) {
        const auto id = asked_event_id(asked);
        if (id && seen.insert(*id).second && possible(id)) { ids.push_back(*id); }
    }
    return ids;
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
    if (outcome == need_outcome::never) { return field_need::required; }
    if (closes) { return field_need::alternative; }
    return opens ? std::optional{field_need::exception} : std::nullopt;
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
    needed.never_matches = tree.examine([](const detail::need_test&, bool) { return detail::need_outcome::depends; }) ==
                           detail::need_outcome::never;
    if (needed.never_matches) { return needed; }
    needed.event_ids = detail::event_ids_of(tree);
    for (const auto field : detail::fields_of(tree)) {
        if (const auto need = detail::need_of(tree, field)) { needed.fields.push_back({std::string{field}, *need}); }
    }
    for (const auto& asked : tree.tests()) { needed.whole_event = needed.whole_event || asked.item->is_keyword(); }
    if (rule.aggregate) {
        for (const auto& counted : {rule.aggregate->field, rule.aggregate->group_by}) {
            if (counted.empty()) { continue; }
            const auto known = std::find_if(needed.fields.begin(), needed.fields.end(),
                                            [&](const needed_field& field) { return field.name == counted; });
            if (known == needed.fields.end()) {
                needed.fields.push_back({counted, field_need::required});
            } else {
                known->need = field_need::required;
            }
        }
    }
    return needed;
}

} // namespace varsigma
