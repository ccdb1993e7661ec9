// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/casefold.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace VARSIGMA_NAMESPACE {

/// Where something stands in a text, in bytes.
struct text_span {
    std::size_t offset = 0;
    std::size_t length = 0;

    friend constexpr bool operator==(text_span, text_span) = default;
};

/// How letters compare: `folded` without regard to case (Unicode simple case folding, one code point to one code
/// point), `exact` as they are written (the modifier `cased`).
enum class case_mode : std::uint8_t { folded, exact };

/// One element of a Sigma value string: a character, or one of the three specials named here.
///
/// A character is a Unicode code point, or a byte that belongs to no valid UTF-8 sequence, written as
/// `utf8::invalid_byte_base + byte`. The specials lie above both, so a symbol is always exactly one of the three kinds.
enum class symbol : char32_t {
    any_run = 0x110100,  ///< `*`: any run of characters, the empty one and newlines included
    any_one = 0x110101,  ///< `?`: exactly one character
    any_dash = 0x110102, ///< one of the five `dashes`; comes from `windash` only, there is no notation for it
};

/// The symbol that stands for itself. Precondition: a code point or an invalid byte as described at `symbol`.
[[nodiscard]] constexpr symbol literal_symbol(char32_t character) noexcept {
    return static_cast<symbol>(character);
}

/// Whether the symbol is a character, and not one of the specials.
[[nodiscard]] constexpr bool is_literal(symbol element) noexcept {
    return element < symbol::any_run;
}

/// Whether the symbol is a byte that belongs to no valid UTF-8 sequence.
[[nodiscard]] constexpr bool is_invalid_byte(symbol element) noexcept {
    return is_literal(element) && static_cast<char32_t>(element) >= utf8::invalid_byte_base;
}

/// The character of a literal. Precondition: `is_literal(element)`.
[[nodiscard]] constexpr char32_t character(symbol element) noexcept {
    return static_cast<char32_t>(element);
}

/// `character` as it is compared under `mode`. An invalid byte compares by itself.
[[nodiscard]] constexpr char32_t comparable(char32_t character, case_mode mode) noexcept {
    return mode == case_mode::exact ? character : fold(character);
}

/// Appends literal symbols as they are compared under `mode`: UTF-8, invalid bytes as they are.
///
/// \pre every symbol is a literal.
template <class Out>
constexpr void append_text(std::span<const symbol> literals, case_mode mode, Out& out) {
    for (const symbol element : literals) { utf8::append(comparable(character(element), mode), out); }
}

} // namespace VARSIGMA_NAMESPACE
