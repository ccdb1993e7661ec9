// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/match_scratch.hpp>
#include <varsigma/match/predicate.hpp>
#include <varsigma/match/value_text.hpp>
#include <varsigma/match/witness.hpp>
#include <varsigma/pattern/literal_index.hpp>
#include <varsigma/text/casefold.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace varsigma::detail {

/// From the signs in an event to the rules of a bucket that can match it.
///
/// A rule is a candidate if its witness shows; no other rule with a witness can match. One pass over each field that
/// matters, whatever the number of rules. Rules are numbered by the bucket.
class candidate_index {
public:
    using rule_number = std::uint32_t;

    /// Adds a rule by its witness.
    void add(const witness& found, rule_number rule) {
        for (const auto& each : found.signs) {
            const auto [known, is_new] =
                posting_ids_.try_emplace({each.field, each.form, each.literal, each.number}, postings_.size());
            if (is_new) {
                postings_.emplace_back();
                index(each, static_cast<std::uint32_t>(known->second));
            }
            auto& posting = postings_[known->second];
            if (posting.empty() || posting.back() != rule) { posting.push_back(rule); }
        }
    }

    void build() {
        posting_ids_ = {};
        for (auto& [field, index] : fields_) { index.literals.build(); }
    }

    /// Calls `found(rule)` for every candidate, possibly more than once.
    template <class Found>
    void find(const event_row& row, match_scratch& scratch, Found found) const {
        const auto show = [&](std::uint32_t posting) {
            for (const auto rule : postings_[posting]) { found(rule); }
        };
        for (const auto& [field, index] : fields_) {
            if (field == any_field) {
                find_keywords(index, row, scratch, show);
                continue;
            }
            const auto& content = row[field];
            if (content.type() == value_type::text) {
                index.find(content, scratch.fields.of(field, content.as_text()), show);
            } else if (content.type() == value_type::list) {
                for (const auto& element : content.as_list()) { find_unfolded(index, element, scratch, show); }
            } else if (!content.is_missing()) {
                find_unfolded(index, content, scratch, show);
            }
        }
    }

private:
    struct field_index {
        literal_index literals;
        std::unordered_map<std::int64_t, std::uint32_t> numbers;

        template <class Show>
        void find(const value& content, std::string_view folded, Show& show) const {
            literals.find(folded, show);
            if (numbers.empty()) { return; }
            if (const auto numeric = integer_of(content)) {
                if (const auto known = numbers.find(*numeric); known != numbers.end()) { show(known->second); }
            }
        }
    };

    void index(const sign& each, std::uint32_t posting) {
        auto place =
            std::find_if(fields_.begin(), fields_.end(), [&](const auto& known) { return known.first == each.field; });
        if (place == fields_.end()) { place = fields_.insert(fields_.end(), {each.field, field_index{}}); }
        if (each.number) {
            place->second.numbers.emplace(*each.number, posting);
        } else {
            place->second.literals.add(each.form, each.literal, posting);
        }
    }

    template <class Show>
    static void find_unfolded(const field_index& index, const value& content, match_scratch& scratch, Show& show) {
        const value_text text{content};
        if (!text.exists()) { return; }
        fold_text(text.view(), scratch.unshared);
        index.find(content, scratch.unshared, show);
    }

    template <class Show>
    static void find_keywords(const field_index& index, const event_row& row, match_scratch& scratch, Show& show) {
        std::size_t at = 0;
        for (const auto& content : row.values()) {
            if (content.type() == value_type::text) {
                index.find(content, scratch.keywords.of(at, content.as_text()), show);
            } else {
                find_unfolded(index, content, scratch, show);
            }
            ++at;
        }
        if (!row.raw_text().empty()) {
            index.find(value::of(row.raw_text()), scratch.keywords.of(at, row.raw_text()), show);
        }
    }

    using sign_key = std::tuple<slot, pattern_shape::kind, std::string, std::optional<std::int64_t>>;

    std::vector<std::pair<slot, field_index>> fields_;
    std::vector<std::vector<rule_number>> postings_;
    std::map<sign_key, std::size_t> posting_ids_; // while building
};

} // namespace varsigma::detail
