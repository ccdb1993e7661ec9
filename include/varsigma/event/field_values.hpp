// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field.hpp>
#include <varsigma/event/value.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <ranges>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

// How members of described structs become values, whatever is done with these.

namespace varsigma::detail {

template <class T>
concept text_like =
    std::convertible_to<const T&, std::string_view> && !std::same_as<std::remove_cvref_t<T>, std::nullptr_t>;

template <class T>
concept pointer_like = !text_like<T> && requires(const T& pointer) {
    static_cast<bool>(pointer);
    *pointer;
};

template <class T>
concept list_like = !text_like<T> && std::ranges::input_range<const T&>;

/// Whether a range makes each element as it is asked for it.
template <class T>
inline constexpr bool makes_temporaries = !std::is_reference_v<std::ranges::range_reference_t<const T&>>;

template <class T>
inline constexpr bool is_variant = false;
template <class... Types>
inline constexpr bool is_variant<std::variant<Types...>> = true;

template <class T>
inline constexpr bool is_time_point = false;
template <class Duration>
inline constexpr bool is_time_point<std::chrono::time_point<std::chrono::system_clock, Duration>> = true;

/// Takes a member apart until plain values are left, and gives each to `visit(value, in_list)`.
///
/// `Keep` says that `member` is a temporary, so that its text has to be kept: `texts.keep(text)` gives a view that lives as
/// long as `visit` needs it.
template <bool Keep, class T, class Texts, class Visit>
constexpr void visit_values(const T& member, field_option options, Texts& texts, bool in_list, Visit&& visit) {
    if constexpr (std::is_same_v<T, bool>) {
        visit(value::of(member), in_list);
    } else if constexpr (std::is_enum_v<T>) {
        visit_values<Keep>(static_cast<std::underlying_type_t<T>>(member), options, texts, in_list, visit);
    } else if constexpr (std::is_same_v<T, std::nullptr_t>) {
        visit(value::of_null(), in_list);
    } else if constexpr (std::is_same_v<T, std::monostate>) {
        return; // there is nothing
    } else if constexpr (is_variant<T>) {
        if (member.valueless_by_exception()) { return; }
        std::visit([&](const auto& held) { visit_values<Keep>(held, options, texts, in_list, visit); }, member);
    } else if constexpr (std::is_same_v<T, char>) {
        visit(value::of(texts.keep({&member, 1})), in_list);
    } else if constexpr (std::signed_integral<T>) {
        visit(value::of(static_cast<std::int64_t>(member)), in_list);
    } else if constexpr (std::unsigned_integral<T>) {
        visit(value::of(static_cast<std::uint64_t>(member)), in_list);
    } else if constexpr (std::floating_point<T>) {
        visit(value::of(static_cast<double>(member)), in_list);
    } else if constexpr (is_time_point<T>) {
        const auto since = std::chrono::duration_cast<std::chrono::nanoseconds>(member.time_since_epoch());
        visit(value::of_time(since.count()), in_list);
    } else if constexpr (text_like<T>) {
        if constexpr (std::is_convertible_v<const T&, const char*> && !std::is_array_v<T>) {
            if (static_cast<const char*>(member) == nullptr) { return; }
        }
        const std::string_view text = member;
        if (text.empty() && has(options, field_option::empty_is_missing)) { return; }
        visit(value::of(Keep ? texts.keep(text) : text), in_list);
    } else if constexpr (list_like<T>) {
        visit(value{}, true); // an array is there, even if it is empty
        constexpr bool keep = Keep || makes_temporaries<T>;
        for (const auto& element : member) { visit_values<keep>(element, options, texts, true, visit); }
    } else {
        static_assert(pointer_like<T>, "this type of member cannot be read as a field: give an accessor");
        if (member) { visit_values<Keep>(*member, options, texts, in_list, visit); }
    }
}

/// The struct that a member leads to, through pointers, optionals and lists; void if that is no described one.
template <class T>
struct described_inside {
    using type = void;
};
template <class T>
requires described_event<T>
struct described_inside<T> {
    using type = T;
};
template <class T>
requires(!described_event<T> && list_like<T>) struct described_inside<T>
    : described_inside<std::remove_cvref_t<std::ranges::range_reference_t<const T&>>> {
};
template <class T>
requires(!described_event<T> && !list_like<T> && pointer_like<T>) struct described_inside<T>
    : described_inside<std::remove_cvref_t<decltype(*std::declval<const T&>())>> {
};

template <class Event, std::size_t Index>
using field_at = std::tuple_element_t<Index, std::remove_cvref_t<decltype(event_traits<Event>::fields)>>;

template <class Event, std::size_t Index>
using member_at = decltype(field_at<Event, Index>::read(std::declval<const Event&>()));

/// Visits the values at the end of a path of field indices: `Parent`, then `Image` of it. An array is announced by a
/// missing value, so that one without elements is seen as well.
template <bool Keep, class Event, std::size_t Index, std::size_t... Rest, class Texts, class Visit>
constexpr void visit_path(const Event& event, Texts& texts, bool in_list, Visit&& visit);

template <bool Keep, std::size_t... Rest, class T, class Texts, class Visit>
constexpr void visit_inside(const T& member, Texts& texts, bool in_list, Visit&& visit) {
    if constexpr (described_event<T>) {
        visit_path<Keep, T, Rest...>(member, texts, in_list, visit);
    } else if constexpr (list_like<T>) {
        constexpr bool keep = Keep || makes_temporaries<T>;
        for (const auto& element : member) { visit_inside<keep, Rest...>(element, texts, true, visit); }
    } else {
        if (member) { visit_inside<Keep, Rest...>(*member, texts, in_list, visit); }
    }
}

template <bool Keep, class Event, std::size_t Index, std::size_t... Rest, class Texts, class Visit>
constexpr void visit_path(const Event& event, Texts& texts, bool in_list, Visit&& visit) {
    constexpr bool keep = Keep || !std::is_reference_v<member_at<Event, Index>>;
    const auto& member = field_at<Event, Index>::read(event);
    if constexpr (sizeof...(Rest) == 0) {
        visit_values<keep>(member, std::get<Index>(event_traits<Event>::fields).options, texts, in_list, visit);
    } else {
        visit_inside<keep, Rest...>(member, texts, in_list, visit);
    }
}

} // namespace varsigma::detail
