// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/literal_rarity.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>
#include <vector>

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

} // namespace VARSIGMA_NAMESPACE::detail
