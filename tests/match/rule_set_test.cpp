// SPDX-License-Identifier: BSL-1.0
#include "../support/events.hpp"
#include "../support/json_matching.hpp"
#include "../support/rules.hpp"

#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

using namespace varsigma;
using varsigma_tests::bare_event;
using varsigma_tests::connection_event;
using varsigma_tests::json_matching;
using varsigma_tests::process_event;
using varsigma_tests::rule_of;
using varsigma_tests::rule_on;
using varsigma_tests::unrouted;

namespace {

template <class Rules, class Event>
std::string titles(const Rules& rules, const Event& event) {
    typename Rules::scratch working{rules};
    std::string text;
    for (const auto& hit : rules.match(event, working)) { text.append(text.empty() ? "" : ",").append(hit.title()); }
    return text;
}

process_event a_process() {
    process_event made;
    made.image = "C:\\Windows\\System32\\CMD.exe";
    made.command_line = "cmd.exe /c whoami";
    made.user = "Alice";
    made.process_id = 4242;
    made.parent_image = std::make_unique<std::string>("C:\\Windows\\explorer.exe");
    made.hashes = {"MD5=ABC", "SHA1=DEF"};
    made.started = std::chrono::system_clock::time_point{std::chrono::seconds{1754125200}}; // 2025-08-02T09:00:00Z
    made.elevated = true;
    made.log_line = "raw log line";
    return made;
}

constexpr std::string_view a_process_as_json =
    R"({"Image":"C:\\Windows\\System32\\CMD.exe","CommandLine":"cmd.exe /c whoami","User":"Alice","ProcessId":4242,)"
    R"("ParentImage":"C:\\Windows\\explorer.exe","Hashes":["MD5=ABC","SHA1=DEF"],"UtcTime":"2025-08-02T09:00:00Z",)"
    R"("Elevated":true})";

std::vector<detection_rule> rules_on_processes() {
    std::vector<detection_rule> rules;
    for (const auto* selection : {
             R"({"Image|endswith": "\\cmd.exe"})",
             R"({"Image|cased|endswith": "\\cmd.exe"})",
             R"({"CommandLine|contains|all": ["whoami", "/c"]})",
             R"({"CommandLine|windash|contains": " -c "})",
             R"({"CommandLine": null})",
             R"({"User": "alice"})",
             R"({"User": null})",
             R"({"User": ""})",
             R"({"User|exists": true})",
             R"({"ProcessId": 4242})",
             R"({"ProcessId": "4242"})",
             R"({"ProcessId|gt": 4241.5})",
             R"({"ParentImage|endswith": "\\explorer.exe"})",
             R"({"ParentImage|exists": false})",
             R"({"Hashes|contains": "sha1=def"})",
             R"({"Hashes|contains|all": ["md5", "sha1"]})",
             R"({"Hashes": null})",
             R"({"Hashes|exists": true})",
             R"({"UtcTime|hour": 9})",
             R"({"UtcTime|year|gte": 2025})",
             R"({"UtcTime|day|neq": 2})",
             R"({"UtcTime": "2025-08-02T09:00:00*"})",
             R"({"Elevated": true})",
             R"({"Elevated": "TRUE"})",
             R"({"Image|fieldref|neq": "ParentImage"})",
             R"({"Image|re": "(?i)system32.*cmd"})",
             R"(["WHOAMI"])",
             R"(["4242"])",
             R"(["sha1=def"])",
             R"(["nowhere in it"])",
         }) {
        rules.push_back(rule_on(selection, {}, selection));
    }
    return rules;
}

} // namespace

TEST_CASE("rule set: a struct and its JSON have the same answers") {
    const rule_set<process_event> typed{rules_on_processes()};
    json_matching json{rules_on_processes(), unrouted()};
    const auto of_struct = titles(typed, a_process());
    CHECK(of_struct == json(a_process_as_json));
    CHECK(of_struct.find("whoami") != std::string::npos);

    process_event little;
    little.image = "x";
    little.user = "";
    CHECK(titles(typed, little) ==
          json(R"({"Image":"x","ProcessId":0,"Hashes":[],"UtcTime":"1970-01-01T00:00:00Z","Elevated":false})"));

    process_event no_text = a_process();
    no_text.user = nullptr;
    no_text.parent_image = nullptr;
    no_text.command_line = "";
    CHECK(titles(typed, no_text) ==
          json(R"({"Image":"C:\\Windows\\System32\\CMD.exe","CommandLine":"","ProcessId":4242,)"
               R"("Hashes":["MD5=ABC","SHA1=DEF"],"UtcTime":"2025-08-02T09:00:00Z","Elevated":true})"));
}

