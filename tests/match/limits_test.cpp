// SPDX-License-Identifier: BSL-1.0
#include "../support/events.hpp"
#include "../support/json_matching.hpp"
#include "../support/rules.hpp"

#include <varsigma/compile/detail/expression_builder.hpp>
#include <varsigma/compile/detail/predicate_builder.hpp>
#include <varsigma/compile/detail/route_buckets_builder.hpp>
#include <varsigma/compile/detail/rule_compiler.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/explain/explain.hpp>
#include <varsigma/explain/explanation.hpp>
#include <varsigma/match/detail/presence.hpp>
#include <varsigma/match/detail/route_buckets.hpp>
#include <varsigma/rule.hpp>
#include <varsigma/rule/detail/model_archive.hpp>
#include <varsigma/rule/detail/model_layout.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/validate.hpp>
#include <varsigma/rule_set.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What a rule may cost follows from its size. Steps are counted, never time.

using namespace varsigma;
using varsigma_tests::json_matching;
using varsigma_tests::process_event;
using varsigma_tests::rule_of;
using varsigma_tests::unrouted;

namespace {

/// `(list and a0) or (list and a1) or …`: a selection of so many values that is named so often.
detection_rule sharing(std::size_t values, std::size_t times, std::string_view begin = "list and a") {
    std::string list;
    std::string selections;
    std::string condition;
    for (std::size_t at = 0; at < values; ++at) { list += (at == 0 ? "\"v" : ", \"v") + std::to_string(at) + '"'; }
    for (std::size_t at = 0; at < times; ++at) {
        const auto number = std::to_string(at);
        selections += R"(, "a)" + number + R"(": {"A": "x)" + number + R"("})";
        condition += (at == 0 ? "" : " or ") + std::string{begin} + number;
    }
    return rule_of("sharing",
                   R"({"list": {"L": [)" + list + "]}" + selections + R"(, "condition": ")" + condition + "\"}");
}

struct compiled {
    field_table fields;
    varsigma::detail::predicate_builder predicates;
    varsigma::detail::expression_builder expressions;
    varsigma::detail::rule_compiler compiler{fields, predicates, expressions, {}};
};

std::string code_of_set(const detection_rule& rule) {
    const rule_set<dynamic_event> rules{{rule}, unrouted()};
    return rules.diagnostics().empty() ? "" : std::string{name(rules.diagnostics().front().code)};
}

} // namespace

TEST_CASE("limits: the size of a rule is that of its model in an archive") {
    const auto rule = sharing(3, 2);
    const varsigma::detail::model_archive archive{{rule, rule_of("b", R"({"s": ["k"], "condition": "s"})")}};
    const auto sizes = archive.checked_sizes();
    REQUIRE(sizes);
    REQUIRE(sizes->size() == 2);
    CHECK(sizes->front() == varsigma::detail::model_size(rule));
    CHECK(sizes->back() == varsigma::detail::model_size(archive.read(1)));
}

