// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/core/detail/mistake.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/rule/detail/value_doubt.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/static_rules/detail/rule_constant.hpp>
#include <varsigma/static_rules/detail/static_items.hpp>
#include <varsigma/static_rules/detail/static_selection.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

// What is hardly meant among the values of static rules: asked by `strict` alone.

namespace VARSIGMA_NAMESPACE::detail {

template <class Item>
struct item_doubt;
template <fixed_string Key, rule_constant... Values>
struct item_doubt<where<Key, Values...>> {
    using key = static_key<Key>;

private:
    static constexpr item_finding found = [] {
        if (key::key.error || key::chain.error) { return item_finding{}; } // rejected anyway
        if (const auto doubt = doubt_about_key(key::meaning, key::key.field, key::is_keyword)) {
            return item_finding{doubt, 1, 0, {}};
        }
        const std::array<value_view, sizeof...(Values)> values{Values.view()...};
        for (std::size_t at = 0; at < values.size(); ++at) {
            if (const auto doubt = doubt_about(key::meaning, values[at], key::is_keyword, values.size() > 1)) {
                return item_finding{doubt, 1, at + 1, {}};
            }
        }
        return item_finding{};
    }();

    static constexpr auto find() noexcept {
        if constexpr (!found.code) {
            return std::type_identity<mistake::none>{};
        } else if constexpr (found.value == 0) {
            return std::type_identity<
                mistake::rejected<*found.code, mistake::as_written<Key>, mistake::column<found.column>>>{};
        } else {
            return std::type_identity<
                mistake::rejected<*found.code, mistake::as_written<Key>, mistake::value_number<found.value>>>{};
        }
    }

public:
    using type = typename decltype(find())::type;
};

/// The first value of these items that is hardly meant; `mistake::none` if there is none.
template <class Items>
struct value_doubts;
template <class... Items>
struct value_doubts<static_items<Items...>> {
    using type = typename mistake::first_of<typename item_doubt<Items>::type...>::type;
};

} // namespace VARSIGMA_NAMESPACE::detail