TEST_CASE("rule set: absent members of a struct") {
    std::vector<detection_rule> rules;
    for (const auto* selection :
         {R"({"User": null})", R"({"User": ""})", R"({"CommandLine": null})", R"({"CommandLine": ""})",
          R"({"ParentImage": null})", R"({"Hashes": null})", R"({"Hashes|exists": true})"}) {
        rules.push_back(rule_on(selection, {}, selection));
    }
    const rule_set<process_event> set{std::move(rules)};
    process_event event;
    CHECK(titles(set, event) ==
          R"({"User": null},{"CommandLine": null},{"ParentImage": null},{"Hashes": null},{"Hashes|exists": true})");
    event.user = "";         // declared as missing if empty
    event.command_line = ""; // not so declared
    event.parent_image = std::make_unique<std::string>();
    event.hashes = {""};
    CHECK(titles(set, event) == R"({"User": null},{"CommandLine": ""},{"Hashes|exists": true})");
}

TEST_CASE("rule set: keywords search all described members and the log line") {
    const rule_set<process_event> set{
        {rule_on(R"("alice")", {}, "text"), rule_on(R"("SHA1=")", {}, "list"), rule_on(R"("4242")", {}, "number"),
         rule_on(R"("log line")", {}, "raw"), rule_on(R"({"|re": "raw.*line$"})", {}, "expression"),
         rule_on(R"({"|all": ["alice", "log line"]})", {}, "both"), rule_on(R"("user")", {}, "name of a field")}};
    CHECK(titles(set, a_process()) == "text,list,number,raw,expression,both");
    process_event other;
    other.log_line = "alice";
    CHECK(titles(set, other) == "text");
    const rule_set<bare_event> bare{{rule_on(R"("abc")", {}, "abc"), rule_on(R"("ABCDE")", {}, "abcde")}};
    CHECK(titles(bare, bare_event{"xABCx"}) == "abc");
    CHECK(titles(bare, bare_event{"xABCDEx"}) == "abc,abcde");
}

TEST_CASE("rule set: several types of event, each with the rules of its source") {
    std::vector<detection_rule> rules;
    const auto anything = R"({"Nowhere|exists": false})";
    rules.push_back(rule_on(anything, {}, "any"));
    rules.push_back(rule_on(anything, {.product = "WINDOWS", .category = "process_creation"}, "process"));
    rules.push_back(rule_on(anything, {.product = "linux", .category = "process_creation"}, "linux process"));
    rules.push_back(rule_on(anything, {.category = "process_creation", .service = "sysmon"}, "service unknown"));
    rules.push_back(rule_on(anything, {.product = "macos", .category = "Network_Connection"}, "connection"));
    rules.push_back(rule_on(anything, {.product = "windows", .service = "security"}, "security"));
    const rule_set<process_event, connection_event, bare_event, dynamic_event> set{std::move(rules)};
    CHECK(titles(set, a_process()) == "any,process,service unknown,security");
    CHECK(titles(set, connection_event{}) == "any,connection,security");
    CHECK(titles(set, bare_event{}) == "any,process,linux process,service unknown,connection,security");
    dynamic_event event{set.fields()};
    nlohmann_reader reader{set.fields()};
    REQUIRE(reader.read_text(R"({"Channel":"Security","EventID":4688})", event));
    CHECK(titles(set, event) == "any,process,security");
    REQUIRE(reader.read_text("{}", event));
    CHECK(titles(set, event) == "any");

    decltype(set)::scratch working{set}; // one scratch serves all types in turn
    for (int round = 0; round < 3; ++round) {
        CHECK(set.match(a_process(), working).size() == 4);
        CHECK(set.match(bare_event{}, working).size() == 6);
        CHECK_FALSE(set.match(event, working).routed());
        CHECK(set.match(connection_event{}, working).size() == 3);
    }
}

