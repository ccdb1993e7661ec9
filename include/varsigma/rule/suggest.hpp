// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/rule/modifier.hpp>
#include <varsigma/text/ascii.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace varsigma {

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

/// The candidate that is spelt most like `word`, or an empty view if none is near: the first of the nearest that are at
/// most a third of the word's length away (at least one slip is forgiven).
///
/// `candidates` is any range whose elements `text_of` turns into views; the result is one of those views.
template <class Range, class TextOf>
[[nodiscard]] constexpr std::string_view closest(std::string_view word, const Range& candidates, TextOf text_of) {
    std::string_view best;
    std::size_t allowed = std::max<std::size_t>(1, word.size() / 3);
    for (const auto& candidate : candidates) {
        const std::string_view text = text_of(candidate);
        const std::size_t longer = std::max(text.size(), word.size());
        if (text.empty() || longer - std::min(text.size(), word.size()) > allowed) continue;
        const std::size_t distance = spelling_distance(word, text);
        if (distance > allowed || distance >= longer) continue;
        if (best.empty() || distance < allowed) best = text;
        allowed = distance;
        if (distance == 0) break;
    }
    return best;
}

/// The modifier whose word is spelt most like `word`, or an empty view.
[[nodiscard]] constexpr std::string_view closest_modifier(std::string_view word) noexcept {
    return closest(word, detail::modifier_words, [](const detail::modifier_word& entry) { return entry.word; });
}

/// `did you mean 'word'`, or nothing for an empty word: the form that all suggestions of names have.
[[nodiscard]] inline std::string did_you_mean(std::string_view word) {
    if (word.empty()) return {};
    std::string text = "did you mean '";
    text += word;
    text += '\'';
    return text;
}

} // namespace varsigma
