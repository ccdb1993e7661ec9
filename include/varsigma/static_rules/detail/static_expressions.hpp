// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/pattern/regex_limits.hpp>
#include <varsigma/static_rules/detail/rule_constant.hpp>
#include <varsigma/static_rules/detail/static_items.hpp>
#include <varsigma/static_rules/detail/static_regex.hpp>
#include <varsigma/static_rules/detail/static_selection.hpp>

namespace VARSIGMA_NAMESPACE::detail {

/// The regular expressions of an item.
template <class Item>
struct item_expressions;
template <fixed_string Key, rule_constant... Values>
struct item_expressions<where<Key, Values...>> {
    using key = static_key<Key>;
    static constexpr bool exist = key::meaning.kind == test_kind::regex;
    static constexpr bool are_included = !exist || (has_static_regex<static_regex_test<key, Values>> && ...);

    [[nodiscard]] static bool are_sound() {
        if constexpr (exist && are_included) {
            return (static_regex<static_regex_test<key, Values>>::is_sound() && ...);
        } else {
            return true;
        }
    }
    static void warm_up(diagnostics& found, const regex_limits& limits) {
        if constexpr (exist && are_included) {
            (static_regex<static_regex_test<key, Values>>::warm_up(found, limits), ...);
        }
    }
};

/// The regular expressions of a list of items.
template <class Items>
struct expressions_in;
template <class... Items>
struct expressions_in<static_items<Items...>> {
    static constexpr bool exist = (item_expressions<Items>::exist || ...);
    static constexpr bool are_included = (item_expressions<Items>::are_included && ...);

    [[nodiscard]] static bool are_sound() { return (item_expressions<Items>::are_sound() && ...); }
    /// Compiles them, and says which are none, and which are costly.
    [[nodiscard]] static diagnostics warm_up(const regex_limits& limits) {
        diagnostics found;
        (item_expressions<Items>::warm_up(found, limits), ...);
        return found;
    }
};

/// Whether the event type's fields can be compared with each other, if an item does so.
template <class Event, class Items>
inline constexpr bool comparisons_are_included = true;
template <class Event, class... Items>
requires((Items::key::meaning.kind == test_kind::field) ||
         ...) inline constexpr bool comparisons_are_included<Event, static_items<Items...>> =
    has_static_comparison<Event>;

} // namespace VARSIGMA_NAMESPACE::detail
