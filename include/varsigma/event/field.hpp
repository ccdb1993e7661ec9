// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/core/detail/mistake.hpp>
#include <varsigma/event/detail/field_access.hpp>
#include <varsigma/event/detail/readable_member.hpp>
#include <varsigma/event/field_option.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace VARSIGMA_NAMESPACE {

/// One field of an event type: the name that rules use, how to get at it, and what else is to be known.
///
/// The first of `Steps` is a pointer to a data member, or anything that can be called with `const Event&` (a function,
/// a member function, a lambda without captures); each further one is the same of what the one before leads to.
template <fixed_string Name, field_option Options, auto... Steps>
struct described_field {
    static constexpr std::string_view name = Name.view();
    static constexpr auto literal_name = Name;
    static constexpr field_option options = Options;

    /// What the steps lead to, from an event of that type.
    template <class Event>
    using end = detail::access_end<Event, true, false, Steps...>;

    /// Gives it to `use`; see `detail::follow`.
    template <class Event, class Texts, class Use>
    static constexpr void visit(const Event& event, Texts& texts, bool in_list, Use& use) {
        detail::follow<false, Steps...>(event, texts, in_list, use);
    }
};

namespace mistake {

/// Never defined: the name of a field that is described twice.
template <class Name>
struct given_twice;

} // namespace mistake

namespace detail {

template <auto First, auto... More>
struct first_access {
    using input = typename access_input<std::remove_cv_t<decltype(First)>>::type;
};

/// What a field's steps lead to, if the type of event shows already: void if it does not fit, or does not show.
template <auto... Steps>
using early_end = typename access_end<typename first_access<Steps...>::input, true, false, Steps...>::type;

template <auto... Steps>
inline constexpr bool shows_its_event = !std::is_void_v<typename first_access<Steps...>::input>;

#if defined(__clang__)
// clang before version 15 prints names in templates as numbers, so that the line to blame has to be the field's own
inline constexpr bool blames_lines = true;
#else
inline constexpr bool blames_lines = false; // `describes_event` names the field, and says more
#endif

[[nodiscard]] constexpr bool is_name_blank(char byte) noexcept {
    return byte == ' ' || byte == '\t';
}

// each in one step, so that clang has little to tell beside its name

template <auto... Steps>
inline constexpr bool steps_fit = !blames_lines || !shows_its_event<Steps...> || !std::is_void_v<early_end<Steps...>>;

template <auto... Steps>
inline constexpr bool type_is_known = [] { // looked at by every compiler: what is described later is so for none
    constexpr bool known = !shows_its_event<Steps...> || is_readable<early_end<Steps...>>;
    return known || !blames_lines;
}();

template <fixed_string Name>
inline constexpr bool name_fits =
    !Name.view().empty() && !is_name_blank(Name.view().front()) && !is_name_blank(Name.view().back());

template <field_option Options, auto... Steps>
inline constexpr bool options_fit_type =
    !blames_lines || !shows_its_event<Steps...> || options_fit<early_end<Steps...>, Options>();

// The names of these are what clang says of a wrong field.

/// The first step is a member of the event or a function of it (`const event&`, perhaps `text_sink&`) that returns
/// something, and each further one is the same of what the one before leads to.
template <auto... Steps>
concept each_step_is_a_member_or_function_of_what_is_before = steps_fit<Steps...>;

/// A name that rules can use: not empty, and without a blank before or behind it.
template <fixed_string Name>
concept its_name_has_no_blank_at_an_end = name_fits<Name>;

/// The last step leads to a type that can be read as a field, or to a struct that is described already.
template <auto... Steps>
concept its_type_can_be_read = type_is_known<Steps...>;

/// The options say something of such a type.
template <field_option Options, auto... Steps>
concept these_options_mean_something_here = options_fit_type<Options, Steps...>;

struct meaning_is_known {};
struct bytes_without_meaning { // as_text, as_numbers or as_hex?
    constexpr bytes_without_meaning() = default;
    bytes_without_meaning(const bytes_without_meaning&) = delete;
    bytes_without_meaning& operator=(const bytes_without_meaning&) = delete;
    bytes_without_meaning(bytes_without_meaning&&) = delete;
    bytes_without_meaning& operator=(bytes_without_meaning&&) = delete;
    ~bytes_without_meaning() = default;
};
template <auto... Steps>
using bytes_meaning_of =
    std::conditional_t<blames_lines && shows_its_event<Steps...> && has_bare_bytes<early_end<Steps...>>,
                       bytes_without_meaning, meaning_is_known>;

/// The place of the first name that one before it is as well; as many as there are if none is. Amortised O(n).
template <std::size_t Count>
[[nodiscard]] constexpr std::size_t repeated_name(const std::array<std::string_view, Count>& names) noexcept {
    constexpr std::size_t size = 2 * Count + 1;
    std::array<std::size_t, size> places{}; // from 1, by hash (FNV-1a); 0 where there is none
    for (std::size_t at = 0; at < Count; ++at) {
        std::uint32_t hash = 2166136261U;
        for (const char byte : names[at]) { hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U; }
        std::size_t place = hash % size;
        for (; places[place] != 0; place = (place + 1) % size) {
            if (names[places[place] - 1] == names[at]) { return at; }
        }
        places[place] = at + 1;
    }
    return Count;
}

template <std::size_t Place, class... Fields>
struct repeated_field {
    using type = mistake::none;
};
template <std::size_t Place, class... Fields>
requires(blames_lines&& Place < sizeof...(Fields)) struct repeated_field<Place, Fields...> {
    using field = std::tuple_element_t<Place, std::tuple<Fields...>>;
    using type = mistake::given_twice<mistake::as_written<field::literal_name>>;
};
template <class... Fields>
using repetition = named_mistake<typename repeated_field<
    repeated_name(std::array<std::string_view, sizeof...(Fields)>{Fields::name...}), Fields...>::type>;

/// No two fields have the same name.
template <class... Fields>
concept each_name_is_given_once = requires {
    sizeof(repetition<Fields...>);
};

} // namespace detail

