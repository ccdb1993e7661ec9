// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/literals/detail/literal_rarity.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>
#include <vector>

#if VARSIGMA_SIMD_X86
#include <emmintrin.h>
#elif VARSIGMA_SIMD_NEON
#include <arm_neon.h>
#endif

namespace VARSIGMA_NAMESPACE::detail {

/// The bytes of a text that a literal is first looked for by, at most; a shorter literal has fewer.
inline constexpr std::size_t teddy_window = 4;

/// The bytes that every literal has.
inline constexpr std::size_t shortest_window = 2;

/// The buckets that a mask of one byte tells apart.
inline constexpr std::size_t teddy_mask_buckets = 8;

/// The most buckets.
inline constexpr std::size_t teddy_max_buckets = 2 * teddy_mask_buckets;

/// Both cases of a letter as bits of what their upper four bits can be; another byte's alone.
[[nodiscard]] constexpr unsigned upper_halves(char byte) noexcept {
    const auto code = static_cast<unsigned char>(byte);
    const bool letter = byte >= 'a' && byte <= 'z';
    return 1U << (code >> 4U) | (letter ? 1U << ((code ^ 0x20U) >> 4U) : 0U);
}

/// The lower four bits of a byte as one bit; both cases of a letter have the same.
[[nodiscard]] constexpr unsigned lower_half(char byte) noexcept {
    return 1U << (static_cast<unsigned char>(byte) & 0xFU);
}

/// How often ASCII bytes are in texts of either case, by their upper and lower four bits: an estimate from a fixed
/// table.
[[nodiscard]] constexpr std::array<std::array<float, 16>, 8> make_byte_shares() noexcept {
    std::array<std::array<float, 16>, 8> shares{};
    float sum = 0;
    const auto set = [&](std::size_t byte, float share) {
        shares[byte / 16][byte % 16] = share;
        sum += share;
    };
    const auto share_of = [](std::size_t byte) {
        const char text = static_cast<char>(static_cast<unsigned char>(byte));
        const unsigned eighths = literal_rarity({&text, 1}); // between powers of two a straight line is near enough
        return (1.0F - static_cast<float>(eighths % 8) / 16.0F) / static_cast<float>(1U << eighths / 8);
    };
    for (std::size_t byte = 0; byte < 0x80; ++byte) {
        const bool upper = byte >= 'A' && byte <= 'Z';
        set(byte, upper ? share_of(byte + 'a' - 'A') / 4 : share_of(byte));
    }
    for (auto& row : shares) {
        for (auto& share : row) { share /= sum; }
    }
    return shares;
}

inline constexpr auto byte_shares = make_byte_shares();

/// What one bucket lets pass at one place of the window: the bytes whose halves are both those of some literal's byte.
class teddy_place {
public:
    void admit(char byte) noexcept {
        lower_ |= lower_half(byte);
        upper_ |= upper_halves(byte);
        share_ = any_ ? 1.0F : share(lower_, upper_);
    }
    void admit_any() noexcept {
        any_ = true;
        share_ = 1.0F;
    }

    /// The part of the bytes of a text that pass.
    [[nodiscard]] float share() const noexcept { return share_; }
    [[nodiscard]] float share_with(char byte) const noexcept {
        const auto lower = lower_ | lower_half(byte);
        const auto upper = upper_ | upper_halves(byte);
        return any_ || (lower == lower_ && upper == upper_) ? share_ : share(lower, upper);
    }

private:
    [[nodiscard]] static float share(unsigned lower, unsigned upper) noexcept {
        float sum = 0;
        for (auto rows = upper; rows != 0; rows &= rows - 1) {
            const auto& row = byte_shares[static_cast<std::size_t>(std::countr_zero(rows))];
            for (auto columns = lower; columns != 0; columns &= columns - 1) {
                sum += row[static_cast<std::size_t>(std::countr_zero(columns))];
            }
        }
        return sum;
    }

    unsigned lower_ = 0;
    unsigned upper_ = 0;
    bool any_ = false;
    float share_ = 0;
};

/// What one bucket lets pass: a window of which every byte passes at its place.
class teddy_bucket {
public:
    void admit(std::string_view window) noexcept {
        for (std::size_t at = 0; at < teddy_window; ++at) {
            at < window.size() ? places_[at].admit(window[at]) : places_[at].admit_any();
        }
    }

    /// How much more of the windows of a text would pass.
    [[nodiscard]] float growth(std::string_view window) const noexcept {
        float before = 1;
        float after = 1;
        for (std::size_t at = 0; at < teddy_window; ++at) {
            before *= places_[at].share();
            after *= at < window.size() ? places_[at].share_with(window[at]) : 1.0F;
        }
        return after - before;
    }

private:
    std::array<teddy_place, teddy_window> places_;
};

/// Where a literal is put.
struct teddy_assignment {
    std::size_t bucket = 0;
    std::size_t offset = 0; ///< of its window
};

/// The window of a literal that begins at `offset`.
[[nodiscard]] constexpr std::string_view teddy_window_of(std::string_view literal, std::size_t offset) noexcept {
    return literal.substr(offset, teddy_window);
}

/// Shares literals out among `count` buckets, so that as few windows of a text as possible pass one of them.
///
/// Greedily: each literal goes where it costs least, those that cost most by themselves first; then each is taken out
/// and put in again, now that the others are known. O(literals * literals) with the cost of each bounded by the
/// buckets.
[[nodiscard]] inline std::vector<teddy_assignment> share_out(std::span<const std::string_view> literals,
                                                             std::size_t count) {
    const auto last_offset = [](std::string_view literal) {
        return literal.size() - std::min(literal.size(), teddy_window);
    };
    std::vector<float> costs;
    costs.reserve(literals.size());
    for (const auto literal : literals) {
        float least = 1;
        for (std::size_t offset = 0; offset <= last_offset(literal); ++offset) {
            least = std::min(least, teddy_bucket{}.growth(teddy_window_of(literal, offset)));
        }
        costs.push_back(least);
    }
    std::vector<std::size_t> order(literals.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t left, std::size_t right) { return costs[left] > costs[right]; });

