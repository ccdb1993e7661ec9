// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/regex_tree.hpp>
#include <varsigma/text/casefold.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace varsigma::detail {

/// The ranges sorted, joined where they touch.
[[nodiscard]] inline std::vector<character_range> merged(std::vector<character_range> ranges) {
    std::sort(ranges.begin(), ranges.end(), [](auto left, auto right) { return left.first < right.first; });
    std::vector<character_range> kept;
    for (const auto next : ranges) {
        if (!kept.empty() && next.first <= kept.back().last + 1) {
            kept.back().last = std::max(kept.back().last, next.last);
        } else {
            kept.push_back(next);
        }
    }
    return kept;
}

/// The ranges with every character that equals one of theirs without regard to case (`fold`).
///
/// Of ranges with more than 4,096 characters only what lies in them is kept. O(characters that can be folded) if one is
/// not ASCII.
[[nodiscard]] inline std::vector<character_range> with_other_case(const std::vector<character_range>& ranges) {
    constexpr std::size_t widest = 4'096;
    std::vector<char32_t> folded;
    bool ascii = true;
    for (const auto& [first, last] : ranges) {
        if (last - first >= widest) { continue; }
        for (char32_t one = first; one <= last; ++one) { folded.push_back(fold(one)); }
        ascii = ascii && last < 0x80;
    }
    std::sort(folded.begin(), folded.end());
    auto wider = ranges;
    const auto add_if_equal = [&](char32_t one) {
        if (std::binary_search(folded.begin(), folded.end(), fold(one))) { wider.push_back({one, one}); }
    };
    const char32_t end = ascii ? 0x80 : casefold_end;
    for (char32_t one = 0; one < end; ++one) { add_if_equal(one); }
    if (ascii) {
        add_if_equal(U'\u017F'); // long s and the Kelvin sign, the only others that fold to ASCII
        add_if_equal(U'\u212A');
    }
    return merged(std::move(wider));
}

} // namespace varsigma::detail
