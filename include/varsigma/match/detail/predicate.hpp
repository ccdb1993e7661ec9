// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/literals/detail/literal_search.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/match/detail/stored_regex.hpp>
#include <varsigma/match/detail/value_test.hpp>
#include <varsigma/pattern/detail/pattern_store.hpp>
#include <varsigma/pattern/wildcard_pattern.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

struct text_test {
    glob_view pattern;
    /// Folded text that stands in every match, if the pattern is more than one literal.
    std::optional<needle> required;

    [[nodiscard]] bool is_folded() const noexcept { return pattern.mode() == case_mode::folded; }
};

using value_test = std::variant<null_test, presence_test, boolean_test, number_test, text_test, regex_test,
                                network_test, reference_test, time_test>;

/// In place of a field: the test is a keyword's, asked of every value of the event and of its raw text.
inline constexpr slot any_field = no_slot - 1;

/// A test of one field. Equal predicates of all rules are one. A view of the table that holds it.
struct predicate {
    slot field = no_slot;
    value_test test;
};

using predicate_id = std::uint32_t;

/// How dear a test is, roughly; operands of AND and OR are tried in this order.
[[nodiscard]] inline std::uint32_t cost_of(const predicate& asked) noexcept {
    std::uint32_t cost = 0;
    if (const auto* text = std::get_if<text_test>(&asked.test)) {
        const auto form = text->pattern.form();
        cost = form == pattern_shape::kind::general ? 8 : form == pattern_shape::kind::contains ? 4 : 2;
    } else if (std::holds_alternative<regex_test>(asked.test)) {
        cost = 32;
    } else if (asked.test.index() > 3) {
        cost = 6;
    }
    return asked.field == any_field ? cost + 64 : cost;
}

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
