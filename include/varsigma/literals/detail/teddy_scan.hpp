// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/teddy_tables.hpp>
#include <varsigma/literals/detail/teddy_vector.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

// A scan goes on from `candidates.next`, adds the positions at which a window of the text passes a bucket, and stops at
// the end of the text, which `next` then is, or when there is no room for more. Every level finds the same positions,
// but where a window reaches beyond the text. Bytes beyond the text are not read; to the vector levels they are zeros.

namespace VARSIGMA_NAMESPACE::detail {

using teddy_scan = void (*)(const teddy_tables&, std::string_view, teddy_candidates&);

/// One position at a time. Precondition: `spell_out` was called.
inline void teddy_scan_scalar(const teddy_tables& tables, std::string_view text, teddy_candidates& candidates) {
    const std::size_t size = text.size();
    const auto passes = [&](std::size_t place, std::size_t at) -> unsigned {
        return tables.by_byte[place][at < size ? static_cast<unsigned char>(text[at]) : teddy_tables::no_byte];
    };
    std::size_t position = candidates.next;
    for (; position + tables.shortest <= size && candidates.has_room(); ++position) {
        unsigned buckets = passes(0, position) & passes(1, position + 1);
        if (buckets == 0) { continue; }
        buckets &= passes(2, position + 2) & passes(3, position + 3);
        if (buckets != 0) { candidates.push(position, buckets); }
    }
    candidates.next = position + tables.shortest <= size ? position : size;
}

#if VARSIGMA_SIMD_X86 || VARSIGMA_SIMD_NEON

/// Adds what passed: `masks` vectors of `width` buckets each, one byte a position, at the positions whose bits are set.
template <std::size_t Masks, std::size_t Width>
inline void teddy_report(const std::uint8_t (&buckets)[Masks][Width], std::size_t begin, std::uint32_t positions,
                         teddy_candidates& out) noexcept {
    for (; positions != 0; positions &= positions - 1) {
        const auto at = static_cast<std::size_t>(std::countr_zero(positions));
        std::uint32_t bits = buckets[0][at];
        if constexpr (Masks == 2) { bits |= std::uint32_t{buckets[1][at]} << teddy_mask_buckets; }
        out.push(begin + at, bits);
    }
}

/// A vector at each place of the windows.
struct teddy_places_16 {
    teddy_vector first;
    teddy_vector second;
    teddy_vector third; // this and the next are not in every window
    teddy_vector fourth;
};
static_assert(teddy_window == 4 && shortest_window == 2);

/// The buckets that bytes pass at a place.
VARSIGMA_TARGET_16 inline teddy_vector teddy_pass(const teddy_masks& masks, std::size_t place, teddy_vector bytes,
                                                  teddy_vector upper) noexcept {
    return teddy_and(teddy_look_up_lower(teddy_load(masks.lower[place].data()), bytes),
                     teddy_look_up(teddy_load(masks.upper[place].data()), upper));
}

/// The buckets that the windows pass.
VARSIGMA_TARGET_16 inline teddy_vector teddy_pass(const teddy_masks& masks, const teddy_places_16& bytes,
                                                  const teddy_places_16& upper) noexcept {
    const auto third = teddy_or(teddy_pass(masks, 2, bytes.third, upper.third), teddy_splat(masks.any[2]));
    const auto fourth = teddy_or(teddy_pass(masks, 3, bytes.fourth, upper.fourth), teddy_splat(masks.any[3]));
    return teddy_and(
        teddy_and(teddy_pass(masks, 0, bytes.first, upper.first), teddy_pass(masks, 1, bytes.second, upper.second)),
        teddy_and(third, fourth));
}

/// Sixteen positions from `begin`, of which those from `from` to `to` count, given the bytes of their windows.
template <std::size_t Masks>
VARSIGMA_TARGET_16 inline void teddy_block(const teddy_tables& tables, const teddy_places_16& bytes, std::size_t begin,
                                           std::size_t from, std::size_t to, teddy_candidates& out) noexcept {
    const teddy_places_16 upper{teddy_upper(bytes.first), teddy_upper(bytes.second), teddy_upper(bytes.third),
                                teddy_upper(bytes.fourth)};
    teddy_vector passed[Masks];
    passed[0] = teddy_pass(tables.masks[0], bytes, upper);
    if constexpr (Masks == 2) { passed[1] = teddy_pass(tables.masks[1], bytes, upper); }
    auto positions = teddy_nonzero(Masks == 1 ? passed[0] : teddy_or(passed[0], passed[Masks - 1]));
    positions &= ~0U << (from - begin) & ~(~0U << (to - begin));
    if (positions == 0) { return; }
    std::uint8_t buckets[Masks][16];
    for (std::size_t mask = 0; mask < Masks; ++mask) { teddy_store(buckets[mask], passed[mask]); }
    teddy_report(buckets, begin, positions, out);
}

/// The same, of sixteen bytes with nothing behind.
template <std::size_t Masks>
VARSIGMA_TARGET_16 inline void teddy_last_block(const teddy_tables& tables, teddy_vector bytes, std::size_t begin,
                                                std::size_t from, std::size_t to, teddy_candidates& out) noexcept {
    teddy_block<Masks>(tables, {bytes, teddy_ahead<1>(bytes), teddy_ahead<2>(bytes), teddy_ahead<3>(bytes)}, begin,
                       from, to, out);
}

/// Sixteen positions at a time.
template <std::size_t Masks>
VARSIGMA_TARGET_16 inline void teddy_scan_16(const teddy_tables& tables, std::string_view text,
                                             teddy_candidates& candidates) {
    constexpr std::size_t width = 16;
    constexpr std::size_t read = width + teddy_window - 1;
    const std::size_t size = text.size();
    std::size_t position = candidates.next;
    for (; position + read <= size; position += width) {
        if (!candidates.has_room()) {
            candidates.next = position;
            return;
        }
        const char* const in = text.data() + position;
        teddy_block<Masks>(tables, {teddy_load(in), teddy_load(in + 1), teddy_load(in + 2), teddy_load(in + 3)},
                           position, position, position + width, candidates);
    }
    // at most two more blocks are left, which overlap what was scanned or each other
    candidates.next = position;
    while (position + tables.shortest <= size) {
        if (!candidates.has_room()) { return; }
        if (size < width) {
            const std::size_t half = size < 8 ? size : 8;
            const auto bytes = teddy_words(load_short(text.data(), half), load_short(text.data() + half, size - half));
            teddy_last_block<Masks>(tables, bytes, 0, position, size, candidates);
            break;
        }
        const std::size_t begin = std::min(position, size - width);
        const std::size_t end = begin == size - width ? size : size - width;
        teddy_last_block<Masks>(tables, teddy_load(text.data() + begin), begin, position, end, candidates);
        candidates.next = position = end;
    }
    candidates.next = size;
}

#endif

#if VARSIGMA_SIMD_X86

struct teddy_places_32 {
    __m256i first;
    __m256i second;
    __m256i third;
    __m256i fourth;
};

VARSIGMA_TARGET_32 inline __m256i teddy_load_32(const char* in) noexcept {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in));
}
VARSIGMA_TARGET_32 inline __m256i teddy_table_32(const std::array<std::uint8_t, 16>& table) noexcept {
    return _mm256_broadcastsi128_si256(teddy_load(table.data()));
}
VARSIGMA_TARGET_32 inline __m256i teddy_upper_32(__m256i bytes) noexcept {
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0xF));
}

