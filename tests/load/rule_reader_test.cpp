// SPDX-License-Identifier: BSL-1.0
#include <varsigma/load/detail/known_keys.hpp>
#include <varsigma/load/detail/metadata_reader.hpp>
#include <varsigma/load/yaml.hpp>
#include <varsigma/rule/placeholders.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;

namespace {

/// The one rule of a text of which nothing is to be said.
detection_rule only_rule(std::string_view text) {
    auto loaded = yaml::load_text(text, "rule.yml");
    for (const auto& finding : loaded.diagnostics) MESSAGE(render(finding));
    REQUIRE(loaded.diagnostics.empty());
    REQUIRE(loaded.rules.size() == 1);
    return std::move(loaded.rules.front());
}

/// The body of the selection `sel`, written in one line.
detection body_of(std::string_view selection) {
    std::string text = "title: T\nlogsource: {product: p}\ndetection:\n  sel: ";
    text += selection;
    text += "\n  condition: sel\n";
    auto loaded = yaml::load_text(text);
    for (const auto& finding : loaded.diagnostics) CAPTURE(render(finding));
    REQUIRE(loaded.rules.size() == 1);
    return std::move(loaded.rules.front().selections.front().body);
}

} // namespace

TEST_CASE("everything that a rule says about itself is read") {
    const auto rule = only_rule(R"(
title: A title
id: 12345678-aaaa
name: called_so
status: experimental
description: |
    Two
    lines
license: MIT
author: Some One
references: [https://a.example, 'https://b.example']
date: 2024-01-02
modified: 2024/05/06
tags: [attack.execution]
scope: [server]
falsepositives: [None known, more]
fields: [Image, User]
level: critical
taxonomy: sigma
related: [{id: x, type: derived}, {type: similar, id: y}]
logsource: {category: c, product: p, service: s, definition: d}
detection: {sel: {A: 1}, condition: sel}
)");
    const auto& metadata = rule.metadata;
    CHECK(metadata.title == "A title");
    CHECK(metadata.id == "12345678-aaaa");
    CHECK(metadata.name == "called_so");
    CHECK(metadata.status == rule_status::experimental);
    CHECK(metadata.description == "Two\nlines\n");
    CHECK(metadata.license == "MIT");
    CHECK(metadata.author == "Some One");
    CHECK(metadata.references == std::vector<std::string>{"https://a.example", "https://b.example"});
    CHECK(metadata.date == "2024-01-02");
    CHECK(metadata.modified == "2024/05/06");
    CHECK(metadata.tags == std::vector<std::string>{"attack.execution"});
    CHECK(metadata.scope == std::vector<std::string>{"server"});
    CHECK(metadata.falsepositives == std::vector<std::string>{"None known", "more"});
    CHECK(metadata.fields == std::vector<std::string>{"Image", "User"});
    CHECK(metadata.level == severity_level::critical);
    CHECK(metadata.taxonomy == "sigma");
    REQUIRE(metadata.related.size() == 2);
    CHECK(metadata.related[1] == std::pair<std::string, std::string>{"y", "similar"});
    CHECK(rule.source == rule_logsource{"p", "c", "s", "d"});
    CHECK(rule.origin.file == "rule.yml");
    CHECK(rule.origin.position == source_position{2, 1});
}

TEST_CASE("a map is a conjunction of items in the order of the text") {
    const auto body = body_of("{B|contains|all: [x, 'y'], A: 1}");
    CHECK(body.form == detection_form::all_of);
    REQUIRE(body.children.size() == 2);
    const auto& first = body.children[0].item;
    CHECK(first.field == "B");
    REQUIRE(first.modifiers.size() == 2);
    CHECK(first.modifiers[0] == modifier::contains);
    CHECK(first.modifiers[1] == modifier::all);
    CHECK(first.is_list);
    REQUIRE(first.values.size() == 2);
    CHECK(first.values[1].text == "y");
    CHECK(first.position == source_position{4, 9});
    CHECK(first.values[0].position == source_position{4, 26});
    CHECK(body.children[1].item.field == "A");
    CHECK_FALSE(body.children[1].item.is_list);
}

TEST_CASE("values are typed as YAML 1.1 types them") {
    const auto body = body_of("{A: [4624, '4624', yes, 'yes', null, 'null', '', 1.5, 00000429, 2020-01-01, off]}");
    const auto& values = body.children.at(0).item.values;
    REQUIRE(values.size() == 11);
    CHECK(values[0].kind == value_kind::number);
    CHECK(values[0].numeric == number{4624});
    CHECK(values[0].text == "4624");
    CHECK(values[1].kind == value_kind::text);
    CHECK(values[2].kind == value_kind::boolean);
    CHECK(values[2].boolean);
    CHECK(values[3].kind == value_kind::text);
    CHECK(values[4].kind == value_kind::null);
    CHECK(values[5].kind == value_kind::text);
    CHECK(values[6].kind == value_kind::text);
    CHECK(values[7].numeric == number{1.5});
    CHECK(values[8].kind == value_kind::text);
    CHECK(values[9].kind == value_kind::text);
    CHECK(values[10].kind == value_kind::boolean);
    CHECK_FALSE(values[10].boolean);
}

TEST_CASE("an empty list is one null, keys that are no texts count by their spelling") {
    const auto body = body_of("{A: [], 4624: x, Field With Blanks.and.dots: y}");
    const auto& children = body.children;
    REQUIRE(children.at(0).item.values.size() == 1);
    CHECK(children[0].item.values[0].kind == value_kind::null);
    CHECK(children[0].item.is_list);
    CHECK(children.at(1).item.field == "4624");
    CHECK(children.at(2).item.field == "Field With Blanks.and.dots");
}

TEST_CASE("keywords alone, in lists, and beside maps") {
    const auto alone = body_of("word");
    CHECK(alone.form == detection_form::item);
    CHECK(alone.item.is_keyword());
    CHECK_FALSE(alone.item.is_list);

    const auto list = body_of("[one, 2, yes]");
    CHECK(list.form == detection_form::item);
    CHECK(list.item.is_list);
    CHECK(list.item.values.size() == 3);

    const auto all = body_of("{'|all': [one, two]}");
    REQUIRE(all.children.size() == 1);
    CHECK(all.children[0].item.is_keyword());
    CHECK(all.children[0].item.modifiers.contains(modifier::all));

    const auto mixed = body_of("[{A: 1, B: 2}, word, {C: 3}]");
    CHECK(mixed.form == detection_form::any_of);
    REQUIRE(mixed.children.size() == 3);
    CHECK(mixed.children[0].form == detection_form::all_of);
    CHECK(mixed.children[0].children.size() == 2);
    CHECK(mixed.children[1].form == detection_form::item);
    CHECK(mixed.children[1].item.is_keyword());
    CHECK(mixed.children[2].children.size() == 1);

    const auto nested = body_of("[[one, two], {A: 1}]");
    REQUIRE(nested.children.size() == 2);
    CHECK(nested.children[0].item.values.size() == 2);
}

TEST_CASE("conditions, one and several, and what belongs to them") {
    const auto several = only_rule("title: T\nlogsource: {product: p}\ndetection: {a: {A: 1}, b: {B: 1}, condition: "
                                   "[a, not b]}\n");
    REQUIRE(several.conditions.size() == 2);
    CHECK(several.conditions[1].text == "not b");
    CHECK(several.conditions[1].position == source_position{3, 50});
    CHECK(several.conditions[1].root != condition_node::none); // checked, so parsed

    const auto loaded = yaml::load_text("title: T\nlogsource: {product: p}\ndetection: {a: {A: 1}, timeframe: 5m, "
                                        "condition: 'a | count(B) by C > 5'}\n");
    REQUIRE(loaded.rules.size() == 1);
    CHECK(loaded.rules[0].timeframe == "5m");
    REQUIRE(loaded.rules[0].aggregate.has_value());
    CHECK(loaded.rules[0].aggregate->group_by == std::vector<std::string>{"C"});
}

TEST_CASE("a correlation is read completely") {
    const auto loaded = yaml::load_text(R"(
title: C
correlation:
    type: value_percentile
    rules: [one, two]
    group-by: [User, Host]
    timespan: 10m
    condition: {gte: 10, lt: 99.5, field: [A, B], percentile: 95}
    aliases: {User: {one: SubjectUser, two: TargetUser}}
    generate: yes
)");
    REQUIRE(loaded.correlations.size() == 1);
    const auto& rule = loaded.correlations[0];
    CHECK(rule.type == correlation_type::value_percentile);
    CHECK(rule.rules == std::vector<std::string>{"one", "two"});
    CHECK(rule.group_by == std::vector<std::string>{"User", "Host"});
    CHECK(rule.timespan == "10m");
    REQUIRE(rule.bounds.size() == 2);
    CHECK(rule.bounds[0].relation == "gte");
    CHECK(rule.bounds[1].threshold == number{99.5});
    CHECK(rule.fields == std::vector<std::string>{"A", "B"});
    CHECK(rule.percentile == number{95});
    REQUIRE(rule.aliases.size() == 1);
    CHECK(rule.aliases[0].name == "User");
    CHECK(rule.aliases[0].fields.at(1) == std::pair<std::string, std::string>{"two", "TargetUser"});
    CHECK(rule.generate);

    const auto extended = yaml::load_text("title: C\ncorrelation: {type: temporal, rules: [a, b], timespan: 1h, "
                                          "condition: a and not b}\n");
    REQUIRE(extended.correlations.size() == 1);
    CHECK(extended.correlations[0].extended_condition == "a and not b");
    CHECK_FALSE(extended.correlations[0].generate);
}

TEST_CASE("a filter is read completely") {
    const auto loaded = yaml::load_text(R"(
title: F
logsource: {product: windows}
filter:
    rules: [one, two]
    selection: {User|startswith: adm_}
    condition: not selection
---
title: G
logsource: {product: windows}
filter: {rules: any, selection: {A: 1}, condition: not selection}
)");
    REQUIRE(loaded.filters.size() == 2);
    CHECK(loaded.filters[0].rules == std::vector<std::string>{"one", "two"});
    REQUIRE(loaded.filters[0].selections.size() == 1);
    CHECK(loaded.filters[0].conditions.at(0).text == "not selection");
    CHECK(loaded.filters[0].source.product == "windows");
    CHECK(loaded.filters[1].rules.empty());
}

TEST_CASE("one bad rule does not stop the others") {
    std::string text;
    for (int at = 0; at < 10; ++at) {
        text += "---\ntitle: T\nlogsource: {product: p}\ndetection: {sel: {A: 1}, condition: ";
        text += at % 2 == 0 ? "sel}\n" : "nothing}\n";
    }
    const auto loaded = yaml::load_text(text);
    CHECK(loaded.rules.size() == 5);
    CHECK(loaded.rejected == 5);
}

TEST_CASE("loading has the budget for expressions that compiling has, or the one that it is given") {
    const std::string text =
        "title: T\nlogsource: {product: p}\ndetection: {sel: {A|re: '(?:x[0-9]?y){200}'}, condition: sel}\n";
    yaml::options how;
    how.validation.regex.memory = 1 << 13;
    const auto refused = yaml::load_text(text, {}, how);
    CHECK(refused.rules.empty());
    REQUIRE(refused.diagnostics.size() == 1);
    CHECK(refused.diagnostics[0].code == diagnostic_code::bad_regex);
    CHECK(refused.diagnostics[0].message.find("budget of 8192 bytes") != std::string::npos);
    CHECK(refused.diagnostics[0].suggestion.find("regex_limits::memory") != std::string::npos);
    const auto taken = yaml::load_text(text);
    CHECK(taken.rules.size() == 1);
    CHECK(taken.diagnostics.empty());
    how = {};
    how.validation.regex.costly_program = 100;
    const auto warned = yaml::load_text(text, {}, how);
    CHECK(warned.rules.size() == 1);
    REQUIRE(warned.diagnostics.size() == 1);
    CHECK(warned.diagnostics[0].code == diagnostic_code::costly_regex);
}

TEST_CASE("placeholders and the caller's own regex check reach the rules") {
    placeholders values;
    values.set("admins", {"alice", "bob"});
    yaml::options how;
    how.validation.values = &values;
    how.validation.check_regex = [](std::string_view, const interpretation&,
                                    const regex_limits&) -> result<regex_cost> {
        diagnostic error;
        error.code = diagnostic_code::bad_regex;
        error.message = "none pleases";
        return error;
    };
    const std::string head = "title: T\nlogsource: {product: p}\ndetection: {sel: ";
    const auto loaded = yaml::load_text(
        head + "{User|expand: '%admins%'}, condition: sel}\n---\n" + head + "{A|re: x}, condition: sel}\n", {}, how);
    REQUIRE(loaded.rules.size() == 1);
    CHECK(loaded.rules[0].selections[0].body.children.at(0).item.values.size() == 2);
    CHECK(loaded.rejected == 1);
}

TEST_CASE("short words of one's own are not taken for keys") {
    using yaml::misspelt_key;
    constexpr auto& keys = yaml::detail::top_level_keys;
    static_assert(misspelt_key("levle", keys) == "level");
    CHECK(misspelt_key("ID", keys) == "id");
    CHECK(misspelt_key("ip", keys).empty());
    CHECK(misspelt_key("os", keys).empty());
    CHECK(misspelt_key("tag", keys) == "tags");
    CHECK(misspelt_key("falsepositive", keys) == "falsepositives");
    CHECK(misspelt_key("regression_tests_path", keys).empty());
    CHECK(misspelt_key("", keys).empty());
}

TEST_CASE("rule reader: the expressions of a file may become programs of a certain size together") {
    varsigma::yaml::options how;
    how.limits.regex_instructions = 20'000;
    const auto document = [](const std::string& title, const std::string& expression) {
        return "title: " + title + "\nlogsource: {product: p}\ndetection: {s: {F|re: '" + expression +
               "'}, condition: s}\n";
    };
    std::string text;
    for (int at = 0; at < 40; ++at) { text += document("counted", ".{900}a" + std::to_string(at)) + "---\n"; }
    const auto loaded = varsigma::yaml::load_text(text + document("last", "a"), {}, how);
    CHECK(loaded.rules.size() > 1); // each is large, though characters are counted in the end
    CHECK(loaded.rules.size() < 20);
    CHECK(loaded.rules.size() + loaded.rejected == 41);
    CHECK(loaded.diagnostics.back().code == varsigma::diagnostic_code::rule_too_large);
    CHECK(varsigma::yaml::load_text(document("next", ".{900}a"), {}, how).rules.size() == 1); // the next file
    CHECK(varsigma::yaml::load_text(text).rules.size() == 40);
}
