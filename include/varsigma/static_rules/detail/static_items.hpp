// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/core/detail/mistake.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/event/detail/named_field.hpp>
#include <varsigma/event/detail/readable_member.hpp>
#include <varsigma/match/detail/number_texts.hpp>
#include <varsigma/match/detail/test_possibility.hpp>
#include <varsigma/pattern/detail/bounded_list.hpp>
#include <varsigma/rule/detail/suggest_field.hpp>
#include <varsigma/static_rules/detail/static_event.hpp>
#include <varsigma/static_rules/detail/static_selection.hpp>
#include <varsigma/static_rules/detail/static_test.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

// What is to be known of all items of static rules together: the fields that they read, which of those are worth
// folding once, and whether an event type has them.

namespace VARSIGMA_NAMESPACE::detail {

/// A list of items.
template <class... Items>
struct static_items {};

/// The items of several lists in one.
template <class... Lists>
struct joined_items {
    using type = static_items<>;
};
template <class... Items>
struct joined_items<static_items<Items...>> {
    using type = static_items<Items...>;
};
template <class... First, class... Second, class... Others>
struct joined_items<static_items<First...>, static_items<Second...>, Others...>
    : joined_items<static_items<First..., Second...>, Others...> {};

/// The items of a part of a selection, however deep.
template <class Part>
struct items_of {
    using type = static_items<>; // of what is no part nothing: that has been said
};
template <fixed_string Key, rule_constant... Values>
struct items_of<where<Key, Values...>> {
    using type = static_items<where<Key, Values...>>;
};
template <class... Parts>
struct items_of<any_of<Parts...>> : joined_items<typename items_of<Parts>::type...> {};
template <class... Parts>
struct items_of<all_of<Parts...>> : joined_items<typename items_of<Parts>::type...> {};

/// Whether a test is quicker for a text that is folded already.
template <class Test>
inline constexpr bool reads_folded = false;
template <static_text_test Test>
inline constexpr bool reads_folded<Test> = Test::reads_all;

/// How many texts an item looks for anywhere in its field without regard to case.
template <class Item>
struct item_counts;
template <fixed_string Key, rule_constant... Values>
struct item_counts<where<Key, Values...>> {
    using key = static_key<Key>;

    static constexpr std::size_t folded =
        key::is_keyword
            ? 0
            : (std::size_t{0} + ... +
               static_cast<std::size_t>(reads_folded<std::remove_const_t<decltype(static_test<key, Values>)>>));
};

/// From how many texts on, looked for anywhere in a field, the field is folded once for all of them.
inline constexpr std::size_t worth_folding = 3;

/// The fields that are worth folding once for all of these items, in the order in which they come.
template <class... Items>
class fields_to_fold {
    static constexpr auto found = [] {
        constexpr std::array<std::string_view, sizeof...(Items)> names{Items::key::field.view()...};
        constexpr std::array<std::size_t, sizeof...(Items)> counts{item_counts<Items>::folded...};
        std::array<std::string_view, sizeof...(Items)> known{};
        std::array<std::size_t, sizeof...(Items)> sums{};
        std::size_t fields = 0;
        for (std::size_t at = 0; at < names.size(); ++at) {
            if (counts[at] == 0) { continue; }
            std::size_t field = 0;
            while (field < fields && known[field] != names[at]) { ++field; }
            known[field] = names[at];
            sums[field] += counts[at];
            fields = std::max(fields, field + 1);
        }
        bounded_list<std::string_view, sizeof...(Items)> worthy;
        for (std::size_t field = 0; field < fields; ++field) {
            if (sums[field] >= worth_folding) { worthy.push_back(known[field]); }
        }
        return worthy;
    }();

public:
    static constexpr std::size_t count = found.size();

    template <std::size_t Which>
    static constexpr auto name = fixed_string<found[Which].size() + 1>::of(found[Which]);
};

/// The `static_event` for these items. Found by types alone: the name of a function would repeat all items.
template <class Event, class Items>
class static_event_for;
template <class Event, class... Items>
class static_event_for<Event, static_items<Items...>> {
    using fields = fields_to_fold<Items...>;

