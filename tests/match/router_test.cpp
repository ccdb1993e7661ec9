// SPDX-License-Identifier: BSL-1.0
#include "../support/json_matching.hpp"
#include "../support/rules.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_map.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/route/routing_table.hpp>
#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace varsigma;
using varsigma_tests::json_matching;
using varsigma_tests::rule_on;

namespace {

/// A rule that holds for every event, called by what it names of a logsource.
detection_rule any_event(logsource source) {
    std::string title{source.product};
    title.append("/").append(source.category).append("/").append(source.service);
    return rule_on(R"({"Nowhere": null})", source, title);
}

/// Rules for the sources that these tests tell apart.
std::vector<detection_rule> source_rules() {
    std::vector<detection_rule> rules;
    for (const auto source : std::initializer_list<logsource>{
             {},
             {.product = "Windows"}, // in any case
             {.product = "linux"},
             {.category = "process_creation"},
             {.category = "registry_event"},
             {.category = "registry_add"},
             {.category = "registry_delete"},
             {.category = "registry_set"},
             {.category = "antivirus"},
             {.service = "sysmon"},
             {.service = "SECURITY"},
             {.service = "windefend"},
             {.service = "application"},
             {.product = "windows", .category = "process_creation"},
             {.product = "windows", .category = "process_creation", .service = "sysmon"},
             {.product = "linux", .category = "process_creation"},
         }) {
        rules.push_back(any_event(source));
    }
    return rules;
}

} // namespace

TEST_CASE("router: copies work like the first, and what was moved from can be copied and assigned") {
    auto first = router::windows();
    auto copy = first;
    auto moved = std::move(first);
    const auto copy_of_nothing = first; // NOLINT(bugprone-use-after-move)
    first = copy;
    copy = moved;
    moved = copy_of_nothing;
    for (const auto& each : {first, copy}) {
        const rule_set<dynamic_event> rules{source_rules(), {.routes = each}};
        rule_set<dynamic_event>::scratch working{rules};
        dynamic_event event{rules.fields()};
        nlohmann_reader reader{rules.fields()};
        REQUIRE(reader.read_text(R"({"Channel":"SECURITY","EventID":4688})", event).has_value());
        const auto found = rules.match(event, working);
        CHECK(found.routed());
        CHECK(found.size() > 2);
    }
}

TEST_CASE("router: the channel and the event id say where an event comes from") {
    json_matching match{source_rules()};
    const std::string created = "//,Windows//,/process_creation/,//sysmon,windows/process_creation/,"
                                "windows/process_creation/sysmon";
    CHECK(match(R"({"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1})") == created);
    CHECK(match.routed());
    CHECK(match(R"({"Channel":"MICROSOFT-WINDOWS-SYSMON/OPERATIONAL","EventID":1})") == created);
    CHECK(match(R"({"Channel":"microsoft-windows-sysmon/operational","EventID":"1"})") == created);
    CHECK(match(R"({"Channel":"microsoft-windows-sysmon/operational","EventID":"01.0"})") == created);
    CHECK(match(R"({"Channel":"microsoft-windows-sysmon/operational","EventID":1.0})") ==
          created); // a number like any other
    const std::string sysmon = "//,Windows//,//sysmon";
    for (const auto* id :
         {"4711", "-1", "\"x\"", "null", "[1]", "{}", "true", "1.5", "18446744073709551615", "1e300"}) {
        CAPTURE(id);
        CHECK(match(R"({"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":)" + std::string{id} + "}") ==
              sysmon);
    }
    CHECK(match(R"({"Channel":"Microsoft-Windows-Sysmon/Operational"})") == sysmon);
    CHECK(match(R"({"Channel":"Security","EventID":4688})") ==
          "//,Windows//,/process_creation/,//SECURITY,windows/process_creation/");
    CHECK(match(R"({"Channel":"Security","EventID":1})") == "//,Windows//,//SECURITY");
    CHECK(match(R"({"Channel":"Application","EventID":1})") == "//,Windows//,//application");
    CHECK(match(R"({"Channel":"Linux-Sysmon/Operational","EventID":1})") ==
          "//,linux//,/process_creation/,//sysmon,linux/process_creation/");
    CHECK(match(R"({"Channel":"Linux-Sysmon/Operational","EventID":13})") == "//,linux//,//sysmon");
}

