// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/regex_tree.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/casefold.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

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

} // namespace VARSIGMA_NAMESPACE::detail
