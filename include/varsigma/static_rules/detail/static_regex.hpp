// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/static_rules/detail/rule_constant.hpp>

// The parts of static rules that few rules have and that cost much to compile: each is defined by a header of its own,
// which the file of such a rule includes.

namespace VARSIGMA_NAMESPACE::detail {

/// An expression (`re`) of a static rule.
template <class Key, rule_constant Value>
struct static_regex_test {
    using key = Key;
    static constexpr rule_constant held = Value;
};

/// How an expression is made and asked: defined in `varsigma/static_rules/static_regex.hpp`.
template <class Test>
struct static_regex;

/// Whether it is included.
template <class Test>
concept has_static_regex = requires {
    sizeof(static_regex<Test>);
};

template <class Key, rule_constant Value>
[[nodiscard]] bool holds_for(static_regex_test<Key, Value> /*wanted*/, const value& found) {
    using test = static_regex_test<Key, Value>;
    static_assert(has_static_regex<test>,
                  "the rule has a regular expression: include varsigma/static_rules/static_regex.hpp");
    if constexpr (has_static_regex<test>) {
        return static_regex<test>::holds_for(found);
    } else {
        return false;
    }
}

/// How two fields of an event are compared (`fieldref`): defined in `varsigma/static_rules/static_fieldref.hpp`.
template <class Event>
struct static_comparison;

template <class Event>
concept has_static_comparison = requires {
    sizeof(static_comparison<Event>);
};

} // namespace VARSIGMA_NAMESPACE::detail
