// SPDX-License-Identifier: BSL-1.0
#include <varsigma/static_rules/detail/static_condition.hpp>
#include <varsigma/static_rules/detail/static_selection.hpp>

#include <doctest/doctest.h>

#include <string_view>
#include <type_traits>

using varsigma::diagnostic_code;
using varsigma::rule_constant;
using varsigma::value_kind;
using varsigma::where;
using varsigma::detail::static_condition;

namespace {

template <class Finding>
constexpr bool is_sound = std::is_void_v<Finding>;

using whole = static_condition<"selection and not 1 of filter_* or selection", "selection", "filter_a", "filter_b">;
static_assert(is_sound<whole::rejection>);
static_assert(is_sound<whole::doubt>);
static_assert(whole::uses_of(0) == 2 && whole::uses_of(1) == 1 && whole::uses_of(2) == 1);

static_assert(!is_sound<static_condition<"a", "b">::rejection>);
static_assert(!is_sound<static_condition<"a and", "a">::rejection>);
static_assert(!is_sound<static_condition<"1 of b*", "a">::rejection>);
static_assert(!is_sound<static_condition<"a", "a", "a">::rejection>);
static_assert(!is_sound<static_condition<"a | count() > 1", "a">::rejection>);
static_assert(!is_sound<static_condition<"timeframe", "timeframe">::rejection>);
static_assert(is_sound<static_condition<"a", "a", "b">::rejection> &&
              !is_sound<static_condition<"a", "a", "b">::doubt>);
static_assert(is_sound<static_condition<"2 of a", "a">::rejection> &&
              !is_sound<static_condition<"2 of a", "a">::doubt>);
static_assert(is_sound<static_condition<"NOT a", "a">::rejection> && !is_sound<static_condition<"NOT a", "a">::doubt>);

static_assert(is_sound<where<"Field|contains|all", "a", "b">::rejection>);
static_assert(is_sound<where<"Field|gte", -1, 0.5>::rejection>);
static_assert(!is_sound<where<"Field|gte", -1, "0.5">::rejection>);
static_assert(!is_sound<where<"Field|contain", "a">::rejection>);
static_assert(!is_sound<where<"Field|exists", true, false>::rejection>);
static_assert(!is_sound<where<"Field|re", 5>::rejection>);
static_assert(!is_sound<where<"Field">::rejection>);

constexpr rule_constant text{"abc"};
static_assert(text.view().kind == value_kind::text && text.view().text == "abc");
static_assert(rule_constant{nullptr}.view().kind == value_kind::null);
static_assert(rule_constant{true}.view().kind == value_kind::boolean && rule_constant{true}.view().boolean);
static_assert(rule_constant{-5}.view().numeric == varsigma::number{-5});
static_assert(rule_constant{18446744073709551615ULL}.view().numeric == varsigma::number{18446744073709551615ULL});
static_assert(rule_constant{0.25}.view().numeric == varsigma::number{0.25});

} // namespace

TEST_CASE("static condition: the numbers of selections and the tree") {
    CHECK(whole::selections == 3);
    CHECK(whole::node(whole::root()).op == varsigma::condition_operator::disjunction);
}
