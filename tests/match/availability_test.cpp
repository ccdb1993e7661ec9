// SPDX-License-Identifier: BSL-1.0
#include "../support/events.hpp"
#include "../support/rules.hpp"

#include <varsigma/core/diagnostic.hpp>
#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;
using varsigma_tests::bare_event;

namespace {

/// What compiling the rule for `bare_event`, which has the field `Text` only, reports.
std::string found(std::string_view detection) {
    auto rule = varsigma_tests::rule_of("a rule", detection);
    rule.origin = {"rules/a.yml", {3, 1}};
    const rule_set<bare_event> rules{{rule}};
    std::string text;
    for (const auto& finding : rules.diagnostics()) {
        CHECK(finding.level == severity::warning);
        CHECK(finding.file == "rules/a.yml");
        CHECK(finding.position == source_position{3, 1});
        CHECK(finding.message.find("\"a rule\"") != std::string::npos);
        CHECK(finding.message.find("varsigma_tests::bare_event") != std::string::npos);
        const auto colon = finding.message.rfind(": ");
        text += text.empty() ? "" : "; ";
        text += name(finding.code);
        if (colon != std::string::npos) {
            const auto listed = finding.message.substr(colon + 2);
            text += ' ' + (listed.starts_with("there is no field ") ? listed.substr(18) : listed);
        }
    }
    return text;
}

/// What compiling the rule for an event of numbers reports: codes, and the fields at the end of the message.
std::string found_of_numbers(std::string_view detection) {
    const rule_set<varsigma_tests::number_event> rules{{varsigma_tests::rule_of("a rule", detection)}};
    std::string text;
    for (const auto& finding : rules.diagnostics()) {
        CHECK(finding.level == severity::warning);
        CHECK(finding.message.find("varsigma_tests::number_event") != std::string::npos);
        text += text.empty() ? "" : "; ";
        text += name(finding.code);
        text += finding.message.substr(finding.message.rfind(": ") + 1);
    }
    return text;
}

std::string item_of_numbers(std::string_view item) {
    return found_of_numbers(R"({"s": {)" + std::string{item} + R"(}, "condition": "s"})");
}

bool matches(std::string_view detection, std::string text) {
    const rule_set<bare_event> rules{{varsigma_tests::rule_of("a rule", detection)}};
    rule_set<bare_event>::scratch working{rules};
    return !rules.match(bare_event{std::move(text)}, working).empty();
}

} // namespace

TEST_CASE("availability: nothing to say if the fields are there") {
    CHECK(found(R"({"s": {"Text": "x"}, "condition": "s"})").empty());
    CHECK(found(R"({"s": {"Text": "x"}, "f": {"Text": "y"}, "condition": "s and not f"})").empty());
    CHECK(found(R"({"s": ["keyword"], "condition": "s"})").empty());
    CHECK(found(R"({"s": ["keyword"], "condition": "not s"})").empty());
    CHECK(found(R"({"s": {"Text|fieldref": "Text"}, "condition": "s"})").empty());
}

TEST_CASE("availability: a rule that cannot match is left out") {
    CHECK(found(R"({"s": {"A": "x"}, "condition": "s"})") == "never_matches A");
    CHECK(found(R"({"s": {"A": "x", "Text": "y"}, "condition": "s"})") == "never_matches A");
    CHECK(found(R"({"s": {"A": "x"}, "t": {"B": "y"}, "condition": "s or t"})") == "never_matches A, B");
    CHECK(found(R"({"s": {"Text|fieldref": "A"}, "condition": "s"})") == "never_matches A");
    CHECK(found(R"({"s": {"A|exists": true}, "condition": "s"})") == "never_matches A");
    CHECK(found(R"({"s": {"Text": "x"}, "t": {"A": null}, "condition": "s and not t"})") == "never_matches A");
    CHECK(found(R"({"s": {"A": "x"}, "t": {"B": "y"}, "u": {"Text": "z"}, "condition": "2 of them"})") ==
          "never_matches A, B");
    CHECK(found(R"({"s": null, "condition": "s"})") == "never_matches");               // whatever the fields
    CHECK(found(R"({"s": {"text": "x"}, "condition": "s"})") == "never_matches text"); // names are exact
}

TEST_CASE("availability: fields that a rule would like to read") {
    CHECK(found(R"({"s": {"A": "x"}, "t": {"Text": "y"}, "condition": "s or t"})") == "missing_field A");
    CHECK(found(R"({"s": [{"A": "x"}, {"Text": "y"}], "condition": "s"})") == "missing_field A");
    CHECK(matches(R"({"s": {"A": "x"}, "t": {"Text": "y"}, "condition": "s or t"})", "y"));
    CHECK(found(R"({"s": {"A": "x"}, "t": {"Text": "y"}, "u": {"Text": "z"}, "condition": "1 of them"})") ==
          "missing_field A");
}

