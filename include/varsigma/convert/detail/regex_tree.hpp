// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/casefold.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Characters from `first` to `last`, both included.
struct regex_range {
    char32_t first = 0;
    char32_t last = 0;

    friend constexpr bool operator==(regex_range, regex_range) = default;
};

enum class regex_form : std::uint8_t {
    characters, ///< one character of `ranges`, or of all others if `excluded`
    any,        ///< any character; a line break only if `line_breaks`
    begin_text,
    end_text,
    sequence,
    choice,
    repetition, ///< of the one child, `least` to `most` times
};

/// A regular expression as it is understood, independent of any notation.
struct regex_node {
    regex_form form = regex_form::sequence;
    std::vector<regex_range> ranges;
    bool excluded = false;
    bool line_breaks = false;
    std::size_t least = 0;
    std::optional<std::size_t> most; ///< nothing: without limit
    std::vector<regex_node> children;
};

/// Whether a beginning or an end of the text is asked for anywhere below.
[[nodiscard]] inline bool has_anchor(const regex_node& node) noexcept {
    if (node.form == regex_form::begin_text || node.form == regex_form::end_text) { return true; }
    for (const auto& child : node.children) {
        if (has_anchor(child)) { return true; }
    }
    return false;
}

/// Whether a `.` that excludes line breaks is anywhere below.
[[nodiscard]] inline bool has_line_dot(const regex_node& node) noexcept {
    if (node.form == regex_form::any) { return !node.line_breaks; }
    for (const auto& child : node.children) {
        if (has_line_dot(child)) { return true; }
    }
    return false;
}

/// The ranges sorted, joined where they touch.
[[nodiscard]] inline std::vector<regex_range> merged(std::vector<regex_range> ranges) {
    std::sort(ranges.begin(), ranges.end(), [](auto left, auto right) { return left.first < right.first; });
    std::vector<regex_range> kept;
    for (const auto next : ranges) {
        if (!kept.empty() && next.first <= kept.back().last + 1) {
            kept.back().last = std::max(kept.back().last, next.last);
        } else {
            kept.push_back(next);
        }
    }
    return kept;
}

/// A character and what it folds to, which is another one.
struct case_pair {
    char32_t folded = 0;
    char32_t character = 0;
};

/// Every character that folds to another one, by what it folds to. Made when it is first needed, by folding all.
[[nodiscard]] inline const std::vector<case_pair>& case_pairs() {
    static const auto all = [] {
        std::vector<case_pair> pairs;
        for (char32_t one = 0; one < casefold_end; ++one) {
            if (const auto folded = fold(one); folded != one) { pairs.push_back({folded, one}); }
        }
        std::sort(pairs.begin(), pairs.end(), [](auto left, auto right) { return left.folded < right.folded; });
        return pairs;
    }();
    return all;
}

/// The ranges with every character that equals one of theirs without regard to case (`fold`). For each range
/// O(its characters), and no more than all that can be folded.
[[nodiscard]] inline std::vector<regex_range> with_other_case(const std::vector<regex_range>& ranges) {
    const auto& pairs = case_pairs();
    auto wider = ranges;
    const auto add_all_that_fold_to = [&](char32_t folded) {
        wider.push_back({folded, folded});
        const auto first = std::lower_bound(pairs.begin(), pairs.end(), folded,
                                            [](case_pair pair, char32_t sought) { return pair.folded < sought; });
        for (auto at = first; at != pairs.end() && at->folded == folded; ++at) {
            wider.push_back({at->character, at->character});
        }
    };
    for (const auto& [first, last] : ranges) {
        if (last - first < pairs.size()) {
            for (char32_t one = first; one <= last; ++one) { add_all_that_fold_to(fold(one)); }
            continue;
        }
        for (const auto& [folded, character] : pairs) {
            const bool has_folded = first <= folded && folded <= last;
            if (has_folded || (first <= character && character <= last)) { add_all_that_fold_to(folded); }
        }
    }
    return merged(std::move(wider));
}

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
