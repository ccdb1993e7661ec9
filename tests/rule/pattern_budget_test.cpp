// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/detail/pattern_budget.hpp>
#include <varsigma/rule/validate.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the patterns of a condition may cost. Steps are counted, never time.

namespace {

using varsigma::detection_rule;
using varsigma::diagnostic_code;
using varsigma::pattern_budget;

/// A rule of so many patterns over so many names, with what stands in the middle of each.
detection_rule rule_of_patterns(std::size_t patterns, std::size_t names, const std::string& in_pattern,
                                const std::string& in_name) {
    detection_rule rule;
    varsigma::condition whole;
    for (std::size_t at = 0; at < patterns; ++at) {
        whole.text += (at == 0 ? "1 of n" : " or 1 of n") + in_pattern + "*";
    }
    rule.conditions.push_back(whole);
    for (std::size_t at = 0; at < names; ++at) {
        varsigma::detection leaf;
        leaf.item.field = "F";
        leaf.item.values.push_back(varsigma::rule_value::of(std::string{"x"}));
        rule.selections.push_back({"n" + in_name + std::to_string(at), std::move(leaf), {}});
    }
    return rule;
}

/// How many characters finding the selections of a rule compares; whether that is within its budget.
std::pair<std::uint64_t, bool> steps_of(const detection_rule& rule) {
    pattern_budget budget{rule.selections, rule.conditions};
    const auto first = budget.steps_left();
    std::vector<varsigma::condition_node> nodes;
    const auto& text = rule.conditions.front().text;
    REQUIRE_FALSE(varsigma::parse_condition(text, nodes).error);
    for (const auto& node : nodes) {
        if (node.op != varsigma::condition_operator::quantified) { continue; }
        for (const auto& each : rule.selections) {
            if (budget.selects(node.text_in(text), each.name)) {
                CHECK(varsigma::selects(node.text_in(text), each.name));
            }
        }
    }
    return {first - budget.steps_left(), !budget.is_spent()};
}

} // namespace

TEST_CASE("pattern budget: ordinary rules stay far below it") {
    const auto [steps, is_within] = steps_of(rule_of_patterns(50, 300, "", "_selection_"));
    CHECK(is_within);
    CHECK(steps < 300'000);
    CHECK(steps_of(rule_of_patterns(20, 1'000, "", "")).second);
}

TEST_CASE("pattern budget: doubling a rule at most doubles what it may cost") {
    std::uint64_t before = 0;
    for (const std::size_t size : {50U, 100U, 200U, 400U}) {
        // stars in the middle, and names that nearly match at each place: the product of all four
        const auto rule = rule_of_patterns(size, size, "*a*a*a*ab", std::string(100, 'a'));
        const auto [steps, is_within] = steps_of(rule);
        std::uint64_t bytes = rule.conditions.front().text.size();
        for (const auto& each : rule.selections) { bytes += each.name.size(); }
        CHECK(steps <= (1U << 16U) + 64 * bytes);
        if (before != 0) { CHECK(steps <= 2 * before); }
        before = steps;
        if (size == 400U) { CHECK_FALSE(is_within); }
    }
}

TEST_CASE("pattern budget: one pattern over one name cannot exceed it either") {
    std::string stars;
    for (int at = 0; at < 5'000; ++at) { stars += "*aaaaaaaab"; }
    const auto rule = rule_of_patterns(1, 1, stars, std::string(200'000, 'a'));
    CHECK(steps_of(rule).first <= (1U << 16U) + 64 * (stars.size() + 200'100));
}

TEST_CASE("pattern budget: a pattern of one star costs its own length, whatever the names are") {
    const auto steps = [](std::string_view pattern, const std::string& name, bool selected) {
        pattern_budget budget{1'000'000};
        const auto first = budget.steps_left();
        CHECK(budget.selects(pattern, name) == selected);
        CHECK(varsigma::selects(pattern, name) == selected);
        return first - budget.steps_left();
    };
    const std::string letters(100'000, 'a');
    CHECK(steps("a*", letters, true) <= 2);
    CHECK(steps("aaaa*", letters, true) <= 5);
    CHECK(steps("*a", letters, true) <= 3);
    CHECK(steps("aa*aa", letters, true) <= 6);
    CHECK(steps("aa*ab", letters, false) <= 6);
    CHECK(steps("b*", letters, false) <= 2);
    CHECK(steps("*", letters, true) <= 2);
    CHECK(steps("a*" + letters, letters, false) <= letters.size() + 2);
    CHECK(steps("a*" + letters, letters + "a", true) <= letters.size() + 3);
    CHECK(steps("a**a*", letters, true) <= 10);
    CHECK(steps("aa*aa", "aaa", false) <= 6); // the same letter is not taken twice
    // doubling the names leaves the patterns of a rule at what they cost
    const auto one = steps_of(rule_of_patterns(50, 50, "", std::string(1'000, 'a')));
    const auto two = steps_of(rule_of_patterns(50, 50, "", std::string(2'000, 'a')));
    CHECK(two.first == one.first);
    CHECK(two.second);
}

TEST_CASE("pattern budget: comparisons are counted, and what is beyond is not answered") {
    pattern_budget budget{100, 3};
    CHECK(budget.selects("a*", "ab"));
    CHECK_FALSE(budget.selects("a*", "b"));
    CHECK(budget.selects("them", "b"));
    CHECK_FALSE(budget.is_spent());
    CHECK_FALSE(budget.selects("a*", "ab"));
    CHECK(budget.is_spent());
}

TEST_CASE("pattern budget: a rule beyond it is rejected, once, with what to do") {
    auto rule = rule_of_patterns(400, 400, "*a*a*a*ab", std::string(100, 'a'));
    varsigma::diagnostics found;
    CHECK_FALSE(validate(rule, {}, found));
    std::size_t said = 0;
    for (const auto& each : found) {
        if (each.code != diagnostic_code::rule_too_large) { continue; }
        ++said;
        CHECK(each.message == "condition: too many patterns over too many selections");
        CHECK(each.suggestion == "use fewer patterns, with fewer stars, or shorter names");
    }
    CHECK(said == 1);
    auto good = rule_of_patterns(100, 100, "", "_a");
    found.clear();
    CHECK(validate(good, {}, found));
}
