// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/core/diagnostic_code.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

// How the compiler says what is wrong with a rule that is written as a type, or with the description of a type of
// event: by the name of a type that is nowhere defined.
//
//     error: … incomplete type 'varsigma::mistake::rejected<varsigma::diagnostic_code::unknown_modifier,
//            varsigma::mistake::written<"CommandLine|contain">, varsigma::mistake::column<13>,
//            varsigma::mistake::did_you_mean<…"contains">>'

namespace VARSIGMA_NAMESPACE::mistake {

/// Never defined. The code is the one that the loader would report; then the text that is wrong, the place, and hints.
template <diagnostic_code Code, class Text, class... More>
struct rejected;

/// A place in the text, in bytes from 1.
template <std::size_t Column>
struct column;

/// A value of the item, from 1.
template <std::size_t Number>
struct value_number;

/// The member of that name is a number, a boolean or the like, and none of those is what is asked for. `Held` is what it
/// can be, if that is whole numbers.
template <class... Held>
struct no_value_of_this_member;

/// The whole numbers that a member can be, both ends included.
template <std::int64_t Lowest, std::uint64_t Highest>
struct whole_numbers_from_to;

/// Never defined. Behind the condition of a rule stand selections; items and keywords stand in these:
/// `selection<"keywords", keywords<"mimikatz">>`.
template <class Item>
struct needs_a_selection_around;

/// Never defined. Selections, lists and maps are made of `where`, `keywords`, `any_of` and `all_of`.
template <class Type>
struct no_part_of_a_selection;

/// The event type for which the rule is wrong.
template <class Event>
struct event_type;

/// Never defined. A type of event that has no description: no `event_traits`, or none that was seen before.
template <class Event>
struct without_description;

/// The rule that is wrong for it.
template <class Rule>
struct rule_type;

#if defined(__clang__) && __clang_major__ < 15
// older clang prints the characters of a fixed_string as numbers
template <char... Characters>
struct written;
template <char... Characters>
struct did_you_mean;

namespace detail {

template <template <char...> class As, fixed_string Text, std::size_t... Index>
As<Text.data[Index]...> spelt(std::index_sequence<Index...>);

} // namespace detail

template <fixed_string Text>
using as_written = decltype(detail::spelt<written, Text>(std::make_index_sequence<Text.view().size()>{}));
template <fixed_string Text>
using suggested = decltype(detail::spelt<did_you_mean, Text>(std::make_index_sequence<Text.view().size()>{}));
#else
/// What stands in the source.
template <fixed_string Text>
struct written;
/// What was probably meant.
template <fixed_string Text>
struct did_you_mean;

template <fixed_string Text>
using as_written = written<Text>;
template <fixed_string Text>
using suggested = did_you_mean<Text>;
#endif

/// No mistake.
using none = void;

/// The first of them that is a mistake; `none` if there is none.
template <class... Mistakes>
struct first_of {
    using type = none;
};
template <class Mistake, class... Others>
struct first_of<Mistake, Others...> {
    using type = Mistake;
};
template <class... Others>
struct first_of<none, Others...> : first_of<Others...> {};

} // namespace VARSIGMA_NAMESPACE::mistake

namespace VARSIGMA_NAMESPACE::detail {

/// `sizeof` of it is where the compiler names a mistake.
template <class Mistake>
using named_mistake = std::conditional_t<std::is_void_v<Mistake>, char, Mistake>;

} // namespace VARSIGMA_NAMESPACE::detail
