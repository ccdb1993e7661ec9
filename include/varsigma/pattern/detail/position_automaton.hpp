// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/literal_search.hpp>
#include <varsigma/pattern/detail/regex_part.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Some of the first 256 numbers, as bits.
class position_set {
public:
    static constexpr std::size_t capacity = 256;

    constexpr void add(std::size_t position) noexcept {
        words_[position / word_bits] |= std::uint64_t{1} << (position % word_bits);
    }
    constexpr void remove(std::size_t position) noexcept {
        words_[position / word_bits] &= ~(std::uint64_t{1} << (position % word_bits));
    }
    [[nodiscard]] constexpr bool contains(std::size_t position) const noexcept {
        return (words_[position / word_bits] >> (position % word_bits) & 1U) != 0;
    }
    [[nodiscard]] constexpr bool empty() const noexcept { return (words_[0] | words_[1] | words_[2] | words_[3]) == 0; }
    constexpr position_set& operator|=(const position_set& other) noexcept {
        for (std::size_t at = 0; at < words_.size(); ++at) { words_[at] |= other.words_[at]; }
        return *this;
    }
    constexpr position_set& operator&=(const position_set& other) noexcept {
        for (std::size_t at = 0; at < words_.size(); ++at) { words_[at] &= other.words_[at]; }
        return *this;
    }
    friend constexpr position_set operator&(position_set left, const position_set& right) noexcept {
        return left &= right;
    }

    /// Calls `visit(position)` for each, in ascending order.
    template <class Visit>
    constexpr void for_each(Visit visit) const {
        for (std::size_t at = 0; at < words_.size(); ++at) {
            for (auto left = words_[at]; left != 0; left &= left - 1) {
                visit(at * word_bits + static_cast<std::size_t>(std::countr_zero(left)));
            }
        }
    }

private:
    static constexpr std::size_t word_bits = 64;

    std::array<std::uint64_t, capacity / word_bits> words_{};
};

/// Positions that may be next, or were last, where the places that are asked for are there.
struct placed_positions {
    std::uint8_t places = 0;
    position_set positions;
};
using position_choices = std::vector<placed_positions>;

/// How often the atom of a position is repeated, when that is more than a bit can tell.
struct position_count {
    std::size_t position = 0;
    std::size_t least = 0;
    std::size_t most = 0;
};

/// The parts of an automaton over positions: each atom of an expression, as often as it is written, is one.
struct position_tables {
    std::vector<std::size_t> atoms;       // of each position
    std::vector<position_count> counts;   // of those that are repeated by counting
    position_choices first;               // what a match begins with
    position_choices last;                // what it ends with
    std::vector<position_choices> follow; // of each position
    std::vector<std::uint8_t> empty;      // the places of each of which is enough to match nothing there
    std::uint8_t asked_places = 0;        // by any part
};

/// Whether an expression matches somewhere in a text, with counters in place of as many states: a counter remembers
/// where in the text its repetition was entered, as stretches of neighbouring places, and needs only the first if it
/// has no upper bound.
///
/// Each character costs at most as many steps as there are positions, whatever the counts; entries are added and
/// dropped once each. Immutable; a search is safe from any thread and allocates a little if there are counters.
/// Source: V. M. Glushkov, "The abstract theory of automata" (1961); L. Turoňová et al., "Regex Matching with
/// Counting-Set Automata" (2020).
class position_automaton {
public:
    struct outcome {
        bool found = false;
        std::size_t steps = 0; ///< positions and entries looked at
    };

    position_automaton(position_tables tables, std::vector<character_class> classes)
        : tables_(std::move(tables)), classes_(std::move(classes)), wide_(classes_.size()) {
        std::vector<position_set> of_class(classes_.size());
        for (std::size_t position = 0; position < tables_.atoms.size(); ++position) {
            of_class[tables_.atoms[position]].add(position);
        }
        for (std::size_t atom = 0; atom < classes_.size(); ++atom) {
            for (char32_t each = 0; each < character_class::ascii_end; ++each) {
                if (classes_[atom].contains(each)) { ascii_[each] |= of_class[atom]; }
            }
            if (classes_[atom].is_wide()) { wide_[atom] = of_class[atom]; }
        }
        for (const auto& each : tables_.counts) { counted_.add(each.position); }
        for (const auto& each : tables_.first) {
            if (each.places == 0) { always_first_ |= each.positions; }
            begins_with_text_ = begins_with_text_ && (each.places & begin_of_text) != 0;
        }
        for (char32_t each = 0; each < character_class::ascii_end; ++each) {
            begins_[each] = !(ascii_[each] & always_first_).empty();
        }
        for (const auto places : tables_.empty) {
            begins_with_text_ = begins_with_text_ && (places & begin_of_text) != 0;
        }
    }

