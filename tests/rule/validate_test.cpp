// SPDX-License-Identifier: BSL-1.0
#include "validation.hpp"

#include <varsigma/rule/placeholders.hpp>
#include <varsigma/rule/validate.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace validation;

TEST_CASE("validate: a rule without faults is completed and nothing is said") {
    auto rule = rule_with({"selection", "filter_a", "filter_b"}, {"selection and not 1 of filter_*"});
    rule.timeframe = "5m";
    const auto done = run(std::move(rule));
    CHECK(done.taken);
    CHECK(done.found.empty());
    CHECK_FALSE(done.rule.aggregate);
    REQUIRE(done.rule.conditions[0].root != condition_node::none);
    CHECK(done.rule.conditions[0].nodes[done.rule.conditions[0].root].op == varsigma::condition_operator::conjunction);

    const auto again = run(done.rule);
    CHECK(again.taken);
    CHECK(again.found.empty());
    CHECK(again.rule.conditions[0].nodes.size() == done.rule.conditions[0].nodes.size());
}

TEST_CASE("validate: conditions") {
    const auto error = severity::error;
    const auto warning = severity::warning;
    check_condition("sel1 and", diagnostic_code::condition_syntax, error, condition_column(8),
                    "condition: the condition ends where a selection is expected");
    check_condition("(sel1", diagnostic_code::condition_syntax, error, condition_column(5),
                    "condition: a parenthesis is not closed");
    check_condition("sel1 AND sel2", diagnostic_code::condition_upper_case, warning, condition_column(5),
                    "condition: operators are written in lower case");
    check_condition("sel1 or slel2", diagnostic_code::undefined_identifier, error, condition_column(8),
                    "condition: selection 'slel2' is not defined", "did you mean 'sel2'");
    check_condition("nope", diagnostic_code::undefined_identifier, error, condition_column(0),
                    "condition: selection 'nope' is not defined");
    check_condition("nope or not nope", diagnostic_code::undefined_identifier, error, condition_column(0),
                    "condition: selection 'nope' is not defined"); // said once
    check_condition("sel1 and timeframe", diagnostic_code::undefined_identifier, error, condition_column(9),
                    "condition: 'timeframe' is a duration");
    check_condition("1 of nope*", diagnostic_code::empty_pattern, error, condition_column(5),
                    "condition: 'nope*' selects nothing");
    check_condition("1 of flter_*", diagnostic_code::empty_pattern, error, condition_column(5),
                    "condition: 'flter_*' selects nothing", "did you mean 'filter_*'");
    check_condition("1 of sel3", diagnostic_code::empty_pattern, error, condition_column(5),
                    "condition: 'sel3' selects nothing", "did you mean 'sel1'");
    check_condition("1 of x*", diagnostic_code::empty_pattern, error, condition_column(5),
                    "condition: 'x*' selects nothing",
                    "names that begin with _ are skipped, write a pattern that begins with it");
    check_condition("3 of filter_*", diagnostic_code::impossible_count, warning, condition_column(5),
                    "condition: 3 of 'filter_*' can never hold, as it selects 2");
    check_condition(std::string(64, '(') + "sel1" + std::string(64, ')'), diagnostic_code::condition_too_deep, error,
                    condition_column(64), "condition: nested too deeply");
}

TEST_CASE("validate: conditions that are fine") {
    for (const std::string_view condition : {"sel1 or sel2 and filter_a", "all of them", "1 of _x*", "_x", "1 of *_a",
                                             "1 of sel1", "2 of filter_*", "4 of them", "not not sel1"}) {
        CAPTURE(condition);
        auto done = run_condition(std::string{condition});
        std::erase_if(done.found,
                      [](const diagnostic& each) { return each.code == diagnostic_code::unused_selection; });
        CHECK(done.taken);
        CHECK(done.found.empty());
    }
}

TEST_CASE("validate: them without a name that it selects") {
    const auto done = run(rule_with({"_a"}, {"1 of them"}));
    REQUIRE(done.found.size() == 2);
    CHECK(done.found[0].code == diagnostic_code::empty_pattern);
    CHECK(done.found[0].suggestion.starts_with("names that begin with _ are skipped"));
    CHECK(done.found[1].code == diagnostic_code::unused_selection);
}

