// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/regex_case.hpp>
#include <varsigma/convert/detail/regex_tree.hpp>
#include <varsigma/core/build_mode.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// A class of characters by its name in brackets, or by its letter: `[:alpha:]`, `\d`.
struct named_characters {
    std::string_view name;
    char letter;
    std::string_view pairs; ///< first and last of each range
};

/// Source: RE2, "syntax": Perl and ASCII character classes.
inline constexpr std::array known_characters{
    named_characters{"digit", 'd', "09"},           named_characters{"word", 'w', "09AZaz__"},
    named_characters{"", 's', "\t\n\f\r  "}, // Perl's, without the vertical tab
    named_characters{"alnum", '\0', "09AZaz"},      named_characters{"alpha", '\0', "AZaz"},
    named_characters{"blank", '\0', "\t\t  "},      named_characters{"graph", '\0', "!~"},
    named_characters{"lower", '\0', "az"},          named_characters{"print", '\0', " ~"},
    named_characters{"punct", '\0', "!/:@[`{~"},    named_characters{"space", '\0', "\t\r  "},
    named_characters{"upper", '\0', "AZ"},          named_characters{"xdigit", '\0', "09AFaf"},
    named_characters{"ascii", '\0', {"\0\x7F", 2}}, named_characters{"cntrl", '\0', {"\0\x1F\x7F\x7F", 4}},
};

/// Appends the ranges of a class.
inline void add_ranges(const named_characters& known, std::vector<regex_range>& ranges) {
    for (std::size_t at = 0; at < known.pairs.size(); at += 2) {
        ranges.push_back(
            {static_cast<unsigned char>(known.pairs[at]), static_cast<unsigned char>(known.pairs[at + 1])});
    }
}

/// All characters that are not in the ranges.
[[nodiscard]] inline std::vector<regex_range> other_characters(const std::vector<regex_range>& ranges) {
    std::vector<regex_range> rest;
    char32_t next = 0;
    for (const auto& [first, last] : merged(ranges)) {
        if (first > next) { rest.push_back({next, first - 1}); }
        next = last + 1;
    }
    if (next <= 0x10FFFF) { rest.push_back({next, 0x10FFFF}); }
    return rest;
}

} // namespace VARSIGMA_NAMESPACE::detail
