// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/literal_rarity.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/literals/literal_index.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/text/detail/casefold.hpp>
#include <varsigma/text/number.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace VARSIGMA_NAMESPACE::detail {

/// What can be looked for in a field, for many rules at once, to see whether a predicate may hold: a literal in its
/// text, or the number that it is.
struct atom {
    pattern_shape::kind form = pattern_shape::kind::contains;
    std::string_view literal;           ///< folded
    std::optional<std::int64_t> number; ///< instead of a literal
    bool is_proof = false;              ///< where it shows, the predicate holds
};

/// The longest literal that is looked for anywhere in a text. Of a longer one it is the begin, so that a text that
/// holds that again and again costs no more than so many comparisons a byte.
inline constexpr std::size_t longest_inner_atom = 64;

/// Calls `visit(atom)` for each atom of a predicate, which cannot hold unless one of them shows. None: it cannot be
/// indexed. Literals live as long as the call.
template <class Visit>
void for_each_atom(const predicate& asked, Visit visit) {
    if (const auto* numeric = std::get_if<number_test>(&asked.test)) {
        if (numeric->relation == comparison::equal && numeric->bound.is_number() &&
            numeric->bound.as_number().which() == number::kind::signed_integer) {
            visit(atom{pattern_shape::kind::equals, {}, numeric->bound.as_number().as_signed(), true});
        }
        return;
    }
    const auto inner = [&](std::string_view literal, bool is_proof = false) {
        visit(atom{pattern_shape::kind::contains, literal.substr(0, longest_inner_atom), std::nullopt,
                   is_proof && literal.size() <= longest_inner_atom});
    };
    if (const auto* regex = std::get_if<regex_test>(&asked.test)) {
        for (std::size_t at = 0; at < regex->required_count(); ++at) {
            if (regex->required(at).text.size() < literal_index::shortest_inner) { return; }
        }
        for (std::size_t at = 0; at < regex->required_count(); ++at) { inner(regex->required(at).text); }
        return;
    }
    const auto* text = std::get_if<text_test>(&asked.test);
    if (text == nullptr) { return; }
    const auto& pattern = text->pattern;
    if (pattern.form() == pattern_shape::kind::general) {
        if (text->required && text->required->text.size() >= literal_index::shortest_inner) {
            inner(text->required->text);
        }
        return;
    }
    const auto shortest = pattern.form() == pattern_shape::kind::contains ? literal_index::shortest_inner : 1;
    if (pattern.literal().size() < shortest) { return; } // folding can make it shorter still
    std::string folded;
    if (!text->is_folded()) { fold_text(pattern.literal(), folded); }
    const auto literal = text->is_folded() ? pattern.literal() : std::string_view{folded};
    if (pattern.form() == pattern_shape::kind::contains) {
        if (literal.size() >= shortest) { inner(literal, text->is_folded()); }
    } else if (!literal.empty()) {
        visit(atom{pattern.form(), literal, std::nullopt, text->is_folded()});
    }
}

/// Whether there are atoms to look for.
[[nodiscard]] inline bool has_atoms(const predicate& asked) {
    bool any = false;
    for_each_atom(asked, [&](const atom& /*each*/) { any = true; });
    return any;
}

/// A guess at the share of events with the field in which an atom shows; for choosing only.
[[nodiscard]] inline double frequency_of(const atom& shown) noexcept {
    char digits[number_text_size];
    const auto literal = shown.number ? to_text(number{*shown.number}, digits) : shown.literal;
    auto bits = occurrence_bits(shown.form, literal);
    // fields that are compared as a whole have few values; the table knows only how often a value is among all fields'
    constexpr double bits_of_the_field = 5;
    if (shown.form == pattern_shape::kind::equals) { bits = std::max(bits - bits_of_the_field, 0.0); }
    return std::exp2(-bits);
}

} // namespace VARSIGMA_NAMESPACE::detail
