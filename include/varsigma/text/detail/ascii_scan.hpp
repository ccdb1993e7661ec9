// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

#if VARSIGMA_SIMD_X86
#include <emmintrin.h>
#elif VARSIGMA_SIMD_NEON
#include <arm_neon.h>
#endif

// Runs of ASCII, several bytes at a time. Only what the baseline of the architecture has is used, so nothing is chosen
// while the program runs. No byte beyond a text is read. Free of state, safe to call from any thread.

namespace VARSIGMA_NAMESPACE {
namespace detail {

inline constexpr std::uint64_t ascii_word_high_bits = 0x8080808080808080;

/// The bytes of an unsigned integer at `in`, the first byte lowest.
template <class Word>
[[nodiscard]] inline Word load_word(const char* in) noexcept {
    Word word = 0;
    if constexpr (std::endian::native == std::endian::little) {
        std::memcpy(&word, in, sizeof word);
    } else {
        for (std::size_t at = sizeof word; at != 0; --at) {
            word = static_cast<Word>(word << 8U | static_cast<unsigned char>(in[at - 1]));
        }
    }
    return word;
}

/// What `load_word` loads.
template <class Word>
inline void store_word(char* out, Word word) noexcept {
    if constexpr (std::endian::native == std::endian::little) {
        std::memcpy(out, &word, sizeof word);
    } else {
        for (std::size_t at = 0; at < sizeof word; ++at) { out[at] = static_cast<char>(word >> (8 * at) & 0xFFU); }
    }
}

/// The `size` bytes at `in`, the first byte lowest, with zeros above. Precondition: at most 8.
[[nodiscard]] inline std::uint64_t load_short(const char* in, std::size_t size) noexcept {
    // two loads that overlap: what both read is the same
    if (size >= 8) { return load_word<std::uint64_t>(in); }
    if (size >= 4) {
        return load_word<std::uint32_t>(in) | std::uint64_t{load_word<std::uint32_t>(in + size - 4)}
                                                  << (8 * (size - 4));
    }
    if (size >= 2) {
        return load_word<std::uint16_t>(in) | std::uint64_t{load_word<std::uint16_t>(in + size - 2)}
                                                  << (8 * (size - 2));
    }
    return size == 0 ? 0 : static_cast<unsigned char>(*in);
}

/// What `load_short` loads.
inline void store_short(char* out, std::uint64_t word, std::size_t size) noexcept {
    if (size >= 8) {
        store_word(out, word);
    } else if (size >= 4) {
        store_word(out, static_cast<std::uint32_t>(word));
        store_word(out + size - 4, static_cast<std::uint32_t>(word >> (8 * (size - 4))));
    } else if (size >= 2) {
        store_word(out, static_cast<std::uint16_t>(word));
        store_word(out + size - 2, static_cast<std::uint16_t>(word >> (8 * (size - 2))));
    } else if (size == 1) {
        *out = static_cast<char>(word);
    }
}

/// `fold_ascii` of each of eight bytes.
[[nodiscard]] constexpr std::uint64_t fold_ascii_word(std::uint64_t word) noexcept {
    constexpr std::uint64_t each = 0x0101010101010101;
    // a sum of seven bits and these never carries into the next byte; its high bit says which side of the bound it is
    const std::uint64_t seven_bits = word & ~ascii_word_high_bits;
    const std::uint64_t from_a = seven_bits + each * (0x80 - 'A');
    const std::uint64_t beyond_z = seven_bits + each * (0x7F - 'Z');
    const std::uint64_t upper = from_a & ~beyond_z & ~word & ascii_word_high_bits;
    return word | upper >> 2U;
}

/// How many bytes of a word are ASCII before one that is not; 8 if all are.
[[nodiscard]] constexpr std::size_t ascii_word_prefix(std::uint64_t word) noexcept {
    return static_cast<std::size_t>(std::countr_zero(word & ascii_word_high_bits)) / 8;
}

/// Sixteen bytes, in a vector register if the architecture has them.
#if VARSIGMA_SIMD_X86

class ascii_block {
public:
    explicit ascii_block(const char* in) noexcept : bytes_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(in))) {}