TEST_CASE("validate: columns in conditions on several lines are not guessed") {
    const auto done = run(rule_with({"sel"}, {"sel or\n  nope"}));
    check_only(done, diagnostic_code::undefined_identifier, severity::error, condition_place,
               "condition: selection 'nope'");
}

TEST_CASE("validate: unused selections") {
    check_only(run(rule_with({"sel", "filter"}, {"sel"})), diagnostic_code::unused_selection, severity::warning,
               selection_place, "selection 'filter' is used by no condition");
    CHECK(run(rule_with({"sel", "filter"}, {"all of them"})).found.empty());
    CHECK(run(rule_with({"sel", "filter"}, {"sel", "filter"})).found.empty()); // a list of conditions
    CHECK(run(rule_with({"sel", "_a"}, {"all of them"})).found.size() == 1);
    // with a condition that cannot be read there is no telling
    CHECK(run(rule_with({"sel", "filter"}, {"sel and"})).found.size() == 1);
}

TEST_CASE("validate: selections by names they cannot have") {
    check_only(run(rule_with({"sel", "sel"}, {"sel"})), diagnostic_code::duplicate_key, severity::error,
               selection_place, "selection 'sel' is there twice");
    const auto done = run(rule_with({"sel", "timeframe"}, {"sel"}));
    REQUIRE_FALSE(done.found.empty());
    CHECK(done.found[0].code == diagnostic_code::wrong_type);
    CHECK(done.found[0].message == "'timeframe' is never a selection");
}

TEST_CASE("validate: aggregations") {
    auto rule = rule_with({"sel"}, {"sel | count(User) by Host >= 10"});
    rule.timeframe = "15m";
    const auto done = run(std::move(rule));
    CHECK(done.taken);
    check_only(done, diagnostic_code::deprecated_aggregation, severity::warning, condition_column(4),
               "condition: what stands behind | is deprecated");
    REQUIRE(done.rule.aggregate);
    CHECK(done.rule.aggregate->function == aggregation_function::count);
    CHECK(done.rule.aggregate->field == "User");
    CHECK(done.rule.aggregate->group_by == std::vector<std::string>{"Host"});
    CHECK(done.rule.aggregate->threshold == number{10});
    CHECK(done.rule.aggregate->timeframe == "15m");

    for (const std::string_view condition : {"sel | near a and other", "sel | min(x) > 5", "sel | max(x) by y < 5"}) {
        CAPTURE(condition);
        const auto kept = run(rule_with({"sel"}, {std::string{condition}}));
        CHECK(kept.taken);
        REQUIRE(kept.found.size() == 2);
        CHECK(kept.found[0].code == diagnostic_code::deprecated_aggregation);
        CHECK(kept.found[1].code == diagnostic_code::unsupported_aggregation);
        CHECK(kept.found[1].level == severity::warning);
        CHECK(kept.rule.aggregate);
    }
    CHECK(run(rule_with({"a", "b", "c"}, {"a | near b and not (c)"})).found.size() == 2); // near uses b and c

    check_only(run(rule_with({"sel"}, {"sel | count() > many"})), diagnostic_code::condition_syntax, severity::error,
               condition_column(16), "condition: expected a number after the comparison");
    check_only(run(rule_with({"sel"}, {"sel\n| count() > many"})), diagnostic_code::condition_syntax, severity::error,
               condition_place, "condition: expected a number after the comparison");
    const auto several = run(rule_with({"sel"}, {"sel", "sel | count() > 5"}));
    CHECK_FALSE(several.taken);
    CHECK(several.found.back().code == diagnostic_code::condition_syntax);
}

TEST_CASE("validate: what the rule as a whole lacks") {
    check_only(run(rule_with({}, {})), diagnostic_code::missing_key, severity::error, rule_place,
               "the rule has no condition");
    auto rule = rule_with({"sel"}, {"sel"});
    rule.metadata.taxonomy = "sigma";
    CHECK(run(rule).found.empty());
    rule.metadata.taxonomy = "ecs";
    check_only(run(rule), diagnostic_code::unsupported_taxonomy, severity::error, rule_place,
               "there is no mapping for the taxonomy 'ecs'");
}

