// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/described_event.hpp>
#include <varsigma/event/detail/integer_range.hpp>
#include <varsigma/event/detail/member_kind.hpp>
#include <varsigma/event/enum_names.hpp>
#include <varsigma/event/field_option.hpp>

#include <concepts>
#include <cstdint>
#include <span> // for the concepts of ranges
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

// What can be read of a member, and what its values can be, by its type and the options of its field.

namespace VARSIGMA_NAMESPACE::detail {

/// What values of a field can be; flags, of a member that can be several.
enum class field_content : std::uint8_t {
    nothing = 0,
    integers = 1,
    reals = 2,
    booleans = 4,
    names = 8, ///< of an enumeration, of which a rule's numbers say nothing
    texts = 16,
    others = 32,
    bytes = 64, ///< of which it has not been said what they are
    unreadable = 128,
    anything = texts | others,
};
[[nodiscard]] constexpr field_content operator|(field_content left, field_content right) noexcept {
    return static_cast<field_content>(static_cast<std::uint8_t>(left) | static_cast<std::uint8_t>(right));
}
[[nodiscard]] constexpr bool has(field_content content, field_content which) noexcept {
    return (static_cast<std::uint8_t>(content) & static_cast<std::uint8_t>(which)) != 0;
}
[[nodiscard]] constexpr bool is_only(field_content content, field_content which) noexcept {
    return (static_cast<std::uint8_t>(content) & ~static_cast<std::uint8_t>(which)) == 0;
}

template <class Enum>
[[nodiscard]] constexpr bool reads_names(field_option options) noexcept {
    return named_enum<Enum> && !has(options, field_option::by_number);
}

/// What values of a field can be: of which kinds, and which integers they are if they are integers.
struct member_values {
    field_content content = field_content::nothing;
    integer_range integers{};

