// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/pattern/regex_limits.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// The sub-modifiers of `re` (Sigma modifiers appendix): `re|i`, `re|m`, `re|s`, in any combination.
struct regex_flags {
    bool ignore_case = false; ///< i: letters compare without regard to case
    bool multi_line = false;  ///< m: `^` and `$` also match at the lines of the text
    bool dot_all = false;     ///< s: `.` matches a newline too

    friend constexpr bool operator==(regex_flags, regex_flags) = default;
};

/// What a search with one compiled expression costs, as far as its form tells.
struct regex_cost {
    std::size_t program_size =
        0; ///< instructions of the program that each search runs; 0 if it counts characters instead
    std::size_t compiled_size = 0; ///< instructions of the program that compiling made, whether searches run it or not
};

/// What can match the modifier `re`.
///
/// - `compile(pattern, flags, limits)` gives the expression, or the diagnostic `bad_regex` that says what is wrong.
/// - `search(text, buffer)` is whether the expression matches anywhere in `text`. The text may be any bytes: those that
///   belong to no valid UTF-8 sequence count as U+FFFD. The engine may overwrite `buffer` for that, and for nothing
///   else.
/// - `find(text, buffer)` is where the leftmost match stands, as bytes of `text`.
///
/// Both are const and safe from any number of threads, each with a buffer of its own, and linear in the text. Without
/// flags: case-sensitive, `.` does not match a newline, `^` and `$` are the ends of the whole text.
template <class Engine>
concept regex_engine = std::movable<Engine> &&
    requires(std::string_view text, regex_flags flags, regex_limits limits, const Engine& engine, std::string& buffer) {
    { Engine::compile(text, flags, limits) } -> std::same_as<result<Engine>>;
    { engine.search(text, buffer) } -> std::same_as<bool>;
    { engine.find(text, buffer) } -> std::same_as<std::optional<text_span>>;
};

} // namespace VARSIGMA_NAMESPACE
