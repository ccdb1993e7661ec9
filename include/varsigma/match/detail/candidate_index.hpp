// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/event/detail/value_text.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/literals/literal_index.hpp>
#include <varsigma/match/detail/match_scratch.hpp>
#include <varsigma/match/detail/number_table.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/match/detail/predicate_table.hpp>
#include <varsigma/match/detail/slot_map.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// From the atoms in an event to the rules of a bucket that can match it.
///
/// A rule is a candidate if its prefilter shows; no other rule with a prefilter can match. One pass over each field that
/// matters and that the event has, whatever the number of rules. Rules are numbered by the bucket. Made by
/// `candidate_index_builder`, or read out of a bundle. Each predicate of
/// the prefilters has a posting: the rules for which it stands. Other predicates can be looked for as well, so that
/// fewer need be asked later.
class candidate_index {
public:
    using rule_number = std::uint32_t;

    /// Calls `found(rule)` for every candidate, possibly more than once. Of each predicate of which an atom shows it is
    /// noted in the scratch that it holds, or else that this is open.
    template <class Found>
    void find(const event_row& row, match_scratch& scratch, Found found) const {
        auto latest = static_cast<std::uint32_t>(postings_.size()); // texts repeat themselves
        const auto show = [&](std::uint32_t number) {
            if (number == latest) { return; }
            latest = number;
            const auto& shown = postings_[number];
            scratch.answers.set(shown.asked, shown.is_proof != 0 ? predicate_answer::yes : predicate_answer::open);
            for (auto at = shown.first; at < postings_[number + 1].first; ++at) { found(rules_[at]); }
        };
        for (const auto field : row.present()) {
            const auto place = places_.find(field);
            if (place == slot_map::nowhere) { continue; }
            const auto& index = fields_[place];
            const auto& content = row[field];
            if (content.type() == value_type::text) {
                index.find(content, scratch.fields.indexed(field, content.as_text()), show);
            } else if (content.type() == value_type::list) {
                for (const auto& element : content.as_list()) { index.find_unshared(element, scratch, show); }
            } else {
                index.find_unshared(content, scratch, show);
            }
        }
        if (keywords_) { find_keywords(row, scratch, show); }
    }

    /// The predicates that do not hold unless `find` notes something of them.
    [[nodiscard]] const predicate_bits& looked_for() const noexcept { return looked_for_; }

    [[nodiscard]] std::size_t posting_count() const noexcept { return postings_.empty() ? 0 : postings_.size() - 1; }

    [[nodiscard]] std::size_t bytes() const noexcept {
        auto sum = places_.bytes() + postings_.bytes() + rules_.bytes() + looked_for_.bytes();
        for (const auto& field : fields_) { sum += sizeof field + field.heap_bytes(); }
        return sum + (keywords_ ? sizeof *keywords_ + keywords_->heap_bytes() : 0);
    }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.places_, self.fields_, self.keywords_, self.postings_, self.rules_, self.looked_for_);
    }
    /// Whether what was read can be used with so many predicates and so many rules of the bucket. O(size).
    [[nodiscard]] bool is_sound(std::size_t predicates, std::size_t rules) const noexcept {
        if (postings_.empty()) { return fields_.empty() && !keywords_ && places_.empty(); }
        const auto count = static_cast<std::uint32_t>(postings_.size() - 1);
        for (std::size_t at = 0; at < count; ++at) {
            if (postings_[at].first > postings_[at + 1].first || postings_[at].asked >= predicates) { return false; }
        }
        return postings_[count].first == rules_.size() &&
               std::all_of(rules_.begin(), rules_.end(), [&](rule_number rule) { return rule < rules; }) &&
               places_.is_sound(fields_.size()) &&
               std::all_of(fields_.begin(), fields_.end(),
                           [&](const field_index& field) { return field.is_sound(count); }) &&
               (!keywords_ || keywords_->is_sound(count));
    }
    /// After reading: the instructions to search with. Precondition: `is_supported(level)`.
    void use(simd_level level) {
        for (auto& field : fields_) { field.literals.use(level); }
        if (keywords_) { keywords_->literals.use(level); }
    }

private:
    friend class candidate_index_builder;

    struct field_index {
        literal_index literals;
        number_table numbers;

        template <class Self, class Layout>
        static void lay_out(Self& self, Layout& layout) {
            layout(self.literals, self.numbers);
        }
        [[nodiscard]] bool is_sound(std::uint32_t limit) const noexcept {
            return literals.is_sound(limit) && numbers.is_sound(limit);
        }

        template <class Show>
        void find(const value& content, indexed_text text, Show& show) const {
            literals.find(text, show);
            if (numbers.empty()) { return; }
            if (const auto numeric = integer_of(content)) {
                if (const auto known = numbers.find(*numeric)) { show(*known); }
            }
        }

        /// Of a value whose folded text nothing else will need.
        template <class Show>
        void find_unshared(const value& content, match_scratch& scratch, Show& show) const {
            const value_text text{content};
            if (text.exists()) { find(content, to_indexed(text.view(), scratch.unshared), show); }
        }

        [[nodiscard]] std::size_t heap_bytes() const noexcept { return literals.bytes() + numbers.bytes(); }
    };

    struct posting {
        std::uint32_t first; // in rules_; the next posting's first is the end
        predicate_id asked : 31;
        predicate_id is_proof : 1; // where it shows, the predicate holds
    };

    template <class Show>
    void find_keywords(const event_row& row, match_scratch& scratch, Show& show) const {
        const auto shortest = keywords_->numbers.empty() ? keywords_->literals.shortest() : 0;
        std::size_t at = 0;
        for (const auto& content : row.values()) {
            const auto number = at++;
            if (is_shorter(content, shortest)) { continue; }
            if (content.type() != value_type::text) {
                keywords_->find_unshared(content, scratch, show);
                continue;
            }
            const auto text = content.as_text();
            keywords_->find(content, is_ascii(text) ? indexed_text{text, true} : scratch.keywords.indexed(number, text),
                            show);
        }
        if (!row.raw_text().empty()) {
            keywords_->find(value::of(row.raw_text()), scratch.keywords.indexed(at, row.raw_text()), show);
        }
    }

    slot_map places_; // in fields_
    std::vector<field_index> fields_;
    std::unique_ptr<field_index> keywords_; // of all values
    flat_array<posting> postings_;
    flat_array<rule_number> rules_;
    predicate_bits looked_for_;
};

} // namespace VARSIGMA_NAMESPACE::detail
