// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/literal_rarity.hpp>
#include <varsigma/literals/detail/literal_table.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

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

/// Literals that may stand anywhere in a text, found in one pass that looks at every `Stride`-th place.
///
/// A gram is a sequence of `Gram` bytes, case aside. Each literal is entered at `Stride` neighbouring grams, its
/// anchors: wherever it stands in a text, one of them is at a place that is looked at. A bit map turns most places
/// away; the few that pass are looked up exactly, and compared. O(n), and a comparison for each literal that has the
/// gram of a place as an anchor; the anchors are chosen so that these are few.
template <literal_kind Kind, std::size_t Gram, std::size_t Stride>
class gram_filter {
    static_assert(Gram == 2 || Gram == 4 || Gram == 6);
    static_assert(Stride == 1 || Stride == 2 || Stride == 4);

public:
    static constexpr std::size_t shortest_literal = Gram + Stride - 1;

    /// Builds the filter, once. Precondition: no literal is shorter than `shortest_literal`. O(total length).
    void build(std::span<const indexed_literal> literals, simd_level level) {
        if (literals.empty()) { return; }
        level_ = level;
        std::size_t bytes = 0;
        for (const auto& each : literals) {
            bytes += each.text.size();
            shortest_ = std::min<std::uint64_t>(shortest_, each.text.size());
        }
        const auto anchors = choose_anchors(literals);
        const auto count = static_cast<std::uint32_t>(literals.size() * Stride);
        buckets_ = (count + 1) / 2;
        const auto map_words = std::bit_ceil(std::clamp(count, 2U, gram_map::longest));
        map_shift_ = static_cast<std::uint32_t>(32 - std::countr_zero(map_words));
        starts_ = map_words;
        postings_ = starts_ + buckets_ + 1;
        entries_ = postings_ + count * posting_words;
        texts_ = entries_ + static_cast<std::uint32_t>(literals.size()) * entry_words;
        memory_.allocate(texts_, bytes);

        std::vector<std::uint32_t> buckets(count);
        std::uint32_t text = 0;
        for (std::size_t number = 0; number < literals.size(); ++number) {
            const auto& each = literals[number];
            const auto length = static_cast<std::uint32_t>(each.text.size());
            memory_.write(entries_ + number * entry_words, entry{text, length, each.id, anchors[number]});
            each.text.copy(memory_.edit_text(texts_) + text, length);
            text += length;
            for (std::size_t step = 0; step < Stride; ++step) {
                const auto hash = gram_hash_at<Gram>(each.text.data() + anchors[number] + step);
                *memory_.edit_words(hash >> map_shift_) |= gram_map::bits_of(hash);
                buckets[number * Stride + step] = bucket_of(hash, buckets_);
            }
        }
        std::size_t place = postings_;
        for (const auto number : sort_by_bucket(buckets, {memory_.edit_words(starts_), buckets_ + std::size_t{1}})) {
            const char* const anchor =
                literals[number / Stride].text.data() + anchors[number / Stride] + number % Stride;
            memory_.write(place, posting{gram_hash_at<Gram>(anchor), number});
            place += posting_words;
        }
    }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.shortest_, self.map_shift_, self.buckets_, self.starts_, self.postings_, self.entries_, self.texts_,
               self.memory_);
    }
    /// Whether what was read can be used, and no id is `limit` or more. O(size).
    [[nodiscard]] bool is_sound(std::uint32_t limit) const noexcept {
        if (buckets_ == 0) { return shortest_ == none; }
        if (map_shift_ < 32 - gram_map::longest_bits || map_shift_ > 31 || shortest_ < shortest_literal) {
            return false;
        }
        if (starts_ != std::uint64_t{1} << (32 - map_shift_) || postings_ != std::uint64_t{starts_} + buckets_ + 1 ||
            entries_ < postings_ || texts_ < entries_ || texts_ > memory_.size()) {
            return false;
        }
        const auto postings = (entries_ - postings_) / posting_words;
        const auto entries = (texts_ - entries_) / entry_words;
        if (!memory_.has_buckets(starts_, buckets_, postings)) { return false; }
        for (std::size_t at = 0; at < postings; ++at) {
            if (memory_.template read<posting>(postings_ + at * posting_words).anchor / Stride >= entries) {
                return false;
            }
        }
        std::uint64_t passed = 0; // of the texts
        for (std::size_t at = 0; at < entries; ++at) {
            const auto each = memory_.template read<entry>(entries_ + at * entry_words);
            if (!memory_.has_text(texts_, each.text, each.length, passed) || each.anchor > each.length ||
                each.id >= limit) {
                return false;
            }
        }
        return true;
    }
    /// The instructions with which what was read is to be searched.
    void use(simd_level level) noexcept { level_ = level; }

    [[nodiscard]] bool empty() const noexcept { return buckets_ == 0; }
    [[nodiscard]] std::size_t bytes() const noexcept { return memory_.bytes(); }

    /// Calls `found(id)` for each literal in `text`, at least once each.
    template <class Found>
    void find(std::string_view text, Found& found) const {
        if (text.size() < shortest_) { return; }
        const gram_map map{memory_.words(0), map_shift_};
        const auto places = (text.size() - Gram) / Stride + 1;
        for (std::size_t first = 0; first < places;) {
            const auto hits = scan_grams<Gram, Stride>(map, text.data(), first, places, level_);
            for (auto passed = hits.passed; passed != 0; passed &= passed - 1) {
                look_up(text, (hits.first + static_cast<std::size_t>(std::countr_zero(passed))) * Stride, found);
            }
            first = hits.first + gram_hits::width;
        }
    }

