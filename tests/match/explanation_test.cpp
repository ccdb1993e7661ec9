// SPDX-License-Identifier: BSL-1.0
#include "../support/rules.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/explain/explanation.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

using varsigma::dynamic_event;
using varsigma::rule_set;
using varsigma_tests::rule_of;
using varsigma_tests::rule_on;

namespace {

/// What is said of a rule and an event, from its fifth line on: without the rule, the logsource, the condition and the
/// selection.
std::string explained(varsigma::detection_rule rule, std::string_view json, std::size_t leave_out = 4) {
    const rule_set<dynamic_event> set{{std::move(rule)}, {.routes = varsigma::router::fixed({})}};
    rule_set<dynamic_event>::scratch working{set};
    dynamic_event event{set.fields()};
    varsigma::nlohmann_reader reader{set.fields()};
    REQUIRE(reader.read_text(json, event));
    auto text = render(set.explain(0, event, working));
    for (std::size_t line = 0; line < leave_out; ++line) { text.erase(0, text.find('\n') + 1); }
    return text;
}

/// The content of the field `F`, as the explanation of a rule that looks for 4624 shows it.
std::string content_in(std::string_view json) {
    auto text = explained(rule_on(R"({"F": 4624})"), json);
    text.erase(0, text.find("F: ") + 3);
    return text.substr(0, text.find('\n'));
}

} // namespace

TEST_CASE("explanations tell null, missing, object, number and text apart") {
    CHECK(content_in(R"({"F": 4624})") == "4624");
    CHECK(content_in(R"({"F": "4624"})") == R"("4624")");
    CHECK(content_in(R"({"F": 1.5})") == "1.5");
    CHECK(content_in(R"({"F": 123456789012345678901234567890})") == "123456789012345678901234567890");
    CHECK(content_in(R"({"F": null})") == "null");
    CHECK(content_in(R"({"F": "null"})") == R"("null")");
    CHECK(content_in(R"({"F": true})") == "true");
    CHECK(content_in(R"({"F": "true"})") == R"("true")");
    CHECK(content_in(R"({"F": ""})") == R"("")");
    CHECK(content_in("{}") == "(missing)");
    CHECK(content_in(R"({"F": {"a": 1}})") == "{object}");
    CHECK(content_in(R"({"F": []})") == "[]");
    CHECK(content_in(R"({"F": ["a"]})") == R"(["a"])");
    CHECK(content_in(R"({"F": ["4624", 4624, null, false, {"a": 1}]})") == R"(["4624", 4624, null, false, {object}])");
    CHECK(content_in(R"j({"F": "(missing)"})j") == R"j("(missing)")j");
}

TEST_CASE("explanations tell the kinds of a rule's values apart") {
    CHECK(explained(rule_on(R"({"F": [4624, "4624", null, true, "null"]})"), R"({"F": "4624"})") ==
          "      + all of\n"
          "        + F: \"4624\"\n"
          "          + 4624\n"
          "          + \"4624\" in \"4624\" at 0\n"
          "          - null\n"
          "          - true\n"
          "          - \"null\"\n");
}

TEST_CASE("explanations show where a text ends") {
    CHECK(content_in(R"({"F": "a\"b"})") == R"("a\"b")");
    CHECK(content_in(R"({"F": "C:\\x\\"})") == R"("C:\\x\\")");
    CHECK(content_in(R"({"F": ["a\", \"b", "c"]})") == R"(["a\", \"b", "c"])");
    CHECK(content_in(R"({"F": ["a", "b", "c"]})") == R"(["a", "b", "c"])");
    CHECK(content_in(R"({"F": "\\u{1b}"})") == R"("\\u{1b}")");
    CHECK(content_in(R"({"F": "\u001b"})") == R"("\u{1b}")");
    CHECK(explained(rule_on(R"({"F|contains": "\"\\b'"})"), R"({"F": "a\"\\b' in \"x"})") ==
          "      + all of\n"
          "        + F|contains: \"a\\\"\\\\b' in \\\"x\"\n"
          "          + \"\\\"\\\\b'\" in \"\\\"\\\\b'\" at 1\n");
}

TEST_CASE("explanations cut long values and lists") {
    const std::string long_text(300, 'x');
    CHECK(content_in("{\"F\": \"" + long_text + "\"}") == '"' + long_text.substr(0, 200) + "...\"");
    std::string list = "[0";
    for (int element = 1; element < 30; ++element) { list += ", " + std::to_string(element); }
    CHECK(content_in("{\"F\": " + list + "]}") ==
          "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 10 more]");
}

TEST_CASE("explanations show hidden characters by number, of rules and of events") {
    CHECK(content_in("{\"F\": \"a\\u001b[2J\\u009b\\u202e\\u200b\\udb40\\udc41b\"}") ==
          R"("a\u{1b}[2J\u{9b}\u{202e}\u{200b}\u{e0041}b")");
    CHECK(content_in("{\"F\": [\"\\n\"]}") == R"(["\u{a}"])");
    auto rule = rule_of("ti\ntle\u202E", "{\"s\\u001b\": {\"na\\u200bme\": \"x\\u202e\"}, \"condition\": \"1 of s*\"}",
                        {.product = "p\u200E"});
    const auto text = explained(std::move(rule), "{\"na\\u200bme\": \"x\\u202e\"}", 0);
    CHECK(text.find("rule \"ti\\u{a}tle\\u{202e}\"\n") != std::string::npos);
    CHECK(text.find("logsource product p\\u{200e}\n") != std::string::npos);
    CHECK(text.find("s\\u{1b}\n") != std::string::npos);
    CHECK(text.find(R"(na\u{200b}me: "x\u{202e}")") != std::string::npos);
    CHECK(text.find(R"("x\u{202e}" in "x\u{202e}" at 0)") != std::string::npos);
    for (const char each : text) {
        const auto byte = static_cast<unsigned char>(each);
        CHECK((byte == '\n' || (byte >= 0x20 && byte < 0x7F)));
    }
}
