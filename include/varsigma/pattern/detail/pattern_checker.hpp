// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/pattern/detail/glob_storage.hpp>
#include <varsigma/pattern/detail/pattern_store.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace VARSIGMA_NAMESPACE::detail {

/// Checks what is said to lie in a `pattern_store` that was read, and may be anything.
///
/// Parts have to be asked for in the order in which they were added, and each has to begin where the one before ended,
/// as adding lays them. So no two share anything, and neither checking nor searching all of them costs more than what
/// is stored. A part that is there is passed; after one that is not nothing is known, and the store must not be used.
class pattern_checker {
public:
    explicit pattern_checker(const pattern_store& store) noexcept : store_(&store) {}

    [[nodiscard]] bool has_text(stored_text at) noexcept {
        if (at.first != texts_ || store_->texts_.size() - texts_ < at.size) { return false; }
        texts_ += at.size;
        return true;
    }

    [[nodiscard]] bool has_list(store_place at) noexcept {
        if (at != words_ || !store_->has_list(at)) { return false; }
        words_ += store_place{1} + store_->words_[at];
        return true;
    }

    [[nodiscard]] bool has_needle(store_place at) noexcept {
        if (at != words_ || words_left() < needle_words) { return false; }
        const stored_text literal{store_->words_[at], store_->words_[at + 1]};
        const auto rare = store_->words_[at + 2];
        words_ += needle_words;
        return has_text(literal) && has_borders(words_, literal.size) && (literal.size == 0 || rare < literal.size);
    }

    [[nodiscard]] bool has_glob(const stored_glob& at) noexcept {
        if (at.form > pattern_shape::kind::general || at.mode > case_mode::exact || !has_text(at.literal)) {
            return false;
        }
        if (at.form == pattern_shape::kind::general) { return has_tables(at.extras); }
        return (at.literal.size == 0 || at.rare < at.literal.size) &&
               (at.extras == not_stored || has_borders(at.extras, at.literal.size));
    }

    /// Whether there is nothing else in the store.
    [[nodiscard]] bool at_end() const noexcept {
        return texts_ == store_->texts_.size() && words_ == store_->words_.size() && states_ == store_->states_.size();
    }

private:
    static constexpr store_place needle_words = 3; // and the borders

    [[nodiscard]] std::size_t words_left() const noexcept { return store_->words_.size() - words_; }

    /// Whether there are borders for a literal: each is shorter than what it is the border of.
    [[nodiscard]] bool has_borders(store_place at, std::uint32_t literal) noexcept {
        if (!has_list(at)) { return false; }
        const auto borders = store_->list(at);
        if (borders.size() > literal) { return false; }
        for (std::size_t length = 1; length <= borders.size(); ++length) {
            if (borders[length - 1] >= length) { return false; }
        }
        return true;
    }

    [[nodiscard]] bool has_tables(store_place at) noexcept {
        constexpr auto head_words = static_cast<store_place>(pattern_store::head_words);
        if (at != words_ || words_left() < head_words) { return false; }
        const auto head = store_->head_at(at);
        words_ += head_words;
        if (!has_list(at + head_words) || head.goal == 0 || head.goal > max_glob_symbols ||
            head.words != head.goal / glob_word_bits + 1 || head.first_other == 0 || head.first_other > 0x80 + 1) {
            return false;
        }
        const auto classes = std::uint64_t{head.first_other} + store_->list(at + head_words).size();
        const auto states = (classes + 1) * head.words;
        if (head.states != states_ || store_->states_.size() - states_ < states) { return false; }
        states_ += static_cast<store_place>(states);
        return std::all_of(head.ascii.begin(), head.ascii.end(),
                           [&](std::uint8_t one) { return one < head.first_other; });
    }

    const pattern_store* store_;
    store_place texts_ = 0; // what was passed so far
    store_place words_ = 0;
    store_place states_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::detail