    const std::size_t nowhere = count;
    std::vector<teddy_assignment> places(literals.size(), {nowhere, 0});
    std::vector<teddy_bucket> buckets(count);
    for (int round = 0; round < 2; ++round) {
        for (const auto number : order) {
            if (const auto from = places[number].bucket; from != nowhere) {
                places[number].bucket = nowhere;
                buckets[from] = {};
                for (std::size_t other = 0; other < literals.size(); ++other) {
                    if (places[other].bucket == from) {
                        buckets[from].admit(teddy_window_of(literals[other], places[other].offset));
                    }
                }
            }
            float least = 2;
            for (std::size_t bucket = 0; bucket < count; ++bucket) {
                for (std::size_t offset = 0; offset <= last_offset(literals[number]); ++offset) {
                    const float growth = buckets[bucket].growth(teddy_window_of(literals[number], offset));
                    if (growth < least) {
                        least = growth;
                        places[number] = {bucket, offset};
                    }
                }
            }
            buckets[places[number].bucket].admit(teddy_window_of(literals[number], places[number].offset));
        }
    }
    return places;
}

/// Eight buckets by the bits of a byte, for each place of the window. A byte passes where both halves do, or where any
/// byte does; one that is not ASCII has no bits in `upper`.
struct teddy_masks {
    alignas(16) std::array<std::array<std::uint8_t, 16>, teddy_window> lower{};
    alignas(16) std::array<std::array<std::uint8_t, 16>, teddy_window> upper{};
    std::array<std::uint8_t, teddy_window> any{};

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.lower, self.upper, self.any);
    }
};

/// What is scanned with.
struct teddy_tables {
    std::array<teddy_masks, teddy_max_buckets / teddy_mask_buckets> masks;
    std::uint32_t shortest = teddy_window;               ///< window
    std::vector<std::array<std::uint16_t, 257>> by_byte; ///< the buckets that a byte passes, for each place; or none

    static constexpr std::size_t no_byte = 256; ///< where `by_byte` has what passes beyond the text

    /// Without `by_byte`, which follows from the masks.
    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.masks, self.shortest);
    }
    /// Whether what was read can be used: whatever the masks let pass is compared.
    [[nodiscard]] bool is_sound() const noexcept { return shortest >= shortest_window && shortest <= teddy_window; }

    void admit(std::size_t bucket, std::string_view window) noexcept {
        auto& mask = masks[bucket / teddy_mask_buckets];
        const auto bit = static_cast<std::uint8_t>(1U << bucket % teddy_mask_buckets);
        for (std::size_t place = 0; place < teddy_window; ++place) {
            if (place >= window.size()) {
                mask.any[place] |= bit;
                continue;
            }
            mask.lower[place][static_cast<std::size_t>(std::countr_zero(lower_half(window[place])))] |= bit;
            for (std::size_t half = 0; half < 16; ++half) {
                if ((upper_halves(window[place]) >> half & 1U) != 0) { mask.upper[place][half] |= bit; }
            }
        }
        shortest = std::min(shortest, static_cast<std::uint32_t>(window.size()));
    }

    /// Fills `by_byte`, which only a scan without vectors needs.
    void spell_out() {
        by_byte.resize(teddy_window);
        for (std::size_t place = 0; place < teddy_window; ++place) {
            for (std::size_t byte = 0; byte < by_byte[place].size(); ++byte) {
                unsigned passed = 0;
                for (std::size_t mask = masks.size(); mask-- != 0;) {
                    const auto& each = masks[mask];
                    const unsigned both =
                        byte == no_byte ? 0U : unsigned{each.lower[place][byte % 16]} & each.upper[place][byte / 16];
                    passed = passed << teddy_mask_buckets | both | each.any[place];
                }
                by_byte[place][byte] = static_cast<std::uint16_t>(passed);
            }
        }
    }

    /// Memory held on the heap.
    [[nodiscard]] std::size_t bytes() const noexcept { return by_byte.capacity() * sizeof(by_byte.front()); }
};

/// A position of a text at which a window passes.
struct teddy_candidate {
    std::size_t position;
    std::uint32_t buckets; ///< that it passes, as bits; never 0
};

/// What a scan found so far, and where it goes on.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): what is pushed is written, and clearing the rest would cost
class teddy_candidates {
public:
    static constexpr std::size_t longest_block = 32; ///< positions scanned at once

    [[nodiscard]] bool has_room() const noexcept { return count_ <= capacity - longest_block; }
    /// Precondition: not more than `longest_block` times since `has_room`.
    void push(std::size_t position, std::uint32_t buckets) noexcept { each_[count_++] = {position, buckets}; }

    void clear() noexcept { count_ = 0; }
    [[nodiscard]] const teddy_candidate* begin() const noexcept { return each_.data(); }
    [[nodiscard]] const teddy_candidate* end() const noexcept { return each_.data() + count_; }

    std::size_t next = 0; ///< the first position not scanned

private:
    static constexpr std::size_t capacity = 4 * longest_block;

    std::size_t count_ = 0;
    std::array<teddy_candidate, capacity> each_;
};

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
