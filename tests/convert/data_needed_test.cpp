// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/data_needed.hpp>
#include <varsigma/convert/data_needed_gaps.hpp>
#include <varsigma/convert/data_needed_table.hpp>
#include <varsigma/convert/lucene.hpp>
#include <varsigma/load/yaml.hpp>

#include "conversion.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace {

using varsigma::data_needed;
using varsigma_tests::loaded;
using varsigma_tests::rule_with;

/// `A required, B exception`; with `never`, `whole event` and `ids 1 2` where they hold.
std::string said(const varsigma::needed_data& needed) {
    std::string text;
    const auto add = [&](const std::string& part) { text.append(text.empty() ? "" : ", ").append(part); };
    if (needed.never_matches) { add("never"); }
    if (needed.whole_event) { add("whole event"); }
    std::string ids;
    for (const auto& id : needed.event_ids) { ids += ' ' + id; }
    if (!ids.empty()) { add("ids" + ids); }
    for (const auto& field : needed.fields) { add(field.name + ' ' + std::string{name(field.need)}); }
    return text;
}

std::string needs(std::string_view detection) {
    return said(data_needed(rule_with(detection)));
}

std::string ids(std::string_view detection) {
    std::string text;
    for (const auto& id : data_needed(rule_with(detection)).event_ids) { text += text.empty() ? id : ' ' + id; }
    return text;
}

} // namespace

TEST_CASE("data needed: what a field is to the rule") {
    CHECK(needs("{s: {A: x}, condition: s}") == "A required");
    CHECK(needs("{s: {A: x, B: y}, condition: s}") == "A required, B required");
    CHECK(needs("{s: [{A: x}, {B: y}], condition: s}") == "A alternative, B alternative");
    CHECK(needs("{s: [{A: x, C: z}, {B: y, C: z}], condition: s}") == "A alternative, C required, B alternative");
    CHECK(needs("{s: {A: x}, f: {B: y}, condition: s and not f}") == "A required, B exception");
    CHECK(needs("{s: {A: x}, f: {A: y}, condition: s and not f}") == "A required");
    CHECK(needs("{s: {A: x}, t: {B: y}, u: {C: z}, condition: 2 of them}") ==
          "A alternative, B alternative, C alternative");
    CHECK(needs("{s: {A: x}, t: {B: y}, condition: all of them}") == "A required, B required");
    CHECK(needs("{s: {A: x}, t: {A: y}, u: {B: z}, condition: 2 of them}") == "A required, B alternative");
    CHECK(needs("{s: {A|neq: x}, condition: s}") == "A exception");
    CHECK(needs("{s: {A|contains|all: [x, y]}, condition: s}") == "A required");
    CHECK(needs("{s: {A: x}, f: {B: y}, condition: not (not s or f)}") == "A required, B exception");
}

TEST_CASE("data needed: null, presence, other fields") {
    CHECK(needs("{s: {A: null}, condition: s}") == "A exception"); // absent is null
    CHECK(needs("{s: {A: null}, condition: not s}") == "A required");
    CHECK(needs("{s: {A: [null, x]}, condition: s}") == "A alternative"); // x can no longer be found, but null holds
    CHECK(needs("{s: {A|exists: true}, condition: s}") == "A required");
    CHECK(needs("{s: {A|exists: false}, condition: s}") == "A exception");
    CHECK(needs("{s: {A|fieldref: B}, condition: s}") == "A required, B required");
    CHECK(needs("{s: {A|re: 'a.b', B|cidr: 10.0.0.0/8, C|gt: 3, D|hour: 2}, condition: s}") ==
          "A required, B required, C required, D required");
}

