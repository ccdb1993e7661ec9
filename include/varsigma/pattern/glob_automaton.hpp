// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/literals/detail/literal_rarity.hpp>
#include <varsigma/literals/detail/literal_search.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/pattern/detail/glob_storage.hpp>
#include <varsigma/pattern/sigma_string.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace VARSIGMA_NAMESPACE {

/// A value string compiled for matching: the engine that `wildcard_pattern` uses unless told otherwise.
///
/// Matching is const, safe from any number of threads, never allocates and never fails. With n bytes of text and m
/// symbols in the pattern it costs O(n) for a literal with stars at its ends at most (`pattern_shape`; O(m) if it is
/// open at one end or none), and O(n * ceil((m + 1) / 64)) for everything else, with a factor log m on non-ASCII
/// characters.
///
/// `*` is any run of characters, empty and newlines included; `?` is one character; a byte of the text that belongs to
/// no valid UTF-8 sequence is a character that equals the same byte only. Every byte string is a text.
///
/// A literal costs the object (48 bytes) and its text if that is longer than 15 bytes, and rarely a list of borders; a
/// general pattern of m symbols with c distinct characters costs some 300 + 8 * c * ceil((m + 1) / 64) bytes more.
///
/// \tparam Storage where the parts live: `glob_automaton` is the one on the heap, `fixed_glob_automaton` the one for
///         constant expressions. Both run the same code.
template <class Storage>
class basic_glob_automaton {
public:
    /// Whether the pattern fits: at most `max_glob_symbols` symbols other than `*`, unless its shape is not `general`;
    /// and never more symbols than the capacity of a fixed automaton.
    [[nodiscard]] static constexpr bool fits(std::span<const symbol> pattern) noexcept {
        if (pattern.size() > Storage::capacity) return false;
        if (pattern.size() <= max_glob_symbols || shape_of(pattern).form != pattern_shape::kind::general) return true;
        const auto stars = static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), symbol::any_run));
        return pattern.size() - stars <= max_glob_symbols;
    }

    /// Compiles; the error `rule_too_large` if the pattern does not fit.
    [[nodiscard]] static result<basic_glob_automaton> compile(std::span<const symbol> pattern, case_mode mode) {
        if (!fits(pattern)) {
            diagnostic error;
            error.code = diagnostic_code::rule_too_large;
            error.message = "a value with wildcards may have at most " +
                            std::to_string(std::min(max_glob_symbols, Storage::capacity)) + " characters";
            return error;
        }
        return basic_glob_automaton{pattern, mode};
    }

    /// Compiles. Precondition: `fits(pattern)`. O(m log m + c * m / 64).
    constexpr basic_glob_automaton(std::span<const symbol> pattern, case_mode mode) : mode_(mode) {
        const pattern_shape shape = shape_of(pattern);
        form_ = shape.form;
        if constexpr (requires { literal_.reserve(shape.literal.size()); }) literal_.reserve(shape.literal.size());
        append_text(shape.literal, mode, literal_);
        typename Storage::extras extras{};
        if (form_ == pattern_shape::kind::general) {
            detail::build_glob_tables(pattern, mode, extras.tables);
            extras_.put(std::move(extras));
        } else if (form_ == pattern_shape::kind::contains) {
            rare_ = static_cast<std::uint32_t>(rare_byte(literal()));
            compute_borders(literal(), extras.borders);
            if (!extras.borders.empty()) extras_.put(std::move(extras));
        }
    }

    /// The same pattern out of another storage. Precondition: it has room.
    template <class Other>
    explicit constexpr basic_glob_automaton(const basic_glob_automaton<Other>& wide) noexcept
        : rare_(wide.rare_), form_(wide.form_), mode_(wide.mode_) {
        const auto copy = [](const auto& from, auto& to) {
            for (const auto each : from) { to.push_back(each); }
        };
        copy(wide.literal_, literal_);
        if constexpr (!std::is_empty_v<typename Storage::extras_holder>) {
            typename Storage::extras extras{};
            copy(wide.extras_.get().borders, extras.borders);
            const auto& tables = wide.extras_.get().tables;
            extras.tables.ascii = tables.ascii;
            copy(tables.others, extras.tables.others);
            copy(tables.accepts, extras.tables.accepts);
            copy(tables.loops, extras.tables.loops);
            extras.tables.first_other = tables.first_other;
            extras.tables.words = tables.words;
            extras.tables.goal = tables.goal;
            extras_.put(std::move(extras));
        }
    }

    /// A pattern that was compiled elsewhere and is kept in parts.
    constexpr basic_glob_automaton(typename Storage::text literal, typename Storage::extras_holder extras,
                                   std::uint32_t rare, pattern_shape::kind form, case_mode mode) noexcept
        : literal_(std::move(literal)), extras_(std::move(extras)), rare_(rare), form_(form), mode_(mode) {}

    /// The same without extras.
    constexpr basic_glob_automaton(typename Storage::text literal, std::uint32_t rare, pattern_shape::kind form,
                                   case_mode mode) noexcept
        : literal_(std::move(literal)), rare_(rare), form_(form), mode_(mode) {}

    /// What a storage needs that shall hold this pattern and hardly more: texts of nearly one length share a type,
    /// which spares the compiler work.
    [[nodiscard]] constexpr detail::glob_sizes sizes() const noexcept {
        constexpr std::size_t text_step = 8;
        detail::glob_sizes needed;
        needed.text = (literal_.size() + text_step - 1) / text_step * text_step;
        if (extras_.present()) {
            const auto& [borders, tables] = extras_.get();
            needed.borders = borders.size();
            needed.characters = tables.others.size();
            needed.accepts = tables.accepts.size();
            needed.loops = tables.loops.size();
        }
        return needed;
    }

    /// Whether the whole of `text` matches; folds it while reading unless the pattern is `exact`.
    [[nodiscard]] constexpr bool matches(std::string_view text) const noexcept {
        return mode_ == case_mode::exact ? matches_read<false>(text) : matches_read<true>(text);
    }

    /// The same for a text that `fold_text` has folded already; for an `exact` pattern it is the text as it stands.
    [[nodiscard]] constexpr bool matches_folded(std::string_view text) const noexcept {
        return matches_read<false>(text);
    }

    /// The same for callers that know the pattern's form when they are compiled; folds the text if `Fold`.
    /// Precondition: `Form` is `form()`, and the pattern is not `exact` if `Fold`.
    template <pattern_shape::kind Form, bool Fold>
    [[nodiscard, gnu::always_inline]] constexpr bool matches_as(std::string_view text) const noexcept {
        using kind = pattern_shape::kind;
        if constexpr (Form == kind::everything) {
            return true;
        } else if constexpr (Form == kind::equals) {
            return Fold ? folded_prefix(text, literal()) == text.size() : text == literal();
        } else if constexpr (Form == kind::startswith) {
            return Fold ? folded_prefix(text, literal()) != not_found : text.starts_with(literal());
        } else if constexpr (Form == kind::endswith) {
            return Fold ? folded_suffix(text, literal()) != not_found : text.ends_with(literal());
        } else if constexpr (Form == kind::contains) {
            return Fold ? contains_folded(text, literal(), borders(), rare_)
                        : find_literal(text, literal(), borders(), rare_) != not_found;
        } else {
            return detail::glob_end<Fold>(tables(), text) != not_found;
        }
    }

    /// The part of `text` (as it stands, not folded) that the pattern without its outer stars covers; nothing if it
    /// does not match. For explanations: it costs up to three times as much as `matches`.
    ///
    /// A literal: where it stands, the first place if it is open at both ends. `*` alone: the whole text. Any other
    /// pattern: from the first place of what stands before its first inner star to the first place where it can end
    /// (the end of the text unless it ends with a star).
    [[nodiscard]] constexpr std::optional<text_span> find(std::string_view text) const noexcept {
        if (mode_ == case_mode::exact) return find_as<false>(text);
        return find_as<true>(text);
    }

    [[nodiscard]] constexpr pattern_shape::kind form() const noexcept { return form_; }
    [[nodiscard]] constexpr case_mode mode() const noexcept { return mode_; }
    /// The literal as it is compared (folded unless `exact`), in UTF-8; empty if the form is `everything` or `general`.
    [[nodiscard]] constexpr std::string_view literal() const noexcept { return {literal_.data(), literal_.size()}; }

    /// Of a literal that is open at both ends: where in it the byte stands that it is looked for by.
    [[nodiscard]] constexpr std::uint32_t rare() const noexcept { return rare_; }
    /// Of a literal that is open at both ends: its borders (`compute_borders`).
    [[nodiscard]] constexpr std::span<const std::uint32_t> borders() const noexcept {
        if (!extras_.present()) return {};
        const auto& list = extras_.get().borders;
        return {list.data(), list.size()};
    }
    /// Precondition: the form is `general`.
    [[nodiscard]] constexpr const auto& tables() const noexcept { return extras_.get().tables; }