TEST_CASE("limits: what an event may be asked grows with the rule, not with the product of its parts") {
    const auto visits = [](std::size_t values, std::size_t times) {
        compiled at;
        const auto made = at.compiler.compile(sharing(values, times));
        if (!made) {
            CHECK(made.error().code == diagnostic_code::rule_too_large);
            CHECK(made.error().message.find("so often that an event would be asked ") != std::string::npos);
            CHECK(made.error().suggestion.find("name each selection once") != std::string::npos);
            return std::uint64_t{0};
        }
        return std::uint64_t{at.expressions.visits(*made)};
    };
    CHECK(visits(4, 3) == 1 + 3 * (1 + 5 + 1));
    CHECK(visits(100, 10) == 1 + 10 * (1 + 101 + 1)); // little is not refused
    CHECK(visits(1'000, 5) == 1 + 5 * (1 + 1'001 + 1));
    CHECK(visits(1'000, 100) == 0);
    CHECK(visits(10'000, 1'000) == 0);
    for (const std::size_t size : {100U, 200U, 400U, 800U, 1600U}) { // whatever is accepted is linear in the rule
        CHECK(visits(size, size) <= varsigma::detail::most_visited(varsigma::detail::model_size(sharing(size, size))));
    }
    // by doubling at every level, in few bytes
    std::string doubling = "a0";
    for (int level = 0; level < 12; ++level) {
        const auto number = std::to_string(level % 4);
        doubling = "(" + doubling + " and a" + number + " or not (" + doubling + ") and a" +
                   std::to_string((level + 1) % 4) + ")";
    }
    auto rule = sharing(2, 4);
    rule.conditions.front().text = doubling;
    diagnostics found;
    REQUIRE(validate(rule, {}, found));
    compiled at;
    const auto made = at.compiler.compile(rule);
    if (made) {
        CHECK(at.expressions.visits(*made) <= varsigma::detail::most_visited(varsigma::detail::model_size(rule)));
    }
}

TEST_CASE(
    "limits: a rule that repeats too much is left out, with a word; the others stay, and the explanation agrees") {
    const auto large = sharing(2'000, 200);
    json_matching match{{large, sharing(2, 2), rule_of("other", R"({"s": {"L": "v1"}, "condition": "s"})")},
                        unrouted()};
    REQUIRE(match.rules().diagnostics().size() == 1);
    const auto& error = match.rules().diagnostics().front();
    CHECK(error.code == diagnostic_code::rule_too_large);
    CHECK(error.level == severity::error);
    CHECK(match(R"({"L":"v1","A":"x1"})") == "sharing,other"); // the second one
    field_table fields;
    const auto list = fields.add("L");
    const auto any = fields.add("A");
    event_row row{fields.size()};
    row.put(list, value::of(std::string_view{"v1"}));
    row.put(any, value::of(std::string_view{"x1"}));
    row.seal();
    const auto why = explain(large, row, fields);
    CHECK_FALSE(why.holds);
    CHECK(why.children.back().kind == explanation_kind::refusal);
    CHECK(why.children.back().text == error.message.substr(error.message.find("its conditions")));
    CHECK(explain(sharing(2, 2), row, fields).holds);
}

TEST_CASE("limits: presence is examined in steps that grow with the rule, shared parts once") {
    const auto steps = [](std::size_t size) {
        compiled at;
        const auto made = at.compiler.compile(sharing(size, 4));
        REQUIRE(made);
        const varsigma::detail::field_presence present{{"A", {}}};
        varsigma::detail::presence_examiner examiner{at.predicates, at.expressions, at.fields, present};
        const auto found = examiner.examine(*made);
        CHECK(found.never_matches);
        CHECK(found.missing.size() == 1);
        return examiner.steps();
    };
    const auto one = steps(200);
    CHECK(one < 200 + 50); // not four times the list
    CHECK(steps(400) <= 2 * one);
    CHECK(steps(800) <= 4 * one);
    // of many absent fields each is named once
    std::string body;
    for (int at = 0; at < 2'000; ++at) { body += (at == 0 ? "" : ", ") + (R"("F)" + std::to_string(at) + R"(": "x")"); }
    compiled at;
    const auto made = at.compiler.compile(rule_of("many", "{\"s\": {" + body + "}, \"condition\": \"s\"}"));
    REQUIRE(made);
    const varsigma::detail::field_presence none;
    CHECK(examine(at.predicates, at.expressions, *made, at.fields, none).missing.size() == 2'000);
}

TEST_CASE("limits: an index takes memory for the fields of its bucket, not for all") {
    const auto bytes = [](std::size_t count) {
        std::vector<detection_rule> rules;
        for (std::size_t at = 0; at < count; ++at) {
            const auto number = std::to_string(at);
            rules.push_back(rule_of(number, R"({"s": {"EventID": )" + number + R"(, "F)" + number +
                                                R"(": "needle"}, "condition": "s"})"));
        }
        return rule_set<dynamic_event>{std::move(rules), unrouted()}.statistics().index_bytes;
    };
    const auto one = bytes(2'000);
    const auto two = bytes(4'000);
    CHECK(two <= 2 * one + one / 10);
    CHECK(bytes(8'000) <= 2 * two + two / 10); // each new field makes room in its own bucket only
}

TEST_CASE("limits: rules are sorted by event id in steps that grow with them, however many ids they name") {
    const auto steps = [](const std::vector<std::string>& detections) {
        compiled at;
        std::vector<varsigma::detail::placed_rule> placed;
        for (const auto& each : detections) {
            const auto made = at.compiler.compile(rule_of("r", each));
            REQUIRE(made);
            placed.push_back({static_cast<std::uint32_t>(placed.size()), *made});
        }
        varsigma::detail::route_buckets_builder maker{at.predicates, at.expressions, at.fields.find("EventID"), true,
                                                      simd_level::scalar};
        static_cast<void>(maker.add(placed));
        return maker.steps();
    };
    const auto list = [](std::size_t count, std::string_view before) {
        std::string made;
        for (std::size_t at = 0; at < count; ++at) {
            made.append(at == 0 ? "" : ", ").append(before).append(std::to_string(at)).append(before);
        }
        return "[" + made + "]";
    };
    const auto one_rule = [&](std::size_t ids, std::size_t values) {
        return steps(
            {R"({"s": {"EventID": )" + list(ids, "") + R"(, "A": )" + list(values, "\"") + R"(}, "condition": "s"})"});
    };
    CHECK(one_rule(20, 100) <= 21 * 125); // for each number, and for any other
    CHECK(one_rule(33, 100) == 0);        // more than a rule is written anew for
    CHECK(one_rule(5'000, 5'000) == 0);
    const auto together = [&](std::size_t rules, std::size_t values) {
        std::vector<std::string> made;
        std::size_t nodes = 0;
        for (std::size_t at = 0; at < rules; ++at) {
            made.push_back(R"({"s": {"EventID": )" + std::to_string(at) + R"(, "A": "x"}, "condition": "s"})");
            made.push_back(R"({"s": {"EventID": )" + std::to_string(at) + R"(, "A": )" + list(values, "\"") +
                           R"(}, "condition": "not s"})");
            nodes += values + 10;
        }
        CHECK(steps(made) <= varsigma::detail::route_buckets_builder::most_decided + 2 * nodes);
    };
    together(20, 20);
    together(400, 400); // 64 million, if each were written anew for all numbers
}

TEST_CASE("limits: rules that did not go through validate are refused and not followed") {
    const auto good = rule_of("good", R"({"a": {"A": "x"}, "b": {"B|contains": ["y", "z"]}, "condition": "a or b"})");
    CHECK(code_of_set(good).empty());
    const auto spoilt = [&](auto spoil) {
        auto rule = good;
        spoil(rule);
        // nothing below follows what leads nowhere, or round in a circle
        CHECK_FALSE(rule_set<dynamic_event>({rule}, unrouted()).diagnostics().empty());
        CHECK_FALSE(varsigma::rule<dynamic_event>::compile(rule));
        field_table fields;
        event_row row{fields.size()};
        row.seal();
        CHECK_FALSE(explain(rule, row, fields).holds);
        return code_of_set(rule);
    };
    CHECK(spoilt([](detection_rule& rule) { rule.conditions.clear(); }) == "not_validated");
    CHECK(spoilt([](detection_rule& rule) { rule.conditions.front().nodes.clear(); }) == "not_validated");
    CHECK(spoilt([](detection_rule& rule) { rule.conditions.front().root = condition_node::none; }) == "not_validated");
    CHECK(spoilt([](detection_rule& rule) { rule.conditions.front().root = 1'000'000; }) == "not_validated");
    CHECK(spoilt([](detection_rule& rule) { rule.conditions.front().text = "b"; }) == "not_validated");
    CHECK(spoilt([](detection_rule& rule) { rule.conditions.front().text = "(("; }) == "not_validated");
    CHECK(spoilt([](detection_rule& rule) { rule.conditions.front().nodes.back().first_child = 99; }) ==
          "not_validated");
    CHECK(spoilt([](detection_rule& rule) { // a circle
              auto& whole = rule.conditions.front();
              whole.nodes[whole.root].first_child = whole.root;
          }) == "not_validated");
    CHECK(spoilt([](detection_rule& rule) { // siblings that never end
              auto& whole = rule.conditions.front();
              whole.nodes[0].next_sibling = 0;
          }) == "not_validated");
    CHECK(spoilt([](detection_rule& rule) { rule.selections.erase(rule.selections.begin()); }) ==
          "undefined_identifier");
    CHECK(spoilt([](detection_rule& rule) { rule.selections.push_back(rule.selections.front()); }) == "not_validated");
    CHECK(spoilt([](detection_rule& rule) { rule.selections.front().body.children.clear(); }) == "empty_detection");
    const auto item = [](detection_rule& rule) -> detection_item& {
        return rule.selections.back().body.children.front().item;
    };
    CHECK(spoilt([&](detection_rule& rule) { item(rule).values.clear(); }) == "empty_detection");
    CHECK(spoilt([&](detection_rule& rule) { item(rule).values.front() = rule_value::of_null(); }) == "value_kind");
    CHECK(spoilt([&](detection_rule& rule) {
              item(rule).field.clear(), item(rule).modifiers = {},
                                        static_cast<void>(item(rule).modifiers.push_back(modifier::cidr));
          }) == "modifier_without_field");
    CHECK(spoilt([&](detection_rule& rule) { static_cast<void>(item(rule).modifiers.push_back(modifier::expand)); }) ==
          "unknown_placeholder");
    CHECK(spoilt([&](detection_rule& rule) { static_cast<void>(item(rule).modifiers.push_back(modifier::re)); }) ==
          "modifier_chain");
    auto found = rule_set<dynamic_event>({[&] {
                                             auto rule = good;
                                             rule.conditions.front().nodes.clear();
                                             return rule;
                                         }()},
                                         unrouted())
                     .diagnostics();
    CHECK(found.front().message ==
          "rule \"good\" cannot be compiled: the rule did not go through validate, or was changed "
          "since: the tree of a condition is not that of its text");
    CHECK(found.front().suggestion == "call validate and take the rule only if it says true");
}

TEST_CASE("limits: numbers that rules compare are told apart by kind and bits") {
    // -1 and 2^64 - 1 have the same bits, as have 1.5 and an integer
    json_matching match{{rule_of("minus", R"({"s": {"A": -1}, "condition": "s"})"),
                         rule_of("large", R"({"s": {"A": 18446744073709551615}, "condition": "s"})"),
                         rule_of("real", R"({"s": {"A": 1.5}, "condition": "s"})"),
                         rule_of("bits", R"({"s": {"A": 4609434218613702656}, "condition": "s"})")},
                        unrouted()};
    CHECK(match(R"({"A":-1})") == "minus");
    CHECK(match(R"({"A":18446744073709551615})") == "large");
    CHECK(match(R"({"A":1.5})") == "real");
    CHECK(match(R"({"A":4609434218613702656})") == "bits");
    CHECK(number{1.5}.bits() == 4609434218613702656U);
    CHECK(number{-1}.bits() == 18446744073709551615U);
}

TEST_CASE("limits: an explanation copies a long value only so often") {
    std::string list;
    for (int at = 0; at < 300; ++at) { list += (at == 0 ? "{\"A|contains\": \"x\"}" : ", {\"A|contains\": \"x\"}"); }
    const auto rule = rule_of("many", "{\"s\": [" + list + "], \"condition\": \"s\"}");
    field_table fields;
    const auto field = fields.add("A");
    const std::string text(1 << 20, 'x');
    event_row row{fields.size()};
    row.put(field, value::of(std::string_view{text}));
    row.seal();
    const auto made = explain(rule, row, fields);
    CHECK(made.holds);
    std::size_t shown = 0;
    const auto count = [&](const auto& again, const explanation& of) -> void {
        for (const auto& each : of.seen) { shown += each.text.size(); }
        for (const auto& each : of.children) { again(again, each); }
    };
    count(count, made);
    CHECK(shown > 10 << 20);
    CHECK(shown <= 16 << 20);
}