TEST_CASE("data needed: keywords need the whole event") {
    CHECK(needs("{s: [word], condition: s}") == "whole event");
    CHECK(needs("{s: {A: x}, k: [word], condition: s and k}") == "whole event, A required");
    CHECK(needs("{s: [word, {A: x}], condition: s}") == "whole event, A alternative");
    const auto need = [](std::string_view detection) { return data_needed(rule_with(detection)).whole_event_need; };
    using varsigma::field_need;
    CHECK(need("{s: [word], condition: s}") == field_need::required);
    CHECK(need("{s: [word, {A: x}], condition: s}") == field_need::alternative);
    CHECK(need("{s: [word], t: {A: x}, condition: t and not s}") == field_need::exception);
}

TEST_CASE("data needed: what decides nothing is not needed") {
    CHECK(needs("{s: {A: x}, t: {B: y}, condition: s}") == "A required"); // no condition mentions t
    CHECK(needs("{s: [null], condition: s}") == "never");                 // a null keyword
    CHECK(needs("{s: [null], t: {A: x}, condition: s and t}") == "never");
    CHECK(needs("{s: [null], t: {A: x}, condition: s or t}") == "A required");
    CHECK(needs("{s: [null], t: {A: x}, condition: not s}").empty()); // matches every event
    CHECK(needs("{s: {A|base64offset|contains: ''}, t: {B: x}, condition: s or t}") == "B required"); // nothing to find
}

TEST_CASE("data needed: the event ids with which a rule can match") {
    CHECK(ids("{s: {EventID: 4688}, condition: s}") == "4688");
    CHECK(ids("{s: {EventID: [1, 4688]}, condition: s}") == "1 4688");
    CHECK(ids("{s: {EventID: '4688'}, condition: s}") == "4688");
    CHECK(ids("{s: {EventID: 4688, A: x}, f: {B: y}, condition: s and not f}") == "4688");
    CHECK(ids("{s: {EventID: 1}, t: {EventID: 2}, condition: s or t}") == "1 2");
    CHECK(ids("{s: {EventID: [1, 2]}, t: {EventID: [2, 3]}, condition: s and t}") == "2");
    CHECK(ids("{s: {EventID: [1, 2]}, f: {EventID: 2}, condition: s and not f}") == "1");
    CHECK(ids("{s: {EventID: [1, 2]}, f: {EventID: 2, A: x}, condition: s and not f}") == "1 2");
    CHECK(ids("{s: {EventID: [1, 2, 3]}, t: {EventID|gte: 2}, condition: s and t}") == "2 3");
    CHECK(ids("{s: {EventID: [1, 2, 31]}, t: {EventID|contains: 1}, condition: s and t}") == "1 31");
    CHECK(ids("{s: {EventID: [1, 2, 31]}, t: {EventID: '?'}, condition: s and not t}") == "31");
    CHECK(ids("{s: {EventID: 1.0}, condition: s}") == "1"); // which it equals
    // with any, or without one
    CHECK(ids("{s: {EventID: 1}, t: {A: x}, condition: s or t}").empty());
    CHECK(ids("{s: {EventID: 1}, condition: not s}").empty());
    CHECK(ids("{s: {EventID|gt: 1}, condition: s}").empty());
    CHECK(ids("{s: {EventID: '46*'}, condition: s}").empty());
    CHECK(ids("{s: {EventID: '04688'}, condition: s}").empty());                  // a text that no number is written as
    CHECK(ids("{s: {EventID: 1.5}, condition: s}").empty());                      // no id
    CHECK(ids("{s: {eventid: 1}, condition: s}").empty());                        // names are exact
    CHECK(ids("{s: {EventID: 1}, t: {EventID: 2}, condition: s and t}").empty()); // none at all
}

TEST_CASE("data needed: what an aggregation counts is required") {
    CHECK(needs("{s: {A: x}, condition: s | count() > 5}") == "A required");
    CHECK(needs("{s: {A: x}, f: {C: z}, condition: s and not f | count(B) by C > 5}") ==
          "A required, C required, B required");
    CHECK(needs("{s: {A: x}, condition: 's | count() by B, C > 5'}") == "A required, B required, C required");
}

