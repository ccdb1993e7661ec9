// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/core/detail/mistake.hpp>
#include <varsigma/event/detail/field_values.hpp>
#include <varsigma/event/detail/named_field.hpp>
#include <varsigma/event/detail/readable_member.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field.hpp>
#include <varsigma/event/logsource.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace VARSIGMA_NAMESPACE {

/// What can be wrong with the description of a type of event.
enum class wrong_description : std::uint8_t {
    is_no_field,            ///< `fields` holds something that `field<…>` did not make
    accessor_does_not_fit,  ///< a step is no member or function of what is before it, or returns nothing
    type_cannot_be_read,    ///< no known kind of member; give an accessor, or describe the struct
    bytes_without_meaning,  ///< say `as_text`, `as_numbers` or `as_hex`
    option_without_meaning, ///< the option says nothing of a member of this type, or contradicts another
    name_given_twice,       ///< dotted names of nested structs included
    raw_gives_no_text,      ///< `raw` cannot be called with the event, or what it returns is no text
    source_is_no_logsource, ///< `source` is neither a `logsource` nor an array of them
    source_is_misspelt,     ///< `sources`, which nothing reads: its name is `source`, be it one or several
};

namespace mistake {

/// Never defined. The compiler prints what is wrong, the field's name, the type that describes it so, and how.
template <wrong_description What, class Name, class Event, auto... Steps>
struct wrong_field;

} // namespace mistake

