// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>

namespace VARSIGMA_NAMESPACE {

/// A value of an enumeration and what rules call it.
template <class Enum>
struct enum_name {
    Enum value;
    std::string_view name;
};

/// The names of an enumeration's values, as a table. Specialise it for an enumeration that has no `to_string`, or whose
/// `to_string` gives other names than rules use:
///
/// ```
/// template <> struct varsigma::enum_names<integrity> {
///     static constexpr varsigma::enum_name<integrity> table[] = {{integrity::low, "Low"}, {integrity::high, "High"}};
/// };
/// ```
/// A value that is not in the table is read by its number.
template <class Enum>
struct enum_names;

namespace detail {

/// An enumeration with a table of names.
template <class Enum>
concept has_name_table = std::is_enum_v<Enum> && requires {
    enum_names<Enum>::table;
};

namespace adl {

void to_string() = delete; // only what the enumeration's own namespace has is to be found

template <class Enum>
concept has_to_string = std::is_enum_v<Enum> && requires(const Enum& named) {
    { to_string(named) } -> std::convertible_to<std::string_view>;
};

template <has_to_string Enum>
[[nodiscard]] constexpr decltype(auto) name_of(const Enum& named) {
    return to_string(named);
}

} // namespace adl

/// An enumeration whose values have names.
template <class Enum>
concept named_enum = has_name_table<Enum> || adl::has_to_string<Enum>;

/// One of which a value may have no name: it is not in the table, or `to_string` returns null.
template <class Enum>
concept may_lack_names = has_name_table<Enum> || requires(const Enum& named) {
    requires std::is_pointer_v<std::remove_cvref_t<decltype(adl::name_of(named))>>;
};

/// Gives the value's name to `use`; whether it has one. O(names).
template <named_enum Enum, class Use>
constexpr bool with_name_of(const Enum& named, Use use) {
    if constexpr (has_name_table<Enum>) {
        for (const auto& [known, name] : enum_names<Enum>::table) {
            if (known == named) {
                use(std::string_view{name}, std::true_type{});
                return true;
            }
        }
        return false;
    } else {
        const auto& name = adl::name_of(named);
        if constexpr (std::is_pointer_v<std::remove_cvref_t<decltype(name)>>) {
            if (name == nullptr) { return false; }
        }
        use(std::string_view{name}, std::false_type{});
        return true;
    }
}

} // namespace detail
} // namespace VARSIGMA_NAMESPACE