TEST_CASE("data needed: the logsource is kept with its definition") {
    const auto made = loaded("title: T\nlogsource: {product: windows, service: security, definition: audit it}\n"
                             "detection: {s: {EventID: 1}, condition: s}\n");
    const auto needed = data_needed(made.rules.front());
    CHECK(needed.source.product == "windows");
    CHECK(needed.source.service == "security");
    CHECK(needed.source.definition == "audit it");
}

TEST_CASE("data needed: of a collection, by logsource") {
    const auto made = loaded(R"(
title: one
logsource: {product: Windows, category: process_creation}
detection: {s: {A: x, EventID: 1}, condition: s}
---
title: two
logsource: {product: windows, category: process_creation}
detection: {s: [{A: x}, {B: y}], f: {C: z}, condition: s and not f}
---
title: three
logsource: {service: syslog}
detection: {s: [word, 'a|b'], condition: s}
)");
    const auto table = varsigma::data_needed_by_source(made.rules);
    REQUIRE(table.size() == 2);
    CHECK(table[0].rules == 2);
    CHECK(table[0].source.product == "Windows"); // as the first spells it
    CHECK(table[0].event_ids == std::vector<std::string>{"1"});
    REQUIRE(table[0].fields.size() == 4);
    CHECK(table[0].fields[0].name == "A");
    CHECK(table[0].fields[0].required == 1);
    CHECK(table[0].fields[0].alternative == 1);
    CHECK(table[0].fields[0].rules() == 2);
    CHECK(table[0].fields[1].name == "B");
    CHECK(table[0].fields[2].name == "C");
    CHECK(table[0].fields[2].exception == 1);
    CHECK(table[1].whole_event == 1);
    CHECK(table[1].fields.empty());
    CHECK(to_markdown(table) == R"(| Logsource | Rules | Field | Needed by | Required | Alternative | Exception |
|:--|--:|:--|--:|--:|--:|--:|
| Windows / process_creation | 2 | A | 2 | 1 | 1 | 0 |
| Windows / process_creation | 2 | B | 1 | 0 | 1 | 0 |
| Windows / process_creation | 2 | C | 1 | 0 | 0 | 1 |
| Windows / process_creation | 2 | EventID: 1 | 1 | 1 | 0 | 0 |
| syslog | 1 | (the whole event) | 1 |  |  |  |
)");
    CHECK(varsigma::data_needed_by_source({}).empty());
}

TEST_CASE("data needed: of a collection, each logsource has a line, whatever its rules read") {
    const auto made = loaded(R"(
title: never
logsource: {product: linux, service: auditd}
detection: {s: [null], condition: s}
---
title: always
logsource: {product: macos}
detection: {s: [null], condition: not s}
---
title: some
logsource: {product: macos}
detection: {s: {A: x, EventID: [4688, 1]}, condition: s}
)");
    const auto table = varsigma::data_needed_by_source(made);
    REQUIRE(table.size() == 2);
    CHECK(table[0].without_needs == 1);
    CHECK(table[1].impossible == 1);
    CHECK(to_markdown(table) == R"(| Logsource | Rules | Field | Needed by | Required | Alternative | Exception |
|:--|--:|:--|--:|--:|--:|--:|
| macos | 2 | A | 1 | 1 | 0 | 0 |
| macos | 2 | EventID: 4688, 1 | 1 | 1 | 0 | 0 |
| macos | 2 | (none: matches every event) | 1 |  |  |  |
| linux / auditd | 1 | (none: can never match) | 1 |  |  |  |
)");
}