TEST_CASE("rule set: hits come in the order of the rules, with their metadata") {
    std::vector<detection_rule> rules;
    for (int index = 0; index < 40; ++index) {
        // some with a prefilter, some without; every other one matches
        auto rule = rule_on(index % 4 < 2 ? R"({"Text|contains": "word"})" : R"({"Text|re": "w.rd"})", {},
                            "rule " + std::to_string(index));
        if (index % 2 != 0) { rule = rule_on(R"({"Text": "other"})"); }
        rule.metadata.id = "id " + std::to_string(index);
        rule.metadata.level = severity_level::high;
        rule.metadata.tags = {"attack.t" + std::to_string(index)};
        rules.push_back(std::move(rule));
    }
    const rule_set<bare_event> set{std::move(rules)};
    CHECK(set.rules().size() == 40);
    CHECK(set.predicate_count() == 3);
    rule_set<bare_event>::scratch working{set};
    const auto found = set.match(bare_event{"a Word"}, working);
    CHECK(found.size() == 10); // the expression minds the case
    CHECK_FALSE(found.empty());
    CHECK(found.routed());
    std::size_t at = 0;
    for (const auto& hit : set.match(bare_event{"a word"}, working)) {
        CHECK(hit.index() == at);
        CHECK(hit.title() == "rule " + std::to_string(at));
        CHECK(hit.id() == "id " + std::to_string(at));
        CHECK(hit.level() == severity_level::high);
        CHECK(hit.tags() == std::vector<std::string>{"attack.t" + std::to_string(at)});
        CHECK(&hit.rule() == &set.rules()[at]);
        at += 2;
    }
    CHECK(at == 40);
    CHECK(set.match(bare_event{"nothing"}, working).empty());
}

TEST_CASE("rule set: rules that cannot be compiled are reported once and the others work") {
    std::vector<detection_rule> rules;
    rules.push_back(rule_on(R"({"Image": "x"})", {}, "good"));
    rules.push_back(rule_on(R"j({"Image|re": "("})j", {.category = "process_creation"}, "bad"));
    rules.back().origin.file = "bad.yml";
    auto& value = rules.back().selections.front().body.children.front().item.values.front();
    value.position = {7, 9};
    rules.push_back(rule_on(R"({"Image": "x"})", {.category = "process_creation"}, "aggregated"));
    rules.back().aggregate.emplace();
    rules.push_back(rule_on(R"({"Image": ["x", "y"]})", {}, "good too"));
    const rule_set<dynamic_event, process_event> set{std::move(rules)};
    REQUIRE(set.diagnostics().size() == 2);
    const auto& bad = set.diagnostics().front();
    CHECK(bad.code == diagnostic_code::bad_regex);
    CHECK(bad.level == severity::error);
    CHECK(bad.file == "bad.yml");
    CHECK(bad.position == source_position{7, 9});
    CHECK(bad.message.find("\"bad\"") != std::string::npos);
    CHECK(set.diagnostics().back().code == diagnostic_code::not_evaluated);
    CHECK(set.diagnostics().back().level == severity::warning);
    process_event event;
    event.image = "x";
    CHECK(titles(set, event) == "good,good too");
    rule_set<dynamic_event, process_event>::scratch working{set};
    CHECK_FALSE(set.explain(1, event, working).holds);
    CHECK_FALSE(set.explain(2, event, working).holds);
    CHECK(set.explain(3, event, working).holds);
}

TEST_CASE("rule set: the budget of regular expressions is kept") {
    compile_options options;
    options.regex.memory = 2000;
    const rule_set<bare_event> set{{rule_on(R"j({"Text|re": "(a{1,50}){1,15}"})j")}, options};
    REQUIRE(set.diagnostics().size() == 1);
    CHECK(set.diagnostics().front().level == severity::error);
    CHECK(titles(set, bare_event{"aaa"}).empty());
}

TEST_CASE("rule set: a rule is explained as it matches, also where it is not routed and under other names") {
    std::vector<detection_rule> rules;
    rules.push_back(rule_on(R"({"Image|endswith": "cmd.exe"})", {.product = "linux", .category = "process_creation"}));
    rules.push_back(rule_on(R"({"ParentImage": "x"})", {.category = "process_creation", .service = "nowhere"}));
    const rule_set<dynamic_event> set{std::move(rules)};
    rule_set<dynamic_event>::scratch working{set};
    dynamic_event event{set.fields()};
    nlohmann_reader reader{set.fields()};
    for (const auto* line : {R"({"Channel":"Security","EventID":4688,"NewProcessName":"cmd.exe","Image":"cmd.exe"})",
                             R"({"Channel":"Linux-Sysmon/Operational","EventID":1,"Image":"cmd.exe"})", "{}"}) {
        REQUIRE(reader.read_text(line, event));
        for (std::size_t rule = 0; rule < set.rules().size(); ++rule) {
            bool matched = false;
            for (const auto& hit : set.match(event, working)) { matched = matched || hit.index() == rule; }
            CHECK(set.explain(rule, event, working).holds == matched);
        }
    }
}

TEST_CASE("rule set: moving it leaves scratches and hits valid") {
    rule_set<bare_event> first{{rule_on(R"({"Text": "x"})", {}, "x")}};
    rule_set<bare_event>::scratch working{first};
    const auto before = first.match(bare_event{"X"}, working);
    REQUIRE(before.size() == 1);
    const rule_set<bare_event> second{std::move(first)};
    CHECK(before[0].title() == "x");
    CHECK(second.match(bare_event{"X"}, working).size() == 1);
    rule_set<bare_event> third{std::vector<detection_rule>{}};
    CHECK(titles(third, bare_event{"x"}).empty());
    third = rule_set<bare_event>{{rule_on(R"({"Text": "y"})", {}, "y")}};
    CHECK(titles(third, bare_event{"y"}) == "y");
}

TEST_CASE("rule set: many threads share one") {
    auto rules = rules_on_processes();
    for (const auto* text : {"cmd*exe", "*a?i*", "*System*32*"}) {
        rules.push_back(rule_on("{\"Image\": \"" + std::string{text} + "\"}", {}, text));
    }
    const rule_set<process_event, dynamic_event> set{std::move(rules), unrouted()};
    const auto expected = titles(set, a_process());
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int number = 0; number < 4; ++number) {
        threads.emplace_back([&, number] {
            rule_set<process_event, dynamic_event>::scratch working{set};
            dynamic_event event{set.fields()};
            nlohmann_reader reader{set.fields()};
            auto own = a_process();
            for (int round = 0; round < 300; ++round) {
                own.process_id = static_cast<std::uint32_t>(number * 1000 + round);
                const auto without = set.match(own, working).size();
                own.process_id = 4242;
                const auto found = set.match(own, working);
                std::string text;
                for (const auto& hit : found) { text.append(text.empty() ? "" : ",").append(hit.title()); }
                const bool read = reader.read_text(a_process_as_json, event).has_value();
                const auto of_json = set.match(event, working).size();
                if (text != expected || without >= found.size() || !read || of_json == 0) { ++wrong; }
            }
        });
    }
    for (auto& thread : threads) { thread.join(); }
    CHECK(wrong == 0);
}

