// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/pattern/glob_automaton.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/pattern/wildcard_pattern.hpp>
#include <varsigma/text/detail/symbol.hpp>

// Value strings written in the source, compiled by the compiler: with `using namespace varsigma::literals;`
//
//     static_assert("foo*"_sigma.matches("FOOBAR"));

namespace VARSIGMA_NAMESPACE {

namespace detail {

template <fixed_string Text, case_mode Mode>
struct literal_pattern {
    static constexpr auto wide = compile_fixed(fixed_sigma<Text>, Mode);
};

} // namespace detail

/// A value string of a rule in Sigma's notation, compiled at compile time. It lives in the object: no heap, nothing to
/// do when the program starts. A pattern with inner wildcards has at most `max_glob_symbols` symbols, or does not
/// compile.
template <fixed_string Text, case_mode Mode>
inline constexpr wildcard_pattern pattern_of{detail::fitted_automaton<detail::literal_pattern<Text, Mode>>{
    detail::literal_pattern<Text, Mode>::wide}}; // one object for all places that write it

inline namespace literals {

/// The pattern, without regard to case, as rules compare unless they say `cased`.
template <fixed_string Text>
[[nodiscard]] constexpr const auto& operator""_sigma() noexcept {
    return pattern_of<Text, case_mode::folded>;
}

/// The same with regard to case (the modifier `cased`).
template <fixed_string Text>
[[nodiscard]] constexpr const auto& operator""_sigma_cased() noexcept {
    return pattern_of<Text, case_mode::exact>;
}

} // namespace literals
} // namespace VARSIGMA_NAMESPACE
