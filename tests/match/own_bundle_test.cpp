// SPDX-License-Identifier: BSL-1.0
#include "../reference/random_rules.hpp"
#include "../support/events.hpp"
#include "../support/rules.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/bundle/bundle_options.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/route/routing_table.hpp>
#include <varsigma/rule/collection.hpp>
#include <varsigma/rule/placeholders.hpp>
#include <varsigma/rule/validate.hpp>
#include <varsigma/rule/validation_options.hpp>
#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Whatever compiles opens from its own bundle, and matches the same: what compiling takes and what reading takes are
// one.

using namespace varsigma;
using varsigma_tests::bare_event;
using varsigma_tests::rule_of;

namespace {

using json_rules = rule_set<dynamic_event>;

/// The titles of the rules that match each line.
std::vector<std::string> answers_of(const json_rules& rules, const std::vector<std::string>& lines) {
    std::vector<std::string> answers;
    json_rules::scratch scratch{rules};
    nlohmann_reader reader{rules.fields()};
    dynamic_event event{rules.fields()};
    for (const auto& line : lines) {
        if (!reader.read_text(line, event)) { continue; }
        auto& text = answers.emplace_back();
        for (const auto& hit : rules.match(event, scratch)) { text.append(hit.title()).append(","); }
    }
    return answers;
}

struct outcome {
    std::size_t left_out = 0; ///< rules that could not be compiled
    std::vector<std::string> answers;
};

/// Compiles the rules, and checks that the bundle of them opens and answers the same.
outcome opened(const std::vector<detection_rule>& rules, const std::vector<std::string>& lines = {},
               const router& routes = router::fixed({}), const regex_limits& regex = {}) {
    const json_rules made{rules, {.regex = regex, .routes = routes}};
    const auto bytes = save_bundle(made);
    bundle_options opening{.routes = routes, .regex = regex};
    opening.compile_expressions = true;
    const auto again = json_rules::from_bundle(bytes, opening);
    REQUIRE_MESSAGE(again, (again ? "" : again.error().message));
    CHECK(again->rules().size() == rules.size());
    for (std::size_t at = 0; at < rules.size(); ++at) {
        CHECK(again->rules().title(at) == rules[at].metadata.title);
        static_cast<void>(again->rules()[at]);
    }
    outcome done{0, answers_of(made, lines)};
    CHECK(answers_of(*again, lines) == done.answers);
    for (const auto& each : made.diagnostics()) { done.left_out += each.level == severity::error ? 1U : 0U; }
    return done;
}

/// A rule whose condition or selections are made by hand, validated with those limits.
detection_rule validated(detection_rule rule, const validation_options& options) {
    diagnostics found;
    REQUIRE(validate(rule, options, found));
    return rule;
}

detection_rule with_condition(std::string condition, const validation_options& options = {}) {
    auto rule = rule_of("conditions", R"({"a": {"A": "x"}, "b": {"B": "y"}, "condition": "a or b"})");
    rule.conditions.front().text = std::move(condition);
    return validated(std::move(rule), options);
}

detection_rule with_depth(std::size_t depth, const validation_options& options = {}) {
    auto rule = rule_of("detections", R"({"s": {"A": "x"}, "condition": "s"})");
    for (; depth != 1; --depth) {
        detection outer;
        outer.form = depth % 2 == 0 ? detection_form::any_of : detection_form::all_of;
        outer.children.push_back(std::exchange(rule.selections.front().body, {}));
        outer.children.push_back(rule_of("b", R"({"s": {"B": "y"}, "condition": "s"})").selections.front().body);
        rule.selections.front().body = std::move(outer);
    }
    return validated(std::move(rule), options);
}

const std::vector<std::string> few_lines{R"({"A":"x"})", R"({"B":"y"})", R"({"A":"x","B":"y"})", R"({"C":"z"})"};

} // namespace

TEST_CASE("own bundle: of random rules") {
    std::mt19937_64 generator{7};
    for (int round = 0; round < 12; ++round) {
        std::vector<detection_rule> rules;
        std::vector<std::string> lines;
        for (int number = 0; number < 25; ++number) {
            const auto made = reference::make_case(generator);
            rules.push_back(reference::build_rule(made.detection));
            rules.back().metadata.title = std::to_string(number);
            for (const auto& event : made.events) {
                lines.push_back(event.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace));
            }
        }
        CHECK(opened(rules, lines, round % 2 == 0 ? router::fixed({}) : router::windows()).left_out == 0);
    }
}

