// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <cstddef>
#include <span>

namespace VARSIGMA_NAMESPACE {

/// The longest run of literal symbols in a pattern: every text that matches holds it, whatever else the pattern says.
///
/// Runs hold valid characters only, so that their UTF-8 text can be looked for byte by byte. Empty if there is none.
/// The result is a part of `pattern`. O(m). Usable in constant expressions.
[[nodiscard]] constexpr std::span<const symbol> required_literal(std::span<const symbol> pattern) noexcept {
    std::span<const symbol> longest;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= pattern.size(); ++at) {
        if (at < pattern.size() && is_literal(pattern[at]) && !is_invalid_byte(pattern[at])) { continue; }
        if (at - begin > longest.size()) { longest = pattern.subspan(begin, at - begin); }
        begin = at + 1;
    }
    return longest;
}

} // namespace VARSIGMA_NAMESPACE