private:
    template <class>
    friend class basic_glob_automaton;

    template <bool Fold>
    [[nodiscard]] constexpr bool matches_read(std::string_view text) const noexcept {
        using kind = pattern_shape::kind;
        switch (form_) {
        case kind::everything: return matches_as<kind::everything, Fold>(text);
        case kind::equals: return matches_as<kind::equals, Fold>(text);
        case kind::startswith: return matches_as<kind::startswith, Fold>(text);
        case kind::endswith: return matches_as<kind::endswith, Fold>(text);
        case kind::contains: return matches_as<kind::contains, Fold>(text);
        case kind::general: break;
        }
        return matches_as<kind::general, Fold>(text);
    }

    template <bool Fold>
    [[nodiscard]] constexpr std::optional<text_span> find_as(std::string_view text) const noexcept {
        if (form_ == pattern_shape::kind::everything) return text_span{0, text.size()};
        if (form_ == pattern_shape::kind::general) {
            const std::size_t end = detail::glob_end<Fold>(tables(), text);
            if (end == not_found) return std::nullopt;
            const std::size_t begin = detail::glob_begin<Fold>(tables(), text, end);
            return text_span{begin, end - begin};
        }
        if (form_ == pattern_shape::kind::contains) {
            const std::size_t end = find_end<Fold>(text);
            if (end == not_found) return std::nullopt;
            const std::size_t length = tail_length(text.substr(0, end), utf8::length(literal()));
            return text_span{end - length, length};
        }
        const bool at_end = form_ == pattern_shape::kind::endswith;
        const std::size_t length = Fold ? (at_end ? folded_suffix(text, literal()) : folded_prefix(text, literal()))
                                        : (matches_folded(text) ? literal().size() : not_found);
        if (length == not_found) return std::nullopt;
        if (form_ == pattern_shape::kind::equals && length != text.size()) return std::nullopt;
        return text_span{at_end ? text.size() - length : 0, length};
    }

    template <bool Fold>
    [[nodiscard]] constexpr std::size_t find_end(std::string_view text) const noexcept {
        if (Fold) return find_literal_end_folded(text, literal(), borders());
        const std::size_t begin = find_literal(text, literal(), borders(), rare_);
        return begin == not_found ? not_found : begin + literal().size();
    }

    typename Storage::text literal_;
    typename Storage::extras_holder extras_;
    std::uint32_t rare_ = 0;
    pattern_shape::kind form_ = pattern_shape::kind::equals;
    case_mode mode_;
};

/// The automaton that rules loaded at run time use.
using glob_automaton = basic_glob_automaton<detail::heap_storage>;

/// The automaton for constant expressions, for patterns of at most `Capacity` symbols; lives wholly in the object.
template <std::size_t Capacity>
using fixed_glob_automaton = basic_glob_automaton<detail::fixed_storage<Capacity>>;

/// Compiles a pattern written in the source:
/// `constexpr auto p = compile_fixed(fixed_sigma<"*.exe">, case_mode::folded);`
template <std::size_t Capacity>
[[nodiscard]] constexpr fixed_glob_automaton<Capacity> compile_fixed(const fixed_sigma_string<Capacity>& pattern,
                                                                     case_mode mode) noexcept {
    return {pattern.symbols(), mode};
}

namespace detail {

/// A pattern that takes hardly more memory than it needs. `Source::wide` is a constant: the same pattern, compiled into
/// whatever there was room for.
template <class Source>
using fitted_automaton = basic_glob_automaton<fitted_storage<Source::wide.sizes()>>;

} // namespace detail

} // namespace VARSIGMA_NAMESPACE
