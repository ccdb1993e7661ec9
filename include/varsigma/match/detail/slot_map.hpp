// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/event/field_table.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace VARSIGMA_NAMESPACE::detail {

/// From the slots of some fields to numbers: an array by slot where most of them have a number, else a hash table, so
/// that it takes memory for the fields that it has and not for all that there are. Built once.
class slot_map {
public:
    struct entry {
        slot field = no_slot;
        std::uint32_t number = 0;
    };

    /// Precondition: fields are distinct, none is `no_slot`. O(n).
    void build(std::span<const entry> entries) {
        slot end = 0;
        for (const auto& each : entries) { end = std::max(end, each.field + 1); }
        if (end <= always_dense + dense_share * entries.size()) {
            by_slot_.resize(end);
            std::fill_n(by_slot_.edit(), end, nowhere);
            for (const auto& each : entries) { by_slot_.edit()[each.field] = each.number; }
        } else {
            hashed_.resize(std::bit_ceil(entries.size() * 2));
            auto* const places = hashed_.edit();
            std::fill_n(places, hashed_.size(), entry{});
            for (const auto& each : entries) {
                auto at = place_of(each.field);
                while (places[at].field != no_slot) { at = (at + 1) & (hashed_.size() - 1); }
                places[at] = each;
            }
        }
        by_slot_.shrink_to_fit();
    }

    /// The number of a field, or `nowhere`. Expected O(1).
    [[nodiscard]] std::uint32_t find(slot field) const noexcept {
        if (field < by_slot_.size()) { return by_slot_[field]; }
        if (hashed_.empty()) { return nowhere; }
        for (auto at = place_of(field);; at = (at + 1) & (hashed_.size() - 1)) {
            const auto& known = hashed_[at];
            if (known.field == field) { return known.number; }
            if (known.field == no_slot) { return nowhere; }
        }
    }
    static constexpr auto nowhere = std::numeric_limits<std::uint32_t>::max();

    [[nodiscard]] bool empty() const noexcept { return by_slot_.empty() && hashed_.empty(); }
    [[nodiscard]] std::size_t bytes() const noexcept { return by_slot_.bytes() + hashed_.bytes(); }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.by_slot_, self.hashed_);
    }
    /// Whether what was read can be used, and has no number from `limit` on. O(size).
    [[nodiscard]] bool is_sound(std::size_t limit) const noexcept {
        const auto is_number = [=](std::uint32_t number) { return number < limit || number == nowhere; };
        const auto is_free = [](const entry& each) { return each.field == no_slot; };
        return std::all_of(by_slot_.begin(), by_slot_.end(), is_number) &&
               (hashed_.empty() ||
                (std::has_single_bit(hashed_.size()) && std::any_of(hashed_.begin(), hashed_.end(), is_free) &&
                 std::all_of(hashed_.begin(), hashed_.end(),
                             [&](const entry& each) { return is_free(each) || is_number(each.number); })));
    }

private:
    static constexpr std::size_t always_dense = 1024; // so many slots cost nothing worth saving
    static constexpr std::size_t dense_share = 8;

    [[nodiscard]] std::size_t place_of(slot field) const noexcept {
        return (std::uint64_t{field} * 0x9E3779B97F4A7C15U >> 32U) & (hashed_.size() - 1);
    }

    flat_array<std::uint32_t> by_slot_;
    flat_array<entry> hashed_; // open addressing
};

} // namespace VARSIGMA_NAMESPACE::detail
