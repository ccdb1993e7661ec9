// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace varsigma {

/// A string literal as a template argument: `field<"Image", &event::image>`.
///
/// `N` counts the terminating zero, as the literal itself does. Structural, so that two equal literals name the same
/// type. Everything is usable in constant expressions.
template <std::size_t N>
struct fixed_string {
    char data[N]{};

    constexpr fixed_string(const char (&text)[N]) noexcept { std::copy_n(text, N, data); }

    /// A copy of a part of another text, in constant expressions. Precondition: `text.size() == N - 1`.
    [[nodiscard]] static constexpr fixed_string of(std::string_view text) noexcept {
        fixed_string made;
        std::copy_n(text.data(), N - 1, made.data);
        return made;
    }

    /// The text without its terminating zero.
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {data, N - 1}; }

private:
    constexpr fixed_string() noexcept = default;
};

} // namespace varsigma