    /// Invalid bytes count as U+FFFD. O(text × positions).
    [[nodiscard]] outcome search(std::string_view text) const {
        run one{*this, text, text.size()};
        return {one.search(), one.steps()};
    }

    /// The leftmost place at which a match begins, and the end of the longest from there, or of the shortest. O(text ×
    /// positions × log of the text).
    [[nodiscard]] std::optional<text_span> find(std::string_view text, bool longest) const {
        const auto matches = [&](std::size_t last_begin) { return run{*this, text, last_begin}.search(); };
        if (!matches(text.size())) { return std::nullopt; }
        std::size_t begin = 0;
        for (std::size_t possible = text.size(); begin != possible;) {
            const auto middle = begin + (possible - begin) / 2;
            if (matches(middle)) {
                possible = middle;
            } else {
                begin = middle + 1;
            }
        }
        // nothing begins before it
        const auto end = run{*this, text, begin}.end_of_match(longest);
        return text_span{begin, end - begin};
    }

private:
    /// The entries of one counter, oldest first, by number of character.
    class entries {
    public:
        [[nodiscard]] bool empty() const noexcept { return begin_ == stretches_.size(); }
        void clear() noexcept {
            stretches_.clear();
            begin_ = 0;
        }
        void add(std::size_t at) {
            if (!empty() && stretches_.back().last + 1 == at) {
                stretches_.back().last = at;
            } else {
                stretches_.push_back({at, at});
            }
        }
        /// Forgets what was before `at`; gives how many stretches that were.
        std::size_t drop_before(std::size_t at) {
            const auto old = begin_;
            while (!empty() && stretches_[begin_].last < at) { ++begin_; }
            if (!empty() && stretches_[begin_].first < at) { stretches_[begin_].first = at; }
            const auto dropped = begin_ - old;
            if (begin_ > stretches_.size() / 2) { // as many as are moved were dropped before
                stretches_.erase(stretches_.begin(), stretches_.begin() + static_cast<std::ptrdiff_t>(begin_));
                begin_ = 0;
            }
            return dropped;
        }
        [[nodiscard]] std::size_t oldest() const noexcept { return stretches_[begin_].first; }

    private:
        struct stretch {
            std::size_t first = 0;
            std::size_t last = 0;
        };
        std::vector<stretch> stretches_;
        std::size_t begin_ = 0;
    };

    /// The thread's counters, kept so that searching allocates nothing in the end. What they hold is bounded by the
    /// counts.
    [[nodiscard]] static std::span<entries> cleared(std::size_t count) {
        thread_local std::vector<entries> kept;
        if (kept.size() < count) { kept.resize(count); }
        const auto wanted = std::span{kept}.first(count);
        for (auto& each : wanted) { each.clear(); }
        return wanted;
    }

    /// One search; one at a time in each thread.
    class run {
    public:
        /// Looks for matches that begin at byte `last_begin` or before.
        run(const position_automaton& of, std::string_view text, std::size_t last_begin)
            : of_(of),
              text_(text),
              last_begin_(of.begins_with_text_ ? 0 : last_begin),
              counters_(cleared(of.tables_.counts.size())) {}

        [[nodiscard]] std::size_t steps() const noexcept { return steps_; }

        [[nodiscard]] bool search() {
            bool found = false;
            walk([&](std::size_t /*end*/) { return found = true; });
            return found;
        }

        /// Precondition: there is a match.
        [[nodiscard]] std::size_t end_of_match(bool longest) {
            std::size_t found = 0;
            walk([&](std::size_t end) {
                found = end;
                return !longest;
            });
            return found;
        }

    private:
        /// Calls `visit(end)` with each byte at which a match ends, until that gives true.
        template <class Visit>
        void walk(Visit visit) {
            const char* const end = text_.data() + text_.size();
            const char* at = text_.data();
            for (std::size_t number = 0;;) {
                const auto byte = static_cast<std::size_t>(at - text_.data());
                may_begin_ = byte <= last_begin_;
                if (of_.tables_.asked_places != 0) { here_ = places_at(byte); }
                if (accepts() && visit(byte)) { return; }
                if (at == end) { return; }
                if (is_over()) {
                    if (!may_begin_) { return; }
                    if (of_.tables_.asked_places == 0 && skip(at, end, number)) { continue; }
                }
                enter(number);
                const auto lead = static_cast<unsigned char>(*at);
                if (lead < character_class::ascii_end) {
                    consume(of_.ascii_[lead], number + 1);
                    ++at;
                } else {
                    const auto next = utf8::decode(at, end);
                    at += next.length;
                    consume(of_.positions_of(next.valid ? next.character : utf8::replacement_character), number + 1);
                }
                ++number;
            }
        }

