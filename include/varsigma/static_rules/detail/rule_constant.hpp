// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/text/number.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace VARSIGMA_NAMESPACE {

namespace detail {

/// A floating-point number as a template argument: by its bits, since clang 14 takes no other.
struct real_constant {
    std::uint64_t bits;

    [[nodiscard]] constexpr double get() const noexcept { return std::bit_cast<double>(bits); }
};

/// Stands for a text that cannot be a template argument.
struct text_elsewhere {};

template <class T>
inline constexpr bool is_character = std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> ||
                                     std::same_as<T, char16_t> || std::same_as<T, char32_t>;

/// What can be written as an integer: no characters, which are probably meant as text, and no booleans.
template <class T>
concept integer_constant = std::integral<T> && !std::same_as<T, bool> && !is_character<T>;

template <class T>
inline constexpr bool is_fixed_string = false;
template <std::size_t N>
inline constexpr bool is_fixed_string<fixed_string<N>> = true;

template <integer_constant T>
using widest = std::conditional_t<std::signed_integral<T>, std::int64_t, std::uint64_t>;

} // namespace detail

/// A value of a rule as a template argument: `"text"`, `4624`, `0.5`, `true`, or `nullptr` for null.
///
/// Text is in Sigma's notation, as in a rule; there is no need to say which kind a value is, that is deduced.
template <class T>
struct rule_constant {
    /// Whether it is one of these.
    static constexpr bool is_value = detail::integer_constant<T> || detail::is_fixed_string<T> ||
                                     std::same_as<T, bool> || std::same_as<T, detail::real_constant> ||
                                     std::same_as<T, std::nullptr_t>;

    T held;

    constexpr rule_constant(T value) noexcept : held(value) {}

    template <std::size_t N>
    requires std::same_as<T, fixed_string<N>>
    constexpr rule_constant(const char (&text)[N]) noexcept : held(text) {}

    constexpr rule_constant(double value) noexcept requires std::same_as<T, detail::real_constant>
        : held{std::bit_cast<std::uint64_t>(value)} {}

    constexpr rule_constant(std::string_view /*value*/) noexcept requires std::same_as<T, detail::text_elsewhere>
        : held{} {}

    /// The value as rules are judged by it. Lives as long as this object.
    [[nodiscard]] constexpr value_view view() const noexcept {
        if constexpr (std::same_as<T, std::nullptr_t>) {
            return {};
        } else if constexpr (std::same_as<T, bool>) {
            return {value_kind::boolean, held, {}, {}};
        } else if constexpr (std::same_as<T, detail::real_constant>) {
            return {value_kind::number, false, number{held.get()}, {}};
        } else if constexpr (detail::integer_constant<T>) {
            return {value_kind::number, false, number{held}, {}};
        } else if constexpr (is_value) {
            return {value_kind::text, false, {}, held.view()};
        } else {
            return {}; // of which `where` says that it is none
        }
    }
};

template <std::size_t N>
rule_constant(const char (&)[N]) -> rule_constant<fixed_string<N>>;
template <detail::integer_constant T>
rule_constant(T) -> rule_constant<detail::widest<T>>;
template <std::floating_point T>
rule_constant(T) -> rule_constant<detail::real_constant>;
rule_constant(std::string_view)->rule_constant<detail::text_elsewhere>;
rule_constant(bool)->rule_constant<bool>;
rule_constant(std::nullptr_t)->rule_constant<std::nullptr_t>;

} // namespace VARSIGMA_NAMESPACE