private:
    struct entry {
        std::uint32_t text; // where it begins among the texts
        std::uint32_t length;
        std::uint32_t id;
        std::uint32_t anchor; // where its first anchor stands in it
    };
    struct posting {
        std::uint32_t hash;
        std::uint32_t anchor; // the number of the entry times `Stride`, plus the number of the anchor
    };
    static constexpr std::uint32_t entry_words = sizeof(entry) / sizeof(std::uint32_t);
    static constexpr std::uint32_t posting_words = sizeof(posting) / sizeof(std::uint32_t);

    template <class Found>
    void look_up(std::string_view text, std::size_t place, Found& found) const {
        const auto hash = gram_hash_at<Gram>(text.data() + place);
        const auto* const start = memory_.words(starts_ + bucket_of(hash, buckets_));
        for (auto at = start[0]; at < start[1]; ++at) {
            const auto of = memory_.template read<posting>(postings_ + std::size_t{at} * posting_words);
            if (of.hash != hash) { continue; }
            const auto each = memory_.template read<entry>(entries_ + std::size_t{of.anchor / Stride} * entry_words);
            const auto before = std::size_t{each.anchor} + of.anchor % Stride;
            if (before > place || text.size() - (place - before) < each.length) { continue; }
            // from the anchors on first: there it is the least like other texts
            const char* const begin = text.data() + (place - before);
            const char* const literal = memory_.text(texts_) + each.text;
            if (equals_literal<Kind>(begin + each.anchor, literal + each.anchor, each.length - each.anchor) &&
                equals_literal<Kind>(begin, literal, each.anchor)) {
                found(each.id);
            }
        }
    }

    /// For each literal where its first anchor stands: where the anchors are seldom in texts, and few literals share
    /// them.
    [[nodiscard]] static std::vector<std::uint32_t> choose_anchors(std::span<const indexed_literal> literals) {
        crowd_counts crowds{literals.size() * Stride};
        std::vector<std::uint32_t> anchors;
        anchors.reserve(literals.size());
        constexpr std::uint64_t cost_of_run =
            64;                           // a text of one letter, if it has such a gram at all, has it everywhere
        std::vector<std::uint64_t> costs; // of an anchor at each place of a literal
        for (const auto& each : literals) {
            const auto choices = each.text.size() - shortest_literal + 1;
            costs.clear();
            surprise_sum read;
            for (std::size_t at = 0; at < each.text.size(); ++at) {
                read.add(static_cast<unsigned char>(each.text[at]));
                if (at + 1 < Gram) { continue; }
                const auto first = at + 1 - Gram;
                const bool is_run = each.text.substr(first, Gram) == each.text.substr(first + 1, Gram);
                const auto frequency = frequency_of(read.template of_last<Gram>());
                costs.push_back(frequency * (is_run ? cost_of_run : 1) *
                                crowds.weight(gram_hash_at<Gram>(each.text.data() + first)));
            }
            std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
            std::size_t best = 0;
            for (std::size_t at = 0; at < choices; ++at) {
                std::uint64_t sum = 0;
                for (std::size_t step = 0; step < Stride; ++step) { sum += costs[at + step]; }
                if (sum < least) {
                    least = sum;
                    best = at;
                }
            }
            for (std::size_t step = 0; step < Stride; ++step) {
                crowds.add(gram_hash_at<Gram>(each.text.data() + best + step));
            }
            anchors.push_back(static_cast<std::uint32_t>(best));
        }
        return anchors;
    }

    /// How often a gram turns up that is surprising by `level` quarters of a bit, in no particular unit.
    [[nodiscard]] static std::uint64_t frequency_of(unsigned level) noexcept {
        constexpr std::array<std::uint64_t, 4> quarters{256, 215, 181, 152}; // 256 * 2^(-n/4)
        return (quarters[level % 4] << 24 >> std::min(level / 4, 40U)) + 1;
    }

    /// How many literals have a gram as an anchor, about: grams share counters.
    class crowd_counts {
    public:
        explicit crowd_counts(std::size_t grams) {
            const auto size = std::bit_ceil(static_cast<std::uint32_t>(std::min<std::size_t>(grams * 2, 1U << 20)));
            shift_ = static_cast<std::uint32_t>(32 - std::countr_zero(size));
            counts_.resize(size);
        }
        /// What one more literal at this gram costs: a look-up if it is the first, a comparison in any case, and with a
        /// crowd there is the more to lose by a bad guess of how frequent the gram is.
        [[nodiscard]] std::uint64_t weight(std::uint32_t hash) const noexcept {
            // bounded, so that sums of costs are below 2^62
            const auto crowd = std::min<std::uint64_t>(counts_[hash >> shift_], 4096);
            return crowd == 0 ? 4 : 2 + crowd + crowd * crowd / 16;
        }
        void add(std::uint32_t hash) noexcept {
            auto& count = counts_[hash >> shift_];
            if (count < std::numeric_limits<std::uint16_t>::max()) { ++count; }
        }

    private:
        std::vector<std::uint16_t> counts_;
        std::uint32_t shift_ = 0;
    };

    static constexpr auto none = std::numeric_limits<std::uint64_t>::max(); // longer than any text

    std::uint64_t shortest_ = none; // of the literals
    simd_level level_ = simd_level::scalar;
    std::uint32_t map_shift_ = 0; // from a hash to a word of the bit map
    std::uint32_t buckets_ = 0;
    std::uint32_t starts_ = 0;
    std::uint32_t postings_ = 0;
    std::uint32_t entries_ = 0;
    std::uint32_t texts_ = 0;
    table_memory memory_; // the bit map, where the buckets begin, the postings, the entries, the texts
};

} // namespace VARSIGMA_NAMESPACE::detail
