// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <cstddef>
#include <cstdint>

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

} // namespace VARSIGMA_NAMESPACE::detail
