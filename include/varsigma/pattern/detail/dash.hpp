// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <array>

namespace VARSIGMA_NAMESPACE {

/// The five characters that Windows programs take for the start of an option, and that the modifier `windash` makes
/// interchangeable: hyphen-minus, solidus, en dash, em dash, horizontal bar (Sigma modifiers appendix, "windash").
/// In ascending order; case folding leaves each as it is.
inline constexpr std::array<char32_t, 5> dashes{U'-', U'/', U'\u2013', U'\u2014', U'\u2015'};

/// Whether the code point is one of `dashes`.
[[nodiscard]] constexpr bool is_dash(char32_t character) noexcept {
    for (const char32_t dash : dashes) {
        if (character == dash) return true;
    }
    return false;
}

/// Whether the code point is an ASCII letter, a digit or `_`: what decides whether a dash begins an option.
[[nodiscard]] constexpr bool is_word_character(char32_t character) noexcept {
    return (character >= U'a' && character <= U'z') || (character >= U'A' && character <= U'Z') ||
           (character >= U'0' && character <= U'9') || character == U'_';
}

} // namespace VARSIGMA_NAMESPACE