        /// Goes over characters that begin no match; false if there is none.
        bool skip(const char*& at, const char* end, std::size_t& number) noexcept {
            const char* const begin = at;
            while (at != end && static_cast<unsigned char>(*at) < character_class::ascii_end &&
                   !of_.begins_[static_cast<unsigned char>(*at)]) {
                ++at;
            }
            const auto skipped = static_cast<std::size_t>(at - begin);
            number += skipped;
            steps_ += skipped;
            return skipped != 0;
        }

        [[nodiscard]] std::uint8_t places_at(std::size_t byte) const noexcept {
            const bool begin = byte == 0;
            const bool end = byte == text_.size();
            unsigned places = 0;
            if (begin) { places |= begin_of_text; }
            if (end) { places |= end_of_text; }
            constexpr unsigned at_ends = begin_of_text | end_of_text;
            if ((of_.tables_.asked_places & ~at_ends) == 0) { return static_cast<std::uint8_t>(places); }
            if (begin || text_[byte - 1] == '\n') { places |= begin_of_line; }
            if (end || text_[byte] == '\n') { places |= end_of_line; }
            const bool word_before = !begin && is_word(text_[byte - 1]);
            const bool word_behind = !end && is_word(text_[byte]);
            places |= word_before == word_behind ? no_word_boundary : word_boundary;
            return static_cast<std::uint8_t>(places);
        }
        [[nodiscard]] static bool is_word(char byte) noexcept {
            return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                   byte == '_';
        }
        [[nodiscard]] bool is_there(std::uint8_t places) const noexcept { return (places & ~here_) == 0; }

        /// Whether a match ends here.
        [[nodiscard]] bool accepts() const noexcept {
            for (const auto places : of_.tables_.empty) {
                if (may_begin_ && is_there(places)) { return true; }
            }
            for (const auto& each : of_.tables_.last) {
                if (is_there(each.places) && !(each.positions & done_).empty()) { return true; }
            }
            return false;
        }

        /// Whether nothing is left of what was begun.
        [[nodiscard]] bool is_over() const noexcept {
            return done_.empty() && std::all_of(counters_.begin(), counters_.end(),
                                                [](const entries& entered) { return entered.empty(); });
        }

        /// What the next character may be, from what ends here.
        void enter(std::size_t number) {
            next_ = may_begin_ ? of_.always_first_ : position_set{};
            if (may_begin_ && of_.tables_.asked_places != 0) { add(of_.tables_.first); }
            done_.for_each([&](std::size_t position) {
                ++steps_;
                add(of_.tables_.follow[position]);
            });
            if ((next_ & of_.counted_).empty()) { return; }
            for (std::size_t counter = 0; counter < counters_.size(); ++counter) {
                const auto& count = of_.tables_.counts[counter];
                if (!next_.contains(count.position)) { continue; }
                ++steps_;
                // without an upper bound the oldest one is as good as any
                if (count.most != regex_part::unlimited || counters_[counter].empty()) {
                    counters_[counter].add(number);
                }
            }
        }
        void add(const position_choices& choices) noexcept {
            for (const auto& each : choices) {
                if (is_there(each.places)) { next_ |= each.positions; }
            }
        }

        /// The next character, of which such positions take; `number` characters end with it.
        void consume(const position_set& taking, std::size_t number) {
            ++steps_;
            done_ = next_ & taking;
            for (std::size_t counter = 0; counter < counters_.size(); ++counter) {
                auto& entered = counters_[counter];
                if (entered.empty()) { continue; }
                const auto& count = of_.tables_.counts[counter];
                ++steps_;
                if (!taking.contains(count.position)) {
                    entered.clear();
                    continue;
                }
                if (count.most < number) { steps_ += entered.drop_before(number - count.most); }
                if (!entered.empty() && number - entered.oldest() >= count.least) {
                    done_.add(count.position);
                } else {
                    done_.remove(count.position);
                }
            }
        }

        const position_automaton& of_;
        std::string_view text_;
        std::size_t last_begin_;
        bool may_begin_ = true;       // a match, here
        std::span<entries> counters_; // of this thread
        position_set done_;           // positions at whose end we are
        position_set next_;           // positions that the next character may belong to
        std::uint8_t here_ = 0;
        std::size_t steps_ = 0;
    };

    [[nodiscard]] position_set positions_of(char32_t character) const noexcept {
        position_set taking;
        for (std::size_t atom = 0; atom < classes_.size(); ++atom) {
            if (classes_[atom].is_wide() && classes_[atom].contains(character)) { taking |= wide_[atom]; }
        }
        return taking;
    }

    position_tables tables_;
    std::vector<character_class> classes_;
    std::array<position_set, character_class::ascii_end> ascii_{};
    std::array<bool, character_class::ascii_end> begins_{}; // a match
    std::vector<position_set> wide_;                        // of each class
    position_set counted_;
    position_set always_first_;
    bool begins_with_text_ = true; // what matches begins where the text does
};

} // namespace VARSIGMA_NAMESPACE::detail
