// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/regex.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

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
