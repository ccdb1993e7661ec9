// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/field_table.hpp>
#include <varsigma/match/expression.hpp>
#include <varsigma/match/predicate.hpp>
#include <varsigma/match/predicate_table.hpp>
#include <varsigma/pattern/literal_index.hpp>
#include <varsigma/pattern/literal_rarity.hpp>
#include <varsigma/pattern/pattern_shape.hpp>
#include <varsigma/text/casefold.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace varsigma::detail {

/// A sign that can be looked for in a field, for many rules at once: a literal in its text, or the number that it is.
struct sign {
    slot field = no_slot;
    pattern_shape::kind form = pattern_shape::kind::contains;
    std::string literal;                ///< folded
    std::optional<std::int64_t> number; ///< instead of a literal
};

/// The signs of which an event must show one for a rule to match: its witness.
struct witness {
    std::vector<sign> signs;
    double frequency = 0; ///< a guess at the share of events that show one; for choosing only
};

/// Finds the witness of a rule: among the clauses that must hold for the rule to match, the rarest whose tests all have
/// signs that can be looked for.
class witness_finder {
public:
    witness_finder(const predicate_table& predicates, const expression_pool& expressions)
        : predicates_(predicates), expressions_(expressions) {}

    /// The witness of the expression, or nothing if it has none: such a rule has to be tried on every event. O(its size).
    [[nodiscard]] std::optional<witness> of(node_id id) const {
        const auto& node = expressions_[id];
        switch (node.kind) {
        case node_kind::constant:
        case node_kind::negation: return std::nullopt;
        case node_kind::predicate: return of(predicates_[node.operand]);
        case node_kind::all_of: {
            std::optional<witness> rarest;
            for (const auto child : expressions_.children(node)) {
                auto found = of(child);
                if (found && (!rarest || found->frequency < rarest->frequency)) { rarest = std::move(found); }
            }
            return rarest;
        }
        case node_kind::any_of:
        case node_kind::at_least: break;
        }
        witness joined;
        for (const auto child : expressions_.children(node)) {
            auto found = of(child);
            if (!found) { return std::nullopt; }
            joined.frequency += found->frequency;
            std::move(found->signs.begin(), found->signs.end(), std::back_inserter(joined.signs));
        }
        return joined;
    }

private:
    [[nodiscard]] static std::optional<witness> of(const predicate& asked) {
        if (const auto* text = std::get_if<text_test>(&asked.test)) { return of(*text, asked.field); }
        const auto* numeric = std::get_if<number_test>(&asked.test);
        if (numeric == nullptr || numeric->relation != comparison::equal ||
            numeric->bound.which() != number::kind::signed_integer) {
            return std::nullopt;
        }
        constexpr double share_of_one_number = 1.0 / 64;
        return witness{{{asked.field, pattern_shape::kind::equals, {}, numeric->bound.as_signed()}},
                       share_of_one_number};
    }

    [[nodiscard]] static std::optional<witness> of(const text_test& asked, slot field) {
        const auto& pattern = asked.pattern.engine();
        sign found{field, pattern.form(), std::string{pattern.literal()}, std::nullopt};
        if (found.form == pattern_shape::kind::general) {
            found.form = pattern_shape::kind::contains;
            found.literal = asked.required;
        }
        if (asked.mode == case_mode::exact) { fold_text(std::string{found.literal}, found.literal); }
        const bool is_inner = found.form == pattern_shape::kind::contains;
        if (found.literal.size() < (is_inner ? literal_index::shortest_inner : 1)) { return std::nullopt; }
        const double bits = literal_rarity(found.literal) / 8.0;
        // a literal that may stand anywhere has many places to turn up; paths share their beginnings and their ends
        constexpr double places = 64;
        constexpr double share_of_bits_in_paths = 0.25;
        const double frequency = is_inner ? places * std::exp2(-bits) : std::exp2(-bits * share_of_bits_in_paths);
        return witness{{std::move(found)}, std::min(frequency, 1.0)};
    }

    const predicate_table& predicates_;
    const expression_pool& expressions_;
};

} // namespace varsigma::detail
