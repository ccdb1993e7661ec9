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

/// Whether it is included: without, `static_rule::matches` does not compile.
template <class Test>
inline constexpr bool has_static_regex = requires {
    sizeof(static_regex<Test>);
};

template <class Key, rule_constant Value>
[[nodiscard]] bool holds_for(static_regex_test<Key, Value> /*wanted*/, const value& found) {
    return static_regex<static_regex_test<Key, Value>>::holds_for(found);
}

/// How two fields of an event are compared (`fieldref`): defined in `varsigma/static_rules/static_fieldref.hpp`.
template <class Event>
struct static_comparison;

template <class Event>
inline constexpr bool has_static_comparison = requires {
    sizeof(static_comparison<Event>);
};

} // namespace VARSIGMA_NAMESPACE::detail
