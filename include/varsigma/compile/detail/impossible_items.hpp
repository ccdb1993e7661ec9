// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/detail/rule_compiler.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/event/detail/field_presence.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/expression.hpp>
#include <varsigma/match/detail/predicate_table.hpp>
#include <varsigma/match/detail/presence.hpp>
#include <varsigma/match/detail/rule_findings_report.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Finds in a rule that is compiled already what it asks of the members of a type of event that none of their values
/// is. Compiling a value once more gives the node that it has.
class impossible_items {
public:
    /// Refers to everything; `compiler` still has the names that the rule's fields were compiled under.
    impossible_items(rule_compiler& compiler, const predicate_table& predicates, const expression_pool& expressions,
                     const field_table& fields, const field_presence& present)
        : compiler_(compiler), predicates_(predicates), expressions_(expressions), fields_(fields), present_(present) {}

    /// Field by field, in the rule's order. O(size of the rule).
    [[nodiscard]] std::vector<impossible_values> in(const detection_rule& rule) {
        found_.clear();
        for (const auto& each : rule.selections) { look_into(each.body); }
        return found_;
    }

private:
    static constexpr std::size_t shown = 3;    // items of a field
    static constexpr std::size_t longest = 90; // bytes of a key, or of a value

    void look_into(const detection& tree) {
        if (tree.form == detection_form::item) { return look_at(tree.item); }
        for (const auto& child : tree.children) { look_into(child); }
    }

    void look_at(const detection_item& item) {
        const auto chain = interpret(item.modifiers);
        if (chain.error || item.is_keyword()) { return; }
        for (const auto& value : item.values) {
            const auto node = compiler_.compile(item, chain.meaning, value);
            if (!node) { continue; }
            const auto asked =
                examine(predicates_, expressions_, *node, fields_, present_, &compiler_.matched_numbers());
            if (asked.never_matches && !asked.missing.empty()) { note(asked.missing.front(), item, value); }
        }
    }

    void note(slot field, const detection_item& item, const rule_value& value) {
        auto* of_field = find(field);
        if (of_field == nullptr) {
            found_.push_back({field, {}, 0, present_.find(fields_.name(field))->second});
            of_field = &found_.back();
        }
        if (of_field->items.size() == shown) {
            ++of_field->more;
            return;
        }
        std::string text = key_text(item.field, item.modifiers);
        shorten(text, longest);
        std::string asked = value.kind == value_kind::text ? varsigma::quoted(value.text) : value.text;
        shorten(asked, longest);
        of_field->items.push_back(text + ": " + asked);
    }

    /// A type of event has few members of numbers, however many fields a rule names.
    [[nodiscard]] impossible_values* find(slot field) noexcept {
        for (auto& each : found_) {
            if (each.field == field) { return &each; }
        }
        return nullptr;
    }

    rule_compiler& compiler_;
    const predicate_table& predicates_;
    const expression_pool& expressions_;
    const field_table& fields_;
    const field_presence& present_;
    std::vector<impossible_values> found_;
};

} // namespace VARSIGMA_NAMESPACE::detail
