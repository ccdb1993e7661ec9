// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/described_event.hpp>
#include <varsigma/text/detail/code_units.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span> // also for the concepts of ranges: `<ranges>` costs as much as all of this
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

// What a member of a described struct is, by its type alone.

namespace VARSIGMA_NAMESPACE::detail {

/// A type of byte of which it does not show what it is part of.
template <class T>
concept byte_unit = std::same_as<T, unsigned char> || std::same_as<T, signed char> || std::same_as<T, std::byte>;

template <class T>
concept text_unit = character_unit<T> || byte_unit<T>;

template <class T>
inline constexpr bool is_std_array = false;
template <class T, std::size_t Size>
inline constexpr bool is_std_array<std::array<T, Size>> = true;

/// A file's path, of `std::filesystem` or alike: recognised by its shape, as its header costs a lot to compile.
template <class T>
concept path_like = requires(const T& path) {
    typename T::value_type;
    typename T::string_type;
    { path.native() } -> std::same_as<const typename T::string_type&>;
    { path.native().data() } -> std::same_as<const typename T::value_type*>;
}
&&character_unit<typename T::value_type>;

template <class T, class Unit>
concept views_as = std::is_class_v<T> && std::convertible_to<const T&, std::basic_string_view<Unit>>;

template <class T>
concept has_data_and_size = requires(const T& text) {
    *text.data();
    { text.size() } -> std::integral;
}
&&std::is_pointer_v<decltype(std::declval<const T&>().data())>;

/// The type of the units of which a text, or bytes that may be one, consists; void for what is neither.
template <class T>
[[nodiscard]] constexpr auto find_unit() noexcept {
    constexpr auto only = []<class Unit>(std::type_identity<Unit>) {
        return std::type_identity<std::conditional_t<text_unit<Unit>, Unit, void>>{};
    };
    if constexpr (std::is_array_v<T>) {
        return only(std::type_identity<std::remove_cv_t<std::remove_extent_t<T>>>{});
    } else if constexpr (std::is_pointer_v<T>) {
        return only(std::type_identity<std::remove_cv_t<std::remove_pointer_t<T>>>{});
    } else if constexpr (!std::is_class_v<T>) {
        return std::type_identity<void>{};
    } else if constexpr (path_like<T>) {
        return std::type_identity<typename T::value_type>{};
    } else if constexpr (views_as<T, char>) {
        return std::type_identity<char>{};
    } else if constexpr (views_as<T, char8_t>) {
        return std::type_identity<char8_t>{};
    } else if constexpr (views_as<T, char16_t>) {
        return std::type_identity<char16_t>{};
    } else if constexpr (views_as<T, wchar_t>) {
        return std::type_identity<wchar_t>{};
    } else if constexpr (views_as<T, char32_t>) {
        return std::type_identity<char32_t>{};
    } else if constexpr (has_data_and_size<T>) {
        return only(std::type_identity<std::remove_cvref_t<decltype(*std::declval<const T&>().data())>>{});
    } else if constexpr (std::ranges::contiguous_range<const T&> && std::ranges::sized_range<const T&>) {
        return only(std::type_identity<std::remove_cvref_t<std::ranges::range_reference_t<const T&>>>{});
    } else {
        return std::type_identity<void>{};
    }
}

template <class T>
using unit_of = typename decltype(find_unit<T>())::type;

/// Units up to the first zero, or `most`.
template <class Unit>
[[nodiscard]] constexpr std::span<const Unit> units_to_zero(const Unit* units, std::size_t most) noexcept {
    std::size_t size = 0;
    while (size < most && units[size] != Unit{}) { ++size; }
    return {units, size};
}

/// The units of a text or of bytes. Precondition: `member`, if it is a pointer, points to something. O(1), or O(n) for
/// what ends with a zero.
template <class T>
requires(!std::is_void_v<unit_of<T>>) [[nodiscard]] constexpr std::span<const unit_of<T>> units_of(const T& member) {
    using unit = unit_of<T>;
    if constexpr (std::is_pointer_v<T>) {
        if constexpr (character_unit<unit>) {
            const std::basic_string_view<unit> text{member};
            return {text.data(), text.size()};
        } else {
            return units_to_zero<unit>(member, ~std::size_t{0});
        }
    } else if constexpr (std::is_array_v<T>) {
        return units_to_zero<unit>(member, std::extent_v<T>);
    } else if constexpr (is_std_array<T>) {
        return units_to_zero<unit>(member.data(), member.size());
    } else if constexpr (path_like<T>) {
        return {member.native().data(), member.native().size()};
    } else if constexpr (views_as<T, unit>) {
        const std::basic_string_view<unit> text = member;
        return {text.data(), text.size()};
    } else if constexpr (has_data_and_size<T>) {
        return {member.data(), static_cast<std::size_t>(member.size())};
    } else {
        return {std::ranges::data(member), static_cast<std::size_t>(std::ranges::size(member))};
    }
}

/// All bytes of an array or range, zeros included.
template <class T>
[[nodiscard]] constexpr std::span<const unit_of<T>> all_units_of(const T& member) {
    if constexpr (std::is_array_v<T>) {
        return {member, std::extent_v<T>};
    } else if constexpr (is_std_array<T>) {
        return {member.data(), member.size()};
    } else {
        return units_of(member);
    }
}

template <class T>
inline constexpr bool is_variant = false;
template <class... Types>
inline constexpr bool is_variant<std::variant<Types...>> = true;

/// A point in time, recognised by its shape, as `<chrono>` costs a lot to compile.
template <class T>
concept time_point_like = requires(const T& point) {
    typename T::clock::time_point;
    typename T::rep;
    typename T::period;
    { point.time_since_epoch() } -> std::same_as<typename T::duration>;
};

/// The system clock, and others that count in UTC, know the time of C; some (that of files) know the system clock's.
template <class Clock>
concept knows_unix_time = requires(const typename Clock::time_point& point) {
    Clock::to_time_t(point);
};
template <class Clock>
concept knows_system_time = requires(const typename Clock::time_point& point) {
    Clock::to_sys(point);
};

/// A clock's points in time that can be told in UTC, by steps of which a whole number makes a second or a nanosecond.
template <class T>
inline constexpr bool is_time_point = false;
template <time_point_like T>
requires knows_unix_time<typename T::clock> || knows_system_time<typename T::clock>
inline constexpr bool is_time_point<T> = [] {
    constexpr std::intmax_t nanos = 1'000'000'000;
    constexpr std::intmax_t numerator = T::period::num;
    constexpr std::intmax_t denominator = T::period::den;
    if constexpr (knows_unix_time<typename T::clock>) {
        return std::is_arithmetic_v<typename T::rep> && (numerator == 1 || denominator == 1) &&
               (denominator <= nanos || denominator % nanos == 0);
    } else {
        return std::is_integral_v<typename T::rep> && numerator == 1 && denominator <= nanos;
    }
}();

/// What can be empty, or lead to a value: pointers and `std::optional`s.
template <class T>
concept pointer_like = std::is_void_v<unit_of<T>> && !std::ranges::input_range<const T&> && !std::is_arithmetic_v<T> &&
                       requires(const T& pointer) {
    static_cast<bool>(pointer);
    *pointer;
};

/// Ranges of anything but characters and bytes, which stand one after the other in memory or are refused; and but
/// themselves.
template <class T>
concept list_like = std::is_void_v<unit_of<T>> && std::ranges::input_range<const T&> &&
                    !text_unit<std::remove_cvref_t<std::ranges::range_reference_t<const T&>>> &&
                    !std::same_as<std::remove_cvref_t<std::ranges::range_reference_t<const T&>>, T>;

/// Whether a range makes each element as it is asked for it.
template <class T>
inline constexpr bool makes_temporaries = !std::is_reference_v<std::ranges::range_reference_t<const T&>>;

/// The text that an accessor wrote (`text_sink`), in place of a member.
struct written_text {};

enum class member_kind : std::uint8_t {
    unknown, ///< cannot be read
    described,
    boolean,
    enumeration,
    integer,
    real,
    null,
    nothing,
    variant,
    unit, ///< a lone character
    text,
    written,
    bytes,
    time,
    list,
    pointer,
};

template <class T>
[[nodiscard]] constexpr member_kind find_kind() noexcept {
    if constexpr (described_event<T>) {
        return member_kind::described;
    } else if constexpr (std::is_same_v<T, bool>) {
        return member_kind::boolean;
    } else if constexpr (std::is_enum_v<T>) {
        return sizeof(T) <= sizeof(std::int64_t) ? member_kind::enumeration : member_kind::unknown;
    } else if constexpr (character_unit<T>) {
        return member_kind::unit;
    } else if constexpr (std::integral<T>) {
        return sizeof(T) <= sizeof(std::int64_t) ? member_kind::integer : member_kind::unknown;
    } else if constexpr (std::floating_point<T>) {
        return member_kind::real;
    } else if constexpr (std::is_same_v<T, std::nullptr_t>) {
        return member_kind::null;
    } else if constexpr (std::is_same_v<T, std::monostate>) {
        return member_kind::nothing;
    } else if constexpr (std::is_same_v<T, written_text>) {
        return member_kind::written;
    } else if constexpr (is_variant<T>) {
        return member_kind::variant;
    } else if constexpr (is_time_point<T>) {
        return member_kind::time;
    } else if constexpr (character_unit<unit_of<T>>) {
        return member_kind::text;
    } else if constexpr (byte_unit<unit_of<T>>) {
        return member_kind::bytes;
    } else if constexpr (list_like<T>) {
        return member_kind::list;
    } else if constexpr (pointer_like<T>) {
        return member_kind::pointer;
    } else {
        return member_kind::unknown;
    }
}

template <class T>
inline constexpr member_kind kind_of = find_kind<T>();

} // namespace VARSIGMA_NAMESPACE::detail
