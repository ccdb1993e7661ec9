// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/rule/detail/regex_warning.hpp>
#include <varsigma/static_rules/detail/rule_constant.hpp>
#include <varsigma/static_rules/detail/static_items.hpp>
#include <varsigma/static_rules/detail/static_regex.hpp>
#include <varsigma/static_rules/detail/static_selection.hpp>

#include <string>
#include <utility>

namespace VARSIGMA_NAMESPACE::detail {

/// The regular expressions of an item.
template <class Item>
struct item_expressions;
template <fixed_string Key, rule_constant... Values>
struct item_expressions<where<Key, Values...>> {
    using key = static_key<Key>;
    static constexpr bool exist = key::meaning.kind == test_kind::regex;

    [[nodiscard]] static bool are_sound() {
        if constexpr (exist) {
            return (static_cast<bool>(static_regex_test<key, Values>::expression()) && ...);
        } else {
            return true;
        }
    }
    static void warm_up(diagnostics& found, const regex_limits& limits) {
        if constexpr (exist) { (warm_up_one<Values>(found, limits), ...); }
    }

private:
    template <rule_constant Value>
    static void warm_up_one(diagnostics& found, const regex_limits& limits) {
        const auto& expression = static_regex_test<key, Value>::expression(limits);
        if (expression) {
            std::string buffer;
            expression->warm_up(buffer);
            constexpr auto value = Value.view();
            if (auto costly = costly_regex_warning(value.text, expression->cost(), limits)) {
                found.push_back(*std::move(costly));
            }
        } else {
            found.push_back(expression.error());
        }
    }
};

/// The regular expressions of a list of items.
template <class Items>
struct expressions_in;
template <class... Items>
struct expressions_in<static_items<Items...>> {
    static constexpr bool exist = (item_expressions<Items>::exist || ...);

    [[nodiscard]] static bool are_sound() { return (item_expressions<Items>::are_sound() && ...); }
    /// Compiles them, and says which are none, and which are costly.
    [[nodiscard]] static diagnostics warm_up(const regex_limits& limits) {
        diagnostics found;
        (item_expressions<Items>::warm_up(found, limits), ...);
        return found;
    }
};

} // namespace VARSIGMA_NAMESPACE::detail
