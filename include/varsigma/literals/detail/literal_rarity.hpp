// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/literal_frequency_table.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace VARSIGMA_NAMESPACE {
namespace detail {

// the begin and the end of a text, where they count as bytes of it
inline constexpr unsigned char text_begin = 0x02;
inline constexpr unsigned char text_end = 0x03;

/// The class of each byte of folded text: the printable ones each have their own, as have a text's begin and end.
[[nodiscard]] constexpr std::array<std::uint8_t, 256> make_byte_classes() noexcept {
    constexpr std::uint8_t control = 69;
    constexpr std::uint8_t not_ascii = 70;
    std::array<std::uint8_t, 256> classes{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        unsigned number = control;
        if (byte >= 0x80) {
            number = not_ascii;
        } else if (byte >= 0x61 && byte < 0x7F) {
            number = byte - 0x61 + 39;
        } else if (byte >= 0x5B && byte < 0x61) {
            number = byte - 0x5B + 33;
        } else if (byte >= 0x41 && byte < 0x5B) {
            number = byte - 0x41 + 39; // folded text has no upper case; no harm is done where it comes all the same
        } else if (byte >= 0x20 && byte < 0x41) {
            number = byte - 0x20;
        }
        classes[byte] = static_cast<std::uint8_t>(number);
    }
    classes[text_begin] = not_ascii + 1;
    classes[text_end] = not_ascii + 2;
    return classes;
}

inline constexpr auto byte_class_of = make_byte_classes();

/// How surprising sequences of bytes are at a given place, in quarters of a bit, from the tables of frequencies.
///
/// A sequence is given as a number, its last byte in the lowest eight bits. It is never less surprising than a part of
/// it. All are O(1).
struct gram_level {
    [[nodiscard]] static constexpr unsigned decode(char written) noexcept {
        return static_cast<unsigned>(written - '#');
    }
    [[nodiscard]] static constexpr unsigned of_byte(unsigned char byte) noexcept {
        return decode(byte_levels[byte_class_of[byte]]);
    }
    [[nodiscard]] static constexpr unsigned of_pair(unsigned char first, unsigned char second) noexcept {
        return decode(pair_levels[byte_class_of[first] * byte_classes + byte_class_of[second]]);
    }

    /// The level that is written for the sequence of `length` bytes, or `absent`.
    static constexpr unsigned absent = ~0U;
    [[nodiscard]] static constexpr unsigned find(std::uint64_t gram, unsigned length) noexcept {
        const auto key = (gram & ((std::uint64_t{1} << (8 * length)) - 1)) | std::uint64_t{length} << 48;
        auto mixed = key * 0x9E3779B97F4A7C15;
        mixed ^= mixed >> 32;
        const auto fingerprint = static_cast<unsigned>(0x2323 + (mixed & 0x3F) + (mixed << 2 & 0x3F00)); // 0x23 is `#`
        const auto level = find_in(mixed >> 51, fingerprint);
        return level != absent ? level : find_in(mixed >> 38 & (gram_buckets - 1), fingerprint);
    }

    /// The level of a sequence of three or four bytes, which are the last of `gram`, from those of its first bytes, of
    /// its last ones, and of what these have in common.
    [[nodiscard]] static constexpr unsigned of(std::uint64_t gram, unsigned length, unsigned head, unsigned tail,
                                               unsigned common) noexcept {
        auto level = find(gram, length);
        // each side as if it depended on nothing but what the two have in common
        if (level == absent) { level = head + tail - common + level_of_absence; }
        return std::max({level, head, tail});
    }

private:
    [[nodiscard]] static constexpr unsigned find_in(std::uint64_t bucket, unsigned fingerprint) noexcept {
        const char* const slots = gram_levels.data() + 6 * bucket;
        if (two_at(slots) == fingerprint) { return decode(slots[2]); }
        if (two_at(slots + 3) == fingerprint) { return decode(slots[5]); }
        return absent;
    }
    [[nodiscard]] static constexpr unsigned two_at(const char* text) noexcept {
        return static_cast<unsigned char>(text[0]) | static_cast<unsigned>(static_cast<unsigned char>(text[1])) << 8;
    }
};
static_assert(gram_buckets == std::size_t{1} << 13);

/// Sums up, byte for byte, how surprising a text is at a given place, in quarters of a bit.
///
/// Each byte counts by how surprising it is after the three before it. As no sequence is less surprising than a part of
/// it, neither is a text.
class surprise_sum {
public:
    constexpr void add(unsigned char byte) noexcept {
        const auto last = static_cast<unsigned char>(window_ & 0xFF);
        window_ = window_ << 8 | byte;
        ++length_;
        const auto one = gram_level::of_byte(byte);
        const auto two = length_ < 2 ? one : gram_level::of_pair(last, byte);
        const auto three = length_ < 3 ? two : gram_level::of(window_, 3, two_, two, one_);
        four_before_ = {four_, four_before_[0]};
        four_ = length_ < 4 ? three : gram_level::of(window_, 4, three_, three, two_);
        step_before_ = step_;
        step_ = length_ < 4 ? three - sum_ : four_ - three_;
        sum_ += step_;
        one_ = one;
        two_ = two;
        three_ = three;
    }

