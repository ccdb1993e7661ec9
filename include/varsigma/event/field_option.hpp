// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

namespace VARSIGMA_NAMESPACE {

/// What else is to be known of a field.
enum class field_option : unsigned char {
    none = 0,
    empty_is_missing = 1, ///< an empty text in the struct means that the event has no such field
    as_text = 2,          ///< bytes are text, in UTF-8
    as_numbers = 4,       ///< bytes are a list of numbers
    as_hex = 8,           ///< bytes are read as their hexadecimal digits, in small letters
    by_name = 16,         ///< an enumeration is read by the names of its values
    by_number = 32,       ///< an enumeration is read by its number, though it has names
};

[[nodiscard]] constexpr field_option operator|(field_option left, field_option right) noexcept {
    return static_cast<field_option>(static_cast<unsigned char>(left) | static_cast<unsigned char>(right));
}
/// Whether `options` hold one of `which`.
[[nodiscard]] constexpr bool has(field_option options, field_option which) noexcept {
    return (static_cast<unsigned char>(options) & static_cast<unsigned char>(which)) != 0;
}

/// Options as a type, so that the compiler sees what they are given for; joined by `|`.
template <field_option Options>
struct field_options {
    static constexpr field_option value = Options;
};

template <field_option Left, field_option Right>
[[nodiscard]] constexpr field_options<Left | Right> operator|(field_options<Left> /*left*/,
                                                              field_options<Right> /*right*/) noexcept {
    return {};
}

inline constexpr field_options<field_option::empty_is_missing> empty_is_missing{};
inline constexpr field_options<field_option::as_text> as_text{};
inline constexpr field_options<field_option::as_numbers> as_numbers{};
inline constexpr field_options<field_option::as_hex> as_hex{};
inline constexpr field_options<field_option::by_name> by_name{};
inline constexpr field_options<field_option::by_number> by_number{};

} // namespace VARSIGMA_NAMESPACE
