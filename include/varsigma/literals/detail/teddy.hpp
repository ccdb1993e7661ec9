// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/teddy_tables.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#if VARSIGMA_SIMD_X86
#include <immintrin.h>
#elif VARSIGMA_SIMD_NEON
#include <arm_neon.h>
#endif

// Vectors of sixteen bytes as `teddy` needs them, in the words of either architecture. VARSIGMA_TARGET_16 stands before
// each function that handles them, VARSIGMA_TARGET_32 before those that may use AVX2.

namespace VARSIGMA_NAMESPACE::detail {

#if VARSIGMA_SIMD_X86

#define VARSIGMA_TARGET_16 [[gnu::target("ssse3,sse4.2")]]
#define VARSIGMA_TARGET_32 [[gnu::target("avx2")]]

using teddy_vector = __m128i;

VARSIGMA_TARGET_16 inline teddy_vector teddy_load(const void* in) noexcept {
    return _mm_loadu_si128(static_cast<const __m128i*>(in));
}
VARSIGMA_TARGET_16 inline teddy_vector teddy_words(std::uint64_t low, std::uint64_t high) noexcept {
    return _mm_set_epi64x(static_cast<long long>(high), static_cast<long long>(low));
}
VARSIGMA_TARGET_16 inline teddy_vector teddy_splat(std::uint8_t byte) noexcept {
    return _mm_set1_epi8(static_cast<char>(byte));
}
VARSIGMA_TARGET_16 inline teddy_vector teddy_or(teddy_vector left, teddy_vector right) noexcept {
    return _mm_or_si128(left, right);
}
VARSIGMA_TARGET_16 inline teddy_vector teddy_and(teddy_vector left, teddy_vector right) noexcept {
    return _mm_and_si128(left, right);
}
/// The bytes moved to the front by `Count`, with zeros behind.
template <int Count>
VARSIGMA_TARGET_16 inline teddy_vector teddy_ahead(teddy_vector bytes) noexcept {
    return _mm_srli_si128(bytes, Count);
}
VARSIGMA_TARGET_16 inline teddy_vector teddy_upper(teddy_vector bytes) noexcept {
    return _mm_and_si128(_mm_srli_epi16(bytes, 4), _mm_set1_epi8(0xF));
}
/// Looks the lower halves up; zero for a byte that is not ASCII.
VARSIGMA_TARGET_16 inline teddy_vector teddy_look_up_lower(teddy_vector table, teddy_vector bytes) noexcept {
    return _mm_shuffle_epi8(table, bytes);
}
/// Looks up what `teddy_upper` gives.
VARSIGMA_TARGET_16 inline teddy_vector teddy_look_up(teddy_vector table, teddy_vector halves) noexcept {
    return _mm_shuffle_epi8(table, halves);
}
VARSIGMA_TARGET_16 inline void teddy_store(std::uint8_t* out, teddy_vector bytes) noexcept {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), bytes);
}
/// A bit for each byte that is not zero.
VARSIGMA_TARGET_16 inline std::uint32_t teddy_nonzero(teddy_vector bytes) noexcept {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_setzero_si128()))) ^ 0xFFFFU;
}

#elif VARSIGMA_SIMD_NEON

#define VARSIGMA_TARGET_16

using teddy_vector = uint8x16_t;

inline teddy_vector teddy_load(const void* in) noexcept {
    return vld1q_u8(static_cast<const std::uint8_t*>(in));
}
inline teddy_vector teddy_words(std::uint64_t low, std::uint64_t high) noexcept {
    return vreinterpretq_u8_u64(vcombine_u64(vcreate_u64(low), vcreate_u64(high)));
}
inline teddy_vector teddy_splat(std::uint8_t byte) noexcept {
    return vdupq_n_u8(byte);
}
inline teddy_vector teddy_or(teddy_vector left, teddy_vector right) noexcept {
    return vorrq_u8(left, right);
}
inline teddy_vector teddy_and(teddy_vector left, teddy_vector right) noexcept {
    return vandq_u8(left, right);
}
/// The bytes moved to the front by `Count`, with zeros behind.
template <int Count>
inline teddy_vector teddy_ahead(teddy_vector bytes) noexcept {
    return vextq_u8(bytes, vdupq_n_u8(0), Count);
}
inline teddy_vector teddy_upper(teddy_vector bytes) noexcept {
    return vshrq_n_u8(bytes, 4);
}
/// Looks the lower halves up.
inline teddy_vector teddy_look_up_lower(teddy_vector table, teddy_vector bytes) noexcept {
    return vqtbl1q_u8(table, vandq_u8(bytes, vdupq_n_u8(0xF)));
}
/// Looks up what `teddy_upper` gives.
inline teddy_vector teddy_look_up(teddy_vector table, teddy_vector halves) noexcept {
    return vqtbl1q_u8(table, halves);
}
inline void teddy_store(std::uint8_t* out, teddy_vector bytes) noexcept {
    vst1q_u8(out, bytes);
}
/// A bit for each byte that is not zero.
inline std::uint32_t teddy_nonzero(teddy_vector bytes) noexcept {
    if (vmaxvq_u8(bytes) == 0) { return 0; }
    const auto bits = vandq_u8(vtstq_u8(bytes, bytes), teddy_words(0x8040201008040201, 0x8040201008040201));
    return std::uint32_t{vaddv_u8(vget_low_u8(bits))} | std::uint32_t{vaddv_u8(vget_high_u8(bits))} << 8U;
}

