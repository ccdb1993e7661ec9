// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/match/detail/expression.hpp>
#include <varsigma/match/detail/match_scratch.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/match/detail/predicate_table.hpp>
#include <varsigma/match/detail/value_test.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace VARSIGMA_NAMESPACE::detail {

/// Answers predicates and expressions for one event.
///
/// Every way of matching ends here, so that all of them agree. Cheap to make; refers to everything it is given. The
/// scratch has begun the event (`begin_event`).
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
        const bool truth = compute(id);
        scratch_.answers.set(id, truth ? predicate_answer::yes : predicate_answer::no);
        return truth;
    }

    /// From here on, the predicates that do not hold if the scratch knows nothing of them, since they were looked for;
    /// null for none.
    void trust(const predicate_bits* looked_for) noexcept { looked_for_ = looked_for; }

    /// Whether the predicate holds, whatever is known of it: here missing fields and lists get their meaning.
    [[nodiscard]] bool compute(predicate_id id) {
        const auto field = predicates_.field(id);
        return predicates_.visit(id, [&](const auto& wanted) {
            return field == any_field ? holds_for_keyword(wanted) : holds_for_field(wanted, field);
        });
    }

private:
    template <class Test>
    bool holds_for_field(const Test& wanted, slot field) {
        constexpr bool wants_null = std::is_same_v<Test, null_test>;
        const auto& found = content_of(field);
        if (found.is_missing()) { return wants_null; }
        if constexpr (std::is_same_v<Test, presence_test>) {
            return true;
        } else if constexpr (std::is_same_v<Test, reference_test>) {
            const auto& other = content_of(wanted.other);
            return !other.is_missing() && scratch_.reference.holds(wanted, found, other);
        } else {
            if (found.type() != value_type::list) { return holds_for_plain(wanted, field, found); }
            if (wants_null && found.as_list().empty()) { return true; }
            for (const auto& element : found.as_list()) {
                if (holds_for(wanted, element)) { return true; }
            }
            return false;
        }
    }

    /// The field's value; missing if the rows have no such field at all, as some that only an explained rule names.
    [[nodiscard]] const value& content_of(slot field) const noexcept {
        static constexpr value missing{};
        return field < row_.size() ? row_[field] : missing;
    }

    /// Of a field's value that is no list.
    template <class Test>
    bool holds_for_plain(const Test& wanted, slot /*field*/, const value& found) {
        return holds_for(wanted, found);
    }
    /// The same as for any value, but over text that is folded once for all rules.
    bool holds_for_plain(const text_test& wanted, slot field, const value& found) {
        if (!wanted.is_folded() || found.type() != value_type::text) { return holds_for(wanted, found); }
        if (wanted.pattern.form() == pattern_shape::kind::everything) { return true; }
        const auto folded = scratch_.fields.of(field, found.as_text());
        // what every match holds is quicker to look for
        if (wanted.required && !wanted.required->stands_in(folded)) { return false; }
        return wanted.pattern.matches_folded(folded);
    }
    bool holds_for_plain(const regex_test& wanted, slot field, const value& found) {
        if (found.type() != value_type::text) { return holds_for(wanted, found); }
        const auto text = found.as_text();
        return wanted.may_match(scratch_.fields.of(field, text)) && wanted.search(text, scratch_.repaired);
    }

    template <class Test>
    static bool holds_for(const Test& wanted, const value& found) noexcept {
        return detail::holds_for(wanted, found);
    }
    static bool holds_for(const text_test& wanted, const value& found) noexcept {
        return holds_for_text_of(found, [&](std::string_view text) { return wanted.pattern.matches(text); });
    }
    bool holds_for(const regex_test& wanted, const value& found) {
        return holds_for_text_of(found, [&](std::string_view text) { return wanted.search(text, scratch_.repaired); });
    }
    /// Of keywords, which refer to no field.
    static bool holds_for(const reference_test& /*wanted*/, const value& /*found*/) noexcept { return false; }

    template <class Test>
    bool holds_for_keyword(const Test& wanted) {
        std::size_t at = 0;
        for (const auto& found : row_.values()) {
            if (holds_for_keyword(wanted, found, at++)) { return true; }
        }
        return !row_.raw_text().empty() && holds_for_keyword(wanted, value::of(row_.raw_text()), at);
    }

    template <class Test>
    bool holds_for_keyword(const Test& wanted, const value& found, std::size_t at) {
        if constexpr (std::is_same_v<Test, text_test>) {
            if (wanted.is_folded() && found.type() == value_type::text) {
                return wanted.pattern.matches_folded(scratch_.keywords.of(at, found.as_text()));
            }
        }
        return holds_for(wanted, found);
    }

    const predicate_table& predicates_;
    const expression_pool& expressions_;
    const event_row& row_;
    match_scratch& scratch_;
    const predicate_bits* looked_for_ = nullptr;
};

} // namespace VARSIGMA_NAMESPACE::detail