    /// How many bytes are ASCII before one that is not; 16 if all are.
    [[nodiscard]] std::size_t prefix() const noexcept {
        const auto others = static_cast<unsigned>(_mm_movemask_epi8(bytes_));
        return static_cast<std::size_t>(std::countr_zero(others | 0x10000U));
    }

    /// Writes `fold_ascii` of each byte.
    void fold(char* out) const noexcept {
        // moves A to Z to the greatest of the signed bytes, so that one comparison is enough
        const __m128i moved = _mm_add_epi8(bytes_, _mm_set1_epi8(0x7F - 'Z'));
        const __m128i upper = _mm_cmpgt_epi8(moved, _mm_set1_epi8(0x7F - 26));
        const __m128i folded = _mm_or_si128(bytes_, _mm_and_si128(upper, _mm_set1_epi8(0x20)));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out), folded);
    }

private:
    __m128i bytes_;
};

#elif VARSIGMA_SIMD_NEON

class ascii_block {
public:
    explicit ascii_block(const char* in) noexcept : bytes_(vld1q_u8(reinterpret_cast<const std::uint8_t*>(in))) {}

    /// How many bytes are ASCII before one that is not; 16 if all are.
    [[nodiscard]] std::size_t prefix() const noexcept {
        if (vmaxvq_u8(bytes_) < 0x80) { return 16; }
        const std::size_t low = ascii_word_prefix(vgetq_lane_u64(vreinterpretq_u64_u8(bytes_), 0));
        return low < 8 ? low : 8 + ascii_word_prefix(vgetq_lane_u64(vreinterpretq_u64_u8(bytes_), 1));
    }

    /// Writes `fold_ascii` of each byte.
    void fold(char* out) const noexcept {
        const uint8x16_t upper = vcltq_u8(vsubq_u8(bytes_, vdupq_n_u8('A')), vdupq_n_u8(26));
        const uint8x16_t folded = vorrq_u8(bytes_, vandq_u8(upper, vdupq_n_u8(0x20)));
        vst1q_u8(reinterpret_cast<std::uint8_t*>(out), folded);
    }

private:
    uint8x16_t bytes_;
};

#else

class ascii_block {
public:
    explicit ascii_block(const char* in) noexcept
        : low_(load_word<std::uint64_t>(in)), high_(load_word<std::uint64_t>(in + 8)) {}

    /// How many bytes are ASCII before one that is not; 16 if all are.
    [[nodiscard]] std::size_t prefix() const noexcept {
        const std::size_t low = ascii_word_prefix(low_);
        return low < 8 ? low : 8 + ascii_word_prefix(high_);
    }

    /// Writes `fold_ascii` of each byte.
    void fold(char* out) const noexcept {
        store_word(out, fold_ascii_word(low_));
        store_word(out + 8, fold_ascii_word(high_));
    }

private:
    std::uint64_t low_;
    std::uint64_t high_;
};

#endif

/// How `ascii_prefix` goes on from sixteen bytes; with `Fold` it writes to `out` what `fold_ascii_prefix` does.
template <bool Fold>
[[nodiscard]] inline std::size_t scan_ascii_blocks(const char* in, std::size_t size, char* out) noexcept {
    const std::size_t last = size - 16;
    for (std::size_t at = 0;;) {
        const ascii_block block{in + at};
        if constexpr (Fold) { block.fold(out + at); }
        const std::size_t prefix = block.prefix();
        if (prefix != 16 || at == last) { return at + prefix; }
        at = at + 16 < last ? at + 16 : last; // the last one overlaps
    }
}

