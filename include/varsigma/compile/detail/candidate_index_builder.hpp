// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/detail/atom.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/candidate_index.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/match/detail/predicate_table.hpp>
#include <varsigma/match/detail/slot_map.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Makes the index of a bucket.
class candidate_index_builder {
public:
    using rule_number = candidate_index::rule_number;

    static constexpr rule_number no_rule = ~rule_number{0};

    /// A predicate, and a rule whose prefilter it belongs to, or no rule.
    struct pairing {
        predicate_id asked;
        rule_number rule;

        friend auto operator<=>(const pairing&, const pairing&) = default;
    };

    /// `predicates` are those that the pairs name.
    candidate_index_builder(const predicate_table& predicates, simd_level level) noexcept
        : predicates_(predicates), level_(level) {}

    /// Of all pairs of a bucket, in any order. Once.
    [[nodiscard]] candidate_index build(std::vector<pairing> pairs) && {
        std::sort(pairs.begin(), pairs.end());
        pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
        for (std::size_t at = 0; at < pairs.size(); ++at) {
            if (at == 0 || pairs[at].asked != pairs[at - 1].asked) { add(pairs[at].asked); }
            if (pairs[at].rule != no_rule) { made_.rules_.push_back(pairs[at].rule); }
        }
        // where the last one ends
        made_.postings_.push_back({static_cast<std::uint32_t>(made_.rules_.size()), 0, 0});
        made_.postings_.shrink_to_fit();
        made_.rules_.shrink_to_fit();
        build_places();
        made_.looked_for_.finish();
        made_.fields_.shrink_to_fit();
        for (std::size_t at = 0; at < made_.fields_.size(); ++at) { build(made_.fields_[at], numbers_[at]); }
        if (made_.keywords_) { build(*made_.keywords_, keyword_numbers_); }
        return std::move(made_);
    }

private:
    using number_list = std::vector<std::pair<std::int64_t, std::uint32_t>>;

    void build(candidate_index::field_index& index, const number_list& known) const {
        index.literals.build(level_);
        index.numbers.build(known);
    }

    void add(predicate_id id) {
        const auto number = static_cast<std::uint32_t>(made_.postings_.size());
        const auto asked = predicates_[id];
        bool is_proof = true;
        for_each_atom(asked, [&](const atom& each) {
            const auto [index, numbers] = index_of(asked.field);
            is_proof = is_proof && each.is_proof;
            if (each.number) {
                numbers->emplace_back(*each.number, number);
            } else {
                index->literals.add(each.form, each.literal, number);
            }
        });
        made_.looked_for_.add(id);
        made_.postings_.push_back(
            {static_cast<std::uint32_t>(made_.rules_.size()), id & 0x7FFFFFFFU, is_proof ? 1U : 0U});
    }

    std::pair<candidate_index::field_index*, number_list*> index_of(slot field) {
        if (field == any_field) {
            if (!made_.keywords_) { made_.keywords_ = std::make_unique<candidate_index::field_index>(); }
            return {made_.keywords_.get(), &keyword_numbers_};
        }
        const auto [place, is_new] = places_.try_emplace(field, static_cast<std::uint32_t>(made_.fields_.size()));
        if (is_new) {
            made_.fields_.emplace_back();
            numbers_.emplace_back();
        }
        return {&made_.fields_[place->second], &numbers_[place->second]};
    }

    void build_places() {
        std::vector<slot_map::entry> entries;
        entries.reserve(places_.size());
        for (const auto& [field, place] : places_) { entries.push_back({field, place}); }
        std::sort(entries.begin(), entries.end(), // so that the same rules give the same bytes
                  [](const slot_map::entry& left, const slot_map::entry& right) { return left.field < right.field; });
        made_.places_.build(entries);
    }

    const predicate_table& predicates_;
    simd_level level_;
    candidate_index made_;
    std::unordered_map<slot, std::uint32_t> places_; // of fields so far
    std::vector<number_list> numbers_;               // of each field
    number_list keyword_numbers_;
};

} // namespace VARSIGMA_NAMESPACE::detail