namespace {

/// Rules, of which correlations look at `IpAddress`, `TargetUserName`, `User` and `Account`.
constexpr std::string_view correlated = R"(
title: logon failed
name: failed
logsource: {product: windows, service: security}
detection: {s: {EventID: 4625}, condition: s}
---
title: logon succeeded
id: 0f4b2a3c-1d2e-4f50-8a9b-0c1d2e3f4a5b
logsource: {product: linux}
detection: {s: {A: x}, f: {src_ip: '-'}, condition: s and not f}
---
title: alone
logsource: {product: linux}
detection: {s: {A: x}, condition: s}
---
title: many users
name: many
correlation:
    type: value_count
    rules: [failed]
    group-by: [IpAddress]
    timespan: 5m
    condition: {field: TargetUserName, gte: 5}
---
title: then one that works
correlation:
    type: temporal_ordered
    rules: [many, 0f4b2a3c-1d2e-4f50-8a9b-0c1d2e3f4a5b]
    group-by: [address, Host]
    timespan: 1h
    aliases:
        address:
            many: IpAddress
            0f4b2a3c-1d2e-4f50-8a9b-0c1d2e3f4a5b: src_ip
)";

/// `A 1, B 2`: how many rules cannot do without the fields.
std::string required(const varsigma::source_use& use) {
    std::string text;
    for (const auto& field : use.fields) {
        if (field.required == 0) { continue; }
        text.append(text.empty() ? "" : ", ").append(field.name) += ' ' + std::to_string(field.required);
    }
    return text;
}

} // namespace

TEST_CASE("data needed: what correlations look at is required of the rules that they refer to") {
    const auto made = loaded(correlated);
    REQUIRE(made.correlations.size() == 2);
    const auto table = varsigma::data_needed_by_source(made);
    REQUIRE(table.size() == 2);
    CHECK(required(table[0]) == "A 2, Host 1, src_ip 1"); // linux; an exception without the correlation
    CHECK(required(table[1]) == "EventID 1, Host 1, IpAddress 1, TargetUserName 1");
    // of the rules alone
    CHECK(required(varsigma::data_needed_by_source(made.rules)[0]) == "A 2");
}

TEST_CASE("data needed: correlations that go round in circles, or lead nowhere") {
    std::vector<varsigma::correlation_rule> correlations(2);
    correlations[0].metadata.name = "a";
    correlations[0].rules = {"b", "nothing"};
    correlations[0].group_by = {"F"};
    correlations[1].metadata.name = "b";
    correlations[1].rules = {"a", "rule"};
    auto rule = rule_with("{s: {A: x}, condition: s}");
    rule.metadata.name = "rule";
    CHECK(required(varsigma::data_needed_by_source({&rule, 1}, correlations)[0]) == "A 1, F 1");
}

TEST_CASE("data gaps: what correlations look at is lacking") {
    const auto made = loaded(correlated);
    const std::array<std::string_view, 4> present{"A", "EventID", "IpAddress", "Host"};
    const auto gaps = varsigma::find_data_gaps(made, present);
    CHECK(gaps.never == 2);
    CHECK(gaps.whole == 1);
    REQUIRE(gaps.fields.size() == 2);
    CHECK(gaps.fields[0].name == "TargetUserName");
    CHECK(gaps.fields[0].unlocked == 1);
    CHECK(gaps.fields[1].name == "src_ip");
    CHECK(gaps.fields[1].over_fires == 0);
    CHECK(varsigma::find_data_gaps(made.rules, present).over_firing == 1);
}

TEST_CASE("data gaps: what never matches whatever is delivered lacks nothing") {
    const auto made = loaded("title: never\nlogsource: {category: c}\n"
                             "detection: {s: [null], t: {B: x}, condition: s and t}\n---\n"
                             "title: complete\nlogsource: {category: c}\ndetection: {s: {A: x}, condition: s}\n");
    const std::array<std::string_view, 1> present{"A"};
    const auto gaps = varsigma::find_data_gaps(made.rules, present);
    CHECK(gaps.never == 0);
    CHECK(gaps.impossible == 1);
    REQUIRE(gaps.each.size() == 1);
    CHECK(gaps.each[0].never_matches);
    CHECK(gaps.each[0].is_impossible);
    CHECK(gaps.each[0].missing.empty());
    CHECK(to_markdown(gaps) == "2 rules: 1 lacks nothing, 0 can never match, 0 match less, 0 fire too often. "
                               "1 more can never match, whatever is delivered.\n");
    const auto one = rule_with("{s: [{A: x}, {B: y}], condition: s}");
    CHECK(to_markdown(varsigma::find_data_gaps({&one, 1}, present))
              .starts_with("1 rule: 0 lack nothing, 0 can never match, 1 matches less, 0 fire too often.\n\n| Absent"));
}

