// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

// By the architecture, not by `__SSE2__`: what is compiled must not depend on the embedder's flags.
#if defined(__x86_64__) || defined(_M_X64)
#include <emmintrin.h>
#endif

/// A few bytes of a JSON text at once.
namespace VARSIGMA_NAMESPACE::detail {

/// Eight bytes in a register; for any machine.
struct json_word {
    static constexpr std::size_t size = sizeof(std::uint64_t);

    static void copy(const char* from, char* to) noexcept { std::memcpy(to, from, size); }

    /// A bit for each backslash in the block, the lowest for the first byte.
    [[nodiscard]] static std::uint64_t backslashes(const char* block) noexcept {
        std::uint64_t found = 0;
        if constexpr (std::endian::native == std::endian::little) {
            constexpr std::uint64_t ones = 0x0101010101010101U;
            constexpr std::uint64_t low = ones * 0x7FU;
            std::uint64_t word = 0;
            std::memcpy(&word, block, sizeof word);
            const std::uint64_t zero_at_backslash = word ^ (ones * '\\');
            // the highest bit of each byte says that it is not zero; nothing is carried from byte to byte
            const std::uint64_t other = ((zero_at_backslash & low) + low) | zero_at_backslash;
            constexpr std::uint64_t gather = 0x0102040810204080U;
            found = ((~other & ~low) >> 7U) * gather >> 56U;
        } else {
            for (std::size_t at = 0; at < size; ++at) { found |= (block[at] == '\\' ? std::uint64_t{1} : 0) << at; }
        }
        return found;
    }
};

#if defined(__x86_64__) || defined(_M_X64)
/// The same with the vectors of sixteen bytes that every x86-64 machine has.
struct json_vectors {
    static constexpr std::size_t size = 2 * sizeof(__m128i);

    static void copy(const char* from, char* to) noexcept {
        const auto first = load(from);
        const auto second = load(from + half);
        store(first, to);
        store(second, to + half);
    }
    [[nodiscard]] static std::uint64_t backslashes(const char* block) noexcept {
        return half_of(block) | half_of(block + half) << half;
    }

private:
    static constexpr std::size_t half = sizeof(__m128i);

    // NOLINTBEGIN(*-reinterpret-cast): how these are meant to be used
    [[nodiscard]] static __m128i load(const char* from) noexcept {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    }
    static void store(__m128i bytes, char* to) noexcept { _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes); }
    // NOLINTEND(*-reinterpret-cast)

    [[nodiscard]] static std::uint64_t half_of(const char* block) noexcept {
        const auto equal = _mm_cmpeq_epi8(load(block), _mm_set1_epi8('\\'));
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(equal)));
    }
};
using json_block = json_vectors;
#else
using json_block = json_word;
#endif

} // namespace VARSIGMA_NAMESPACE::detail
