// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/pattern/detail/bounded_list.hpp>
#include <varsigma/pattern/detail/sigma_syntax.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// The value string of a rule, read: a sequence of symbols that modifiers change and an engine compiles.
///
/// A value type that owns its symbols. Modifiers work on the symbols and never on the notation, so a value that ends in
/// `\` cannot escape the star that `contains` adds. Every operation is linear; none fails.
class sigma_string {
public:
    /// The empty string, which matches the empty text only.
    sigma_string() = default;

    /// Reads Sigma's notation (`parse_sigma_string`). Every text is valid.
    [[nodiscard]] static sigma_string parse(std::string_view text) {
        sigma_string parsed;
        parsed.symbols_.reserve(text.size());
        parse_sigma_string(text, parsed.symbols_);
        return parsed;
    }

    /// Takes the text as it is: no escapes, no wildcards.
    [[nodiscard]] static sigma_string literal(std::string_view text) {
        sigma_string taken;
        taken.symbols_.reserve(text.size());
        parse_literal(text, taken.symbols_);
        return taken;
    }

    /// Takes symbols from elsewhere, say from a `fixed_sigma_string`.
    [[nodiscard]] static sigma_string from_symbols(std::span<const symbol> symbols) {
        sigma_string taken;
        taken.symbols_.assign(symbols.begin(), symbols.end());
        return taken;
    }

    /// `*` at both ends, at the back, at the front: never a second one beside a `*` that stands there.
    [[nodiscard]] sigma_string contains() const { return opened(true, true); }
    [[nodiscard]] sigma_string startswith() const { return opened(false, true); }
    [[nodiscard]] sigma_string endswith() const { return opened(true, false); }

    /// Each dash that begins an option becomes a class of five (`append_windash`).
    [[nodiscard]] sigma_string windash() const {
        sigma_string changed;
        changed.symbols_.reserve(symbols_.size());
        append_windash(symbols_, changed.symbols_);
        return changed;
    }

    /// Whether there is a `*`, a `?` or a dash class.
    [[nodiscard]] bool has_wildcards() const noexcept { return varsigma::has_wildcards(symbols_); }

    /// The text that the string stands for, escapes resolved and invalid bytes kept; nothing if it has wildcards.
    [[nodiscard]] std::optional<std::string> plain() const {
        if (has_wildcards()) return std::nullopt;
        std::string text;
        append_text(symbols_, case_mode::exact, text);
        return text;
    }

    /// Sigma's notation with as few escapes as possible; `parse(to_text())` equals this string unless it has a dash
    /// class, which has no notation (`write_sigma_string`).
    [[nodiscard]] std::string to_text() const {
        std::string text;
        write_sigma_string(symbols_, text);
        return text;
    }

    /// The kind of test this is. The result refers to this string and lives as long as it is not changed.
    [[nodiscard]] pattern_shape shape() const noexcept { return shape_of(symbols_); }

    [[nodiscard]] std::span<const symbol> symbols() const noexcept { return symbols_; }
    [[nodiscard]] bool empty() const noexcept { return symbols_.empty(); }

    friend bool operator==(const sigma_string&, const sigma_string&) = default;

private:
    [[nodiscard]] sigma_string opened(bool front, bool back) const {
        sigma_string changed;
        changed.symbols_.reserve(symbols_.size() + 2);
        append_opened(symbols_, front, back, changed.symbols_);
        return changed;
    }

    std::vector<symbol> symbols_;
};

/// The same for constant expressions: at most `Capacity` symbols, no heap. What `sigma_string` says holds here too.
template <std::size_t Capacity>
class fixed_sigma_string {
public:
    static constexpr std::size_t capacity = Capacity;

    constexpr fixed_sigma_string() noexcept = default;

    /// Precondition of both: `text.size() <= Capacity`.
    [[nodiscard]] static constexpr fixed_sigma_string parse(std::string_view text) noexcept {
        fixed_sigma_string parsed;
        parse_sigma_string(text, parsed.symbols_);
        return parsed;
    }
    [[nodiscard]] static constexpr fixed_sigma_string literal(std::string_view text) noexcept {
        fixed_sigma_string taken;
        parse_literal(text, taken.symbols_);
        return taken;
    }

    [[nodiscard]] constexpr auto contains() const noexcept { return opened<2>(true, true); }
    [[nodiscard]] constexpr auto startswith() const noexcept { return opened<1>(false, true); }
    [[nodiscard]] constexpr auto endswith() const noexcept { return opened<1>(true, false); }
    [[nodiscard]] constexpr fixed_sigma_string windash() const noexcept {
        fixed_sigma_string changed;
        append_windash(symbols(), changed.symbols_);
        return changed;
    }

    [[nodiscard]] constexpr bool has_wildcards() const noexcept { return varsigma::has_wildcards(symbols()); }
    [[nodiscard]] constexpr pattern_shape shape() const noexcept { return shape_of(symbols()); }
    [[nodiscard]] constexpr std::span<const symbol> symbols() const noexcept {
        return {symbols_.data(), symbols_.size()};
    }
    [[nodiscard]] constexpr bool empty() const noexcept { return symbols_.empty(); }

    friend constexpr bool operator==(const fixed_sigma_string&, const fixed_sigma_string&) = default;

private:
    template <std::size_t>
    friend class fixed_sigma_string;

    template <std::size_t More>
    [[nodiscard]] constexpr auto opened(bool front, bool back) const noexcept {
        fixed_sigma_string<Capacity + More> changed;
        append_opened(symbols(), front, back, changed.symbols_);
        return changed;
    }

    bounded_list<symbol, Capacity> symbols_;
};

/// Reads a string literal in Sigma's notation at compile time: `fixed_sigma<R"(*\cmd.exe)">`.
template <fixed_string Text>
inline constexpr auto fixed_sigma = fixed_sigma_string<Text.view().size()>::parse(Text.view());

} // namespace VARSIGMA_NAMESPACE