/// The buckets that bytes pass at a place.
VARSIGMA_TARGET_32 inline __m256i teddy_pass_32(const teddy_masks& masks, std::size_t place, __m256i bytes,
                                                __m256i upper) noexcept {
    return _mm256_and_si256(_mm256_shuffle_epi8(teddy_table_32(masks.lower[place]), bytes),
                            _mm256_shuffle_epi8(teddy_table_32(masks.upper[place]), upper));
}

/// The buckets that the windows pass.
VARSIGMA_TARGET_32 inline __m256i teddy_pass_32(const teddy_masks& masks, const teddy_places_32& bytes,
                                                const teddy_places_32& upper) noexcept {
    const __m256i third = _mm256_or_si256(teddy_pass_32(masks, 2, bytes.third, upper.third),
                                          _mm256_set1_epi8(static_cast<char>(masks.any[2])));
    const __m256i fourth = _mm256_or_si256(teddy_pass_32(masks, 3, bytes.fourth, upper.fourth),
                                           _mm256_set1_epi8(static_cast<char>(masks.any[3])));
    return _mm256_and_si256(_mm256_and_si256(teddy_pass_32(masks, 0, bytes.first, upper.first),
                                             teddy_pass_32(masks, 1, bytes.second, upper.second)),
                            _mm256_and_si256(third, fourth));
}

