// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/data_needed_event_id.hpp>
#include <varsigma/convert/detail/data_needed_examiner.hpp>
#include <varsigma/convert/detail/data_needed_tree.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/event/rule_logsource.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/document.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

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

/// What something is to a rule, from the outcome without it: whether parts of the rule close then, or open. Nothing if
/// it decides nothing.
[[nodiscard]] constexpr std::optional<field_need> need_from(need_outcome without, bool closes, bool opens) noexcept {
    if (without == need_outcome::never) { return field_need::required; }
    if (closes) { return field_need::alternative; }
    return opens ? std::optional{field_need::exception} : std::nullopt;
}

/// What the fields of a rule are to it, each by itself. O(size of the rule) for all fields together: where selections
/// stand in so many places that it would be more, fields beyond the limit count as alternatives, not as required.
class field_examiner {
public:
    /// Refers to the tree.
    explicit field_examiner(const need_tree& tree)
        : examiner_(tree, [](const need_test& /*asked*/) { return need_outcome::depends; }) {
        const auto& tests = tree.tests();
        std::vector<std::array<bool, 2>> stands(tests.size()); // outside and under an odd number of `not`
        static_cast<void>(tree.examine([&](const need_test& asked, bool negated) {
            stands[static_cast<std::size_t>(&asked - tests.data())][negated ? 1 : 0] = true;
            return need_outcome::depends;
        }));
        for (std::uint32_t at = 0; at < tests.size(); ++at) {
            const auto& asked = tests[at];
            if (!asked.item->is_keyword()) { add(asked.field(), at, stands[at], asked.is_null); }
            if (asked.meaning.kind == test_kind::field) { add(asked.other, at, stands[at], false); }
        }
    }

    /// The fields of the tests, each once, in their order.
    [[nodiscard]] const std::vector<std::string_view>& fields() const noexcept { return fields_; }

    /// What a field is to the rule: nothing if it decides nothing, or is none of `fields()`.
    [[nodiscard]] std::optional<field_need> need_of(std::string_view field) {
        const auto found = known_.find(field);
        if (found == known_.end()) { return std::nullopt; }
        const auto& known = found->second;
        const auto without = examiner_.is_spent() ? need_outcome::depends : examiner_.with(known.changes);
        return need_from(without, known.closes, known.opens);
    }

    /// How many nodes were looked at so far.
    [[nodiscard]] std::size_t steps() const noexcept { return examiner_.steps(); }

private:
    struct known_field {
        std::vector<need_examiner::change> changes; ///< what its tests become without it
        bool closes = false;
        bool opens = false;
    };

    void add(std::string_view field, std::uint32_t test, const std::array<bool, 2>& stands, bool is_null) {
        const auto [place, is_new] = known_.try_emplace(field);
        if (is_new) { fields_.push_back(field); }
        auto& known = place->second;
        known.changes.emplace_back(test, is_null ? need_outcome::always : need_outcome::never);
        // "is null" opens what other tests close, and `not` turns that round
        known.closes = known.closes || stands[is_null ? 1 : 0];
        known.opens = known.opens || stands[is_null ? 0 : 1];
    }

    need_examiner examiner_;
    std::vector<std::string_view> fields_;
    std::unordered_map<std::string_view, known_field> known_;
};

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

/// Counts fields as required, whatever they were before. O(fields).
inline void require(needed_data& needed, std::span<const std::string_view> fields) {
    if (fields.empty()) { return; }
    std::unordered_set<std::string_view> left{fields.begin(), fields.end()};
    for (auto& known : needed.fields) {
        if (left.erase(known.name) != 0) { known.need = field_need::required; }
    }
    for (const auto field : fields) {
        if (left.erase(field) != 0) { needed.fields.push_back({std::string{field}, field_need::required}); }
    }
}

} // namespace detail

/// What a sensor must deliver for the rule to work, derived from what the rule asks.
///
/// In: a rule that `validate` has accepted. What a field is to the rule follows from what its absence would mean by the
/// semantics of matching (docs/semantics.md): tests of what is absent are false, "is null" is true, `not` is
/// two-valued. What an aggregation counts, and by what, is required. O(size of the rule).
[[nodiscard]] inline needed_data data_needed(const detection_rule& rule) {
    const detail::need_tree tree{rule};
    needed_data needed;
    needed.source = rule.source;
    needed.never_matches = !tree.can_match();
    if (needed.never_matches) { return needed; }
    needed.event_ids = detail::event_ids_of(tree);
    detail::field_examiner examiner{tree};
    for (const auto field : examiner.fields()) {
        if (const auto need = examiner.need_of(field)) { needed.fields.push_back({std::string{field}, *need}); }
    }
    if (const auto need = detail::need_of_keywords(tree)) {
        needed.whole_event = true;
        needed.whole_event_need = *need;
    }
    if (rule.aggregate) {
        std::vector<std::string_view> counted;
        if (!rule.aggregate->field.empty()) { counted.push_back(rule.aggregate->field); }
        counted.insert(counted.end(), rule.aggregate->group_by.begin(), rule.aggregate->group_by.end());
        detail::require(needed, counted);
    }
    return needed;
}

} // namespace VARSIGMA_NAMESPACE