TEST_CASE("validate: empty selections, at any depth") {
    auto rule = rule_with({"sel"}, {"sel"});
    rule.selections[0].body = map_of({});
    check_only(run(rule), diagnostic_code::empty_detection, severity::error, key_place,
               "selection 'sel' has nothing to test");
    rule.selections[0].body.position = {};
    check_only(run(rule), diagnostic_code::empty_detection, severity::error, selection_place,
               "selection 'sel' has nothing to test");
    rule.selections[0].body = map_of({leaf("F", {text("x")}), map_of({})});
    CHECK_FALSE(run(rule).taken);
    check_only(run_item("F", {}), diagnostic_code::empty_detection, severity::error, key_place,
               "'F' in selection 'sel': there is no value to test");
}

TEST_CASE("validate: nesting is limited") {
    const auto nested = [](std::size_t depth) {
        detection body = leaf("F", {text("x")});
        for (; depth != 0; --depth) {
            std::vector<detection> children;
            children.push_back(std::move(body));
            body = map_of(std::move(children));
        }
        auto rule = rule_with({"sel"}, {"sel"});
        rule.selections[0].body = std::move(body);
        return run(std::move(rule));
    };
    CHECK(nested(64).taken);
    check_only(nested(65), diagnostic_code::rule_too_large, severity::error, key_place,
               "selection 'sel' is nested too deeply");
}

TEST_CASE("validate: work is limited") {
    validation_options options;
    options.max_condition_length = 10;
    check_only(run(rule_with({"sel"}, {"sel or sel or sel"}), options), diagnostic_code::rule_too_large,
               severity::error, condition_place, "the condition is longer than 10 bytes");
    options = {};
    options.max_pattern_comparisons = 3;
    check_only(run(rule_with({"a", "b"}, {"1 of a* or 1 of b* or 1 of *"}), options), diagnostic_code::rule_too_large,
               severity::error, condition_column(16), "condition: too many patterns over too many selections",
               "use fewer patterns, with fewer stars, or shorter names");
}

TEST_CASE("validate: chains") {
    check_only(run_item("F|contains|base64offset|cased", {text("x")}), diagnostic_code::modifier_chain, severity::error,
               key_place,
               "'F|contains|base64offset|cased' in selection 'sel': base64offset cannot stand there: text is encoded",
               "write 'F|base64offset|contains|cased'");
    check_only(run_item("F|gt|hour", {integer(1)}), diagnostic_code::modifier_chain, severity::error, key_place,
               "'F|gt|hour' in selection 'sel': hour cannot stand there", "write 'F|hour|gt'");
    check_only(run_item("F|i|re", {text("x")}), diagnostic_code::modifier_chain, severity::error, key_place,
               "'F|i|re' in selection 'sel': i cannot stand there", "write 'F|re|i'");
    check_only(run_item("F|i", {text("x")}), diagnostic_code::modifier_chain, severity::error, key_place,
               "'F|i' in selection 'sel': i cannot stand there: i, m and s follow re");
    check_only(run_item("F|contains|startswith", {text("x")}), diagnostic_code::modifier_chain, severity::warning,
               key_place, "'F|contains|startswith' in selection 'sel': more than one of contains");
    check_only(run_item("F|re|contains", {text("x")}), diagnostic_code::regex_contains, severity::warning, key_place,
               "'F|re|contains' in selection 'sel': a regular expression is searched for anywhere");
    check_only(run_item("F|contains|all", {text("x")}), diagnostic_code::single_value_all, severity::warning, key_place,
               "'F|contains|all' in selection 'sel': all over a single value");
    check_only(run_item("F|base64offset|contains", {text("x")}), diagnostic_code::encoding_case, severity::warning,
               key_place, "'F|base64offset|contains' in selection 'sel': base64 is compared", "add cased");
    CHECK(run_item("F|base64offset|contains|cased", {text("x")}).found.empty());
    check_only(run_item("F|wide|contains", {text("x")}), diagnostic_code::encoding_unused, severity::warning, key_place,
               "'F|wide|contains' in selection 'sel': text is widened to UTF-16 and not encoded",
               "put base64 or base64offset behind it, or leave it out");
}