    friend constexpr bool operator==(member_values, member_values) = default;
};
[[nodiscard]] constexpr member_values operator|(member_values left, member_values right) noexcept {
    return {left.content | right.content, left.integers | right.integers};
}

/// All values of a type of integers.
template <class Integer>
inline constexpr member_values integers_of{field_content::integers, all_of_type<Integer>()};

/// Of an enumeration that is read by names: a table's are known, and may be spelt as numbers.
template <class Enum>
[[nodiscard]] constexpr field_content content_of_names() noexcept {
    if constexpr (has_name_table<Enum>) {
        for (const auto& known : enum_names<Enum>::table) {
            const std::string_view name = known.name;
            const char first = name.empty() ? ' ' : name[name[0] == '-' && name.size() > 1 ? 1 : 0];
            if (first >= '0' && first <= '9') { return field_content::names | field_content::others; }
        }
    }
    return field_content::names;
}

/// What the values of a member can be, whatever leads to them. `Outer` are the types around it: one that holds itself
/// has no end.
template <class T, field_option Options, class... Outer>
[[nodiscard]] constexpr member_values values_of() noexcept {
    constexpr auto kind = kind_of<T>;
    if constexpr ((std::is_same_v<T, Outer> || ...)) {
        return {field_content::unreadable};
    } else if constexpr (kind == member_kind::boolean) {
        return {field_content::booleans};
    } else if constexpr (kind == member_kind::integer) {
        return integers_of<T>;
    } else if constexpr (kind == member_kind::real) {
        return {field_content::reals};
    } else if constexpr (kind == member_kind::enumeration) {
        constexpr auto numbers = integers_of<std::underlying_type_t<T>>;
        if constexpr (!reads_names<T>(Options)) {
            return numbers;
        } else {
            constexpr member_values names{content_of_names<T>()};
            return may_lack_names<T> ? names | numbers : names;
        }
    } else if constexpr (kind == member_kind::null || kind == member_kind::time) {
        return {field_content::others};
    } else if constexpr (kind == member_kind::nothing) {
        return {};
    } else if constexpr (kind == member_kind::variant) {
        return []<class... Types>(std::type_identity<std::variant<Types...>>) {
            return (member_values{} | ... | values_of<std::remove_cv_t<Types>, Options, T, Outer...>());
        }(std::type_identity<T>{});
    } else if constexpr (kind == member_kind::text) {
        constexpr bool as_bytes = has(Options, field_option::as_numbers | field_option::as_hex);
        if constexpr (!as_bytes) {
            return {field_content::texts};
        } else if constexpr (!std::same_as<unit_of<T>, char> || std::is_pointer_v<T>) {
            return {field_content::unreadable}; // of other characters it is not clear which bytes are meant
        } else if constexpr (has(Options, field_option::as_hex)) {
            return {field_content::texts};
        } else {
            return integers_of<unsigned char>;
        }
    } else if constexpr (kind == member_kind::unit || kind == member_kind::written) {
        return {field_content::texts};
    } else if constexpr (kind == member_kind::bytes) {
        if constexpr (!has(Options, field_option::as_text | field_option::as_numbers | field_option::as_hex)) {
            return {field_content::bytes};
        } else if constexpr (has(Options, field_option::as_text)) {
            return {field_content::texts};
        } else if constexpr (std::is_pointer_v<T>) {
            return {field_content::unreadable}; // where does it end?
        } else if constexpr (has(Options, field_option::as_hex)) {
            return {field_content::texts};
        } else {
            return std::same_as<unit_of<T>, signed char> ? integers_of<signed char> : integers_of<unsigned char>;
        }
    } else if constexpr (kind == member_kind::list) {
        return values_of<std::remove_cvref_t<std::ranges::range_reference_t<const T&>>, Options, T, Outer...>();
    } else if constexpr (kind == member_kind::pointer) {
        return values_of<std::remove_cvref_t<decltype(*std::declval<const T&>())>, Options, T, Outer...>();
    } else {
        return {field_content::unreadable};
    }
}

/// Of which kinds they are.
template <class T, field_option Options>
[[nodiscard]] constexpr field_content content_of() noexcept {
    return values_of<T, Options>().content;
}

/// Whether `wanted` is true of the type of a value that the member leads to.
template <template <class> class Wanted, class T>
[[nodiscard]] constexpr bool leads_to() noexcept {
    constexpr auto kind = kind_of<T>;
    if constexpr (Wanted<T>::value) {
        return true;
    } else if constexpr (kind == member_kind::variant) {
        return []<class... Types>(std::type_identity<std::variant<Types...>>) {
            return (leads_to<Wanted, std::remove_cv_t<Types>>() || ...);
        }(std::type_identity<T>{});
    } else if constexpr (kind == member_kind::list) {
        return leads_to<Wanted, std::remove_cvref_t<std::ranges::range_reference_t<const T&>>>();
    } else if constexpr (kind == member_kind::pointer) {
        return leads_to<Wanted, std::remove_cvref_t<decltype(*std::declval<const T&>())>>();
    } else {
        return false;
    }
}

template <class T>
struct holds_bytes : std::bool_constant<byte_unit<unit_of<T>> || std::is_same_v<unit_of<T>, char>> {};
template <class T>
struct has_number : std::bool_constant<std::is_enum_v<T>> {};
template <class T>
struct has_names : std::bool_constant<named_enum<T>> {};

/// Whether each of the options says something of the member, and no two of them something else.
template <class T, field_option Options>
[[nodiscard]] constexpr bool options_fit() noexcept {
    using enum field_option;
    constexpr auto given = [](field_option which) { return has(Options, which) ? 1 : 0; };
    if constexpr (given(as_text) + given(as_numbers) + given(as_hex) > 1 || given(by_name) + given(by_number) > 1) {
        return false;
    } else if constexpr (has(Options, as_text | as_numbers | as_hex) && !leads_to<holds_bytes, T>()) {
        return false;
    } else if constexpr (has(Options, by_number) && !leads_to<has_number, T>()) {
        return false;
    } else if constexpr (has(Options, by_name) && !leads_to<has_names, T>()) {
        return false;
    } else {
        constexpr auto content = content_of<T, Options>();
        return !has(content, field_content::unreadable | field_content::bytes) &&
               (!has(Options, empty_is_missing) || has(content, field_content::texts));
    }
}

/// The struct that a member leads to, through pointers, optionals and lists; void if that is no described one.
template <class T>
struct described_inside {
    using type = void;
};
template <class T>
requires(kind_of<T> == member_kind::described) struct described_inside<T> {
    using type = T;
};
template <class T>
requires(kind_of<T> == member_kind::list) struct described_inside<T>
    : described_inside<std::remove_cvref_t<std::ranges::range_reference_t<const T&>>> {
};
template <class T>
requires(kind_of<T> == member_kind::pointer) struct described_inside<T>
    : described_inside<std::remove_cvref_t<decltype(*std::declval<const T&>())>> {
};

/// Whether a member can be read, once it has been said what bytes are.
template <class T>
inline constexpr bool is_readable = !std::is_void_v<typename described_inside<T>::type> ||
                                    !has(content_of<T, field_option::none>(), field_content::unreadable);

/// Whether a member has bytes of which it has to be said what they are.
template <class T>
inline constexpr bool has_bare_bytes = std::is_void_v<typename described_inside<T>::type>&&
    has(content_of<T, field_option::none>(), field_content::bytes);

} // namespace VARSIGMA_NAMESPACE::detail