/// The same for less than sixteen bytes.
template <bool Fold>
[[nodiscard]] inline std::size_t scan_ascii_words(const char* in, std::size_t size, char* out) noexcept {
    if (size < 8) {
        const std::uint64_t word = load_short(in, size);
        if constexpr (Fold) { store_short(out, fold_ascii_word(word), size); }
        const std::size_t prefix = ascii_word_prefix(word);
        return prefix < size ? prefix : size;
    }
    const auto first = load_word<std::uint64_t>(in);
    const auto last = load_word<std::uint64_t>(in + size - 8);
    if constexpr (Fold) {
        store_word(out, fold_ascii_word(first));
        store_word(out + size - 8, fold_ascii_word(last));
    }
    const std::size_t prefix = ascii_word_prefix(first);
    return prefix < 8 ? prefix : size - 8 + ascii_word_prefix(last);
}

} // namespace detail

/// How many bytes at the beginning of `text` are below 0x80. O(n).
[[nodiscard]] constexpr std::size_t ascii_prefix(std::string_view text) noexcept {
    if (std::is_constant_evaluated()) {
        std::size_t at = 0;
        while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) { ++at; }
        return at;
    }
    return text.size() >= 16 ? detail::scan_ascii_blocks<false>(text.data(), text.size(), nullptr)
                             : detail::scan_ascii_words<false>(text.data(), text.size(), nullptr);
}

/// Whether every byte is below 0x80; true for the empty text. O(n), all of it: seldom is anything else in it.
[[nodiscard]] constexpr bool is_ascii(std::string_view text) noexcept {
    if (std::is_constant_evaluated()) { return ascii_prefix(text) == text.size(); }
    const auto size = text.size();
    if (size < 16) {
        const auto seen = size < 8 ? detail::load_short(text.data(), size)
                                   : detail::load_word<std::uint64_t>(text.data()) |
                                         detail::load_word<std::uint64_t>(text.data() + size - 8);
        return (seen & detail::ascii_word_high_bits) == 0;
    }
    const auto two_words = [&](std::size_t at) {
        return detail::load_word<std::uint64_t>(text.data() + at) |
               detail::load_word<std::uint64_t>(text.data() + at + 8);
    };
    auto seen = two_words(size - 16);
    for (std::size_t at = 0; at + 16 < size; at += 16) { seen |= two_words(at); }
    return (seen & detail::ascii_word_high_bits) == 0;
}

/// Writes the bytes of `in` that are ASCII before one that is not to `out`, letters in lower case, and returns how
/// many.
///
/// `out` has room for `in.size()` bytes and does not overlap `in`; what it holds beyond those written is unspecified
/// afterwards. O(n).
constexpr std::size_t fold_ascii_prefix(std::string_view in, char* out) noexcept {
    if (std::is_constant_evaluated()) {
        std::size_t at = 0;
        for (; at < in.size() && static_cast<unsigned char>(in[at]) < 0x80; ++at) { out[at] = fold_ascii(in[at]); }
        return at;
    }
    return in.size() >= 16 ? detail::scan_ascii_blocks<true>(in.data(), in.size(), out)
                           : detail::scan_ascii_words<true>(in.data(), in.size(), out);
}

/// Whether `text` with its ASCII letters in lower case is `folded_literal`, both of `size` bytes.
///
/// The literal is folded ASCII. Exact whatever the text holds: a letter is equal to itself in either case, any other
/// byte to itself only. O(n).
[[nodiscard]] inline bool equals_ascii_folded(const char* text, const char* folded_literal, std::size_t size) noexcept {
    const auto differ = [&](std::size_t at) {
        return detail::fold_ascii_word(detail::load_word<std::uint64_t>(text + at)) !=
               detail::load_word<std::uint64_t>(folded_literal + at);
    };
    if (size < 8) {
        return detail::fold_ascii_word(detail::load_short(text, size)) == detail::load_short(folded_literal, size);
    }
    for (std::size_t at = 0; at + 8 < size; at += 8) {
        if (differ(at)) { return false; }
    }
    return !differ(size - 8); // overlaps the one before
}

} // namespace VARSIGMA_NAMESPACE
