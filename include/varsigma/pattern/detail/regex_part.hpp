// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/regex.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// A set of Unicode characters, as one place in a regular expression takes them. A value; const use is safe from any
/// thread.
class character_class {
public:
    static constexpr char32_t ascii_end = 0x80;

    /// Characters from `first` to `last`, both included.
    struct range {
        char32_t first = 0;
        char32_t last = 0;
    };

    /// Adds them. Precondition: they come after all that are in the set, `first <= last`.
    void append(char32_t first, char32_t last) {
        assert(first <= last && (wide_.empty() || wide_.back().last < first));
        for (; first <= last && first < ascii_end; ++first) { ascii_[first / 64] |= std::uint64_t{1} << (first % 64); }
        if (first > last) { return; }
        if (!wide_.empty() && wide_.back().last + 1 == first) {
            wide_.back().last = last;
        } else {
            wide_.push_back({first, last});
        }
    }

    /// O(1) in ASCII, beyond it O(log of the ranges).
    [[nodiscard]] bool contains(char32_t character) const noexcept {
        if (character < ascii_end) { return (ascii_[character / 64] >> (character % 64) & 1U) != 0; }
        const auto beyond = std::upper_bound(wide_.begin(), wide_.end(), character,
                                             [](char32_t one, const range& other) { return one < other.first; });
        return beyond != wide_.begin() && character <= (beyond - 1)->last;
    }

    /// Whether a character beyond ASCII is in it.
    [[nodiscard]] bool is_wide() const noexcept { return !wide_.empty(); }

private:
    std::array<std::uint64_t, 2> ascii_{};
    std::vector<range> wide_; // ascending, apart from each other
};

/// What a place between two characters must be, as bits, of which several may be asked for.
enum regex_place : std::uint8_t {
    begin_of_text = 1,
    end_of_text = 2,
    begin_of_line = 4,
    end_of_line = 8,
    word_boundary = 16, ///< between a word character of ASCII and something else
    no_word_boundary = 32,
};

/// What takes one character, as it is written, and the flags that hold there. Two that are equal take the same.
struct regex_atom {
    std::string source;
    regex_flags flags;

    friend bool operator==(const regex_atom&, const regex_atom&) = default;
};

enum class part_form : std::uint8_t {
    atom,       ///< one character of an atom
    place,      ///< nothing, at such a place
    sequence,   ///< the children, one after the other
    choice,     ///< one of the children
    repetition, ///< the one child, `least` to `most` times
};

/// A regular expression as a tree. Captures are dropped.
struct regex_part {
    static constexpr auto unlimited = std::numeric_limits<std::size_t>::max();

    part_form form = part_form::sequence;
    std::size_t atom = 0;
    std::uint8_t places = 0;
    std::size_t least = 0;
    std::size_t most = 0;
    bool greedy = true; ///< a repetition: as often as can be
    std::vector<regex_part> children;
};

} // namespace VARSIGMA_NAMESPACE::detail