/// Describes a field: `field<"Image", &process_event::image>`; with options:
/// `field<"User", &e::user>(empty_is_missing)`; of a member of a member:
/// `field<"ParentImage", &e::parent, &process::image>`, through pointers, optionals and ranges.
///
/// What is found there may be:
/// - text: every contiguous range of `char` with a size (`std::string`, `std::string_view`, `std::vector<char>`, your
///   own class with `data()` and `size()`), `char[N]` and `std::array<char, N>` up to the first zero, `const char*`
///   (null is missing), a lone `char`, a path of `std::filesystem`; the same of `char8_t`, and of `char16_t`,
///   `char32_t` and `wchar_t`, which become UTF-8 in the row's memory;
/// - what a function writes: `field<"Owner", [](const e& event, text_sink& out) { … }>`;
/// - a number, `bool`, an enumeration: by its names if it has a `to_string` in its namespace or a table (`enum_names`),
///   else by its number; `by_number` keeps the number, `by_name` does not compile without names;
/// - bytes (`unsigned char`, `signed char`, `std::byte`), if an option says what they are: `as_text`, `as_numbers`,
///   `as_hex`; these also hold for ranges of `char`;
/// - points in time of the system clock and of files; beyond the years 0 to 9999 nothing is known but that there is
///   one;
/// - `std::nullptr_t` (null), `std::optional`, pointers and smart pointers (null is missing), `std::variant`
///   (`std::monostate` is missing), and ranges of all of these (lists);
/// - structs that have their own `event_traits` before this one (read by dotted names: `Parent.Image`).
///
/// Anything else does not compile. One member may be described under several names, a name only once.
template <fixed_string Name, auto... Steps>
struct field_descriptor : described_field<Name, field_option::none, Steps...>,
                          private detail::bytes_meaning_of<Steps...> {
    constexpr field_descriptor() = default;

    template <field_option Options>
    requires detail::these_options_mean_something_here<Options, Steps...>
    [[nodiscard]] constexpr described_field<Name, Options, Steps...>
    operator()(field_options<Options> /*chosen*/) const noexcept {
        return {};
    }
};

template <fixed_string Name, auto... Steps>
requires(sizeof...(Steps) != 0) &&
    detail::its_name_has_no_blank_at_an_end<Name>&& detail::each_step_is_a_member_or_function_of_what_is_before<
        Steps...>&& detail::its_type_can_be_read<Steps...> inline constexpr field_descriptor<Name, Steps...> field{};

/// The list of an event type's fields, for `event_traits<T>::fields`.
template <class... Fields>
requires detail::each_name_is_given_once<Fields...>
[[nodiscard]] constexpr std::tuple<Fields...> fields(Fields... /*list*/) noexcept {
    return {};
}

} // namespace VARSIGMA_NAMESPACE
