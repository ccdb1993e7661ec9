// SPDX-License-Identifier: BSL-1.0
#include "../support/loading.hpp"

#include <varsigma/load/yaml.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>

using varsigma::collection;
using varsigma::diagnostic_code;
using varsigma::yaml::load_text;
using varsigma_tests::count_of;

namespace {

/// A rule in one line, without its title.
std::string rule(std::string_view selection) {
    return "logsource: {product: windows}\ndetection:\n  sel: {" + std::string{selection} + "}\n  condition: sel\n";
}

const std::string global = "action: global\ntitle: Common\n";

} // namespace

TEST_CASE("a global document and two that follow it are two rules") {
    const auto loaded = load_text(R"(
action: global
title: Installer fetched over the network
level: medium
detection:
    selection:
        CommandLine: '* msiexec*://*'
    condition: selection
---
logsource: {product: windows, service: sysmon}
detection:
    selection: {EventID: 1}
---
logsource: {product: windows, service: security}
detection:
    selection: {EventID: 4688}
)");
    CHECK(loaded.diagnostics.empty());
    REQUIRE(loaded.rules.size() == 2);
    for (const auto& each : loaded.rules) {
        CHECK(each.metadata.title == "Installer fetched over the network");
        CHECK(each.metadata.level == varsigma::severity_level::medium);
        REQUIRE(each.selections.size() == 1);
        const auto& items = each.selections[0].body.children;
        REQUIRE(items.size() == 2);
        CHECK(items[0].item.field == "EventID"); // the document's own keys keep their place
        CHECK(items[1].item.field == "CommandLine");
    }
    CHECK(loaded.rules[0].source.service == "sysmon");
    CHECK(loaded.rules[1].source.service == "security");
    CHECK(loaded.rules[1].origin.position.line == 14);
}

TEST_CASE("the global document wins, with a warning") {
    const auto loaded = load_text(global + "---\ntitle: Own\n" + rule("A: 1"));
    REQUIRE(loaded.rules.size() == 1);
    CHECK(loaded.rules[0].metadata.title == "Common");
    REQUIRE(loaded.diagnostics.size() == 1);
    CHECK(loaded.diagnostics[0].code == diagnostic_code::action_overrides);
    CHECK(loaded.diagnostics[0].position.line == 4);
    // saying the same twice is no contradiction
    CHECK(load_text(global + "---\ntitle: Common\n" + rule("A: 1")).diagnostics.empty());
}

TEST_CASE("lists are replaced and not joined") {
    const auto loaded = load_text("action: global\ntitle: T\ntags: [a.b]\n---\ntags: [c.d, e.f]\n" + rule("A: 1"));
    REQUIRE(loaded.rules.size() == 1);
    CHECK(loaded.rules[0].metadata.tags == std::vector<std::string>{"a.b"});
    CHECK(count_of(loaded, diagnostic_code::action_overrides) == 1);
}

TEST_CASE("a later global document replaces the earlier one") {
    const auto loaded = load_text("action: global\ntitle: One\nauthor: A\n---\n" + rule("A: 1") +
                                  "---\naction: global\ntitle: Two\n---\n" + rule("A: 2"));
    REQUIRE(loaded.rules.size() == 2);
    CHECK(loaded.rules[0].metadata.author == "A");
    CHECK(loaded.rules[1].metadata.title == "Two");
    CHECK(loaded.rules[1].metadata.author.empty());
    CHECK(count_of(loaded, diagnostic_code::action_overrides) == 1);
}

TEST_CASE("reset ends the global document") {
    const auto loaded =
        load_text(global + "---\n" + rule("A: 1") + "---\naction: reset\n---\ntitle: Own\n" + rule("A: 2"));
    CHECK(loaded.diagnostics.empty());
    REQUIRE(loaded.rules.size() == 2);
    CHECK(loaded.rules[0].metadata.title == "Common");
    CHECK(loaded.rules[1].metadata.title == "Own");
}

TEST_CASE("repeat builds upon the previous rule, as it was merged") {
    const auto loaded =
        load_text(global + "---\n" + rule("A: 1") + "---\naction: repeat\nauthor: R\ndetection: {sel: {A: 2, B: 3}}\n" +
                  "---\naction: repeat\ndetection: {sel: {C: 4}}\n");
    CHECK(loaded.diagnostics.empty());
    REQUIRE(loaded.rules.size() == 3);
    CHECK(loaded.rules[0].selections[0].body.children.size() == 1);
    const auto& second = loaded.rules[1];
    CHECK(second.metadata.title == "Common");
    CHECK(second.metadata.author == "R");
    REQUIRE(second.selections[0].body.children.size() == 2);
    CHECK(second.selections[0].body.children[0].item.values[0].text == "2");
    const auto& third = loaded.rules[2];
    CHECK(third.metadata.author == "R");
    CHECK(third.selections[0].body.children.size() == 3);
    CHECK(third.origin.position.line == 13);
}

TEST_CASE("there must be something to repeat") {
    const auto loaded = load_text("action: repeat\n" + rule("A: 1") + "---\ntitle: T\n" + rule("A: 1"));
    CHECK(loaded.rules.size() == 1);
    CHECK(loaded.rejected == 1);
    CHECK(count_of(loaded, diagnostic_code::action_conflict) == 1);
}

