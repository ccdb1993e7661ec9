// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#if VARSIGMA_SIMD_X86
#include <emmintrin.h>
#elif VARSIGMA_SIMD_NEON
#include <arm_neon.h>
#endif

// Two bytes in a row. They are much rarer than either of them, so that a search which begins with them seldom has to
// look closer. Only what the baseline of the architecture has is used. No byte beyond a text is read.

namespace VARSIGMA_NAMESPACE {
namespace detail {

/// A pair, to be looked for at sixteen places at once.
class pair_block {
public:
    static constexpr std::size_t width = 16; ///< places; one byte more is read

#if VARSIGMA_SIMD_X86
    pair_block(char first, char second) noexcept : first_(_mm_set1_epi8(first)), second_(_mm_set1_epi8(second)) {}

    /// The first place, or `width`.
    [[nodiscard]] std::size_t find(const char* in) const noexcept {
        const auto load = [](const char* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); };
        const auto hits = _mm_and_si128(_mm_cmpeq_epi8(load(in), first_), _mm_cmpeq_epi8(load(in + 1), second_));
        return static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(_mm_movemask_epi8(hits)) | 0x10000U));
    }

private:
    __m128i first_;
    __m128i second_;
#elif VARSIGMA_SIMD_NEON
    pair_block(char first, char second) noexcept
        : first_(vdupq_n_u8(static_cast<std::uint8_t>(first))),
          second_(vdupq_n_u8(static_cast<std::uint8_t>(second))) {}

    /// The first place, or `width`.
    [[nodiscard]] std::size_t find(const char* in) const noexcept {
        const auto load = [](const char* at) { return vld1q_u8(reinterpret_cast<const std::uint8_t*>(at)); };
        const auto hits = vandq_u8(vceqq_u8(load(in), first_), vceqq_u8(load(in + 1), second_));
        const auto halves = vshrn_n_u16(vreinterpretq_u16_u8(hits), 4); // four bits of each byte
        const auto bits = vget_lane_u64(vreinterpret_u64_u8(halves), 0);
        return static_cast<std::size_t>(std::countr_zero(bits)) / 4;
    }

private:
    uint8x16_t first_;
    uint8x16_t second_;
#else
    pair_block(char first, char second) noexcept : first_(first), second_(second) {}

    /// The first place, or `width`.
    [[nodiscard]] std::size_t find(const char* in) const noexcept {
        std::size_t at = 0;
        while (at < width && (in[at] != first_ || in[at + 1] != second_)) { ++at; }
        return at;
    }

private:
    char first_;
    char second_;
#endif
};

} // namespace detail

/// The first place of `text` at which `first` stands with `second` right behind it; `npos` if there is none. O(n).
[[nodiscard]] inline std::size_t find_pair(std::string_view text, char first, char second) noexcept {
    constexpr auto width = detail::pair_block::width;
    if (text.size() <= width) {
        for (std::size_t at = 0; at + 1 < text.size(); ++at) {
            if (text[at] == first && text[at + 1] == second) { return at; }
        }
        return text.npos;
    }
    const detail::pair_block pair{first, second};
    const std::size_t last = text.size() - width - 1;
    for (std::size_t at = 0;;) {
        const auto hit = pair.find(text.data() + at);
        if (hit != width) { return at + hit; }
        if (at == last) { return text.npos; }
        at = at + width < last ? at + width : last; // the last one overlaps
    }
}

} // namespace VARSIGMA_NAMESPACE