/// Thirty-two positions at a time; what is less is left to `teddy_scan_16`.
template <std::size_t Masks>
VARSIGMA_TARGET_32 inline void teddy_scan_32(const teddy_tables& tables, std::string_view text,
                                             teddy_candidates& candidates) {
    constexpr std::size_t width = 32;
    constexpr std::size_t read = width + teddy_window - 1;
    const std::size_t size = text.size();
    if (size < read) {
        teddy_scan_16<Masks>(tables, text, candidates);
        return;
    }
    std::size_t position = candidates.next;
    while (position + 16 < size) { // for the last sixteen bytes half a block will do
        if (!candidates.has_room()) {
            candidates.next = position;
            return;
        }
        const std::size_t begin = std::min(position, size - read); // the last one overlaps
        const char* const in = text.data() + begin;
        const teddy_places_32 bytes{teddy_load_32(in), teddy_load_32(in + 1), teddy_load_32(in + 2),
                                    teddy_load_32(in + 3)};
        const teddy_places_32 upper{teddy_upper_32(bytes.first), teddy_upper_32(bytes.second),
                                    teddy_upper_32(bytes.third), teddy_upper_32(bytes.fourth)};
        __m256i passed[Masks];
        passed[0] = teddy_pass_32(tables.masks[0], bytes, upper);
        if constexpr (Masks == 2) { passed[1] = teddy_pass_32(tables.masks[1], bytes, upper); }
        const __m256i either = Masks == 1 ? passed[0] : _mm256_or_si256(passed[0], passed[Masks - 1]);
        auto positions =
            ~static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(either, _mm256_setzero_si256())));
        positions &= ~0U << (position - begin);
        if (positions != 0) {
            std::uint8_t buckets[Masks][width];
            for (std::size_t mask = 0; mask < Masks; ++mask) {
                _mm256_storeu_si256(reinterpret_cast<__m256i*>(buckets[mask]), passed[mask]);
            }
            teddy_report(buckets, begin, positions, candidates);
        }
        position = begin + width;
    }
    candidates.next = position;
    teddy_scan_16<Masks>(tables, text, candidates);
}

#endif

/// The scan for a level that the machine has and for as many buckets.
[[nodiscard]] inline teddy_scan choose_teddy_scan([[maybe_unused]] simd_level level, std::size_t buckets) noexcept {
    [[maybe_unused]] const bool one = buckets <= teddy_mask_buckets;
#if VARSIGMA_SIMD_X86
    if (level == simd_level::avx2) { return one ? teddy_scan_32<1> : teddy_scan_32<2>; }
    if (level == simd_level::sse4) { return one ? teddy_scan_16<1> : teddy_scan_16<2>; }
#elif VARSIGMA_SIMD_NEON
    if (level == simd_level::neon) { return one ? teddy_scan_16<1> : teddy_scan_16<2>; }
#endif
    return teddy_scan_scalar;
}

} // namespace VARSIGMA_NAMESPACE::detail
