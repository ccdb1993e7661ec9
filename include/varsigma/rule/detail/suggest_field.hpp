// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/suggest.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

// Names of fields that are meant to be one, though they are spelt otherwise.

namespace VARSIGMA_NAMESPACE {

/// Of `field_distance`: further than any slip.
inline constexpr std::size_t too_far = ~std::size_t{0};

/// Whether two names are the same but for case and for what parts their words: `ProcessId`, `process_id`, `process.id`.
/// O(length).
[[nodiscard]] constexpr bool has_same_words(std::string_view left, std::string_view right) noexcept {
    constexpr auto skip = [](std::string_view text, std::size_t at) {
        constexpr std::string_view between = "._- ";
        while (at != text.size() && between.find(text[at]) != std::string_view::npos) { ++at; }
        return at;
    };
    std::size_t here = skip(left, 0);
    std::size_t there = skip(right, 0);
    while (here != left.size() && there != right.size()) {
        if (fold_ascii(left[here]) != fold_ascii(right[there])) { return false; }
        here = skip(left, here + 1);
        there = skip(right, there + 1);
    }
    return here == left.size() && there == right.size();
}

/// How far the name of a field is from what was written for it; `too_far` if it is hardly meant. Nearest is what differs
/// in case only, then what has the same words, then what is spelt alike (`closest`). O(length), or the product of both
/// lengths if they are about the same.
[[nodiscard]] constexpr std::size_t field_distance(std::string_view word, std::string_view name) noexcept {
    if (word.empty() || name.empty()) { return too_far; }
    const auto is_alike = [](char left, char right) { return fold_ascii(left) == fold_ascii(right); };
    if (std::equal(word.begin(), word.end(), name.begin(), name.end(), is_alike)) { return 0; }
    if (has_same_words(word, name)) { return 1; }
    const auto itself = [](std::string_view of) { return of; };
    return closest(word, std::array{name}, itself).empty() ? too_far : 1 + spelling_distance(word, name);
}

/// The name of a field for which `word` was probably written: the first of the nearest (`field_distance`); empty if
/// none is near. `names` is a range of views.
template <class Names>
[[nodiscard]] constexpr std::string_view closest_field(std::string_view word, const Names& names) noexcept {
    std::string_view best;
    auto nearest = too_far;
    for (const std::string_view name : names) {
        const auto distance = field_distance(word, name);
        if (distance < nearest) {
            best = name;
            nearest = distance;
        }
    }
    return best;
}

} // namespace VARSIGMA_NAMESPACE
