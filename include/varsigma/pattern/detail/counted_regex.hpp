// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/literal_search.hpp>
#include <varsigma/pattern/detail/character_runs.hpp>
#include <varsigma/pattern/detail/position_automaton.hpp>
#include <varsigma/pattern/detail/position_builder.hpp>
#include <varsigma/pattern/detail/re2_classes.hpp>
#include <varsigma/pattern/detail/re2_source.hpp>
#include <varsigma/pattern/detail/regex_part.hpp>
#include <varsigma/pattern/detail/regex_part_reader.hpp>
#include <varsigma/pattern/regex.hpp>

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// An expression in which single characters are repeated so often that RE2 would count by states, of which it runs out
/// on long texts. It is answered by counting, in linear time, with exactly RE2's answers: which characters an atom
/// takes is RE2's word.
class counted_regex {
public:
    /// RE2's automaton may have to remember any set of so many places.
    static constexpr std::size_t usual_large_count = 16;

    /// Nothing if the expression is better left to RE2: it has no large count, or something beside one that would need
    /// too many positions. Precondition: RE2 accepts the expression.
    /// \param large_count the least count for which it is worth while
    [[nodiscard]] static std::optional<counted_regex> make(std::string_view pattern, regex_flags flags,
                                                           const regex_limits& limits,
                                                           std::size_t large_count = usual_large_count) {
        regex_part_reader reader{pattern, flags, large_count};
        const auto tree = reader.read();
        if (!tree || !reader.has_large_count()) { return std::nullopt; }
        re2_class_finder finder{limits};
        auto classes = finder.find(reader.atoms());
        if (!classes) { return std::nullopt; }
        if (auto runs = runs_of(*tree, *classes)) { return counted_regex{*std::move(runs)}; }
        auto tables = position_builder{}.build(*tree);
        if (!tables || matches_inside_characters(*tables)) { return std::nullopt; }
        counted_regex made{position_automaton{*std::move(tables), *std::move(classes)}};
        const re2_source source{reader.relaxed(), flags, limits};
        auto relaxed = std::make_unique<const RE2>(to_re2(source.text), source.options);
        if (relaxed->ok()) { made.relaxed_ = std::move(relaxed); }
        made.least_ = least_length(*tree);
        made.longest_ = !is_lazy(*tree);
        return made;
    }

    /// Whether it matches somewhere in a text; invalid bytes count as U+FFFD. O(n).
    /// \param repaired gives the text with U+FFFD in place of invalid bytes, if that is needed
    template <class Repaired>
    [[nodiscard]] bool search(std::string_view text, Repaired repaired) const {
        if (std::holds_alternative<position_automaton>(how_)) {
            if (text.size() < least_) { return false; } // a character has a byte or more
            if (relaxed_ != nullptr) {
                const std::string_view searched = repaired();
                if (!relaxed_->Match(to_re2(searched), 0, searched.size(), RE2::UNANCHORED, nullptr, 0)) {
                    return false;
                }
            }
        }
        return search_by_counting(text).found;
    }

    struct outcome {
        bool found = false;
        std::size_t steps = 0;
    };
    /// The same without asking RE2 first. The steps are bounded by a multiple of the text's length, whatever the
    /// counts.
    [[nodiscard]] outcome search_by_counting(std::string_view text) const {
        if (const auto* const runs = std::get_if<character_runs>(&how_)) {
            const auto seen = runs->search(text);
            return {seen.found.has_value(), seen.steps};
        }
        const auto seen = std::get<position_automaton>(how_).search(text);
        return {seen.found, seen.steps};
    }

    /// Where a match stands: it begins where RE2's does, at the leftmost place. Of the matches from there it is the
    /// longest, or the shortest if all repetitions are lazy; RE2's may be another if the expression is more than one
    /// repeated character. O(n log n).
    [[nodiscard]] std::optional<text_span> find(std::string_view text) const {
        if (const auto* const runs = std::get_if<character_runs>(&how_)) { return runs->find(text).found; }
        return std::get<position_automaton>(how_).find(text, longest_);
    }

private:
    explicit counted_regex(character_runs runs) : how_(std::move(runs)) {}
    explicit counted_regex(position_automaton automaton) : how_(std::move(automaton)) {}

    /// For RE2 the empty text between two bytes of a character is at no boundary of words.
    [[nodiscard]] static bool matches_inside_characters(const position_tables& tables) noexcept {
        return std::any_of(tables.empty.begin(), tables.empty.end(),
                           [](std::uint8_t places) { return (places & no_word_boundary) != 0; });
    }

    /// If the expression is one repeated atom, between the text's ends or not.
    [[nodiscard]] static std::optional<character_runs> runs_of(const regex_part& tree,
                                                               const std::vector<character_class>& classes) {
        const auto parts = tree.form == part_form::sequence ? std::span{tree.children} : std::span{&tree, 1};
        character_runs::shape wanted;
        const regex_part* only = nullptr;
        for (const auto& part : parts) {
            if (part.form == part_form::place && part.places == begin_of_text && only == nullptr) {
                wanted.at_begin = true;
            } else if (part.form == part_form::place && part.places == end_of_text && only != nullptr) {
                wanted.at_end = true;
            } else if (part.form == part_form::repetition && part.children.front().form == part_form::atom &&
                       only == nullptr) {
                only = &part;
            } else {
                return std::nullopt;
            }
        }
        if (only == nullptr) { return std::nullopt; }
        wanted.least = only->least;
        wanted.most = only->most;
        wanted.greedy = only->greedy;
        return character_runs{classes[only->children.front().atom], wanted};
    }

    /// Whether a repetition is lazy and none is greedy.
    [[nodiscard]] static bool is_lazy(const regex_part& part) noexcept {
        bool any = false;
        bool all = true;
        const auto look = [&](const auto& self, const regex_part& each) -> void {
            if (each.form == part_form::repetition) {
                any = true;
                all = all && !each.greedy;
            }
            for (const auto& child : each.children) { self(self, child); }
        };
        look(look, part);
        return any && all;
    }

    /// How many characters a match has at least.
    [[nodiscard]] static std::size_t least_length(const regex_part& part) noexcept {
        constexpr std::size_t enough = std::size_t{1} << 20U; // so that nothing overflows
        std::size_t length = part.form == part_form::atom ? 1 : 0;
        if (part.form == part_form::choice) { length = enough; }
        for (const auto& child : part.children) {
            const auto one = least_length(child);
            length = part.form == part_form::choice ? std::min(length, one) : length + one;
        }
        if (part.form == part_form::repetition) { length *= std::min(part.least, enough); }
        return std::min(length, enough);
    }

    std::variant<character_runs, position_automaton> how_;
    std::unique_ptr<const RE2> relaxed_; // matches whatever the automaton does, and is quicker to say no
    std::size_t least_ = 0;
    bool longest_ = true; // of the matches that begin at one place
};

} // namespace VARSIGMA_NAMESPACE::detail