TEST_CASE("data gaps: a field that is read in an exception and elsewhere makes a rule match less") {
    const auto both = rule_with("{s: [{A: x}, {B: y}], f: {B: z}, condition: s and not f}");
    const std::array<std::string_view, 1> present{"A"};
    const auto gaps = varsigma::find_data_gaps({&both, 1}, present);
    CHECK(gaps.less == 1);
    CHECK(gaps.over_firing == 0);
    CHECK(gaps.fields.front().over_fires == 0);
}

TEST_CASE("data gaps: what is lacking in a list of fields, and what that costs") {
    const auto made = loaded(R"(
title: complete
logsource: {product: windows}
detection: {s: {A: x}, condition: s}
---
title: silent
logsource: {product: windows}
detection: {s: {A: x, B: y}, condition: s}
---
title: silent twice
logsource: {product: windows}
detection: {s: {B: x, C: y}, condition: s}
---
title: less
logsource: {product: windows}
detection: {s: [{A: x}, {B: y}], condition: s}
---
title: over
logsource: {product: windows}
detection: {s: {A: x}, f: {D: y}, condition: s and not f}
---
title: elsewhere
logsource: {product: linux}
detection: {s: {B: x}, condition: s}
)");
    const std::array<std::string_view, 1> present{"A"};
    const auto gaps = varsigma::find_data_gaps(made.rules, present, {.product = "WINDOWS", .category = "any"});
    CHECK(gaps.rules == 5);
    CHECK(gaps.whole == 1);
    CHECK(gaps.never == 2);
    CHECK(gaps.less == 1);
    CHECK(gaps.over_firing == 1);
    REQUIRE(gaps.each.size() == 4);
    CHECK(gaps.each[0].rule == 1);
    CHECK(gaps.each[0].never_matches);
    CHECK(gaps.each[0].missing == std::vector<std::string>{"B"});
    CHECK(gaps.each[3].over_fires == std::vector<std::string>{"D"});
    REQUIRE(gaps.fields.size() == 3);
    CHECK(gaps.fields[0].name == "B");
    CHECK(gaps.fields[0].never == 2);
    CHECK(gaps.fields[0].unlocked == 1); // the other one needs C too
    CHECK(gaps.fields[0].less == 1);
    CHECK(gaps.fields[1].name == "C");
    CHECK(gaps.fields[1].unlocked == 0);
    CHECK(gaps.fields[2].name == "D");
    CHECK(gaps.fields[2].over_fires == 1);
    CHECK(to_markdown(gaps) ==
          R"(5 rules: 1 lacks nothing, 2 can never match, 1 matches less, 1 fires too often.

| Absent field | Rules that never match | With this field alone they could | Rules that match less | Rules that fire too often |
|:--|--:|--:|--:|--:|
| B | 2 | 1 | 1 | 0 |
| C | 1 | 0 | 0 | 0 |
| D | 0 | 0 | 0 | 1 |
)");
    // without a logsource every rule counts
    CHECK(varsigma::find_data_gaps(made.rules, present).rules == 6);
    // and a rule that counts needs what it counts
    const auto counting = rule_with("{s: {A: x}, condition: s | count(B) by A > 5}");
    const auto of_counting = varsigma::find_data_gaps({&counting, 1}, present);
    CHECK(of_counting.never == 1);
    CHECK(of_counting.fields.front().unlocked == 1);
}

