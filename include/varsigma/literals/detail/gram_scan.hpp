// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#if VARSIGMA_SIMD_X86
#include <immintrin.h>
#endif

// Whether the grams of a text can be in a set, many at a time: two bits for each gram of the set, in one word of a bit
// map.

namespace VARSIGMA_NAMESPACE::detail {

inline constexpr std::uint32_t gram_factor = 0x9E3779B1U;
inline constexpr std::uint32_t gram_end_factor = 0x85EBCA6BU; // of what is beyond four bytes

/// The hash of the `Gram` bytes at a place, but for the bit by which ASCII letters differ in case. Its upper bits are
/// the good ones. No two grams of up to four bytes have the same.
template <std::size_t Gram>
[[nodiscard]] inline std::uint32_t gram_hash_at(const char* at) noexcept {
    static_assert(Gram == 2 || Gram == 4 || Gram == 6);
    using word = std::conditional_t<Gram == 2, std::uint16_t, std::uint32_t>;
    const std::uint32_t gram = load_word<word>(at) | static_cast<word>(0x20202020U);
    auto hash = (gram ^ gram >> 15U) * gram_factor;
    if constexpr (Gram == 6) { hash += (load_word<std::uint16_t>(at + 4) | 0x2020U) * gram_end_factor; }
    return hash;
}

/// A view of the bit map.
struct gram_map {
    const std::uint32_t* words = nullptr;
    std::uint32_t shift = 0; ///< from a hash to its word: there are 1 << (32 - shift), at most `longest`

    static constexpr std::uint32_t longest_bits = 14;
    static constexpr std::uint32_t longest = 1U << longest_bits; // 64 KiB: about as much as a core's first cache

    [[nodiscard]] static constexpr std::uint32_t bits_of(std::uint32_t hash) noexcept {
        return 1U << (hash >> 13U & 31U) | 1U << (hash >> 8U & 31U);
    }
    [[nodiscard]] bool may_hold(std::uint32_t hash) const noexcept {
        const auto bits = bits_of(hash);
        return (words[hash >> shift] & bits) == bits;
    }
};

/// Places of a text whose grams may be in the set: `first` and those after it, by the bits that are set.
struct gram_hits {
    std::size_t first = 0;
    std::uint32_t passed = 0;

    static constexpr std::size_t width = 8; ///< places at a time
};

/// Looks for the next hits among the places from `first` to `places` of a text, which are `Stride` bytes apart; finds
/// nothing at the last of them at the latest. One branch for several places, as there is seldom anything.
template <std::size_t Gram, std::size_t Stride>
[[nodiscard]] inline gram_hits scan_grams(gram_map map, const char* text, std::size_t first,
                                          std::size_t places) noexcept {
    const auto passed = [&](std::size_t place) {
        return std::uint32_t{map.may_hold(gram_hash_at<Gram>(text + place * Stride))};
    };
    const auto all_passed = [&]<std::size_t... At>(std::index_sequence<At...> /*places*/) {
        return ((passed(first + At) << At) | ...);
    };
    for (; first + gram_hits::width <= places; first += gram_hits::width) {
        const auto found = all_passed(std::make_index_sequence<gram_hits::width>{});
        if (found != 0) { return {first, found}; }
    }
    std::uint32_t found = 0;
    std::size_t at = 0;
    if (first + gram_hits::width / 2 <= places) {
        found = all_passed(std::make_index_sequence<gram_hits::width / 2>{});
        at = gram_hits::width / 2;
    }
    for (; first + at < places; ++at) { found |= passed(first + at) << at; }
    return {first, found};
}

#if VARSIGMA_SIMD_X86

/// The lanes that count, if there are fewer than eight: a part of this that ends so many after the middle.
inline constexpr std::array<std::int32_t, 16> gram_lanes{-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};

/// Four words in a row, of which the first `left` are read; zeros for the others.
[[gnu::target("avx2")]] [[nodiscard]] inline __m128i load_four_grams(const char* text, std::size_t left) noexcept {
    const auto lanes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(gram_lanes.data() + (gram_hits::width - left)));
    return _mm_maskload_epi32(reinterpret_cast<const int*>(text), lanes);
}

