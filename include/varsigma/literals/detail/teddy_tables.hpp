// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/teddy_buckets.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Eight buckets by the bits of a byte, for each place of the window. A byte passes where both halves do, or where any
/// byte does; one that is not ASCII has no bits in `upper`.
struct teddy_masks {
    alignas(16) std::array<std::array<std::uint8_t, 16>, teddy_window> lower{};
    alignas(16) std::array<std::array<std::uint8_t, 16>, teddy_window> upper{};
    std::array<std::uint8_t, teddy_window> any{};

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.lower, self.upper, self.any);
    }
};

/// What is scanned with.
struct teddy_tables {
    std::array<teddy_masks, teddy_max_buckets / teddy_mask_buckets> masks;
    std::uint32_t shortest = teddy_window;               ///< window
    std::vector<std::array<std::uint16_t, 257>> by_byte; ///< the buckets that a byte passes, for each place; or none

    static constexpr std::size_t no_byte = 256; ///< where `by_byte` has what passes beyond the text

    /// Without `by_byte`, which follows from the masks.
    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.masks, self.shortest);
    }
    /// Whether what was read can be used: whatever the masks let pass is compared.
    [[nodiscard]] bool is_sound() const noexcept { return shortest >= shortest_window && shortest <= teddy_window; }

    void admit(std::size_t bucket, std::string_view window) noexcept {
        auto& mask = masks[bucket / teddy_mask_buckets];
        const auto bit = static_cast<std::uint8_t>(1U << bucket % teddy_mask_buckets);
        for (std::size_t place = 0; place < teddy_window; ++place) {
            if (place >= window.size()) {
                mask.any[place] |= bit;
                continue;
            }
            mask.lower[place][static_cast<std::size_t>(std::countr_zero(lower_half(window[place])))] |= bit;
            for (std::size_t half = 0; half < 16; ++half) {
                if ((upper_halves(window[place]) >> half & 1U) != 0) { mask.upper[place][half] |= bit; }
            }
        }
        shortest = std::min(shortest, static_cast<std::uint32_t>(window.size()));
    }

    /// Fills `by_byte`, which only a scan without vectors needs.
    void spell_out() {
        by_byte.resize(teddy_window);
        for (std::size_t place = 0; place < teddy_window; ++place) {
            for (std::size_t byte = 0; byte < by_byte[place].size(); ++byte) {
                unsigned passed = 0;
                for (std::size_t mask = masks.size(); mask-- != 0;) {
                    const auto& each = masks[mask];
                    const unsigned both =
                        byte == no_byte ? 0U : unsigned{each.lower[place][byte % 16]} & each.upper[place][byte / 16];
                    passed = passed << teddy_mask_buckets | both | each.any[place];
                }
                by_byte[place][byte] = static_cast<std::uint16_t>(passed);
            }
        }
    }

    /// Memory held on the heap.
    [[nodiscard]] std::size_t bytes() const noexcept { return by_byte.capacity() * sizeof(by_byte.front()); }
};

/// A position of a text at which a window passes.
struct teddy_candidate {
    std::size_t position;
    std::uint32_t buckets; ///< that it passes, as bits; never 0
};

/// What a scan found so far, and where it goes on.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): what is pushed is written, and clearing the rest would cost
class teddy_candidates {
public:
    static constexpr std::size_t longest_block = 32; ///< positions scanned at once

    [[nodiscard]] bool has_room() const noexcept { return count_ <= capacity - longest_block; }
    /// Precondition: not more than `longest_block` times since `has_room`.
    void push(std::size_t position, std::uint32_t buckets) noexcept { each_[count_++] = {position, buckets}; }

    void clear() noexcept { count_ = 0; }
    [[nodiscard]] const teddy_candidate* begin() const noexcept { return each_.data(); }
    [[nodiscard]] const teddy_candidate* end() const noexcept { return each_.data() + count_; }

    std::size_t next = 0; ///< the first position not scanned

private:
    static constexpr std::size_t capacity = 4 * longest_block;

    std::size_t count_ = 0;
    std::array<teddy_candidate, capacity> each_;
};

} // namespace VARSIGMA_NAMESPACE::detail