TEST_CASE("data needed: what fields and event ids are to a rule is found in steps that grow with the rule") {
    const auto steps_of = [](std::size_t count) {
        std::string body;
        for (std::size_t at = 0; at < count; ++at) { body += "        F" + std::to_string(at) + ": x\n"; }
        const auto read = varsigma::yaml::load_text("title: many\nlogsource: {product: p}\ndetection:\n    sel:\n" +
                                                    body + "    condition: sel\n");
        REQUIRE(read.rules.size() == 1);
        const varsigma::detail::need_tree tree{read.rules.front()};
        varsigma::detail::field_examiner examiner{tree};
        CHECK(examiner.fields().size() == count);
        for (const auto field : examiner.fields()) { CHECK(examiner.need_of(field) == varsigma::field_need::required); }
        return examiner.steps();
    };
    const auto one = steps_of(500);
    CHECK(steps_of(1'000) <= 2 * one);
    CHECK(steps_of(2'000) <= 4 * one);
    // a selection of many fields that stands in many places, and the same of ids
    const auto shared = [](std::size_t count, std::string_view selection) {
        std::string others;
        std::string condition;
        for (std::size_t at = 0; at < count; ++at) {
            const auto number = std::to_string(at);
            others += "    a" + number + ": {A" + number + ": x}\n";
            condition += (at == 0 ? "s and a" : " or s and a") + number;
        }
        const auto made = varsigma::yaml::load_text(
            "title: t\nlogsource: {product: p}\ndetection:\n    s: " + std::string{selection} + "\n" + others +
            "    condition: " + condition + "\n");
        REQUIRE(made.rules.size() == 1);
        const varsigma::detail::need_tree tree{made.rules.front()};
        varsigma::detail::field_examiner examiner{tree};
        for (const auto field : examiner.fields()) { CHECK(examiner.need_of(field)); }
        CHECK(examiner.steps() <= (1U << 20U) + 64 * 12 * count);
        return data_needed(made.rules.front());
    };
    std::string fields;
    std::string ids;
    for (int at = 0; at < 2'000; ++at) {
        fields += (at == 0 ? "{F" : ", F") + std::to_string(at) + ": x";
        ids += (at == 0 ? "{EventID: [" : ", ") + std::to_string(at);
    }
    CHECK(shared(2'000, fields + "}").fields.size() == 4'000);
    CHECK(shared(2'000, ids + "]}").event_ids.size() == 2'000);
    // thousands of ids, each of which is found; with one pattern among them
    std::string list;
    for (int id = 0; id < 5'000; ++id) { list += (id == 0 ? "" : ", ") + std::to_string(id); }
    const auto read =
        varsigma::yaml::load_text("title: ids\nlogsource: {product: p}\ndetection:\n    sel: {EventID: [" + list +
                                  "]}\n    odd: {EventID|endswith: '1'}\n    condition: sel and not odd\n");
    REQUIRE(read.rules.size() == 1);
    CHECK(data_needed(read.rules.front()).event_ids.size() == 4'500);
}

TEST_CASE("data needed: a rule that did not go through validate is not followed") {
    auto read = varsigma::yaml::load_text(
        "title: t\nlogsource: {product: p}\ndetection: {a: {A: 1}, b: {B: 1}, condition: a or b}\n");
    REQUIRE(read.rules.size() == 1);
    auto& rule = read.rules.front();
    CHECK_FALSE(data_needed(rule).never_matches);
    rule.conditions.front().nodes[0].next_sibling = 0; // round in a circle
    CHECK(data_needed(rule).never_matches);
    CHECK_FALSE(varsigma::to_lucene(rule));
    CHECK(varsigma::to_lucene(rule).error().code == varsigma::diagnostic_code::not_validated);
    rule.conditions.front().nodes.clear();
    CHECK(data_needed(rule).never_matches);
    CHECK_FALSE(varsigma::to_lucene(rule));
}

TEST_CASE("data needed: correlations in a long chain, and round in a circle") {
    std::vector<varsigma::correlation_rule> chain(20'000);
    for (std::size_t at = 0; at < chain.size(); ++at) {
        chain[at].metadata.name = "c" + std::to_string(at);
        chain[at].rules = {at + 1 == chain.size() ? "r" : "c" + std::to_string(at + 1)};
    }
    chain.front().group_by = {"F"};
    chain.back().rules.emplace_back("c0");
    std::vector<varsigma::detection_rule> rules(1);
    rules.front().metadata.name = "r";
    const varsigma::detail::correlated_fields found{rules, chain};
    CHECK(std::vector<std::string_view>{found[0].begin(), found[0].end()} == std::vector<std::string_view>{"F"});
    CHECK_FALSE(found.is_cut());
    CHECK(found.steps() < 4 * chain.size());
}

TEST_CASE(
    "data needed: fields are followed through correlations in steps that grow with these, and what is cut is said") {
    // each groups by a field of its own, and stands on the one before: fields times correlations, if nothing stopped it
    const auto chained = [](std::size_t count) {
        std::vector<varsigma::correlation_rule> chain(count);
        for (std::size_t at = 0; at < count; ++at) {
            chain[at].metadata.name = "c" + std::to_string(at);
            chain[at].rules = {at == 0 ? "r" : "c" + std::to_string(at - 1)};
            chain[at].group_by = {"G" + std::to_string(at)};
        }
        return chain;
    };
    const auto rules = std::vector{[] {
        auto rule = rule_with("{s: {A: x}, condition: s}");
        rule.metadata.name = "r";
        return rule;
    }()};
    const std::array<std::string_view, 1> present{"A"};
    const auto few = chained(100);
    const varsigma::detail::correlated_fields all{rules, few};
    CHECK_FALSE(all.is_cut());
    CHECK(all[0].size() == 100);
    const auto many = chained(10'000);
    const varsigma::detail::correlated_fields cut{rules, many};
    CHECK(cut.is_cut());
    CHECK(cut.steps() <= (1U << 20U) + 64 * 2 * many.size() + many.size());
    CHECK(to_markdown(varsigma::data_needed_by_source(rules, many)).find("too many fields that correlations look at") !=
          std::string::npos);
    CHECK(to_markdown(varsigma::find_data_gaps(rules, many, present)).find("not all of them are counted") !=
          std::string::npos);
    // many fields of many rules, and long names of them
    const auto wide = [](std::size_t count, const std::string& field) {
        std::vector<varsigma::correlation_rule> one(1);
        for (std::size_t at = 0; at < count; ++at) {
            one[0].rules.push_back("r" + std::to_string(at));
            one[0].group_by.push_back(field + std::to_string(at));
        }
        return one;
    };
    std::vector<varsigma::detection_rule> named(5'000);
    for (std::size_t at = 0; at < named.size(); ++at) { named[at].metadata.name = "r" + std::to_string(at); }
    const auto all_by_all = wide(5'000, "G");
    CHECK(varsigma::detail::correlated_fields{named, all_by_all}.is_cut());
    CHECK(varsigma::detail::correlated_fields{named, all_by_all}.steps() <= (1U << 20U) + 64 * 10'000 + 5'000);
    const auto long_names = wide(500, std::string(100'000, 'G'));
    CHECK(varsigma::detail::correlated_fields{named, long_names}.is_cut());
    const auto some = wide(200, "G");
    const varsigma::detail::correlated_fields whole{named, some};
    CHECK_FALSE(whole.is_cut());
    CHECK(whole[199].size() == 200);
}

TEST_CASE("data needed: a field under the names that two ways to a rule give it") {
    std::vector<varsigma::correlation_rule> made(3);
    made[0].metadata.name = "top";
    made[0].rules = {"left", "right"};
    made[0].group_by = {"user"};
    made[0].aliases = {{"user", {{"left", "User"}, {"right", "Account"}}}};
    made[1].metadata.name = "left";
    made[1].rules = {"inner"};
    made[2].metadata.name = "right";
    made[2].rules = {"inner"};
    made.emplace_back().metadata.name = "inner";
    made.back().rules = {"r"};
    std::vector<varsigma::detection_rule> rules(1);
    rules.front().metadata.name = "r";
    const varsigma::detail::correlated_fields found{rules, made};
    CHECK(found[0].size() == 2);
}