TEST_CASE("availability: exceptions over absent fields let a rule fire too often") {
    CHECK(found(R"({"s": {"Text": "x"}, "f": {"A": "y"}, "condition": "s and not f"})") == "over_fires A");
    CHECK(matches(R"({"s": {"Text": "x"}, "f": {"A": "y"}, "condition": "s and not f"})", "x"));
    CHECK(
        found(
            R"({"s": {"Text": "x"}, "f": {"A": "y"}, "g": {"B": "z"}, "condition": "s and not 1 of f* and not g"})") ==
        "over_fires A, B");
    CHECK(found(R"({"s": {"Text": "x", "A|neq": "y"}, "condition": "s"})") == "over_fires A");
    CHECK(found(R"({"s": {"Text": "x", "A": null}, "condition": "s"})") == "over_fires A");
    CHECK(found(R"({"s": {"Text": "x", "A|exists": false}, "condition": "s"})") == "over_fires A");
    CHECK(found(R"({"s": {"Text": "x"}, "f": {"A": "y", "Text": "z"}, "condition": "s and not f"})") == "over_fires A");
    CHECK(found(R"({"s": {"Text": "x"}, "f": {"A": "y"}, "condition": "not f"})") == "over_fires A");
    // both at once; a field that is missed anyway is named once
    CHECK(found(R"({"s": {"A": "x"}, "t": {"Text": "y"}, "f": {"B": "z"}, "condition": "(s or t) and not f"})") ==
          "missing_field A; over_fires B");
    CHECK(found(R"({"s": {"A": "x"}, "t": {"Text": "y"}, "f": {"A": "z"}, "condition": "(s or t) and not f"})") ==
          "missing_field A");
}

TEST_CASE("availability: what no number's text can match is reported for members that are numbers") {
    const auto impossible = [](std::string_view item, std::string_view field = "Port") {
        CAPTURE(item);
        CHECK(item_of_numbers(item) == "never_matches " + std::string{field});
    };
    const auto possible = [](std::string_view item) {
        CAPTURE(item);
        CHECK(item_of_numbers(item).empty());
    };
    for (const auto* item :
         {R"("Port": "http")", R"("Port": "4 6")", R"("Port": "")", R"("Port": "46x*")", R"("Port": "*.5")",
          R"("Port|contains": "a")", R"("Port|startswith": "+")", R"("Port|endswith": "-")", R"("Port": "4*-*4")",
          R"("Port": ["http", "https"])", R"("Port": true)", R"("Port|cidr": "10.0.0.0/8")", R"("Port|hour": 3)",
          R"("Port|base64": "443")"}) {
        impossible(item);
    }
    for (const auto* item : {R"("Port": "4624")",
                             R"("Port": "46*")",
                             R"("Port|contains": "6")",
                             R"("Port": 443)",
                             R"("Port": "*")",
                             R"("Port": "?")",
                             R"("Port|startswith": "-")",
                             R"("Port": "-?")",
                             R"("Port|gt": 3)",
                             R"("Port": null)",
                             R"("Port|exists": true)",
                             R"("Port|re": "http")",
                             R"("Port|windash": "-4")",
                             R"("Port|fieldref": "Ratio")",
                             R"("Ratio": "0.*")",
                             R"("Ratio": "1e-*")",
                             R"("Ratio": "NAN")",
                             R"("Ratio": "-inf")",
                             R"("Elevated": "TRUE")",
                             R"("Elevated": "*als*")",
                             R"("Elevated": false)",
                             R"("Maybe": "7")",
                             R"("Any": "http")",
                             R"("Kind": "Network")",
                             R"("Kind|contains": "3")",
                             R"("Access": 9)", // a value without a name is read by its number
                             R"("Share|gt": 1)"}) {
        possible(item);
    }
    impossible(R"("Ratio": "1.2.3")", "Ratio");
    impossible(R"("Ratio|cased": "NaN")", "Ratio");
    impossible(R"("Elevated": "maybe")", "Elevated");
    impossible(R"("Elevated": 1)", "Elevated");
    impossible(R"("Maybe": "seven")", "Maybe");
    impossible(R"("List|contains": "x")", "List");
    impossible(R"("Level": "high")", "Level"); // by its number
    impossible(R"("Kind": 3)", "Kind");        // by its names
    CHECK(found_of_numbers(R"({"s": {"Port": "http"}, "t": {"Port": 80}, "condition": "s or t"})") ==
          "missing_field Port");
    CHECK(item_of_numbers(R"("Port": ["http", "443"])") == "missing_field Port");
    CHECK(item_of_numbers(R"("Port|contains|all": ["h", "443"])") == "never_matches Port");
    CHECK(found_of_numbers(R"({"s": {"Port": 80}, "t": {"Port": "http"}, "condition": "s and not t"})") ==
          "over_fires Port");
    CHECK(item_of_numbers(R"("Port|neq": "http")") == "over_fires Port");
    CHECK(found_of_numbers(R"({"s": {"Port": "http"}, "t": {"Absent": 80}, "condition": "s or t"})") ==
          "missing_field Absent; never_matches Port");
}

TEST_CASE(
    "availability: a rule that asks a number for text is kept, since a bundle does not know of what type members are") {
    const rule_set<varsigma_tests::number_event> rules{
        {varsigma_tests::rule_of("a rule", R"({"s": {"Port": "http"}, "condition": "s"})")}};
    CHECK(rules.diagnostics().size() == 1);
    CHECK(rules.statistics().unmatchable.empty());
}
