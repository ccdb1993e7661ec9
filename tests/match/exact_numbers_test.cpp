// SPDX-License-Identifier: BSL-1.0
#include "../support/rules.hpp"

#include <varsigma/event/event_traits.hpp>
#include <varsigma/rule.hpp>
#include <varsigma/static_rules/static_rule.hpp>
#include <varsigma/text/number.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

using varsigma::number;
using varsigma::rule_value;
using varsigma::selection;
using varsigma::static_rule;
using varsigma::where;

namespace exact_numbers {

struct measured {
    std::string text;
    std::uint64_t natural = 0;
    double real = 0;
};

} // namespace exact_numbers

template <>
struct varsigma::event_traits<exact_numbers::measured> {
    static constexpr std::tuple fields{varsigma::field<"Text", &exact_numbers::measured::text>,
                                       varsigma::field<"Natural", &exact_numbers::measured::natural>,
                                       varsigma::field<"Real", &exact_numbers::measured::real>};
    static constexpr varsigma::logsource source{};
};

using exact_numbers::measured;

namespace {

/// `Field: spelling`, a number whose nearest double is what the loader gives beside the spelling.
bool matches(std::string_view key, const std::string& spelling, const measured& event) {
    auto model = varsigma_tests::rule_on("{\"" + std::string{key} + "\": 1}");
    model.selections.front().body.children.front().item.values.front() =
        rule_value::of(varsigma::parse_json_number(spelling).value(), spelling);
    const auto compiled = varsigma::rule<measured>::compile(std::move(model));
    REQUIRE(compiled);
    return compiled->matches(event);
}

template <class Item>
using one = static_rule<"s", selection<"s", Item>>;

} // namespace

TEST_CASE("exact numbers: of members, by their type") {
    const measured event{"18446744073709551615.0", std::numeric_limits<std::uint64_t>::max(), 0.1};
    for (const std::string_view field : {"Natural", "Text"}) {
        CAPTURE(field);
        CHECK(matches(field, "18446744073709551615", event));
        CHECK(matches(field, "18446744073709551615.0", event));
        CHECK(matches(field, "1844674407370955161.5e1", event));
        CHECK_FALSE(matches(field, "18446744073709551615.1", event));
        CHECK(matches(std::string{field} + "|lt", "18446744073709551615.1", event));
        CHECK(matches(std::string{field} + "|gt", "18446744073709551614.9", event));
        CHECK_FALSE(matches(std::string{field} + "|gte", "18446744073709551615.0000000000001", event));
        CHECK(matches(std::string{field} + "|lt", "1e400", event));
    }
    CHECK(matches("Real", "0.1", event));
    CHECK_FALSE(matches("Real", "0.1000000000000000055511151231257827", event));
    CHECK(matches("Real|lt", "0.1000000000000000055511151231257827", event));
    CHECK(matches("Real|gt", "1e-400", event));
    CHECK(matches("Real", "1e23", {"", 0, 1e23}));
    CHECK_FALSE(matches("Real|gte", "1e-400", {"", 0, 0.0}));
    CHECK(matches("Real|lt", "1e400", {"", 0, std::numeric_limits<double>::max()}));
    CHECK_FALSE(matches("Real|lt", "1e400", {"", 0, std::numeric_limits<double>::infinity()}));
}

TEST_CASE("exact numbers: of static rules") {
    constexpr std::uint64_t odd = 9007199254740993;
    const measured event{"9007199254740993.0", odd, 9007199254740992.0};
    CHECK(one<where<"Text", odd>>::matches(event));
    CHECK_FALSE(one<where<"Text", odd - 1>>::matches(event));
    CHECK(one<where<"Text|gt", odd - 1>>::matches(event));
    CHECK_FALSE(one<where<"Text", 9007199254740992.0>>::matches(event));
    CHECK(one<where<"Real", odd - 1>>::matches(event));
    CHECK_FALSE(one<where<"Real", odd>>::matches(event));
    CHECK(one<where<"Text|gt", 1>>::matches(measured{"1.0000000000000000001", 0, 0}));
    CHECK_FALSE(one<where<"Text", 1>>::matches(measured{"1.0000000000000000001", 0, 0}));
    CHECK(one<where<"Text", 0.1>>::matches(measured{"00.10", 0, 0}));
}

TEST_CASE("exact numbers: the text of a number is all of it") {
    const measured event{"x 1.0000000000000000001 y", 0, 0};
    CHECK(matches("Text|contains", "1.00000000000000000010", event));
    CHECK_FALSE(matches("Text|contains", "1.0000000000000000002", event));
    CHECK(matches("Text|contains", "1000000000000000000000000", {"=1000000000000000000000000", 0, 0}));
}
