// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/text_arena.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/literals/literal_index.hpp>
#include <varsigma/match/detail/field_reference.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/text/detail/casefold.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Tells compiled rules from all others that the process has or had: an address is used again by others, hence the
/// number; and the counter may exist once for each shared library, hence the address.
struct core_identity {
    const void* address = nullptr;
    std::uint64_t number = 0; ///< 0: of none

    friend bool operator==(const core_identity&, const core_identity&) = default;
};

/// A number that this counter has not given before. Safe from any thread.
[[nodiscard]] inline std::uint64_t next_core_number() noexcept {
    static std::atomic<std::uint64_t> latest{0};
    return latest.fetch_add(1, std::memory_order_relaxed) + 1;
}

/// The compiled rules that a scratch is prepared for. One that was moved from is prepared for none.
class prepared_for {
public:
    prepared_for() = default;
    prepared_for(const prepared_for&) = delete;
    prepared_for& operator=(const prepared_for&) = delete;
    prepared_for(prepared_for&& other) noexcept : core_(std::exchange(other.core_, {})) {}
    prepared_for& operator=(prepared_for&& other) noexcept {
        core_ = std::exchange(other.core_, {});
        return *this;
    }
    ~prepared_for() = default;

    [[nodiscard]] bool is(const core_identity& core) const noexcept { return core_ == core; }
    void become(const core_identity& core) noexcept { core_ = core; }

private:
    core_identity core_;
};

/// A text as a literal index wants it: as it stands if it is ASCII, else folded into `buffer`. O(|text|).
[[nodiscard]] inline indexed_text to_indexed(std::string_view text, std::string& buffer) {
    if (utf8::is_ascii(text)) { return {text, true}; }
    fold_text(text, buffer);
    return {buffer, false};
}

/// Texts of one event, each looked through and folded at most once, and only if that is asked for.
class folded_texts {
public:
    void resize(std::size_t size) { entries_.resize(size); }

    /// The folded form of text number `at`, which is `text`. Lives until `clear`.
    [[nodiscard]] std::string_view of(std::size_t at, std::string_view text) {
        auto& entry = entries_[at];
        if (entry.round != round_ || !entry.is_folded) { fold(entry, text); }
        return entry.text;
    }

    /// The same text as a literal index wants it: only folded if it is not ASCII.
    [[nodiscard]] indexed_text indexed(std::size_t at, std::string_view text) {
        auto& entry = entries_[at];
        if (entry.round != round_) {
            if (utf8::is_ascii(text)) {
                entry = {text, round_, false, true};
            } else {
                fold(entry, text);
                entry.is_ascii = false;
            }
        }
        return {entry.text, entry.is_ascii};
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
        bool is_folded = false;
        bool is_ascii = false;
    };

    // once a text and field: inlined it would keep the look-ups from being so
    [[gnu::noinline]] void fold(entry_type& entry, std::string_view text) {
        char* const place = arena_.allocate(folded_capacity(text.size()));
        const auto written = fold_text_into(text, place);
        arena_.shrink(folded_capacity(text.size()) - written.size);
        entry = {{place, written.size}, round_, true, written.ascii};
    }

    std::vector<entry_type> entries_;
    text_arena arena_;
    std::uint32_t round_ = 1;
};

/// What is known of a predicate for one event.
enum class predicate_answer : std::uint8_t {
    no,
    yes,
    open,    ///< an atom of it was found, which does not prove it
    unknown, ///< nothing was noted
};

/// What is known of all predicates for one event, so that a predicate which many rules share is asked once. A byte for
/// each: those of the predicates that matter stay in the processor's nearest caches.
class predicate_answers {
public:
    void resize(std::size_t size) { answers_.resize(size); }

    [[nodiscard]] predicate_answer of(std::size_t id) const noexcept {
        const auto noted = answers_[id];
        return noted >> answer_bits == round_ ? static_cast<predicate_answer>(noted & answer_mask)
                                              : predicate_answer::unknown;
    }

    void set(std::size_t id, predicate_answer answer) noexcept {
        answers_[id] =
            static_cast<std::uint8_t>(static_cast<unsigned>(round_) << answer_bits | static_cast<unsigned>(answer));
    }

    /// Forgets all answers. Amortised O(size / 63).
    void clear() noexcept {
        if (++round_ > last_round) {
            std::fill(answers_.begin(), answers_.end(), std::uint8_t{0});
            round_ = 1;
        }
    }

    [[nodiscard]] std::size_t bytes() const noexcept { return answers_.capacity(); }

private:
    static constexpr unsigned answer_bits = 2;
    static constexpr unsigned answer_mask = 3;
    static constexpr std::uint8_t last_round = 63;

    std::vector<std::uint8_t> answers_; // round, and the answer in the lowest bits
    std::uint8_t round_ = 1;
};

/// The rules to try on one event, each with its expression. Each at most once.
class candidate_set {
public:
    struct candidate {
        std::uint32_t rule;
        std::uint32_t expression;
        const predicate_bits* looked_for; ///< the predicates that hold only if the answers have something of them
    };

    /// Makes room for rules below `limit`. Enlarges it at most.
    void resize(std::size_t limit) {
        constexpr std::size_t bits = 64;
        if (marks_.size() * bits < limit) { marks_.resize((limit + bits - 1) / bits); }
    }

    void add(candidate added) {
        auto& word = marks_[added.rule / 64];
        const auto bit = std::uint64_t{1} << (added.rule % 64);
        if ((word & bit) != 0) { return; }
        word |= bit;
        members_.push_back(added);
    }

    /// All of them, in the order of the rules.
    [[nodiscard]] std::span<const candidate> sorted() {
        std::sort(members_.begin(), members_.end(),
                  [](const candidate& left, const candidate& right) { return left.rule < right.rule; });
        return members_;
    }

    void clear() noexcept {
        for (const auto& each : members_) { marks_[each.rule / 64] = 0; }
        members_.clear();
    }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return marks_.capacity() * sizeof(std::uint64_t) + members_.capacity() * sizeof(candidate);
    }

private:
    std::vector<std::uint64_t> marks_; // a bit for each rule
    std::vector<candidate> members_;
};

/// What matching one event needs to remember; kept from event to event, so that in the end nothing is allocated.
struct match_scratch {
    prepared_for prepared;
    folded_texts fields;   ///< by slot
    folded_texts keywords; ///< by place among the row's values; the last one is the raw text
    predicate_answers answers;
    candidate_set candidates;
    std::vector<std::uint32_t> found; ///< the rules that match
    field_reference reference;
    std::string repaired; ///< for RE2
    std::string unshared; ///< the folded text of a value that is looked at once: an element, a number

    void begin_event(const event_row& row) {
        fields.clear();
        keywords.clear();
        answers.clear();
        candidates.clear();
        found.clear();
        // one more than there are values: for the raw text
        if (keywords.size() <= row.values().size()) { keywords.resize(row.values().size() + 1); }
    }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return fields.bytes() + keywords.bytes() + answers.bytes() + candidates.bytes() +
               found.capacity() * sizeof(std::uint32_t) + reference.bytes() + repaired.capacity() + unshared.capacity();
    }
};

/// What one thread needs to match: the working memory, and the row of events that are no rows themselves.
struct rule_scratch {
    event_row row;
    match_scratch working;

    [[nodiscard]] std::size_t bytes() const noexcept { return sizeof *this + row.bytes() + working.bytes(); }
};

} // namespace VARSIGMA_NAMESPACE::detail