TEST_CASE("own bundle: without rules, of keywords only, of expressions only") {
    CHECK(opened({}, few_lines).answers[0].empty());
    CHECK(opened({}, few_lines, router::windows()).left_out == 0);
    CHECK(opened({rule_of("k", R"({"s": ["x"], "condition": "s"})")}, few_lines).answers[0] == "k,");
    CHECK(opened({rule_of("r", R"({"s": {"A|re": "[xz]"}, "condition": "s"})")}, few_lines).answers[0] == "r,");
    const rule_set<bare_event> structs{std::vector<detection_rule>{}};
    const auto bytes = save_bundle(structs);
    CHECK(rule_set<bare_event>::from_bundle(bytes));
}

TEST_CASE("own bundle: more than 65,536 fields, each of which is found under its own number") {
    constexpr std::size_t per_rule = 100;
    constexpr std::size_t fields = 66'000;
    std::vector<detection_rule> rules;
    for (std::size_t first = 0; first < fields; first += per_rule) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (std::size_t at = first; at < first + per_rule; ++at) {
            list.push_back({{"F" + std::to_string(at) + "|endswith", "needle" + std::to_string(at)}});
        }
        rules.push_back(rule_of(std::to_string(first), nlohmann::ordered_json{{"s", list}, {"condition", "s"}}.dump()));
    }
    const auto event = [](std::size_t field, std::size_t needle) {
        return R"({"F)" + std::to_string(field) + R"(":"a needle)" + std::to_string(needle) + R"("})";
    };
    std::vector<std::string> lines;
    for (const std::size_t at : {0U, 465U, 65'534U, 65'535U, 65'536U, 65'999U}) {
        lines.push_back(event(at, at));
        lines.push_back(event(at, 12'345));
    }
    lines.push_back(event(65'999 - 65'536, 65'999)); // the number's lower half
    lines.push_back(event(65'999 - 65'535, 65'999));
    const auto done = opened(rules, lines);
    CHECK(done.left_out == 0);
    CHECK(done.answers == std::vector<std::string>{"0,", "", "400,", "", "65500,", "", "65500,", "", "65500,", "",
                                                   "65900,", "", "", ""});
}

TEST_CASE("own bundle: conditions and detections as deep as may be, and deeper") {
    const auto parentheses = [](std::size_t depth) {
        std::string text = "b";
        for (; depth != 0; --depth) { text = "(" + text + (depth % 2 == 0 ? " and b or a)" : " or a and b)"); }
        return text;
    };
    CHECK(opened({with_condition(parentheses(63))}, few_lines).left_out == 0);
    CHECK(opened({with_depth(60)}, few_lines).left_out == 0);
    const validation_options raised{.max_condition_depth = 10'000, .max_detection_depth = 10'000};
    CHECK(opened({with_condition(parentheses(100), raised)}, few_lines).left_out == 0);
    CHECK(opened({with_depth(128, raised)}, few_lines).left_out == 0);
    // what a bundle does not take does not compile; the others stay
    auto other = rule_of("other", R"({"s": {"A": "x"}, "condition": "s"})");
    for (auto& deep : {with_condition(parentheses(200), raised), with_depth(129, raised), with_depth(2'000, raised)}) {
        const auto done = opened({deep, other}, few_lines);
        CHECK(done.left_out == 1);
        CHECK(done.answers == std::vector<std::string>{"other,", "", "other,", ""});
        const json_rules rules{{deep}};
        CHECK(rules.diagnostics().front().code == diagnostic_code::rule_too_large);
    }
}

TEST_CASE("own bundle: long lists, long texts, many predicates") {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (int number = 0; number < 5'000; ++number) { list.push_back("value" + std::to_string(number)); }
    for (const auto* key :
         {"A", "A|contains", "A|startswith", "A|windash|contains", "A|contains|all", "A|base64offset|contains"}) {
        const nlohmann::ordered_json made{{"s", {{key, list}}}, {"condition", "s"}};
        CHECK(opened({rule_of("list", made.dump())}, {R"({"A":"value4999"})"}).left_out == 0);
    }
    const std::string text(1'000'000, 'x');
    const auto of_text = [&](const std::string& key, const std::string& value) {
        return rule_of("text", nlohmann::ordered_json{{"s", {{key, value}}}, {"condition", "s"}}.dump());
    };
    CHECK(opened({of_text("A", text)}, {R"({"A":")" + text + R"("})"}).answers[0] == "text,");
    CHECK(opened({of_text("A|contains", text)}, {R"({"A":"a)" + text + R"("})"}).answers[0] == "text,");
    CHECK(opened({of_text("A|re", text.substr(0, 10'000))}).left_out == 0);
    CHECK(opened({of_text("A", text.substr(0, 4'000) + "*y")}).left_out == 0);
    CHECK(opened({of_text("A", text.substr(0, 4'096) + "*y"), of_text("B", "y")}, few_lines).left_out == 1);
    CHECK(opened({of_text(text, "x")}, {"{\"" + text + "\":\"x\"}"}).answers[0] == "text,"); // a long name
}

TEST_CASE("own bundle: many routes") {
    std::vector<std::string> names;
    for (int number = 0; number < 12; ++number) { names.push_back("C" + std::to_string(number)); }
    static constexpr std::array<std::string_view, 1> yes{"yes"};
    static constexpr std::array channels{channel_service{"one", "a"}};
    std::vector<event_category> categories;
    std::vector<detection_rule> rules;
    for (const auto& name : names) {
        categories.push_back({.service = "a", .event_id = 1, .category = name, .condition = {name, yes}});
        rules.push_back(rule_of(name, R"({"s": {"A": "x"}, "condition": "s"})", {.category = name}));
    }
    const std::array tables{routing_table{"mine", channels, categories}};
    const router routes{tables};
    CHECK(routes.routes().size() == (std::size_t{1} << router::most_conditions) + 2); // not two to the power of twelve
    REQUIRE(routes.findings().size() == 2);
    CHECK(routes.findings().front().code == diagnostic_code::routing_conditions);
    CHECK(routes.findings().front().message.find("category C10 ") != std::string::npos);
    const auto done =
        opened(rules,
               {R"({"Channel":"one","EventID":1,"A":"x","C0":"yes","C1":"no","C2":"no","C3":"no","C4":"no",)"
                R"("C5":"no","C6":"no","C7":"no","C8":"yes","C9":"no","C10":"no","C11":"yes"})"},
               routes);
    CHECK(done.answers[0] == "C0,C8,C10,C11,"); // beyond the tenth, too many rather than too few
    const json_rules said{rules, {.routes = routes}};
    CHECK(said.diagnostics().front().code == diagnostic_code::routing_conditions);
    // the same condition again is none more
    std::vector<event_category> alike;
    for (const auto& name : names) {
        alike.push_back({.service = "a", .event_id = 1, .category = name, .condition = {"P", yes}});
    }
    const std::array few{routing_table{"mine", channels, alike}};
    CHECK(router{few}.routes().size() == 4);
    CHECK(router{few}.findings().empty());
}

TEST_CASE("own bundle: whatever the budget of expressions is, none and less included") {
    const auto plain = rule_of("plain", R"({"s": {"A": "x"}, "condition": "s"})");
    const auto expression = rule_of("expression", R"({"s": {"A|re": "[x-z]"}, "condition": "s"})");
    const auto counted = rule_of("counted", R"({"s": {"B|re": "y.{900}z"}, "condition": "s"})");
    const auto costly = rule_of("costly", R"({"s": {"B|re": "((ab?){10}){90}"}, "condition": "s"})");
    for (const std::int64_t memory :
         {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}}) {
        const auto done =
            opened({plain, expression, counted, costly}, few_lines, router::fixed({}), {.memory = memory});
        CHECK(done.left_out == 3);
        CHECK(done.answers[0] == "plain,");
        CHECK(opened({}, few_lines, router::fixed({}), {.memory = memory}).left_out == 0);
    }
    // at each budget some compile and others do not; what does opens with it
    std::size_t before = 3;
    for (std::int64_t memory = 256; memory <= std::int64_t{64} << 20U; memory *= 2) {
        const auto done =
            opened({plain, expression, counted, costly}, few_lines, router::fixed({}), {.memory = memory});
        CHECK(done.left_out <= before);
        before = done.left_out;
    }
    CHECK(before == 0);
}

TEST_CASE("own bundle: numbers of every kind, event ids among them") {
    std::vector<detection_rule> rules;
    std::vector<std::string> lines;
    std::size_t matched = 0;
    for (const std::string_view text :
         {"0", "-0.0", "1", "-1", "0.1", "0.25", "1e-7", "4624", "4624.5", "9007199254740993", "9223372036854775807",
          "-9223372036854775808", "18446744073709551615", "18446744073709551616", "123456789012345678901234567890",
          "1e300", "-1e300", "0.30000000000000004"}) {
        for (const char* const key : {"EventID", "N", "N|gt", "N|lte", "EventID|gte"}) {
            const auto item = R"({"s": {")" + std::string{key} + R"(": )" + std::string{text} + "}, \"condition\": \"";
            rules.push_back(rule_of(std::to_string(rules.size()), item + "s\"}"));
            rules.push_back(rule_of(std::to_string(rules.size()), item + "not s\"}"));
        }
        lines.push_back(R"({"EventID":)" + std::string{text} + R"(,"N":)" + std::string{text} + "}");
        lines.push_back(R"({"EventID":")" + std::string{text} + R"(","N":[")" + std::string{text} + R"(",2]})");
    }
    for (const auto& answer : opened(rules, lines).answers) { matched += answer.empty() ? 0U : 1U; }
    CHECK(matched == lines.size());
    static_cast<void>(opened(rules, lines, router::windows()));
}

TEST_CASE("own bundle: rules that just may be asked so much, and those that may not") {
    // a selection of a list that so many others stand beside
    const auto sharing = [](int values, int times) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (int at = 0; at < values; ++at) { list.push_back("v" + std::to_string(at)); }
        nlohmann::ordered_json made{{"list", {{"L", list}}}};
        std::string condition;
        for (int at = 0; at < times; ++at) {
            const auto name = "a" + std::to_string(at);
            made[name] = {{"A", name}, {"EventID", at}};
            condition.append(at == 0 ? "list and " : " or list and ").append(name);
        }
        made["condition"] = condition;
        return rule_of("sharing", made.dump());
    };
    const std::vector<std::string> lines{R"({"L":"v3","A":"a1","EventID":1})", R"({"L":"v3","A":"a1","EventID":2})"};
    std::size_t taken = 0;
    std::size_t refused = 0;
    for (const int values : {20, 60, 200}) {
        int least = 1;
        int most = 1'000; // between the two lies the last one that compiles
        while (most - least > 1) {
            const int middle = (least + most) / 2;
            const json_rules made{{sharing(values, middle)}, {.routes = router::fixed({})}};
            (made.diagnostics().empty() ? least : most) = middle;
        }
        for (const int times : {least - 1, least, least + 1}) {
            if (times == 0) { continue; }
            const auto done = opened({sharing(values, times)}, lines);
            (done.left_out == 0 ? taken : refused) += 1;
            if (done.left_out == 0 && times > 1) { CHECK(done.answers == std::vector<std::string>{"sharing,", ""}); }
        }
    }
    CHECK(taken >= 3);
    CHECK(refused >= 1);
}

TEST_CASE(
    "own bundle: selections without anything to test, and rules that correlations, aggregations or filters need") {
    placeholders none;
    none.set("nobody", {});
    const validation_options expanding{.values = &none};
    auto empty = rule_of("empty", R"({"s": {"A|expand": "%nobody%"}, "t": {"B": "y"}, "condition": "s or t"})");
    auto never = rule_of("never", R"({"s": {"A|expand": "%nobody%"}, "condition": "s"})");
    auto always = rule_of("always", R"({"s": {"A|expand|neq": "%nobody%"}, "condition": "s"})");
    auto counting = rule_of("counting", R"({"s": {"A": "x"}, "condition": "s"})");
    counting.conditions.front().text = "s | count() by B > 5";
    std::vector<detection_rule> rules;
    for (auto* const each : {&empty, &never, &always, &counting}) { rules.push_back(validated(*each, expanding)); }
    const auto done = opened(rules, few_lines);
    CHECK(done.left_out == 0);
    CHECK(done.answers == std::vector<std::string>{"always,", "empty,always,", "empty,always,", "always,"});
    // what stays behind does not keep the others from travelling
    collection loaded;
    loaded.rules = rules;
    loaded.correlations.emplace_back().rules = {"counting"};
    loaded.filters.emplace_back();
    const auto bytes = save_bundle(loaded, {.routes = router::fixed({})});
    const auto again = json_rules::from_bundle(bytes, {.routes = router::fixed({})});
    REQUIRE(again);
    CHECK(again->rules().size() == rules.size());
}

TEST_CASE("own bundle: as many fields as sixteen bits count, one fewer and one more") {
    for (const std::size_t fields : {65'534U, 65'535U, 65'536U, 65'537U}) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (std::size_t at = 0; at < fields; ++at) { list.push_back({{"F" + std::to_string(at), "x"}}); }
        const auto rule = rule_of("all", nlohmann::ordered_json{{"s", list}, {"condition", "s"}}.dump());
        const auto last = std::to_string(fields - 1);
        const auto done = opened({rule}, {R"({"F)" + last + R"(":"x"})", R"({"F)" + last + R"(":"y","F0":"z"})"});
        CHECK(done.left_out == 0);
        CHECK(done.answers == std::vector<std::string>{"all,", ""});
    }
}

TEST_CASE("own bundle: of random rules beside extreme ones, in any order") {
    std::mt19937_64 generator{11};
    std::string long_list = "\"v\"";
    for (int at = 0; at < 300; ++at) { long_list += ", \"v" + std::to_string(at) + "\""; }
    const std::vector<detection_rule> extreme{
        rule_of("stars", R"({"s": {"A": "*)" + std::string(4'000, 'x') + R"(*y*"}, "condition": "s"})"),
        rule_of("counted", R"({"s": {"A|re": "[a-f]{200,}x|.{300}"}, "condition": "s"})"),
        rule_of("flags", R"({"s": {"A|re|i|m|s": "^a.*\\pL{3}$"}, "condition": "s"})"),
        rule_of("encoded", R"({"s": {"A|wide|base64offset|contains": ["\u00e4\u00f6", "ab"]}, "condition": "s"})"),
        rule_of("keywords", R"({"s": ["\u00e4*b", "zz", "?"], "condition": "not s"})"),
        rule_of("numbers",
                R"({"s": {"EventID": [1, 2, 4624], "N|gt": 0.1}, "t": {"EventID|neq": 7}, "condition": "s or t"})"),
        rule_of("many", R"({"s": {"A": [)" + long_list + R"(]}, "t": {"EventID": 4}, "condition": "s and not t"})"),
        rule_of("networks", R"({"s": {"A|cidr": ["8000::/1", "0.0.0.0/0", "::1/128"]}, "condition": "s"})"),
        rule_of("absent", R"({"s": {"A": null, "B|exists": false}, "condition": "s"})"),
        rule_of("others", R"({"s": {"A|fieldref|contains": "B", "T|hour|gte": 5}, "condition": "s"})"),
        rule_of("empty", R"({"s": {"A": ""}, "condition": "s"})"),
    };
    for (int round = 0; round < 8; ++round) {
        std::vector<detection_rule> rules = extreme;
        std::vector<std::string> lines = few_lines;
        lines.emplace_back(
            R"({"A":"abcABC","B":"b","EventID":4624,"N":0.10000000000000001,"T":"2024-01-01T06:00:00Z"})");
        for (int number = 0; number < 12; ++number) {
            const auto made = reference::make_case(generator);
            rules.push_back(reference::build_rule(made.detection));
            rules.back().metadata.title = std::to_string(number);
            for (const auto& event : made.events) {
                lines.push_back(event.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace));
            }
        }
        std::shuffle(rules.begin(), rules.end(), generator);
        CHECK(opened(rules, lines, round % 2 == 0 ? router::fixed({}) : router::windows()).left_out == 0);
    }
}
