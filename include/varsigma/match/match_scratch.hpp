// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/event_row.hpp>
#include <varsigma/event/text_arena.hpp>
#include <varsigma/match/field_reference.hpp>
#include <varsigma/text/casefold.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varsigma::detail {

/// Texts of one event, each folded at most once.
class folded_texts {
public:
    void resize(std::size_t size) { entries_.resize(size); }

    /// The folded form of text number `at`, which is `text`. Lives until `clear`.
    [[nodiscard]] std::string_view of(std::size_t at, std::string_view text) {
        auto& entry = entries_[at];
        if (entry.round != round_) {
            char* const place = arena_.allocate(folded_capacity(text.size()));
            const auto written = fold_text_into(text, place);
            arena_.shrink(folded_capacity(text.size()) - written.size);
            entry = {{place, written.size}, round_};
        }
        return entry.text;
    }

    /// Forgets all texts. O(1), but for one call in four thousand million.
    void clear() noexcept {
        arena_.clear();
        if (++round_ == 0) {
            for (auto& entry : entries_) { entry.round = 0; }
            round_ = 1;
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    [[nodiscard]] std::size_t bytes() const noexcept {
        return arena_.capacity() + entries_.capacity() * sizeof(entry_type);
    }

private:
    struct entry_type {
        std::string_view text;
        std::uint32_t round = 0;
    };

    std::vector<entry_type> entries_;
    text_arena arena_;
    std::uint32_t round_ = 1;
};

/// The answers given for one event, so that a predicate which many rules share is asked once.
class predicate_answers {
public:
    void resize(std::size_t size) { answers_.resize(size); }

    /// The remembered answer, or that of `ask()`.
    template <class Ask>
    [[nodiscard]] bool of(std::size_t id, Ask ask) {
        auto& answer = answers_[id];
        if (answer >> 1U != round_) { answer = round_ << 1U | (ask() ? 1U : 0U); }
        return (answer & 1U) != 0;
    }

    void clear() noexcept {
        if (++round_ >> 31U != 0) {
            for (auto& answer : answers_) { answer = 0; }
            round_ = 1;
        }
    }

    [[nodiscard]] std::size_t bytes() const noexcept { return answers_.capacity() * sizeof(std::uint32_t); }

private:
    std::vector<std::uint32_t> answers_; // round, and the answer in the lowest bit
    std::uint32_t round_ = 1;
};

/// A set of small numbers that is filled anew for every event.
class candidate_set {
public:
    /// Empties the set, and makes room for numbers below `limit`.
    void begin(std::size_t limit) {
        members_.clear();
        if (rounds_.size() < limit) { rounds_.resize(limit); }
        if (++round_ == 0) {
            std::fill(rounds_.begin(), rounds_.end(), 0);
            round_ = 1;
        }
    }

    void add(std::uint32_t number) {
        if (rounds_[number] == round_) { return; }
        rounds_[number] = round_;
        members_.push_back(number);
    }

    [[nodiscard]] std::span<const std::uint32_t> sorted() {
        std::sort(members_.begin(), members_.end());
        return members_;
    }

private:
    std::vector<std::uint32_t> rounds_; // by number: the last round that had it
    std::vector<std::uint32_t> members_;
    std::uint32_t round_ = 0;
};

/// What matching one event needs to remember; kept from event to event, so that in the end nothing is allocated.
struct match_scratch {
    folded_texts fields;   ///< by slot
    folded_texts keywords; ///< by place among the row's values; the last one is the raw text
    predicate_answers answers;
    candidate_set candidates;
    field_reference reference;
    std::string repaired; ///< for RE2
    std::string unshared; ///< the folded text of a value that is looked at once: an element, a number

    void begin_event(const event_row& row) {
        fields.clear();
        keywords.clear();
        answers.clear();
        // one more than there are values: for the raw text
        if (keywords.size() <= row.values().size()) { keywords.resize(row.values().size() + 1); }
    }
};

} // namespace varsigma::detail