TEST_CASE("router: what a map names in full, or the event itself says, comes before what is lifted") {
    field_map map;
    map.rename("System.Channel", "Channel")
        .rename("System.EventID", "EventID")
        .rename("System.EventID.#text", "EventID");
    map.lift("Data").lift_members("User");
    json_matching match{source_rules(), {}, map};
    const std::string created = "//,Windows//,/process_creation/,//SECURITY,windows/process_creation/";
    for (const auto* event : {
             R"({"System":{"Channel":"Security","EventID":4688}})",
             R"({"System":{"Channel":"Security","EventID":{"Q":1,"#text":"4688"}}})",
             R"({"Data":{"Channel":"Application","EventID":1},"System":{"Channel":"Security","EventID":4688}})",
             R"({"System":{"Channel":"Security","EventID":4688},"User":{"x":{"Channel":"Application","EventID":1}}})",
             R"({"Channel":"Security","EventID":4688,"Data":{"Channel":"Application","EventID":1}})",
             R"({"Channel":"Security","EventID":4688,"System":{"Channel":"Application","EventID":1}})",
             R"({"Data":{"Channel":"Security","EventID":4688}})",
         }) {
        CAPTURE(event);
        CHECK(match(event) == created);
    }
    // rules see them all
    auto rules = source_rules();
    rules.push_back(rule_on(R"({"Channel": "Application", "EventID": [1, 4624]})", {.service = "security"}, "second"));
    rules.push_back(rule_on(R"({"Channel": "Security", "EventID": 4688})", {.service = "security"}, "first"));
    json_matching both{std::move(rules), {}, map};
    CHECK(both(R"({"System":{"Channel":"Security","EventID":4688},"Data":{"Channel":"Application","EventID":1}})") ==
          created + ",second,first");
}

TEST_CASE("router: without a channel, or with one that no table lists, nothing is known") {
    json_matching match{source_rules()};
    CHECK(match("{\"Channel\":\"" + std::string(300, 'x') + "\"}") == "//"); // longer than any name
    CHECK_FALSE(match.routed());
    for (const auto* line : {"{}", R"({"Channel":"My-Company/Operational","EventID":1})", R"({"Channel":" Security"})",
                             R"({"Channel":""})", R"({"Channel":null})", R"({"Channel":7})", R"({"Channel":["x"]})",
                             R"({"channel":"Security"})", R"({"EventID":1})"}) {
        CAPTURE(line);
        CHECK(match(line) == "//");
        CHECK_FALSE(match.routed());
    }
}

TEST_CASE("router: registry events of Sysmon 12 by their type, all of them if there is none") {
    json_matching match{source_rules()};
    const auto at = [&](const std::string& rest) {
        return match(R"({"Channel":"Microsoft-Windows-Sysmon/Operational",)" + rest + "}");
    };
    const std::string common = "//,Windows//,/registry_event/,";
    CHECK(at(R"("EventID":12,"EventType":"CreateKey")") == common + "/registry_add/,//sysmon");
    CHECK(at(R"("EventID":12,"EventType":"createkey")") == common + "/registry_add/,//sysmon");
    CHECK(at(R"("EventID":12,"EventType":"DeleteKey")") == common + "/registry_delete/,//sysmon");
    CHECK(at(R"("EventID":12,"EventType":"DeleteValue")") == common + "/registry_delete/,//sysmon");
    CHECK(at(R"("EventID":12)") == common + "/registry_add/,/registry_delete/,//sysmon");
    CHECK(at(R"("EventID":12,"EventType":null)") == common + "/registry_add/,/registry_delete/,//sysmon");
    CHECK(at(R"("EventID":12,"EventType":"RenameKey")") == common + "//sysmon");
    CHECK(at(R"("EventID":12,"EventType":7)") == common + "//sysmon");
    CHECK(at(R"("EventID":13,"EventType":"CreateKey")") == common + "/registry_set/,//sysmon");
}

TEST_CASE("router: rules that name the category read Security 4688 by their own names") {
    constexpr logsource category{.category = "process_creation"};
    constexpr logsource both{.category = "process_creation", .service = "security"};
    constexpr logsource service{.service = "security"};
    std::vector<detection_rule> rules;
    rules.push_back(
        rule_on(R"({"Image|endswith": "\\cmd.exe", "ParentImage|endswith": "\\explorer.exe"})", category, "images"));
    rules.push_back(rule_on(R"({"ProcessId": "0x10"})", category, "own id"));
    rules.push_back(rule_on(R"({"ParentProcessId": "0x20"})", category, "parent id"));
    rules.push_back(rule_on(R"({"LogonId": "0x3e7", "IntegrityLevel": "S-1"})", both, "logon"));
    rules.push_back(rule_on(R"({"ProcessId": "0x20"})", service, "as it is"));
    rules.push_back(rule_on(R"({"Image|exists": true})", service, "image as it is"));
    rules.push_back(rule_on(R"({"ProcessId|fieldref": "ParentProcessId"})", category, "same"));
    rules.push_back(rule_on(R"({"NewProcessName|exists": true})", category, "name of the event"));
    json_matching match{std::move(rules)};
    const std::string event =
        R"("NewProcessName":"C:\\cmd.exe","ParentProcessName":"C:\\explorer.exe",)"
        R"("NewProcessId":"0x10","ProcessId":"0x20","SubjectLogonId":"0x3e7","MandatoryLabel":"S-1")";
    CHECK(match(R"({"Channel":"Security","EventID":4688,)" + event + "}") ==
          "images,own id,parent id,logon,as it is,name of the event");
    CHECK(match(R"({"Channel":"Security","EventID":4689,)" + event + "}") == "as it is");
    // the same rules on Sysmon's own names
    CHECK(match(R"({"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"Image":"x\\cmd.exe",)"
                R"("ParentImage":"\\explorer.exe","ProcessId":"0x10","ParentProcessId":"0x20"})") ==
          "images,own id,parent id");
    CHECK(
        match(R"({"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"ProcessId":5,"ParentProcessId":5})") ==
        "same");
}

