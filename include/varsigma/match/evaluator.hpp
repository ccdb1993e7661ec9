// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/event_row.hpp>
#include <varsigma/match/expression.hpp>
#include <varsigma/match/match_scratch.hpp>
#include <varsigma/match/predicate.hpp>
#include <varsigma/match/predicate_bits.hpp>
#include <varsigma/match/predicate_table.hpp>
#include <varsigma/match/value_test.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace varsigma::detail {

/// Answers predicates and expressions for one event.
///
/// Every way of matching ends here, so that all of them agree. Cheap to make; refers to everything it is given. The scratch
/// has begun the event (`begin_event`).
class evaluator {
public:
    evaluator(const predicate_table& predicates, const expression_pool& expressions, const event_row& row,
              match_scratch& scratch)
        : predicates_(predicates), expressions_(expressions), row_(row), scratch_(scratch) {}

    /// Whether the node holds. Depth of recursion: that of the rule.
    [[nodiscard]] bool holds(node_id id) {
        const auto& node = expressions_[id];
        switch (node.kind) {
        case node_kind::constant: return node.operand != 0;
        case node_kind::predicate: return ask(node.operand);
        case node_kind::negation: return !holds(node.operand);
        case node_kind::all_of:
            for (const auto child : expressions_.children(node)) {
                if (!holds(child)) { return false; }
            }
            return true;
        case node_kind::any_of:
            for (const auto child : expressions_.children(node)) {
                if (holds(child)) { return true; }
            }
            return false;
        case node_kind::at_least: {
            std::uint32_t found = 0;
            for (const auto child : expressions_.children(node)) {
                if (holds(child) && ++found == node.needed) { return true; }
            }
            return false;
        }
        }
        return false;
    }

    /// Whether the predicate holds, asked once an event.
    [[nodiscard]] bool ask(predicate_id id) {
        const auto known = scratch_.answers.of(id);
        if (known == predicate_answer::yes || known == predicate_answer::no) { return known == predicate_answer::yes; }
        if (known == predicate_answer::unknown && looked_for_ != nullptr && looked_for_->contains(id)) { return false; }
        const bool truth = holds(predicates_[id]);
        scratch_.answers.set(id, truth ? predicate_answer::yes : predicate_answer::no);
        return truth;
    }

    /// From here on, the predicates that do not hold if the scratch knows nothing of them, since they were looked for;
    /// null for none.
    void trust(const predicate_bits* looked_for) noexcept { looked_for_ = looked_for; }

    /// Whether the predicate holds: here missing fields and lists get their meaning.
    [[nodiscard]] bool holds(const predicate& asked) {
        if (asked.field == any_field) { return holds_for_keyword(asked.test); }
        const auto& found = content_of(asked.field);
        const bool wants_null = std::holds_alternative<null_test>(asked.test);
        if (found.is_missing()) { return wants_null; }
        if (std::holds_alternative<presence_test>(asked.test)) { return true; }
        if (const auto* reference = std::get_if<reference_test>(&asked.test)) { return refers(*reference, found); }
        if (found.type() != value_type::list) {
            if (const auto* text = std::get_if<text_test>(&asked.test)) {
                return holds_for_field(*text, asked.field, found);
            }
            if (const auto* regex = std::get_if<regex_test>(&asked.test);
                regex != nullptr && found.type() == value_type::text) {
                return holds_for_folded(*regex, found.as_text(), scratch_.fields.of(asked.field, found.as_text()));
            }
            return holds(asked.test, found);
        }
        if (wants_null && found.as_list().empty()) { return true; }
        for (const auto& element : found.as_list()) {
            if (holds(asked.test, element)) { return true; }
        }
        return false;
    }

    /// Whether the test holds for one plain value that is there.
    [[nodiscard]] bool holds(const value_test& test, const value& found) {
        return std::visit([&](const auto& wanted) { return holds_for(wanted, found); }, test);
    }

private:
    bool refers(const reference_test& wanted, const value& found) {
        const auto& other = content_of(wanted.other);
        return !other.is_missing() && scratch_.reference.holds(wanted, found, other);
    }
    /// Of keywords, which refer to no field.
    static bool holds_for(const reference_test& /*wanted*/, const value& /*found*/) noexcept { return false; }

    /// The field's value; missing if the rows have no such field at all, as some that only an explained rule names.
    [[nodiscard]] const value& content_of(slot field) const noexcept {
        static constexpr value missing{};
        return field < row_.size() ? row_[field] : missing;
    }

    template <class Test>
    static bool holds_for(const Test& wanted, const value& found) noexcept {
        return detail::holds_for(wanted, found);
    }
    static bool holds_for(const text_test& wanted, const value& found) noexcept {
        return holds_for_text_of(found, [&](std::string_view text) { return wanted.pattern.matches(text); });
    }
    bool holds_for(const regex_test& wanted, const value& found) {
        return holds_for_text_of(
            found, [&](std::string_view text) { return wanted.expression.search(text, scratch_.repaired); });
    }
    /// The same, but first for what every match holds, which is quicker to see.
    bool holds_for_folded(const regex_test& wanted, std::string_view text, std::string_view folded) {
        const auto is_there = [&](const sought_literal& each) { return each.stands_in(folded); };
        if (!wanted.required.empty() && !std::any_of(wanted.required.begin(), wanted.required.end(), is_there)) {
            return false;
        }
        return wanted.expression.search(text, scratch_.repaired);
    }
    /// The same as for any value, but over text that is folded once for all rules.
    bool holds_for_field(const text_test& wanted, slot field, const value& found) {
        if (!wanted.is_folded() || found.type() != value_type::text) { return holds_for(wanted, found); }
        if (wanted.pattern.engine().form() == pattern_shape::kind::everything) { return true; }
        const auto folded = scratch_.fields.of(field, found.as_text());
        // what every match holds is quicker to look for
        if (wanted.required && !wanted.required->stands_in(folded)) { return false; }
        return wanted.pattern.matches_folded(folded);
    }

    bool holds_for_keyword(const value_test& test) {
        std::size_t at = 0;
        for (const auto& found : row_.values()) {
            if (holds_for_keyword(test, found, at++)) { return true; }
        }
        return !row_.raw_text().empty() && holds_for_keyword(test, value::of(row_.raw_text()), at);
    }

    bool holds_for_keyword(const value_test& test, const value& found, std::size_t at) {
        if (const auto* text = std::get_if<text_test>(&test);
            text != nullptr && text->is_folded() && found.type() == value_type::text) {
            return text->pattern.matches_folded(scratch_.keywords.of(at, found.as_text()));
        }
        return holds(test, found);
    }

    const predicate_table& predicates_;
    const expression_pool& expressions_;
    const event_row& row_;
    match_scratch& scratch_;
    const predicate_bits* looked_for_ = nullptr;
};

} // namespace varsigma::detail