TEST_CASE("validate: keywords take the modifiers that need no field") {
    for (const std::string_view key : {"", "|all", "|re|i", "|cased", "|contains", "|windash",
                                       "|base64offset|contains|cased", "|wide|base64|cased"}) {
        CAPTURE(key);
        const auto done = run_item(key, {text("x"), text("y")});
        CHECK(done.taken);
        CHECK(done.found.empty());
    }
    const auto anchored = run_item("|startswith", {text("x"), text("y")});
    CHECK(anchored.taken);
    CHECK(anchored.found.size() == 1);
    CHECK(anchored.found.at(0).code == diagnostic_code::anchor_unused);
    struct example {
        std::string_view key;
        rule_value value;
    };
    for (const auto& tried : {example{"|cidr", text("10.0.0.0/8")},
                              {"|exists", rule_value::of(true)},
                              {"|fieldref", text("B")},
                              {"|gt", integer(1)},
                              {"|hour", integer(1)}}) {
        const auto& [key, value] = tried;
        CAPTURE(tried.key);
        check_only(run_item(key, {value}), diagnostic_code::modifier_without_field, severity::error, key_place,
                   "'" + std::string{key} + "' in selection 'sel': these modifiers need the name of a field");
    }
    check_only(run_item("", {rule_value::of_null()}), diagnostic_code::null_keyword, severity::warning, value_place(0),
               "keywords in selection 'sel': a null outside a field never matches");
}

TEST_CASE("validate: values that their modifiers cannot take") {
    struct example {
        std::string_view key;
        rule_value value;
        std::string_view message;
        std::string_view suggestion;
    };
    const auto boolean = rule_value::of(true);
    const auto null = rule_value::of_null();
    const std::string_view in_quotes = "write it in quotes if its text is meant";
    for (const auto& tried : {
             example{"F|gt", text("5"), "the text '5' cannot be taken: these modifiers need a number",
                     "write 5 without quotes"},
             {"F|gte", text("five"), "the text 'five' cannot be taken: these modifiers need a number", ""},
             {"F|lt", boolean, "the boolean 'true' cannot be taken: these modifiers need a number", ""},
             {"F|lte", null, "null cannot be taken: these modifiers need a number", ""},
             {"F|hour", text("9"), "the text '9' cannot be taken: these modifiers need a number",
              "write 9 without quotes"},
             {"F|day|gt", null, "null cannot be taken: these modifiers need a number", ""},
             {"F|exists", text("yes"), "the text 'yes' cannot be taken: exists needs true or false",
              "write yes without quotes"},
             {"F|exists", text("maybe"), "the text 'maybe' cannot be taken: exists needs true or false", ""},
             {"F|exists", integer(1), "the number '1' cannot be taken: exists needs true or false", ""},
             {"F|exists", null, "null cannot be taken: exists needs true or false", ""},
             {"F|contains", null, "null cannot be taken: these modifiers need text", ""},
             {"|contains", null, "null cannot be taken: these modifiers need text", ""},
             {"F|windash", boolean, "the boolean 'true' cannot be taken: these modifiers need text", in_quotes},
             {"F|wide|base64|cased", boolean, "the boolean 'true' cannot be taken: these modifiers need text",
              in_quotes},
             {"F|expand", null, "null cannot be taken: these modifiers need text", ""},
             {"F|re", null, "null cannot be taken: re needs a regular expression", ""},
             {"F|re", boolean, "the boolean 'true' cannot be taken: re needs a regular expression", in_quotes},
             {"F|cidr", integer(10), "the number '10' cannot be taken: cidr needs a network", ""},
             {"F|cidr", null, "null cannot be taken: cidr needs a network", ""},
             {"F|fieldref", integer(10), "the number '10' cannot be taken: fieldref needs the name of a field", ""},
             {"F|fieldref", text(""), "the text '' cannot be taken: fieldref needs the name of a field", ""},
         }) {
        const auto& [key, value, message, suggestion] = tried;
        CAPTURE(tried.key);
        CAPTURE(tried.message);
        const auto done = run_item(key, {value});
        REQUIRE(done.found.size() == 1);
        CHECK(done.found[0].code == diagnostic_code::value_kind);
        CHECK(done.found[0].level == severity::error);
        CHECK(done.found[0].position == value_place(0));
        CHECK(done.found[0].message.find(message) != std::string::npos);
        CHECK(done.found[0].suggestion == suggestion);
    }
    check_only(run_item("F|exists", {boolean, boolean}), diagnostic_code::value_kind, severity::error, key_place,
               "'F|exists' in selection 'sel': exists takes a single boolean");
}

