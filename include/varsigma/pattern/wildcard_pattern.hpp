// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/pattern/glob_automaton.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <concepts>
#include <span>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE {

/// What can match value strings. All engines give the same answer on every pattern that they accept and every text:
///
/// - `compile(symbols, mode)` compiles a pattern, or says why it cannot (too large is the only reason there is).
/// - `matches(text)` is whether the whole of `text`, any byte string, matches; const and safe from any number of
///   threads.
/// - `matches_folded(text)` is the same for a text that `fold_text` has folded; for an `exact` pattern it is the text
///   as it stands.
template <class Engine>
concept wildcard_engine = std::movable<Engine> &&
    requires(std::span<const symbol> symbols, case_mode mode, const Engine& engine, std::string_view text) {
    { Engine::compile(symbols, mode) } -> std::same_as<result<Engine>>;
    { engine.matches(text) }
    noexcept->std::same_as<bool>;
    { engine.matches_folded(text) }
    noexcept->std::same_as<bool>;
};

/// One value string of a rule, ready to be matched.
///
/// \tparam Engine `glob_automaton` (linear, without allocation) or `re2_engine`, or any other `wildcard_engine`.
template <wildcard_engine Engine = glob_automaton>
class wildcard_pattern {
public:
    /// From an engine that has compiled a pattern.
    explicit constexpr wildcard_pattern(Engine engine) noexcept : engine_(std::move(engine)) {}

    /// Compiles `pattern`; the error `rule_too_large` if it goes beyond what the engine takes.
    [[nodiscard]] static result<wildcard_pattern> compile(const sigma_string& pattern, case_mode mode) {
        auto compiled = Engine::compile(pattern.symbols(), mode);
        if (!compiled) return std::move(compiled).error();
        return wildcard_pattern{*std::move(compiled)};
    }

    /// Whether the whole of `text` matches. Thread-safe; cost as the engine says.
    [[nodiscard]] constexpr bool matches(std::string_view text) const noexcept { return engine_.matches(text); }

    /// The same for a text that is folded already (see `wildcard_engine`).
    [[nodiscard]] constexpr bool matches_folded(std::string_view text) const noexcept {
        return engine_.matches_folded(text);
    }

    [[nodiscard]] constexpr const Engine& engine() const noexcept { return engine_; }

private:
    Engine engine_;
};

} // namespace VARSIGMA_NAMESPACE
