// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/core/detail/mistake.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/suggest_modifier.hpp>
#include <varsigma/rule/detail/value_problem.hpp>
#include <varsigma/rule/modifier.hpp>
#include <varsigma/static_rules/detail/rule_constant.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

// What a rule that is written as types says: the counterparts of `detection_item`, `detection` and `named_detection`.
// Keys, chains and values go through the functions that the loader uses; what the loader would report does not compile.

namespace VARSIGMA_NAMESPACE {

namespace detail {

/// Why an item is wrong, as a constant.
struct item_finding {
    std::optional<diagnostic_code> code;
    std::size_t column = 0;      // in the key, from 1
    std::size_t value = 0;       // from 1; 0 for the item as a whole
    std::string_view suggestion; // a constant
};

/// Where the word of a modifier begins in its key, from 1.
[[nodiscard]] constexpr std::size_t column_of(std::string_view key, modifier which) noexcept {
    for (auto bar = key.find('|'); bar != std::string_view::npos; bar = key.find('|', bar + 1)) {
        const auto word = key.substr(bar + 1, key.find('|', bar + 1) - bar - 1);
        if (parse_modifier(word) == which) { return bar + 2; }
    }
    return 1;
}

[[nodiscard]] constexpr item_finding find_in_key(std::string_view text, const field_key& key,
                                                 const interpreted_chain& chain) noexcept {
    if (key.error) {
        return {key.error, static_cast<std::size_t>(key.offending.data() - text.data()) + 1, 0,
                *key.error == diagnostic_code::unknown_modifier ? closest_modifier(key.offending) : std::string_view{}};
    }
    if (chain.error) { return {chain.error, column_of(text, chain.offending), 0, {}}; }
    // values for placeholders come with the loader
    if (chain.meaning.expand) {
        return {diagnostic_code::unknown_placeholder, column_of(text, modifier::expand), 0, {}};
    }
#if defined(VARSIGMA_WITHOUT_RE2)
    if (chain.meaning.kind == test_kind::regex) {
        return {diagnostic_code::bad_regex, column_of(text, modifier::re), 0, {}};
    }
#endif
    if (key.field.empty() && !can_be_keyword(chain.meaning)) {
        return {diagnostic_code::modifier_without_field, 1, 0, {}};
    }
    return {};
}

/// Whether a value is a number that is taken as text and can only be written by what is no constant expression, or that
/// stands for a regular expression.
[[nodiscard]] constexpr bool is_unwritable(const interpretation& meaning, const value_view& value,
                                           bool is_keyword) noexcept {
    if (value.kind != value_kind::number) { return false; }
    if (meaning.kind == test_kind::regex) { return true; }
    return meaning.kind == test_kind::value && value.numeric.which() == number::kind::real &&
           plain_test_of(meaning, value.kind, is_keyword) == plain_test::text;
}

template <std::size_t Count>
[[nodiscard]] constexpr item_finding find_in_values(const interpretation& meaning, bool is_keyword,
                                                    const std::array<value_view, Count>& values) noexcept {
    if (Count == 0) { return {diagnostic_code::empty_detection, 1, 0, {}}; }
    if (meaning.kind == test_kind::exists && Count > 1) { return {diagnostic_code::value_kind, 1, 2, {}}; }
    for (std::size_t at = 0; at < Count; ++at) {
        if (const auto problem = problem_of(meaning, values[at]); problem != value_problem::none) {
            return {code_of(problem), 1, at + 1, {}};
        }
        if (is_unwritable(meaning, values[at], is_keyword)) { return {diagnostic_code::value_kind, 1, at + 1, {}}; }
    }
    return {};
}

/// The key of an item, taken apart by the compiler. What is made of a value is keyed by this and by the value, and not
/// by the whole item: the names of types grow with what they are made of, and the compiler's time with these.
template <fixed_string Key>
struct static_key {
    static constexpr fixed_string text = Key;
    static constexpr field_key key = parse_field_key(text.view());
    static constexpr interpreted_chain chain = interpret(key.modifiers);
    static constexpr interpretation meaning = chain.meaning;
    static constexpr bool is_keyword = key.field.empty();

