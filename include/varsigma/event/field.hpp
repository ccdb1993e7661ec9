// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/fixed_string.hpp>

#include <functional>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace varsigma {

/// What else is to be known of a field; flags are joined by `|`.
enum class field_option : unsigned char {
    none = 0,
    empty_is_missing = 1, ///< an empty text in the struct means that the event has no such field
};

[[nodiscard]] constexpr field_option operator|(field_option left, field_option right) noexcept {
    return static_cast<field_option>(static_cast<unsigned char>(left) | static_cast<unsigned char>(right));
}
[[nodiscard]] constexpr bool has(field_option options, field_option which) noexcept {
    return (static_cast<unsigned char>(options) & static_cast<unsigned char>(which)) != 0;
}

inline constexpr auto empty_is_missing = field_option::empty_is_missing;

/// One field of an event type: the name that rules use, and how to get at it.
///
/// `Access` is a pointer to a data member, or anything that can be called with `const Event&` (a function, a member
/// function, a lambda without captures).
template <fixed_string Name, auto Access>
struct described_field {
    static constexpr std::string_view name = Name.view();
    field_option options = field_option::none;

    /// The member, or what the accessor returns (by value or by reference).
    template <class Event>
    [[nodiscard]] static constexpr decltype(auto) read(const Event& event) {
        return std::invoke(Access, event);
    }
};

/// Describes a field: `field<"Image", &process_event::image>`; with options: `field<"User", &e::user>(empty_is_missing)`.
///
/// What the access gives may be: text (`std::string`, `std::string_view`, `const char*`), a number, `bool`, an enumeration
/// (its number), `std::chrono` time points of the system clock, `std::nullptr_t` (null), `std::optional`, pointers and smart
/// pointers (null is missing), `std::variant` (`std::monostate` is missing), ranges such as `std::vector` and `std::span` of
/// these, and structs that have their own `event_traits` (read by dotted names: `Parent.Image`). One member may be described
/// under several names.
template <fixed_string Name, auto Access>
struct field_descriptor : described_field<Name, Access> {
    [[nodiscard]] constexpr described_field<Name, Access> operator()(field_option chosen) const noexcept {
        return {chosen};
    }
};

template <fixed_string Name, auto Access>
inline constexpr field_descriptor<Name, Access> field{};

/// The list of an event type's fields, for `event_traits<T>::fields`.
template <class... Fields>
[[nodiscard]] constexpr std::tuple<Fields...> fields(Fields... list) noexcept {
    return {list...};
}

} // namespace varsigma