#endif

// A scan goes on from `candidates.next`, adds the positions at which a window of the text passes a bucket, and stops at
// the end of the text, which `next` then is, or when there is no room for more. Every level finds the same positions,
// but where a window reaches beyond the text. Bytes beyond the text are not read; to the vector levels they are zeros.

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

/// Short literals that may stand anywhere in a text, found in one pass ("Teddy": Wang et al., NSDI 2019).
///
/// The literals are folded ASCII. The letters of the text may be in either case, so that an ASCII text need not be
/// folded first; a text with other characters has to be. Each literal is known by a window of up to four bytes; the
/// windows are shared out among a few buckets, and byte shuffles tell which buckets the windows at many positions of a
/// text can belong to. Const members are safe from any thread.
class teddy {
public:
    static constexpr std::size_t min_literal = shortest_window;         ///< bytes of the shortest literal
    static constexpr std::size_t max_literal = teddy_literals::longest; ///< bytes of the longest literal
    static constexpr std::size_t max_size = 192; ///< literals; with more too much passes, and has to be compared

    /// Adds a literal under `id`; equal ones may be added. Precondition: its length, and `build` was not called.
    void add(std::string_view folded_literal, std::uint32_t id) {
        assert(folded_literal.size() >= min_literal && folded_literal.size() <= max_literal);
        added_.push_back({std::string{folded_literal}, id});
        ++size_;
    }

    /// Ends the adding. Once; without it nothing is found. Precondition: `is_supported(level)`. O(size²).
    void build(simd_level level) {
        assert(is_supported(level));
        if (added_.empty()) { return; }
        std::vector<std::string_view> literals;
        literals.reserve(added_.size());
        for (const auto& each : added_) { literals.push_back(each.text); }
        const std::size_t buckets = buckets_for(size_);
        const auto places = share_out(literals, buckets);
        for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
            for (std::size_t number = 0; number < literals.size(); ++number) {
                if (places[number].bucket != bucket) { continue; }
                tables_.admit(bucket, teddy_window_of(literals[number], places[number].offset));
                literals_.add(literals[number], places[number].offset, added_[number].id);
            }
            literals_.end_bucket();
        }
        use(level);
        added_ = {};
    }

    /// Calls `found(id)` for the literals that stand in `text`, once or more for each and in no particular order.
    ///
    /// O(n) plus the comparisons; allocates nothing.
    template <class Found>
    void find(std::string_view text, Found found) const {
        if (scan_ == nullptr) { return; }
        teddy_candidates candidates;
        while (candidates.next < text.size()) {
            candidates.clear();
            scan_(tables_, text, candidates);
            for (const auto& candidate : candidates) { literals_.compare(text, candidate, found); }
        }
    }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.size_, self.tables_, self.literals_);
    }
    /// Whether what was read can be used, and no id is `limit` or more. O(size).
    [[nodiscard]] bool is_sound(std::uint32_t limit) const noexcept {
        return tables_.is_sound() && literals_.is_sound(limit);
    }
    /// The instructions with which what was built or read is to be searched. Precondition: `is_supported(level)`.
    void use(simd_level level) {
        if (empty()) { return; }
        if (level == simd_level::scalar) { tables_.spell_out(); }
        scan_ = choose_teddy_scan(level, buckets_for(size_));
    }

    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    /// Literals added.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// Memory held on the heap.
    [[nodiscard]] std::size_t bytes() const noexcept {
        return added_.capacity() * sizeof(addition) + literals_.bytes() + tables_.bytes();
    }

private:
    struct addition {
        std::string text;
        std::uint32_t id = 0;
    };

    [[nodiscard]] static std::size_t buckets_for(std::size_t literals) noexcept {
        return literals <= teddy_mask_buckets ? teddy_mask_buckets : teddy_max_buckets;
    }

    std::uint32_t size_ = 0;
    teddy_tables tables_;
    teddy_scan scan_ = nullptr;
    teddy_literals literals_;     // once built
    std::vector<addition> added_; // until then
};

} // namespace VARSIGMA_NAMESPACE::detail