/// The words at places that are `Stride` bytes apart, of which the first `left` are read; zeros for the others.
template <std::size_t Stride>
[[gnu::target("avx2")]] [[nodiscard]] inline __m256i load_grams(const char* text, std::size_t left) noexcept {
    if constexpr (Stride == 4) {
        const auto lanes =
            _mm256_loadu_si256(reinterpret_cast<const __m256i*>(gram_lanes.data() + (gram_hits::width - left)));
        return _mm256_maskload_epi32(reinterpret_cast<const int*>(text), lanes);
    } else {
        static_assert(Stride == 2);
        const auto even = load_four_grams(text, (left + 1) / 2);
        const auto odd = load_four_grams(text + Stride, left / 2);
        return _mm256_set_m128i(_mm_unpackhi_epi32(even, odd), _mm_unpacklo_epi32(even, odd));
    }
}

/// The same for grams of four bytes or more that are two or four bytes apart.
template <std::size_t Gram, std::size_t Stride>
[[gnu::target("avx2")]] [[nodiscard]] inline gram_hits scan_grams_avx2(gram_map map, const char* text,
                                                                       std::size_t first, std::size_t places) noexcept {
    const auto shift = _mm_cvtsi32_si128(static_cast<int>(map.shift));
    const auto one = _mm256_set1_epi32(1);
    const auto low_five = _mm256_set1_epi32(31);
    const auto case_bits = _mm256_set1_epi32(0x20202020);
    for (;; first += gram_hits::width) {
        const auto left = std::min(places - first, gram_hits::width);
        const char* const begin = text + first * Stride;
        auto gram = _mm256_or_si256(load_grams<Stride>(begin, left), case_bits);
        gram = _mm256_xor_si256(gram, _mm256_srli_epi32(gram, 15));
        auto hash = _mm256_mullo_epi32(gram, _mm256_set1_epi32(static_cast<int>(gram_factor)));
        if constexpr (Gram == 6) { // its last two bytes are the upper half of a word, so that nothing beyond is read
            const auto end = _mm256_srli_epi32(_mm256_or_si256(load_grams<Stride>(begin + 2, left), case_bits), 16);
            hash =
                _mm256_add_epi32(hash, _mm256_mullo_epi32(end, _mm256_set1_epi32(static_cast<int>(gram_end_factor))));
        }
        // one by one: instructions that gather are slow on many processors
        const auto at = _mm256_srl_epi32(hash, shift);
        const auto low = _mm256_castsi256_si128(at);
        const auto high = _mm256_extracti128_si256(at, 1);
        const std::array<std::uint64_t, 4> pairs{static_cast<std::uint64_t>(_mm_cvtsi128_si64(low)),
                                                 static_cast<std::uint64_t>(_mm_extract_epi64(low, 1)),
                                                 static_cast<std::uint64_t>(_mm_cvtsi128_si64(high)),
                                                 static_cast<std::uint64_t>(_mm_extract_epi64(high, 1))};
        const auto first_of = [&](std::size_t pair) { return static_cast<int>(map.words[pairs[pair] & 0xFFFFFFFFU]); };
        const auto second_of = [&](std::size_t pair) { return static_cast<int>(map.words[pairs[pair] >> 32U]); };
        const auto words = _mm256_setr_epi32(first_of(0), second_of(0), first_of(1), second_of(1), first_of(2),
                                             second_of(2), first_of(3), second_of(3));
        const auto bits =
            _mm256_or_si256(_mm256_sllv_epi32(one, _mm256_and_si256(_mm256_srli_epi32(hash, 13), low_five)),
                            _mm256_sllv_epi32(one, _mm256_and_si256(_mm256_srli_epi32(hash, 8), low_five)));
        const auto held = _mm256_cmpeq_epi32(_mm256_and_si256(words, bits), bits);
        const auto passed = static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(held))) & ~(~0U << left);
        if (passed != 0 || first + gram_hits::width >= places) { return {first, passed}; }
    }
}

#endif

/// The same with the instructions of a level, where they help.
template <std::size_t Gram, std::size_t Stride>
[[nodiscard]] inline gram_hits scan_grams(gram_map map, const char* text, std::size_t first, std::size_t places,
                                          [[maybe_unused]] simd_level level) noexcept {
#if VARSIGMA_SIMD_X86
    if constexpr (Gram >= 4 && Stride >= 2) {
        // for fewer places it is not worth the way
        if (level == simd_level::avx2 && places - first > gram_hits::width / 2) {
            return scan_grams_avx2<Gram, Stride>(map, text, first, places);
        }
    }
#endif
    return scan_grams<Gram, Stride>(map, text, first, places);
}

} // namespace VARSIGMA_NAMESPACE::detail