    [[nodiscard]] constexpr unsigned sum() const noexcept { return sum_; }

    /// What the last byte added.
    [[nodiscard]] constexpr unsigned step() const noexcept { return step_; }

    /// The level of the last `Count` bytes for themselves. Of the whole, if that is shorter.
    template <std::size_t Count>
    [[nodiscard]] constexpr unsigned of_last() const noexcept {
        static_assert(Count == 2 || Count == 4 || Count == 6);
        if constexpr (Count != 6) { return Count == 2 ? two_ : four_; }
        const auto known = length_ < 6 ? sum_ : gram_level::find(window_, 6);
        return known == gram_level::absent ? guess_of_last_six() : known;
    }
    /// The same without looking for all six. Precondition: there are six.
    [[nodiscard]] constexpr unsigned guess_of_last_six() const noexcept {
        return four_before_[1] + step_before_ + step_;
    }

    /// Up to the last eight bytes as a number.
    [[nodiscard]] constexpr std::uint64_t window() const noexcept { return window_; }

private:
    std::uint64_t window_ = 0;
    std::size_t length_ = 0;
    unsigned one_ = 0;                      // the level of the last byte,
    unsigned two_ = 0;                      // of the last two,
    unsigned three_ = 0;                    // of the last three,
    unsigned four_ = 0;                     // and of the last four
    std::array<unsigned, 2> four_before_{}; // and of four a byte and two bytes before
    unsigned step_ = 0;
    unsigned step_before_ = 0;
    unsigned sum_ = 0;
};

/// How surprising a text of at least four bytes is at a given place, in quarters of a bit, where parts of it may be
/// phrases: as surprising as the most surprising sequence of a few bytes in it. Only what is in no phrase that was
/// counted goes byte for byte.
template <class Byte>
constexpr unsigned surprise_of_phrase(std::size_t size, Byte byte_at) noexcept {
    const unsigned length = size < 6 ? 4 : 6;
    unsigned level = 0;
    surprise_sum all;
    for (std::size_t at = 0; at < size; ++at) {
        all.add(byte_at(at));
        if (at + 1 < length) { continue; }
        auto here = gram_level::find(all.window(), length);
        if (here == gram_level::absent) {
            here = length == 4 ? all.of_last<4>() : all.guess_of_last_six();
            if (here > level_of_rarest && level != 0) { here = std::max(here, level + all.step()); }
        }
        level = std::max(level, here);
    }
    return level;
}

} // namespace detail

/// How surprising a folded literal is at a given place of a text, in eighths of a bit.
///
/// The frequencies are those of typical values of log events, paths and command lines above all. A literal that holds
/// another is never less surprising. An estimate, for choosing what to look for first; never part of what matches.
/// O(n).
[[nodiscard]] constexpr std::uint32_t literal_rarity(std::string_view literal) noexcept {
    detail::surprise_sum all;
    for (const char byte : literal) { all.add(static_cast<unsigned char>(byte)); }
    return 2 * all.sum();
}

/// How rarely a value of an event passes the test for a folded literal: `-log2` of the share that do, from 0 to 20.
///
/// A test that is stricter, by its form or by a longer literal, never rates much lower. `everything` is 0, and
/// `general` counts as `contains`. An estimate, for choosing what to look for first; never part of what matches. O(n).
[[nodiscard]] constexpr double occurrence_bits(pattern_shape::kind form, std::string_view literal) noexcept {
    using kind = pattern_shape::kind;
    if (form == kind::everything) { return 0; }
    const std::size_t front = form == kind::equals || form == kind::startswith ? 1 : 0;
    const std::size_t back = form == kind::equals || form == kind::endswith ? 1 : 0;
    const auto size = front + literal.size() + back;
    const auto byte_at = [&](std::size_t at) {
        if (at < front) { return detail::text_begin; }
        return at - front < literal.size() ? static_cast<unsigned char>(literal[at - front]) : detail::text_end;
    };
    unsigned level = 0;
    if (size < 4) {
        detail::surprise_sum all;
        for (std::size_t at = 0; at < size; ++at) { all.add(byte_at(at)); }
        level = all.sum();
    } else {
        level = detail::surprise_of_phrase(size, byte_at);
    }
    const double bits = level <= detail::level_of_places ? 0 : (level - detail::level_of_places) / 4.0;
    // what is made of unknown parts is rare, but how rare cannot be told: the order is kept, the distance is not
    constexpr double known_well = 16;
    constexpr double rarest = 20;
    return bits <= known_well ? bits : std::min(known_well + (bits - known_well) / 8, rarest);
}

/// The offset of the first byte of a folded literal that is as rare as any; 0 for the empty literal. O(n).
[[nodiscard]] constexpr std::size_t rare_byte(std::string_view literal) noexcept {
    std::size_t best = 0;
    for (std::size_t at = 1; at < literal.size(); ++at) {
        if (literal_rarity(literal.substr(at, 1)) > literal_rarity(literal.substr(best, 1))) { best = at; }
    }
    return best;
}

} // namespace VARSIGMA_NAMESPACE
