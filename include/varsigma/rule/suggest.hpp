// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// Words longer than this get no suggestion, so that a distance costs a bounded time.
inline constexpr std::size_t longest_suggestion = 64;

/// How many slips of the pen lie between two words: inserted, missing, replaced and swapped bytes; case does not count.
///
/// The restricted Damerau-Levenshtein distance ("optimal string alignment"). Words longer than `longest_suggestion` are
/// as far from anything as can be. O(|left|·|right|), no allocation.
[[nodiscard]] constexpr std::size_t spelling_distance(std::string_view left, std::string_view right) noexcept {
    if (left.size() > longest_suggestion || right.size() > longest_suggestion) return longest_suggestion + 1;
    using row = std::array<std::size_t, longest_suggestion + 1>;
    row before{};   // for left[0, at - 2)
    row previous{}; // for left[0, at - 1)
    row current{};
    for (std::size_t column = 0; column <= right.size(); ++column) current[column] = column;
    for (std::size_t at = 1; at <= left.size(); ++at) {
        before = previous;
        previous = current;
        current[0] = at;
        for (std::size_t column = 1; column <= right.size(); ++column) {
            const char one = fold_ascii(left[at - 1]);
            const char other = fold_ascii(right[column - 1]);
            current[column] = std::min(
                {previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (one == other ? 0U : 1U)});
            if (at > 1 && column > 1 && one == fold_ascii(right[column - 2]) && fold_ascii(left[at - 2]) == other) {
                current[column] = std::min(current[column], before[column - 2] + 1);
            }
        }
    }
    return current[right.size()];
}

/// How many slips may lie between two words, the shorter of which has `shorter` bytes, for one to be taken for the
/// other: one for every three bytes, so that they share two thirds at least, and never more than two, which is as many
/// as people make in one word. Words of one or two bytes are taken for each other only in another case.
[[nodiscard]] constexpr std::size_t forgiven_slips(std::size_t shorter) noexcept {
    constexpr std::size_t most = 2;
    return std::min(shorter / 3, most);
}

/// The candidate that is spelt most like `word`, or an empty view if none is near: the first of the nearest among those
/// within `forgiven_slips`.
///
/// `candidates` is any range whose elements `text_of` turns into views; the result is one of those views.
template <class Range, class TextOf>
[[nodiscard]] constexpr std::string_view closest(std::string_view word, const Range& candidates, TextOf text_of) {
    std::string_view best;
    std::size_t nearest = longest_suggestion;
    for (const auto& candidate : candidates) {
        const std::string_view text = text_of(candidate);
        const std::size_t shorter = std::min(text.size(), word.size());
        const std::size_t allowed = forgiven_slips(shorter);
        if (shorter == 0 || std::max(text.size(), word.size()) - shorter > std::min(allowed, nearest)) continue;
        const std::size_t distance = spelling_distance(word, text);
        if (distance > allowed || distance >= nearest) continue;
        best = text;
        nearest = distance;
        if (distance == 0) break;
    }
    return best;
}

/// `did you mean 'word'`, or nothing for an empty word: the form that all suggestions of names have.
[[nodiscard]] inline std::string did_you_mean(std::string_view word) {
    if (word.empty()) return {};
    std::string text = "did you mean '";
    text += word;
    text += '\'';
    return text;
}

} // namespace VARSIGMA_NAMESPACE