TEST_CASE("router: antivirus rules on Windows Defender") {
    std::vector<detection_rule> rules;
    rules.push_back(rule_on(R"({"Signature|contains": "Mimikatz"})", {.category = "antivirus"}, "signature"));
    rules.push_back(rule_on(R"({"Filename|endswith": ".exe"})", {.category = "antivirus"}, "file"));
    rules.push_back(rule_on(R"({"ThreatName|contains": "Mimikatz"})", {.service = "windefend"}, "service"));
    rules.push_back(rule_on(R"({"Signature|exists": true})", {.service = "windefend"}, "not there"));
    json_matching match{std::move(rules)};
    const auto at = [&](const char* id) {
        return match(R"({"Channel":"Microsoft-Windows-Windows Defender/Operational","EventID":)" + std::string{id} +
                     R"(,"ThreatName":"HackTool:Mimikatz!dha","Path":"C:\\x.exe"})");
    };
    CHECK(at("1116") == "signature,file,service");
    CHECK(at("1006") == "signature,file,service");
    CHECK(at("5001") == "service");
}

TEST_CASE("router: a fixed source, and what it leaves out") {
    json_matching one{source_rules(), {.routes = router::fixed({.product = "windows", .service = "security"})}};
    // the category is unknown, which excludes none
    CHECK(one("{}") == "//,Windows//,/process_creation/,/registry_event/,/registry_add/,/registry_delete/,"
                       "/registry_set/,/antivirus/,//SECURITY,windows/process_creation/");
    CHECK(one.routed());
    json_matching all{source_rules(), varsigma_tests::unrouted()};
    std::string titles;
    for (const auto& rule : source_rules()) { titles += (titles.empty() ? "" : ",") + rule.metadata.title; }
    CHECK(all("{}") == titles);
    CHECK(all(R"({"Channel":"Security"})") == titles);
}

TEST_CASE("router: tables of one's own, a channel of several services, several conditions") {
    static constexpr std::array<std::string_view, 1> yes{"yes"};
    static constexpr std::array channels{channel_service{"one", "a"}, channel_service{"one", "b"},
                                         channel_service{"two", "b"}};
    static constexpr std::array categories{
        event_category{.service = "a", .event_id = 1, .category = "first", .condition = {"P", yes}},
        event_category{.service = "b", .event_id = 1, .category = "second", .condition = {"Q", yes}},
        event_category{.service = "b", .event_id = 1, .category = "always"}};
    const std::array tables{routing_table{"mine", channels, categories}};
    std::vector<detection_rule> rules;
    for (const auto source : std::initializer_list<logsource>{{.product = "mine"},
                                                              {.category = "first"},
                                                              {.category = "second"},
                                                              {.category = "always"},
                                                              {.service = "a"},
                                                              {.service = "b"}}) {
        rules.push_back(any_event(source));
    }
    json_matching match{std::move(rules), {.routes = router{tables}}};
    CHECK(match(R"({"Channel":"One","EventID":1,"P":"Yes","Q":"no"})") == "mine//,/first/,/always/,//a,//b");
    CHECK(match(R"({"Channel":"One","EventID":1,"P":"no","Q":"yes"})") == "mine//,/second/,/always/,//a,//b");
    CHECK(match(R"({"Channel":"One","EventID":1})") == "mine//,/first/,/second/,/always/,//a,//b");
    CHECK(match(R"({"Channel":"Two","EventID":1,"Q":"no"})") == "mine//,/always/,//b");
    CHECK(match(R"({"Channel":"Two","EventID":2})") == "mine//,//b");
    CHECK(match(R"({"Channel":"Three","EventID":1})").empty());
    CHECK_FALSE(match.routed());
    const router none{std::span<const routing_table>{}};
    CHECK(none.routes().size() == 1);
}

TEST_CASE("route: unknown attributes match anything, known ones their values") {
    const auto made = route::of({.category = "dns_query"});
    CHECK(made.admits({"windows", "DNS_Query", "sysmon", ""}));
    CHECK(made.admits({}));
    CHECK_FALSE(made.admits({"", "dns", "", ""}));
    const route nothing;
    CHECK(nothing.admits({}));
    CHECK_FALSE(nothing.admits({"windows", "", "", ""}));
    CHECK(nothing.aliases_for({"", "x", "", ""}).empty());
}
