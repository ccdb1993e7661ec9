// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

// Which vector instructions there are. What needs more than the baseline of its architecture is compiled for its level
// function by function, whatever the flags of the embedder, and chosen while the program runs.
//
// VARSIGMA_SIMD_X86 and VARSIGMA_SIMD_NEON are 1 where the vector code for the architecture can be compiled. Who wants
// none of it defines them as 0, in the whole program. Then, and on other architectures, there is only
// `simd_level::scalar`, which gives the same answers.

#ifndef VARSIGMA_SIMD_X86
#if defined(__GNUC__) && defined(__x86_64__)
#define VARSIGMA_SIMD_X86 1
#else
#define VARSIGMA_SIMD_X86 0
#endif
#endif

#ifndef VARSIGMA_SIMD_NEON
#if defined(__GNUC__) && defined(__aarch64__) && defined(__ARM_NEON) && defined(__AARCH64EL__)
#define VARSIGMA_SIMD_NEON 1
#else
#define VARSIGMA_SIMD_NEON 0
#endif
#endif

namespace VARSIGMA_NAMESPACE {

/// A set of vector instructions; of one architecture, a higher one includes the lower ones.
enum class simd_level : std::uint8_t {
    scalar, ///< none that the compiler does not use by itself
    sse4,   ///< x86-64 with SSSE3 and SSE4.2: 16 bytes
    avx2,   ///< x86-64 with AVX2: 32 bytes
    neon,   ///< AArch64, which always has it: 16 bytes
};

namespace detail {

#if VARSIGMA_SIMD_NEON
inline constexpr std::array compiled_simd_levels{simd_level::scalar, simd_level::neon};
#elif VARSIGMA_SIMD_X86
inline constexpr std::array compiled_simd_levels{simd_level::scalar, simd_level::sse4, simd_level::avx2};
#else
inline constexpr std::array compiled_simd_levels{simd_level::scalar};
#endif

/// Whether the machine has it, if it is one of those compiled. O(1): reads what the program found out when it began.
[[nodiscard]] inline bool machine_has([[maybe_unused]] simd_level level) noexcept {
#if VARSIGMA_SIMD_X86
    if (level == simd_level::sse4) { return __builtin_cpu_supports("ssse3") && __builtin_cpu_supports("sse4.2"); }
    if (level == simd_level::avx2) { return machine_has(simd_level::sse4) && __builtin_cpu_supports("avx2"); }
#endif
    return true;
}

} // namespace detail

/// What this machine can do, ascending; the first is `scalar`, which it always can. O(1); safe from any thread.
[[nodiscard]] inline std::span<const simd_level> supported_simd_levels() noexcept {
    std::size_t count = 1;
    while (count < detail::compiled_simd_levels.size() && detail::machine_has(detail::compiled_simd_levels[count])) {
        ++count;
    }
    return {detail::compiled_simd_levels.data(), count};
}

/// The highest level this machine can do. O(1), without a lock; safe from any thread.
[[nodiscard]] inline simd_level best_simd_level() noexcept {
    return supported_simd_levels().back();
}

/// Whether this machine can do `level`. O(1); safe from any thread.
[[nodiscard]] inline bool is_supported(simd_level level) noexcept {
    for (const auto each : supported_simd_levels()) {
        if (each == level) { return true; }
    }
    return false;
}

/// `wanted` if this machine can do it, else the best that it can.
[[nodiscard]] inline simd_level usable_simd_level(std::optional<simd_level> wanted) noexcept {
    return wanted && is_supported(*wanted) ? *wanted : best_simd_level();
}

/// The name of the enumerator.
[[nodiscard]] constexpr std::string_view to_string(simd_level level) noexcept {
    switch (level) {
    case simd_level::scalar: return "scalar";
    case simd_level::sse4: return "sse4";
    case simd_level::avx2: return "avx2";
    case simd_level::neon: return "neon";
    }
    return "unknown";
}

} // namespace VARSIGMA_NAMESPACE
