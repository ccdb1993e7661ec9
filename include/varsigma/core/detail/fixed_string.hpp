// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// A string literal as a template argument: `field<"Image", &event::image>`.
///
/// `N` counts the terminating zero, as the literal itself does. Structural, so that two equal literals name the same
/// type. Everything is usable in constant expressions.
template <std::size_t N>
struct fixed_string {
    char data[N]{};

    constexpr fixed_string(const char (&text)[N]) noexcept { copy(text, N); }

    /// A copy of a part of another text, in constant expressions. Precondition: `text.size() == N - 1`.
    [[nodiscard]] static constexpr fixed_string of(std::string_view text) noexcept {
        fixed_string made;
        made.copy(text.data(), N - 1);
        return made;
    }

    /// The text without its terminating zero.
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {data, N - 1}; }

private:
    constexpr fixed_string() noexcept = default;

    constexpr void copy(const char* text, std::size_t size) noexcept { // <algorithm> costs as much as all else here
        for (std::size_t at = 0; at < size; ++at) { data[at] = text[at]; }
    }
};

} // namespace VARSIGMA_NAMESPACE