TEST_CASE("rule set: each object decides by itself between a whole key and a path") {
    std::vector<detection_rule> rules;
    for (int number = 1; number < 6; ++number) {
        const auto text = std::to_string(number);
        rules.push_back(rule_on("{\"c.d.e\": " + text + "}", {}, text));
    }
    rules.push_back(rule_on(R"({"c.d.e": null})", {}, "null"));
    json_matching match{rules, unrouted()};
    CHECK(match(R"({"c":[{"d.e":1},{"d":{"e":2}}]})") == "1,2");
    CHECK(match(R"({"c":[{"d":{"e":2}},{"d.e":1}]})") == "1,2");
    CHECK(match(R"({"c":[{"d.e":1,"d":{"e":3}},{"d":{"e":2}}]})") == "1,2");
    CHECK(match(R"({"c":[{"d":{"e":3},"d.e":1},{"d":[{"e":2},{"e":4}]}]})") == "1,2,4");
    CHECK(match(R"({"c.d.e":5,"c":[{"d.e":1},{"d":{"e":2}}]})") == "5");
    CHECK(match(R"({"c":[{"d.e":1},{"d":{"e":2}}],"c.d.e":5})") == "5");
    CHECK(match(R"({"c":{"d":{"e":2}},"c.d.e":[]})") == "null");
    CHECK(match(R"({"c":[{"d":{"e":2}},{"d.e":[],"d":{"e":3}}]})") == "2");
    CHECK(match(R"({"c":{"d":{"e":2}},"c.d.e":null,"other":{"c.d.e":1}})") == "null");

    field_map map;
    map.rename("short", "c.d.e").lift("inner");
    json_matching mapped{rules, unrouted(), map};
    CHECK(mapped(R"({"short":1})") == "1");
    CHECK(mapped(R"({"short":1,"c":{"d":{"e":2}}})") == "2"); // a name of its own is never hidden by a mapped one
    CHECK(mapped(R"({"c":{"d":{"e":2}},"short":1})") == "2");
    CHECK(mapped(R"({"inner":{"c":{"d":{"e":3}}}})") == "3");
    CHECK(mapped(R"({"inner":{"c":{"d":{"e":3}},"c.d.e":4}})") == "4");
    CHECK(mapped(R"({"inner":{"c.d.e":4},"c":{"d":{"e":2}}})") == "2");
    CHECK(mapped(R"({"inner.c.d":{"e":4},"inner":{"c":{"d":{"e":3}}}})") == "4");
    CHECK(mapped(R"({"inner":{"c":{"d":{"e":3}}},"short":1})") == "1,3"); // of several paths, all values
    CHECK(mapped(R"({"c":{"d":{"e":{}}},"short":1})") == "1");            // an object is no value
    CHECK(mapped(R"({"c":{"d":{"e":{}}},"short":{}})").empty());          // but there: it is not null
}
