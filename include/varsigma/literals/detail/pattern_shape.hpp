// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <algorithm>
#include <cstdint>
#include <span>

namespace VARSIGMA_NAMESPACE {

/// What kind of test a value string comes down to. Nearly all Sigma patterns are a literal that is open at none, one or
/// both of its ends; those need no automaton, and an index can hold them by their text.
struct pattern_shape {
    enum class kind : std::uint8_t {
        everything, ///< only `*`, at least one: every present text, the empty one included
        equals,     ///< the literal alone; the empty literal is the test for the empty text
        startswith, ///< the literal, then `*`
        endswith,   ///< `*`, then the literal
        contains,   ///< the literal between two `*`
        general,    ///< anything else: inner `*`, `?`, a dash class, or an invalid byte
    };

    kind form = kind::general;
    /// The literal between the stars, a part of the sequence that was classified; empty for `everything` and `general`.
    /// It holds valid code points only, so its UTF-8 text (`append_text`) can be looked for byte by byte: a match can
    /// neither begin nor end inside a sequence of the text. That is why a literal with an invalid byte is `general`.
    std::span<const symbol> literal;
};

/// Classifies a value string. Runs of stars count as one. O(n); the result refers to `pattern`.
[[nodiscard]] constexpr pattern_shape shape_of(std::span<const symbol> pattern) noexcept {
    using kind = pattern_shape::kind;
    auto literal = pattern;
    while (!literal.empty() && literal.front() == symbol::any_run) { literal = literal.subspan(1); }
    const bool open_front = literal.size() != pattern.size();
    if (open_front && literal.empty()) return {kind::everything, {}};
    const auto closed_front = literal.size();
    while (!literal.empty() && literal.back() == symbol::any_run) { literal = literal.first(literal.size() - 1); }
    const bool open_back = literal.size() != closed_front;
    const bool plain = std::all_of(literal.begin(), literal.end(),
                                   [](symbol element) { return is_literal(element) && !is_invalid_byte(element); });
    if (!plain) return {kind::general, {}};
    if (open_front) return {open_back ? kind::contains : kind::endswith, literal};
    return {open_back ? kind::startswith : kind::equals, literal};
}

} // namespace VARSIGMA_NAMESPACE