TEST_CASE("a map and a list cannot be merged, whichever comes first") {
    for (const std::string_view own : {"detection: {sel: [x], condition: sel}", "tags: {a: b}"}) {
        CAPTURE(own);
        const auto loaded = load_text("action: global\ntitle: T\ntags: [a.b]\ndetection: {sel: {A: 1}}\n---\n" +
                                      std::string{own} + "\nlogsource: {product: p}\n");
        CHECK(loaded.rules.empty());
        CHECK(loaded.rejected == 1);
        CHECK(count_of(loaded, diagnostic_code::action_conflict) == 1);
    }
}

TEST_CASE("unknown actions are errors with a suggestion") {
    const auto loaded = load_text("action: globl\ntitle: T\n---\ntitle: U\n" + rule("A: 1") + "---\naction: [x]\n");
    CHECK(loaded.rules.size() == 1);
    CHECK(loaded.rejected == 2);
    REQUIRE(count_of(loaded, diagnostic_code::unknown_action) == 2);
    CHECK(loaded.diagnostics[0].suggestion == "did you mean 'global'");
}

TEST_CASE("documents that build upon a rejected one are rejected") {
    // without its global part the second document would match more than it says
    const auto loaded = load_text("action: global\ntitle: T\ntitle: U\n---\ntitle: V\n" + rule("A: 1") +
                                  "---\naction: repeat\ntitle: W\n---\naction: reset\n---\ntitle: X\n" + rule("A: 1"));
    REQUIRE(loaded.rules.size() == 1);
    CHECK(loaded.rules[0].metadata.title == "X");
    CHECK(loaded.rejected == 2); // the global document is no rule by itself
    CHECK(count_of(loaded, diagnostic_code::action_conflict) == 2);
}

TEST_CASE("documents that build upon one that could not be read are rejected") {
    const auto plain = "---\ntitle: V\n" + rule("A: 1");
    const auto loaded = load_text("action: global\nauthor: a: b\n" + plain + plain);
    CHECK(loaded.rules.empty());
    CHECK(loaded.rejected == 2);
    CHECK(count_of(loaded, diagnostic_code::action_conflict) == 2);

    const auto repeated =
        load_text("title: V\n" + rule("A: 1") + "---\ntitle: a: b\n---\naction: repeat\ntitle: W\n" + plain);
    CHECK(repeated.rules.size() == 2);
    CHECK(repeated.rejected == 2);

    // the global document would go on to take part
    for (const std::string reset : {"action: reset\na: b: c\n", "action: reset\na: 1\na: 2\n"}) {
        const auto after = load_text(global + "level: low\n" + plain + "---\n" + reset + plain);
        CHECK(after.rules.size() == 1);
        CHECK(after.rejected == 1);
    }
}

TEST_CASE("correlations and filters take no part") {
    const std::string correlation = "title: C\nname: c\ncorrelation: {type: event_count, rules: [r], timespan: 1m, "
                                    "condition: {gte: 3}}\n";
    const std::string filter =
        "title: F\nlogsource: {product: p}\nfilter: {rules: any, sel: {A: 1}, condition: not sel}\n";
    const auto loaded = load_text("action: global\ntitle: G\nauthor: A\n---\n" + correlation + "---\n" + filter +
                                  "---\n" + rule("A: 1") + "---\n" + correlation + "---\naction: repeat\nlevel: low\n");
    CHECK(loaded.rejected == 0);
    REQUIRE(loaded.correlations.size() == 2);
    CHECK(loaded.correlations[0].metadata.title == "C");
    CHECK(loaded.correlations[0].metadata.author.empty());
    REQUIRE(loaded.filters.size() == 1);
    CHECK(loaded.filters[0].metadata.title == "F");
    REQUIRE(loaded.rules.size() == 2); // the repeated one is the rule, not the correlation
    CHECK(loaded.rules[1].metadata.level == varsigma::severity_level::low);
    CHECK(load_text("action: global\n" + correlation).rejected == 1);
}

TEST_CASE("a rule with a correlation that is no map, or without a value, takes part") {
    for (const std::string key :
         {"correlation: 5145 and then 4624\n", "correlation:\n", "filter: [none]\n", "filter: ~\n"}) {
        CAPTURE(key);
        const auto loaded = load_text(global + "---\n" + key + rule("A: 1"));
        CHECK(loaded.rejected == 0);
        REQUIRE(loaded.rules.size() == 1);
        CHECK(loaded.rules[0].metadata.title == "Common");
    }
    // without a detection of its own it is a correlation that is wrong
    const auto alone = load_text(global + rule("A: 1") + "---\ntitle: C\ncorrelation: [a, b]\n");
    CHECK(alone.rules.empty());
    CHECK(count_of(alone, diagnostic_code::wrong_type) == 1);
}

TEST_CASE("a global document that nothing follows, and a reset that says more, are noticed") {
    CHECK(count_of(load_text(global), diagnostic_code::action_conflict) == 1);
    CHECK(count_of(load_text("action: reset\ntitle: T\n"), diagnostic_code::action_conflict) == 1);
}

TEST_CASE("merging many documents with a large one stays within the limit") {
    std::string text = "action: global\ntitle: T\ndetection:\n  sel:\n    A: [";
    for (int value = 0; value < 5000; ++value) text += "v, ";
    text += "]\n  condition: sel\n";
    for (int document = 0; document < 2000; ++document) text += "---\nlogsource: {product: p}\n";
    const auto loaded = load_text(text);
    CHECK(loaded.rules.size() < 250);
    CHECK(count_of(loaded, diagnostic_code::yaml_too_large) > 0);
}