TEST_CASE("validate: numbers under text modifiers") {
    check_only(run_item("F|contains", {integer(5)}), diagnostic_code::number_as_text, severity::warning, value_place(0),
               "'F|contains' in selection 'sel': the number '5' is taken as its text");
    CHECK(run_item("F|re", {integer(5)}).found.at(0).code == diagnostic_code::number_as_text);
    CHECK(run_item("F|windash", {integer(5)}).found.at(0).code == diagnostic_code::number_as_text);
    for (const std::string_view key : {"F", "F|cased", "F|neq", "F|gt", "F|minute", ""}) {
        CAPTURE(key);
        CHECK(run_item(key, {integer(5)}).found.empty());
    }
}

TEST_CASE("validate: plain values of every kind") {
    const auto done = run_item("F", {text("x*?"), integer(5), rule_value::of(false), rule_value::of_null()});
    CHECK(done.taken);
    CHECK(done.found.empty());
    check_only(run_item("F", {text("x"), text(""), rule_value::of_null()}), diagnostic_code::null_and_empty,
               severity::warning, value_place(2), "'F' in selection 'sel': null beside '' means");
    CHECK(run_item("F", {text("null"), text("")}).found.empty());
}

TEST_CASE("validate: wildcards where none can stand") {
    check_only(run_item("F|base64offset|contains|cased", {text("a"), text("foo*")}),
               diagnostic_code::wildcard_not_allowed, severity::error, value_place(1),
               "'F|base64offset|contains|cased' in selection 'sel': wildcards in 'foo*' cannot be encoded",
               "write '\\*' and '\\?' for the characters themselves");
    CHECK(run_item("F|wide|base64|cased", {text("a?")}).found.at(0).code == diagnostic_code::wildcard_not_allowed);
    CHECK(run_item("F|wide|base64|cased", {text(R"(a\?\*)")}).found.empty());
    check_only(run_item("F|fieldref", {text("Other*")}), diagnostic_code::wildcard_not_allowed, severity::error,
               value_place(0), "'F|fieldref' in selection 'sel': the name of a field, 'Other*', cannot have wildcards",
               "write '\\*' and '\\?' for the characters themselves");
    CHECK(run_item("F|fieldref", {text("Other")}).found.empty());
}

TEST_CASE("validate: networks") {
    for (const std::string_view fine : {"10.0.0.0/8", "10.0.0.1", "fe80::/10", "::1", "0.0.0.0/0"}) {
        CAPTURE(fine);
        CHECK(run_item("F|cidr", {text(std::string{fine})}).found.empty());
    }
    check_only(run_item("F|cidr", {text("10.0.0.1/8")}), diagnostic_code::bad_cidr, severity::error, value_place(0),
               "'F|cidr' in selection 'sel': '10.0.0.1/8': ", "write '10.0.0.0/8'");
    check_only(run_item("F|cidr", {text("10.0.0.0/33")}), diagnostic_code::bad_cidr, severity::error, value_place(0),
               "'F|cidr' in selection 'sel': '10.0.0.0/33': ");
    check_only(run_item("F|cidr", {text("10.*")}), diagnostic_code::bad_cidr, severity::error, value_place(0),
               "'F|cidr' in selection 'sel': '10.*': ");
}