    /// The field's name, as a template argument.
    static constexpr auto field = fixed_string<key.field.size() + 1>::of(key.field);
};

template <class Key, std::size_t Count>
[[nodiscard]] constexpr item_finding find_in_item(const std::array<value_view, Count>& values) noexcept {
    const auto in_key = find_in_key(Key::text.view(), Key::key, Key::chain);
    return in_key.code ? in_key : find_in_values(Key::meaning, Key::is_keyword, values);
}

} // namespace detail

/// `Field|modifiers: value` or `Field|modifiers: [values…]` as a type:
/// `where<"CommandLine|contains|all", " msiexec", "://">`.
///
/// Values are strings in Sigma's notation, integers, floating-point numbers, booleans and `nullptr` (null); several are
/// alternatives unless the key says `all`. Without a field (`where<"|all", …>`, `keywords<…>`) they are keywords. A
/// number with a fraction cannot stand where it would be taken as text: write it in quotes there.
template <fixed_string Key, rule_constant... Values>
struct where {
    using key = detail::static_key<Key>;

private:
    static constexpr detail::item_finding found = [] {
        constexpr std::array<bool, sizeof...(Values)> are_values{Values.is_value...};
        for (std::size_t at = 0; at < are_values.size(); ++at) {
            if (!are_values[at]) { return detail::item_finding{diagnostic_code::value_kind, 1, at + 1, {}}; }
        }
        return detail::find_in_item<key>(std::array<value_view, sizeof...(Values)>{Values.view()...});
    }();

    static constexpr auto find_mistake() noexcept {
        if constexpr (!found.code) {
            return std::type_identity<mistake::none>{};
        } else if constexpr (found.value != 0) {
            return std::type_identity<
                mistake::rejected<*found.code, mistake::as_written<Key>, mistake::value_number<found.value>>>{};
        } else if constexpr (found.suggestion.empty()) {
            return std::type_identity<
                mistake::rejected<*found.code, mistake::as_written<Key>, mistake::column<found.column>>>{};
        } else {
            constexpr auto better = fixed_string<found.suggestion.size() + 1>::of(found.suggestion);
            return std::type_identity<mistake::rejected<*found.code, mistake::as_written<Key>,
                                                        mistake::column<found.column>, mistake::suggested<better>>>{};
        }
    }

public:
    /// What is wrong with it; `mistake::none` if nothing is.
    using rejection = typename decltype(find_mistake())::type;
};

/// Values that are searched in all fields of an event, and in its raw text.
template <rule_constant... Values>
using keywords = where<"", Values...>;

template <class... Parts>
struct any_of;
template <class... Parts>
struct all_of;
template <fixed_string Name, class... Parts>
struct selection;

namespace detail {

/// What may stand in a selection, a list or a map.
template <class T>
inline constexpr bool is_part = false;
template <fixed_string Key, rule_constant... Values>
inline constexpr bool is_part<where<Key, Values...>> = true;
template <class... Parts>
inline constexpr bool is_part<any_of<Parts...>> = true;
template <class... Parts>
inline constexpr bool is_part<all_of<Parts...>> = true;

/// What is wrong with a part of a selection.
template <class Part, bool IsPart = is_part<Part>>
struct part_rejection {
    using type = mistake::no_part_of_a_selection<Part>;
};
template <class Part>
struct part_rejection<Part, true> {
    using type = typename Part::rejection;
};

/// A selection as it is; in place of anything else one that is wrong.
template <class T>
struct as_selection {
    static constexpr fixed_string name = "";
    using body = all_of<>;
    using rejection = mistake::needs_a_selection_around<T>;
};
template <fixed_string Name, class... Parts>
struct as_selection<selection<Name, Parts...>> : selection<Name, Parts...> {};

} // namespace detail

/// A list of items or maps: one of them must hold.
template <class... Parts>
struct any_of {
    using rejection = typename mistake::first_of<typename detail::part_rejection<Parts>::type...>::type;
};

/// A map: all of its items must hold.
template <class... Parts>
struct all_of {
    using rejection = typename mistake::first_of<typename detail::part_rejection<Parts>::type...>::type;
};

/// Items under the name by which the condition calls them; all must hold, as in a map. A list is one `any_of`.
template <fixed_string Name, class... Parts>
struct selection {
    static constexpr fixed_string name = Name;
    using body = all_of<Parts...>;
    using rejection = std::conditional_t<sizeof...(Parts) == 0,
                                         mistake::rejected<diagnostic_code::empty_detection, mistake::as_written<Name>>,
                                         typename body::rejection>;
};

} // namespace VARSIGMA_NAMESPACE
