// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/literals/detail/teddy_buckets.hpp>
#include <varsigma/literals/detail/teddy_tables.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#if VARSIGMA_SIMD_X86
#include <emmintrin.h>
#elif VARSIGMA_SIMD_NEON
#include <arm_neon.h>
#endif

namespace VARSIGMA_NAMESPACE::detail {

/// The windows of four literals of a bucket, to be compared at once.
class teddy_windows {
public:
    static constexpr std::size_t count = 4;

    void set(std::size_t at, std::string_view window) noexcept {
        masks_[at] = ~std::uint32_t{0} >> (32 - 8 * window.size());
        bytes_[at] = static_cast<std::uint32_t>(load_short(window.data(), window.size()));
    }

    /// Which of them a folded text of four bytes or more begins with, as bits.
    [[nodiscard]] unsigned equal(std::uint32_t text) const noexcept {
#if VARSIGMA_SIMD_X86
        const auto load = [](const auto& from) {
            return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from.data()));
        };
        const __m128i masked = _mm_and_si128(_mm_set1_epi32(static_cast<int>(text)), load(masks_));
        return static_cast<unsigned>(_mm_movemask_ps(_mm_castsi128_ps(_mm_cmpeq_epi32(masked, load(bytes_)))));
#elif VARSIGMA_SIMD_NEON
        constexpr std::array<std::uint32_t, count> bits{1, 2, 4, 8};
        const uint32x4_t masked = vandq_u32(vdupq_n_u32(text), vld1q_u32(masks_.data()));
        return vaddvq_u32(vandq_u32(vceqq_u32(masked, vld1q_u32(bytes_.data())), vld1q_u32(bits.data())));
#else
        unsigned bits = 0;
        for (std::size_t at = 0; at < count; ++at) { bits |= ((text & masks_[at]) == bytes_[at] ? 1U : 0U) << at; }
        return bits;
#endif
    }

private:
    std::array<std::uint32_t, count> masks_{};
    std::array<std::uint32_t, count> bytes_{1, 1, 1, 1}; // equal to nothing, with the masks
};

/// The literals of `teddy`, by bucket, to be compared with what is around a candidate.
class teddy_literals {
public:
    static constexpr std::size_t longest = 8; ///< literal

    /// Adds a literal with its window to the bucket that is not ended.
    void add(std::string_view literal, std::size_t offset, std::uint32_t id) {
        if (in_bucket_ % teddy_windows::count == 0) {
            windows_.push_back({});
            entries_.resize(windows_.size() * teddy_windows::count);
        }
        const std::size_t lane = in_bucket_++ % teddy_windows::count;
        windows_.edit()[windows_.size() - 1].set(lane, teddy_window_of(literal, offset));
        entries_.edit()[(windows_.size() - 1) * teddy_windows::count + lane] = {literal, offset, id};
    }

    /// Ends the next bucket.
    void end_bucket() noexcept {
        ends_[ended_++] = static_cast<std::uint32_t>(windows_.size());
        in_bucket_ = 0;
    }

    /// Calls `found(id)` for each literal of the candidate's buckets that stands in `text` with its window there.
    template <class Found>
    void compare(std::string_view text, const teddy_candidate& candidate, Found& found) const {
        const auto [position, buckets] = candidate;
        const char* const at = text.data() + position;
        const std::size_t left = text.size() - position;
        const std::uint64_t after = fold_ascii_word(load_short(at, left));
        for (auto bits = buckets; bits != 0; bits &= bits - 1) {
            const auto bucket = static_cast<std::size_t>(std::countr_zero(bits));
            for (std::size_t group = bucket == 0 ? 0 : ends_[bucket - 1]; group < ends_[bucket]; ++group) {
                auto equal = windows_[group].equal(static_cast<std::uint32_t>(after));
                for (; equal != 0; equal &= equal - 1) {
                    const auto lane = static_cast<std::size_t>(std::countr_zero(equal));
                    const auto& each = entries_[group * teddy_windows::count + lane];
                    // beyond the text there were zeros, which a literal may have as well
                    if (each.offset > position || each.size > left + each.offset) { continue; }
                    if (equals_ascii_folded(at - each.offset, each.bytes.data(), each.size)) { found(each.id); }
                }
            }
        }
    }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.windows_, self.entries_, self.ends_);
    }
    /// Whether what was read can be used, and no id is `limit` or more. O(size).
    [[nodiscard]] bool is_sound(std::uint32_t limit) const noexcept {
        return std::all_of(ends_.begin(), ends_.end(), [&](std::uint32_t end) { return end <= windows_.size(); }) &&
               entries_.size() == windows_.size() * teddy_windows::count &&
               std::all_of(entries_.begin(), entries_.end(), [=](const entry& each) {
                   return each.size <= longest && each.offset <= longest && each.id < limit;
               });
    }

    [[nodiscard]] std::size_t bytes() const noexcept { return entries_.bytes() + windows_.bytes(); }

private:
    struct entry {
        std::array<char, longest> bytes{};
        std::uint32_t id = 0;
        std::uint16_t offset = 0; // of the window
        std::uint16_t size = 0;

        entry() = default;
        entry(std::string_view literal, std::size_t window, std::uint32_t number)
            : id(number), offset(static_cast<std::uint16_t>(window)), size(static_cast<std::uint16_t>(literal.size())) {
            literal.copy(bytes.data(), bytes.size());
        }
    };

    flat_array<teddy_windows> windows_;
    flat_array<entry> entries_;                           // as many for each of windows_ as it has
    std::array<std::uint32_t, teddy_max_buckets> ends_{}; // in windows_
    std::size_t ended_ = 0;                               // buckets; this and the next while building
    std::size_t in_bucket_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::detail
