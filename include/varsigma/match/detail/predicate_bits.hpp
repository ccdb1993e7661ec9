// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/match/detail/predicate.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace VARSIGMA_NAMESPACE::detail {

/// A set of predicates, as bits from the lowest to the highest of them, or where these are few and far between as a
/// list: it takes memory for those that it has, not for all that there are.
class predicate_bits {
public:
    /// Ids come in ascending order, each once, before `finish`.
    void add(predicate_id id) { listed_.push_back(id); }

    /// Ends the adding. O(size).
    void finish() {
        if (listed_.empty()) { return; }
        const auto first = listed_[0] / bits_of_word;
        const auto words = listed_[listed_.size() - 1] / bits_of_word - first + std::size_t{1};
        if (words > words_for_free + words_each * listed_.size()) {
            listed_.shrink_to_fit();
            return;
        }
        first_ = first;
        words_ = flat_array<std::uint64_t>{words};
        for (const auto id : listed_) {
            words_.edit()[id / bits_of_word - first_] |= std::uint64_t{1} << id % bits_of_word;
        }
        listed_ = {};
    }

    [[nodiscard]] bool contains(predicate_id id) const noexcept {
        const auto word = id / bits_of_word - first_; // wraps round below the first
        if (word < words_.size()) { return (words_[word] >> (id % bits_of_word) & 1U) != 0; }
        return !listed_.empty() && std::binary_search(listed_.begin(), listed_.end(), id);
    }

    [[nodiscard]] std::size_t bytes() const noexcept { return words_.bytes() + listed_.bytes(); }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.first_, self.words_, self.listed_);
    }

private:
    static constexpr std::uint32_t bits_of_word = 64;
    static constexpr std::size_t words_for_free = 128; // cost nothing worth saving: bits for 8,192 predicates
    static constexpr std::size_t words_each = 4;       // for each predicate that is in the set

    flat_array<std::uint64_t> words_;
    flat_array<predicate_id> listed_; // until it is finished, and if there are too few for bits
    std::uint32_t first_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::detail
