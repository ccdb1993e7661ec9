// SPDX-License-Identifier: BSL-1.0
#include "../support/events.hpp"
#include "../support/rules.hpp"

#include <varsigma/core/diagnostic.hpp>
#include <varsigma/match/rule_set.hpp>

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