    template <class Which>
    struct folding;
    template <std::size_t... Which>
    struct folding<std::index_sequence<Which...>> {
        using type = static_event<Event, folded_field<fields::template name<Which>>...>;
    };

public:
    using type = typename folding<std::make_index_sequence<fields::count>>::type;
};

/// The field of an event type that was probably meant by a name that none has; empty if none is near.
template <class Event>
[[nodiscard]] constexpr dotted_name nearest_field(std::string_view word) noexcept {
    dotted_name best;
    auto nearest = too_far;
    const auto look_at = [&](const dotted_name& name) {
        const auto distance = field_distance(word, name.view());
        if (distance < nearest) {
            best = name;
            nearest = distance;
        }
    };
    visit_names<Event>({}, look_at);
    return best;
}

/// Why an item cannot be asked of an event type: it has no such field.
template <class Event, fixed_string Text, fixed_string Name, class Position>
[[nodiscard]] constexpr auto field_mistake() noexcept {
    if constexpr (describes<Event>(Name.view())) {
        return std::type_identity<mistake::none>{};
    } else {
        constexpr auto better = nearest_field<Event>(Name.view());
        if constexpr (better.size == 0) {
            return std::type_identity<mistake::rejected<diagnostic_code::missing_field, mistake::as_written<Text>,
                                                        Position, mistake::event_type<Event>>>{};
        } else {
            return std::type_identity<mistake::rejected<
                diagnostic_code::missing_field, mistake::as_written<Text>, Position, mistake::event_type<Event>,
                mistake::suggested<fixed_string<better.size + 1>::of(better.view())>>>{};
        }
    }
}

/// Whether a value of an item can be one of a field whose values are of few kinds.
template <class Key, rule_constant Value, member_values Values>
[[nodiscard]] constexpr bool is_possible() noexcept {
    constexpr auto content = Values.content;
    constexpr auto& test = static_test<Key, Value>;
    using test_type = std::remove_cvref_t<decltype(test)>;
    if constexpr (Key::meaning.negated && std::is_same_v<test_type, number_test>) {
        // another number than any that the member can be: `neq` holds for all of them, which may be meant
        return has(content, field_content::integers | field_content::reals);
    } else if constexpr (!static_text_test<test_type>) {
        return holds_for_some(Values, test);
    } else if constexpr (Key::meaning.encoding_count != 0 || has(content, field_content::names)) {
        return true;
    } else {
        using pattern = static_pattern<Key, Value, 0>;
        return (has(content, field_content::integers) &&
                number_texts{false}.has_match(pattern::symbols, pattern::mode)) ||
               (has(content, field_content::reals) && number_texts{true}.has_match(pattern::symbols, pattern::mode)) ||
               (has(content, field_content::booleans) && (test.matches("true") || test.matches("false")));
    }
}

template <class Event, class Item>
struct item_fields;
template <class Event, fixed_string Key, rule_constant... Values>
struct item_fields<Event, where<Key, Values...>> {
    using key = static_key<Key>;

    template <rule_constant Value, std::size_t Number>
    static constexpr auto of_value() noexcept {
        if constexpr (key::meaning.kind == test_kind::field) {
            return field_mistake<Event, Key, static_reference<key, Value>::name, mistake::value_number<Number>>();
        } else {
            return std::type_identity<mistake::none>{};
        }
    }
    static constexpr auto of_item() noexcept {
        if constexpr (key::is_keyword) {
            return std::type_identity<mistake::none>{};
        } else {
            using absent = typename decltype(field_mistake<Event, Key, key::field, mistake::column<1>>())::type;
            if constexpr (!std::is_void_v<absent>) {
                return std::type_identity<absent>{};
            } else {
                return of_values();
            }
        }
    }

    /// Whether the field's type is that of numbers or booleans, and none of these can be what the item asks for.
    static constexpr auto of_values() noexcept {
        constexpr auto held = values_named<Event>(key::field.view());
        if constexpr (!is_limited(held.content) || sizeof...(Values) == 0) {
            return std::type_identity<mistake::none>{};
        } else {
            constexpr std::array<bool, sizeof...(Values)> possible{is_possible<key, Values, held>()...};
            constexpr auto first_impossible =
                static_cast<std::size_t>(std::find(possible.begin(), possible.end(), false) - possible.begin());
            constexpr bool any = std::find(possible.begin(), possible.end(), true) != possible.end();
            if constexpr (first_impossible == possible.size() || (any && !key::meaning.all)) {
                return std::type_identity<mistake::none>{};
            } else if constexpr (is_only(held.content, field_content::integers)) {
                return std::type_identity<
                    mistake::rejected<diagnostic_code::never_matches, mistake::as_written<Key>,
                                      mistake::value_number<first_impossible + 1>,
                                      mistake::no_value_of_this_member<
                                          mistake::whole_numbers_from_to<held.integers.lowest, held.integers.highest>>,
                                      mistake::event_type<Event>>>{};
            } else {
                return std::type_identity<
                    mistake::rejected<diagnostic_code::never_matches, mistake::as_written<Key>,
                                      mistake::value_number<first_impossible + 1>, mistake::no_value_of_this_member<>,
                                      mistake::event_type<Event>>>{};
            }
        }
    }

    template <std::size_t... Index>
    static constexpr auto of_all(std::index_sequence<Index...> /*values*/) noexcept {
        return mistake::first_of<typename decltype(of_item())::type,
                                 typename decltype(of_value<Values, Index + 1>())::type...>{};
    }

    using rejection = typename decltype(of_all(std::make_index_sequence<sizeof...(Values)>{}))::type;
};

/// The first field that the event type lacks; `mistake::none` if it has all.
template <class Event, class Items>
struct missing_fields;
template <class Event, class... Items>
struct missing_fields<Event, static_items<Items...>> {
    using rejection = typename mistake::first_of<typename item_fields<Event, Items>::rejection...>::type;
};

} // namespace VARSIGMA_NAMESPACE::detail
