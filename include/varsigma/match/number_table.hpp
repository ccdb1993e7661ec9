// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/flat_array.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace varsigma::detail {

/// From integers to what is known under them: a hash table in one array. Built once.
class number_table {
public:
    struct entry {
        std::int64_t number = 0;
        std::uint64_t known = none; // 32 bits, or none
    };

    /// Numbers are distinct. O(n).
    void build(std::span<const std::pair<std::int64_t, std::uint32_t>> numbers) {
        if (numbers.empty()) { return; }
        places_.resize(std::bit_ceil(numbers.size() * 2));
        auto* const places = places_.edit();
        std::fill_n(places, places_.size(), entry{});
        for (const auto& [number, known] : numbers) {
            auto at = place_of(number);
            while (places[at].known != none) { at = (at + 1) & (places_.size() - 1); }
            places[at] = {number, known};
        }
    }

    [[nodiscard]] bool empty() const noexcept { return places_.empty(); }

    /// What is known under the number. Expected O(1).
    [[nodiscard]] std::optional<std::uint32_t> find(std::int64_t number) const noexcept {
        if (places_.empty()) { return std::nullopt; }
        for (auto at = place_of(number);; at = (at + 1) & (places_.size() - 1)) {
            const auto& [other, known] = places_[at];
            if (known == none) { return std::nullopt; }
            if (other == number) { return static_cast<std::uint32_t>(known); }
        }
    }

    [[nodiscard]] std::size_t bytes() const noexcept { return places_.bytes(); }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.places_);
    }
    /// Whether what was read can be used, and knows nothing from `limit` on. O(size).
    [[nodiscard]] bool is_sound(std::uint32_t limit) const noexcept {
        const auto is_unused = [](const entry& each) { return each.known == none; };
        return places_.empty() ||
               (std::has_single_bit(places_.size()) && std::any_of(places_.begin(), places_.end(), is_unused) &&
                std::all_of(places_.begin(), places_.end(),
                            [&](const entry& each) { return is_unused(each) || each.known < limit; }));
    }

private:
    static constexpr std::uint64_t none = ~std::uint64_t{0};

    [[nodiscard]] std::size_t place_of(std::int64_t number) const noexcept {
        const auto mixed = static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15U;
        return static_cast<std::size_t>(mixed >> 32U) & (places_.size() - 1);
    }

    flat_array<entry> places_;
};

} // namespace varsigma::detail