TEST_CASE("validate: expressions go to whoever can check them, with their flags") {
    CHECK(run_item("F|re", {text("a(?=b)")}).found.empty()); // nobody is there
    validation_options options;
    options.check_regex = no_lookahead;
    options.regex.memory = 7;
    CHECK(run_item("F|re", {text("ab")}, options).found.empty());
    CHECK(run_item("F|re|s", {text("a(?=b)")}, options).found.empty());
    CHECK(run_item("F|contains", {text("a(?=b)")}, options).found.empty());
    check_only(run_item("F|re", {text("ab"), text("a(?=b)")}, options), diagnostic_code::bad_regex, severity::error,
               value_place(1), "'F|re' in selection 'sel': in 'a(?=b)': lookaround is not supported",
               "write it without");
    options.regex.costly_program = 14;
    CHECK(run_item("F|re", {text("ab")}, options).found.empty());
    check_only(
        run_item("F|re", {text("abc")}, options), diagnostic_code::costly_regex, severity::warning, value_place(0),
        "'F|re' in selection 'sel': 'abc' becomes a program of 21 instructions, more than 14: hostile text makes "
        "it slow",
        "lower the counts behind groups; single characters and classes may be repeated often");
}

TEST_CASE("validate: says what lint says, once, and of the text before placeholders are replaced") {
    check_only(run_item("CommandLine", {text(R"(* msiexec*:\/\/*)")}), diagnostic_code::escaped_slash,
               severity::warning, value_place(0), R"('CommandLine' in selection 'sel': \/ in '* msiexec*:\/\/*')",
               "write '://' for a URL");
    CHECK(run_item("F", {text(R"(\\server)")}).found.at(0).code == diagnostic_code::lost_backslash);
    CHECK(run_item("F", {text(R"(C:\Windows\*)")}).found.at(0).code == diagnostic_code::escaped_wildcard);
    check_only(run_item("F|contains", {text("x"), text("")}), diagnostic_code::matches_everything, severity::warning,
               value_place(1), "'F|contains' in selection 'sel': '' matches every value, so the others change nothing",
               "leave it out");

    varsigma::placeholders values;
    values.set("path", {R"(\\server)"});
    validation_options options;
    options.values = &values;
    CHECK(run_item("F|expand", {text("%path%")}, options).found.empty());
}

TEST_CASE("validate: every fault of a rule is found in one go") {
    auto rule = rule_with({"a", "b"}, {"a and nope or 1 of x*"});
    rule.selections[0].body = map_of({leaf("F|gt", {text("1"), text("2")}), leaf("G|i", {text("x")})});
    const auto done = run(std::move(rule));
    CHECK(done.found.size() == 6); // two values, a chain, an identifier, a pattern, an unused selection
    CHECK(count(done.found, severity::error) == 5);
}

TEST_CASE("validate: places that are not known fall back to the next outer one") {
    auto rule = rule_with({"sel"}, {"sel"});
    rule.selections[0].body = leaf("F|gt", {text("x")});
    rule.selections[0].body.item.values[0].position = {};
    CHECK(run(rule).found.at(0).position == key_place);
    rule.selections[0].body.item.position = {};
    CHECK(run(rule).found.at(0).position == selection_place);
    rule.selections[0].position = {};
    CHECK(run(rule).found.at(0).position == rule_place);
}

TEST_CASE("validate: filters") {
    varsigma::filter_rule filter;
    filter.origin = {"filter.yml", rule_place};
    filter.selections.push_back({"sel", map_of({leaf("F", {text("x")})}), selection_place});
    filter.conditions.push_back({"not sel", {}, condition_node::none, condition_place});
    diagnostics found;
    CHECK(validate(filter, {}, found));
    CHECK(found.empty());
    CHECK(filter.conditions[0].root != condition_node::none);

    filter.conditions[0].text = "not sel | count() > 5";
    CHECK_FALSE(validate(filter, {}, found));
    REQUIRE(found.size() == 2);
    CHECK(found[1].code == diagnostic_code::unsupported_aggregation);
    CHECK(found[1].level == severity::error);
    CHECK(found[1].file == "filter.yml");

    found.clear();
    filter.conditions[0].text = "not sel";
    filter.metadata.taxonomy = "other";
    CHECK_FALSE(validate(filter, {}, found));
    CHECK(found.at(0).code == diagnostic_code::unsupported_taxonomy);
}
