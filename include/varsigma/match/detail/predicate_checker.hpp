// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/match/detail/stored_predicate.hpp>
#include <varsigma/pattern/detail/pattern_checker.hpp>
#include <varsigma/pattern/detail/pattern_store.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/text/detail/symbol.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/numeral.hpp>
#include <varsigma/text/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace VARSIGMA_NAMESPACE::detail {

/// Checks predicates that were read, one after the other: that nothing of them is out of range, and that what they
/// refer to lies as adding lays it, each part belonging to one predicate (`pattern_checker`). O(what is stored) for all
/// together.
class predicate_checker {
public:
    predicate_checker(const pattern_store& patterns, std::span<const std::uint64_t> networks,
                      std::size_t fields) noexcept
        : store_(patterns), patterns_(patterns), networks_(networks), fields_(fields) {}

    /// Whether the next one can be used.
    [[nodiscard]] bool accepts(const stored_predicate& stored) noexcept {
        if (!is_field(stored.field)) { return false; }
        switch (static_cast<stored_kind>(stored.kind)) {
        case stored_kind::null:
        case stored_kind::presence: return true;
        case stored_kind::boolean: return stored.form <= 1;
        case stored_kind::number: return has_bound(stored);
        case stored_kind::text: return has_text(stored);
        case stored_kind::regex: return has_regex(stored);
        case stored_kind::network: return has_network(stored);
        case stored_kind::reference:
            return is_field(stored.detail) && stored.detail != any_field &&
                   stored.form <= (stored_predicate::open_before | stored_predicate::open_after) && has_mode(stored);
        case stored_kind::time: return stored.mode <= static_cast<std::uint8_t>(time_part::year) && has_bound(stored);
        }
        return false;
    }

    /// Whether nothing is stored that no predicate has.
    [[nodiscard]] bool at_end() const noexcept { return patterns_.at_end() && seen_networks_ == networks_.size(); }

    /// How many expressions there were.
    [[nodiscard]] std::uint32_t regexes() const noexcept { return regexes_; }

private:
    [[nodiscard]] bool is_field(slot field) const noexcept {
        return field < fields_ || field == any_field || field == no_slot;
    }
    [[nodiscard]] bool has_bound(const stored_predicate& stored) noexcept {
        if (stored.form > static_cast<std::uint8_t>(comparison::lte)) { return false; }
        if (!stored.is_spelled()) { return stored.numeric <= static_cast<std::uint8_t>(number::kind::real); }
        if (!patterns_.has_text(stored.text)) { return false; }
        const auto read = numeral::of_json(store_.text(stored.text));
        return read && !read->is_number();
    }
    [[nodiscard]] static bool has_mode(const stored_predicate& stored) noexcept {
        return stored.mode <= static_cast<std::uint8_t>(case_mode::exact);
    }

    [[nodiscard]] bool has_text(const stored_predicate& stored) noexcept {
        constexpr auto general = static_cast<std::uint8_t>(pattern_shape::kind::general);
        return stored.form <= general && has_mode(stored) && patterns_.has_glob(stored.glob()) &&
               (stored.form != general || stored.detail == not_stored || patterns_.has_needle(stored.detail));
    }

    [[nodiscard]] bool has_regex(const stored_predicate& stored) noexcept {
        if (stored.detail != regexes_++ || !patterns_.has_text(stored.text) || !store_.has_list(stored.extras)) {
            return false;
        }
        for (const auto place : store_.list(stored.extras)) { // they lie before the list
            if (!patterns_.has_needle(place)) { return false; }
        }
        return patterns_.has_list(stored.extras) &&
               stored.form <=
                   (stored_predicate::ignore_case | stored_predicate::multi_line | stored_predicate::dot_all);
    }

    [[nodiscard]] bool has_network(const stored_predicate& stored) noexcept {
        if (stored.detail != seen_networks_ || networks_.size() - seen_networks_ < network_words) { return false; }
        seen_networks_ += network_words;
        return networks_[stored.detail + 2] <= 128;
    }

    const pattern_store& store_;
    pattern_checker patterns_;
    std::span<const std::uint64_t> networks_;
    std::size_t fields_;
    std::size_t seen_networks_ = 0;
    std::uint32_t regexes_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::detail