namespace detail {

/// Whether an event type's traits name `fields`, be they valid or not: of those that are not the compiler has said so.
struct has_fields_name {
    static constexpr int fields = 0;
};
template <class Event>
struct two_fields_names : event_traits<Event>, has_fields_name {};
template <class Event>
concept names_fields = !described_event<Event> && requires {
    sizeof(event_traits<Event>);
}
&&!requires {
    two_fields_names<Event>::fields;
};

template <class Field>
inline constexpr bool is_field = false;
template <fixed_string Name, field_option Options, auto... Steps>
inline constexpr bool is_field<described_field<Name, Options, Steps...>> = true;
template <fixed_string Name, auto... Steps>
inline constexpr bool is_field<field_descriptor<Name, Steps...>> = true;

template <wrong_description What, class Event, class Field>
struct blamed_field;
template <wrong_description What, class Event, fixed_string Name, field_option Options, auto... Steps>
struct blamed_field<What, Event, described_field<Name, Options, Steps...>> {
    using type = mistake::wrong_field<What, mistake::as_written<Name>, mistake::event_type<Event>, Steps...>;
};
template <wrong_description What, class Event, fixed_string Name, auto... Steps>
struct blamed_field<What, Event, field_descriptor<Name, Steps...>>
    : blamed_field<What, Event, described_field<Name, field_option::none, Steps...>> {};

template <class Event>
[[nodiscard]] constexpr auto check_description() noexcept;

template <class Event, std::size_t Index>
[[nodiscard]] constexpr auto check_field() noexcept {
    using field = field_at<Event, Index>;
    if constexpr (!is_field<field>) {
        return std::type_identity<
            mistake::wrong_field<wrong_description::is_no_field, mistake::value_number<Index + 1>, Event>>{};
    } else {
        using end = typename field::template end<Event>::type;
        constexpr auto wrong = [] {
            using enum wrong_description;
            if constexpr (std::is_void_v<end>) {
                return accessor_does_not_fit;
            } else if constexpr (!is_readable<end>) {
                return type_cannot_be_read;
            } else if constexpr (field::options != field_option::none && !options_fit<end, field::options>()) {
                return option_without_meaning;
            } else if constexpr (field::options == field_option::none && has_bare_bytes<end>) {
                return bytes_without_meaning;
            } else {
                return name_given_twice; // which the field by itself does not show: nothing is wrong
            }
        }();
        if constexpr (wrong == wrong_description::name_given_twice) {
            using inner = typename described_inside<end>::type;
            if constexpr (std::is_void_v<inner>) {
                return std::type_identity<mistake::none>{};
            } else {
                return check_description<inner>();
            }
        } else {
            return blamed_field<wrong, Event, field>{};
        }
    }
}

template <class Event, std::size_t... Index>
[[nodiscard]] constexpr auto check_fields(std::index_sequence<Index...> /*fields*/) noexcept {
    return mistake::first_of<typename decltype(check_field<Event, Index>())::type...>{};
}

/// The place of a field whose dotted name is that of a member of a nested struct as well; as many as there are if none
/// is.
template <class Event>
[[nodiscard]] constexpr std::size_t name_of_nested() noexcept {
    return []<std::size_t... Index>(std::index_sequence<Index...>) {
        std::size_t found = sizeof...(Index);
        // unused where there are no fields
        [[maybe_unused]] const auto look_at = [&](std::string_view name, std::size_t at) {
            const bool is_dotted = name.find('.') != std::string_view::npos;
            if (is_dotted && (std::size_t{0} + ... + (describes_at<Event, Index>(name) ? 1U : 0U)) > 1) {
                found = at < found ? at : found;
            }
        };
        (look_at(field_at<Event, Index>::name, Index), ...);
        return found;
    }
    (std::make_index_sequence<field_count<Event>>{});
}

template <class Event>
[[nodiscard]] constexpr auto check_names() noexcept {
    constexpr auto names = field_names<Event>();
    constexpr auto twice = repeated_name(names);
    constexpr auto nested = name_of_nested<Event>();
    constexpr auto repeated = nested < twice ? nested : twice;
    if constexpr (repeated == names.size()) {
        return std::type_identity<mistake::none>{};
    } else {
        return blamed_field<wrong_description::name_given_twice, Event, field_at<Event, repeated>>{};
    }
}

/// What is wrong with a member of the traits that is no field.
template <wrong_description What, fixed_string Name, class Event>
using wrong_member =
    std::type_identity<mistake::wrong_field<What, mistake::as_written<Name>, mistake::event_type<Event>>>;

template <class Event>
[[nodiscard]] constexpr auto check_raw() noexcept {
    if constexpr (requires { &event_traits<Event>::raw; } && !has_raw_text<Event>) {
        return wrong_member<wrong_description::raw_gives_no_text, "raw", Event>{};
    } else {
        return std::type_identity<mistake::none>{};
    }
}

template <class Event>
[[nodiscard]] constexpr auto check_source() noexcept {
    using traits = event_traits<Event>;
    if constexpr (requires { traits::source; }) {
        if constexpr (requires { traits::source.product; } ||
                      std::is_convertible_v<decltype((traits::source)), std::span<const logsource>>) {
            return std::type_identity<mistake::none>{};
        } else {
            return wrong_member<wrong_description::source_is_no_logsource, "source", Event>{};
        }
    } else if constexpr (requires { traits::sources; }) {
        return wrong_member<wrong_description::source_is_misspelt, "sources", Event>{};
    } else {
        return std::type_identity<mistake::none>{};
    }
}

template <class Event>
[[nodiscard]] constexpr auto check_description() noexcept {
    using of_fields = typename decltype(check_fields<Event>(std::make_index_sequence<field_count<Event>>{}))::type;
    if constexpr (!std::is_void_v<of_fields>) {
        return std::type_identity<of_fields>{};
    } else {
        using of_names = typename decltype(check_names<Event>())::type;
        return mistake::first_of<of_names, typename decltype(check_raw<Event>())::type,
                                 typename decltype(check_source<Event>())::type>{};
    }
}

/// What is wrong with the description of a type that has one; `mistake::none` if nothing is.
template <class Event>
using description_mistake = typename decltype(check_description<Event>())::type;

/// Whether there is a description, and nothing is wrong with it.
template <class Event>
inline constexpr bool is_described_well = false;
template <described_event Event>
inline constexpr bool is_described_well<Event> = std::is_void_v<description_mistake<Event>>;

/// A type with a description, be it wrong.
template <class Event>
concept has_description = described_event<Event> || names_fields<Event>;

/// The same for a `static_assert` whose text says all: of a concept that is not fulfilled compilers tell a lot.
template <class Event>
inline constexpr bool is_described = has_description<Event>;

/// The first mistake in the descriptions of some types; of those that have none, or fields that are no constant, others
/// speak.
template <class Event>
struct mistake_in {
    using type = mistake::none;
};
template <described_event Event>
struct mistake_in<Event> {
    using type = description_mistake<Event>;
};
template <class... Events>
using first_description_mistake = typename mistake::first_of<typename mistake_in<Events>::type...>::type;

} // namespace detail

/// True if the type has a description (`event_traits`), of which every field can be read; false if it has none. If
/// something is wrong with it, it does not compile, and the compiler names the field: to be asked by `static_assert`
/// beside the description. Whatever takes types of events asks it first.
template <class Event>
inline constexpr bool describes_event = detail::names_fields<Event>;
template <described_event Event>
inline constexpr bool describes_event<Event> = sizeof(detail::named_mistake<detail::description_mistake<Event>>) != 0;

} // namespace VARSIGMA_NAMESPACE
