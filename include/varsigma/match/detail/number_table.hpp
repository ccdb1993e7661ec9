// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace VARSIGMA_NAMESPACE::detail {

/// From integers to what is known under them: a hash table in one array. Built once.
class number_table {
public:
    struct entry {
        std::int64_t number = 0;
        std::uint64_t known = none; // 32 bits, or none
    };

    /// Numbers are distinct. O(n), whatever they are: if they crowd, which nobody can foresee for all factors, another
    /// factor is taken.
    void build(std::span<const std::pair<std::int64_t, std::uint32_t>> numbers) {
        if (numbers.empty()) { return; }
        places_.resize(std::bit_ceil(numbers.size() * 2));
        while (!fill(numbers)) { factor_ = (factor_ * 0xD1342543DE82EF95U + 2) | 1U; }
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
        layout(self.factor_, self.places_);
    }
    /// Whether what was read can be used, knows nothing from `limit` on, and finds what it knows or does not know in a
    /// bounded number of steps. O(size).
    [[nodiscard]] bool is_sound(std::uint32_t limit) const noexcept {
        if (places_.empty()) { return true; }
        if (!std::has_single_bit(places_.size())) { return false; }
        const auto is_unused = [](const entry& each) { return each.known == none; };
        const auto* const free = std::find_if(places_.begin(), places_.end(), is_unused);
        if (free == places_.end()) { return false; }
        const auto first = static_cast<std::size_t>(free - places_.begin());
        std::size_t run = 0; // of places in use, once round
        for (std::size_t at = 0; at < places_.size(); ++at) {
            const auto& each = places_[(first + at) & (places_.size() - 1)];
            run = is_unused(each) ? 0 : run + 1;
            if (run > longest_run || (run != 0 && each.known >= limit)) { return false; }
        }
        return true;
    }

    /// How many entries finding a number may look at.
    static constexpr std::size_t longest_run = 256;

private:
    static constexpr std::uint64_t none = ~std::uint64_t{0};

    [[nodiscard]] std::size_t place_of(std::int64_t number) const noexcept {
        const auto mixed = static_cast<std::uint64_t>(number) * factor_;
        return static_cast<std::size_t>(mixed >> 32U) & (places_.size() - 1);
    }

    /// False, as soon as that shows, if a run of places in use becomes too long.
    [[nodiscard]] bool fill(std::span<const std::pair<std::int64_t, std::uint32_t>> numbers) {
        auto* const places = places_.edit();
        std::fill_n(places, places_.size(), entry{});
        for (const auto& [number, known] : numbers) {
            auto at = place_of(number);
            for (std::size_t steps = 0; places[at].known != none; ++steps) {
                if (steps == longest_run) { return false; }
                at = (at + 1) & (places_.size() - 1);
            }
            places[at] = {number, known};
        }
        return is_sound(~std::uint32_t{0});
    }

    std::uint64_t factor_ = 0x9E3779B97F4A7C15U;
    flat_array<entry> places_;
};

} // namespace VARSIGMA_NAMESPACE::detail
