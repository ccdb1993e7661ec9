// SPDX-License-Identifier: BSL-1.0
#include "../support/events.hpp"
#include "../support/rules.hpp"

#include <varsigma/bundle/bundle.hpp>
#include <varsigma/match/findings_summary.hpp>
#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <vector>

using namespace varsigma;
using varsigma_tests::bare_event;
using varsigma_tests::connection_event;
using varsigma_tests::rule_of;
using varsigma_tests::rule_on;

namespace {

std::string rendered(const diagnostics& found) {
    std::string text;
    for (const auto& each : found) { text += render(each) + "\n"; }
    return text;
}

/// Rules of each kind that miss something in events which have nothing but a text.
std::vector<detection_rule> lacking(std::size_t count) {
    std::vector<detection_rule> rules;
    for (std::size_t number = 0; number < count; ++number) {
        const auto field = number % 3 == 0 ? std::string{"Hashes"} : "Field" + std::to_string(number);
        const auto title = std::to_string(number);
        rules.push_back(rule_on("{\"" + field + "\": \"x\"}", {}, "never " + title));
        rules.push_back(rule_on("[{\"" + field + "\": \"x\"}, {\"Text\": \"x\"}]", {}, "missing " + title));
        rules.push_back(rule_of("fires " + title, R"({"s": {"Text": "x"}, "f": {"Text": "y", ")" + field +
                                                      R"(": "x"}, "condition": "s and not f"})"));
    }
    return rules;
}

} // namespace

TEST_CASE("findings: they name the type of event and the fields that they are about") {
    const rule_set<bare_event> rules{lacking(1)};
    REQUIRE(rules.diagnostics().size() == 3);
    for (const auto& each : rules.diagnostics()) {
        CHECK(each.events == "varsigma_tests::bare_event");
        CHECK(each.fields == std::vector<std::string>{"Hashes"});
    }
    CHECK(rules.diagnostics()[0].code == diagnostic_code::never_matches);
    CHECK(rules.diagnostics()[1].code == diagnostic_code::missing_field);
    CHECK(rules.diagnostics()[2].code == diagnostic_code::over_fires);
    const auto saved = save_bundle(rules);
    const auto opened = rule_set<bare_event>::from_bundle(saved);
    REQUIRE(opened);
    CHECK(opened->diagnostics() == rules.diagnostics());
}

TEST_CASE("findings: hundreds about one type of event are a line for each kind, with a count") {
    const rule_set<bare_event> rules{lacking(300)};
    CHECK(rules.diagnostics().size() == 900); // in full
    CHECK(rendered(summarise(rules.diagnostics())) ==
          "varsigma_tests::bare_event: warning: 300 rules can never match these events and are left out: there are no "
          "fields Hashes "
          "(100), "
          "Field1 (1), Field10 (1), Field100 (1), Field101 (1), Field103 (1), Field104 (1), Field106 (1) and 193 more "
          "[never_matches]\n"
          "varsigma_tests::bare_event: warning: 300 rules read fields that these events lack: Hashes (100), "
          "Field1 (1), Field10 (1), Field100 (1), Field101 (1), Field103 (1), Field104 (1), Field106 (1) and 193 more "
          "[missing_field]\n"
          "varsigma_tests::bare_event: warning: 300 rules can fire too often on these events: their exceptions read "
          "fields that are not "
          "there: Hashes (100), "
          "Field1 (1), Field10 (1), Field100 (1), Field101 (1), Field103 (1), Field104 (1), Field106 (1) and 193 more "
          "[over_fires]\n");
}

TEST_CASE("findings: the line for many keeps what is suggested most often") {
    std::vector<detection_rule> rules;
    for (const auto* field : {"text", "text", "TEXT", "text", "tex_t", "Other", "te.xt"}) {
        rules.push_back(rule_on("{\"" + std::string{field} + "\": \"x\"}"));
    }
    const auto told = summarise(rule_set<bare_event>{rules}.diagnostics());
    REQUIRE(told.size() == 1);
    CHECK(told.front().suggestion == "did you mean 'Text' for 'text'; did you mean 'Text' for 'TEXT'; "
                                     "did you mean 'Text' for 'te.xt'");
}

TEST_CASE("findings: few, those about no type of event, and each type by itself stay apart") {
    const rule_set<bare_event, connection_event> rules{lacking(4)};
    REQUIRE(rules.diagnostics().size() == 4 * 3 + 12); // connections lack the text as well: no rule can match them
    auto found = rules.diagnostics();
    const diagnostic elsewhere{diagnostic_code::bad_regex, severity::error, "file", {}, "an error", {}};
    found.insert(found.begin() + 1, 5, elsewhere);
    const auto told = summarise(found);
    REQUIRE(told.size() == 3 + 1 + 5);
    CHECK(told[0].message.starts_with("4 rules can never match these events"));
    CHECK(told[1] == elsewhere);
    CHECK(told[5] == elsewhere);
    CHECK(summarise(found, 12) == found);
    CHECK(summarise(found, 4).size() == 12 + 1 + 5);
    CHECK(summarise({}).empty());
}
