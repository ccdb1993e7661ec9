// SPDX-License-Identifier: BSL-1.0
#include "reference_matcher.hpp"
#include "rule_builder.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace {

using json = nlohmann::json;

/// Of a single item `key: value` (as JSON text), on an event (as JSON text).
bool matches(const std::string& item, const std::string& event, const reference::reference_options& options = {}) {
    const auto selection = nlohmann::ordered_json::parse("{" + item + "}");
    const auto rule = reference::build_rule({{"sel", selection}, {"condition", "sel"}});
    return reference::reference_matches(rule, json::parse(event), options);
}

bool finds(const std::string& keywords, const std::string& event, const reference::reference_options& options = {}) {
    const auto rule = reference::build_rule({{"sel", nlohmann::ordered_json::parse(keywords)}, {"condition", "sel"}});
    return reference::reference_matches(rule, json::parse(event), options);
}

} // namespace

TEST_CASE("missing, null, empty and lists") {
    CHECK(matches(R"("F": null)", R"({"F": [[], []]})"));
    CHECK(matches(R"("F": null)", R"({"F": ["x", null]})"));
    CHECK(!matches(R"("F": null)", R"({"F": {}})"));
    CHECK(!matches(R"("F": "*")", R"({"F": []})"));
    CHECK(!matches(R"("F": "*")", R"({"F": {"x": 1}})"));
    CHECK(matches(R"("F": "*")", R"({"F": [null, ""]})"));
    CHECK(matches(R"("F|neq": null)", R"({"F": ""})"));
    CHECK(matches(R"("F|neq": "x")", R"({})"));
    CHECK(matches(R"("F|contains|all": ["a", "b"])", R"({"F": ["xa", ["bx"]]})"));
    CHECK(matches(R"("F|exists": true)", R"({"F": {}})"));
    CHECK(matches(R"("F|exists": true)", R"({"F": []})"));
}

TEST_CASE("dotted names") {
    CHECK(matches(R"("a.b": "y")", R"({"a.b": "y", "a": {"b": "x"}})"));
    CHECK(matches(R"("a.b.c": 1)", R"({"a": {"b.c": 1, "b": {"c": 2}}})"));
    CHECK(!matches(R"("a.b.c": 2)", R"({"a": {"b.c": 1, "b": {"c": 2}}})"));
    CHECK(matches(R"("a.b.c": 1)", R"({"a.b": {"c": 1}})"));
    CHECK(matches(R"("a.b.c": 1)", R"({"a.b": {"d": 2}, "a": {"b": {"c": 1}}})"));
    CHECK(!matches(R"("a.b.c": 1)", R"({"a.b": {"c": null}, "a": {"b": {"c": 1}}})"));
    CHECK(matches(R"("a.b.c": 1)", R"({"a.b": {"c": {}}, "a": {"b": {"c": 1}}})"));
    CHECK(matches(R"("a.b|contains|all": ["x", "y"])", R"({"a": [{"b": "x"}, [{"b": ["y"]}], 1]})"));
    CHECK(matches(R"("a.b|exists": true)", R"({"a": [{}, {"b": null}]})"));
    CHECK(matches(R"("a.b|exists": false)", R"({"a": [{}, []]})"));
    CHECK(matches(R"("a.b": null)", R"({"a": "x"})"));
}

TEST_CASE("numbers and booleans") {
    CHECK(matches(R"("F": 4624)", R"({"F": "04624"})"));
    CHECK(!matches(R"("F": 1)", R"({"F": true})"));
    CHECK(matches(R"("F": true)", R"({"F": "True"})"));
    CHECK(!matches(R"("F": true)", R"({"F": 1})"));
    CHECK(matches(R"("F|contains": 62)", R"({"F": 4624})"));
    CHECK(matches(R"("F|contains": 1.0)", R"({"F": "x1"})"));
    CHECK(matches(R"("F|contains": "ru")", R"({"F": true})"));
    CHECK(!matches(R"("F": 9007199254740992)", R"({"F": 9007199254740993})"));
    CHECK(matches(R"("F|gt": 9007199254740992)", R"({"F": "9007199254740993"})"));
    CHECK(!matches(R"("F|gt": 0)", R"({"F": true})"));
    CHECK(matches(R"("F": "100000")", R"({"F": 100000.0})"));
}

TEST_CASE("fieldref: the other value counts as if it stood in the rule") {
    CHECK(matches(R"("A|fieldref": "B")", R"({"A": "04624", "B": 4624})"));
    CHECK(!matches(R"("A|fieldref": "B")", R"({"A": 4624, "B": "04624"})"));
    CHECK(matches(R"("A|fieldref": "B")", R"({"A": ["x", "Y"], "B": ["z", "y"]})"));
    CHECK(!matches(R"("A|fieldref|cased": "B")", R"({"A": "X", "B": "x"})"));
    CHECK(matches(R"("A|fieldref": "B")", R"({"A": "a*", "B": "a*"})"));
    CHECK(!matches(R"("A|fieldref": "B")", R"({"A": "ab", "B": "a*"})"));
    CHECK(!matches(R"("A|fieldref": "B")", R"({"A": null, "B": null})"));
    CHECK(matches(R"("A|fieldref|contains": "B")", R"({"A": "x", "B": ""})"));
    CHECK(matches(R"("A|fieldref": "B")", R"({"A": "TRUE", "B": true})"));
    CHECK(matches(R"("A|fieldref": "B|c")", R"({"A": 1, "B|c": 1})"));
}

TEST_CASE("keywords") {
    CHECK(finds(R"("46")", R"({"n": 14625})"));
    CHECK(finds(R"(true)", R"({"n": [{"x": true}]})"));
    CHECK(!finds(R"("null")", R"({"n": null})"));
    CHECK(finds(R"(["nope", "a*d"])", R"({"n": "xa-b-dx"})"));
    CHECK(finds(R"({"|re": "^a.c$"})", R"({"n": "abc"})"));
    CHECK(!finds(R"({"|cased": "A"})", R"({"n": "abc"})"));
    CHECK(finds(R"([{"F": 1}, "word"])", R"({"n": "a word"})"));
    reference::reference_options with_line;
    with_line.raw_text = "the line";
    CHECK(finds(R"({"|all": ["line", "x"]})", R"({"n": "x"})", with_line));
}

TEST_CASE("invalid bytes: one character each, equal to themselves, U+FFFD for re") {
    const auto on = [](const std::string& item, const std::string& text) {
        const auto selection = nlohmann::ordered_json::parse("{" + item + "}");
        return reference::reference_matches(reference::build_rule({{"sel", selection}, {"condition", "sel"}}),
                                            json{{"F", text}, {"G", text}});
    };
    CHECK(on(R"("F": "a??")", "a\xE2\x82"));
    CHECK(on(R"("F|fieldref": "G")", "\xFF"));
    CHECK(on(R"("F|re": "^a\ufffd{2}$")", "a\xE2\x82"));
    CHECK(!on(R"("F": "\ufffd")", "\xFF"));
}

TEST_CASE("placeholders and aliases") {
    reference::reference_options options;
    options.placeholders = {{"admin", {"root", "adm*"}}, {"none", {}}};
    CHECK(matches(R"("F|expand": "%admin%")", R"({"F": "admin2"})", options));
    CHECK(!matches(R"("F|expand|all": "%admin%")", R"({"F": "admin2"})", options));
    CHECK(matches(R"("F|expand": "\\%admin%")", R"({"F": "%admin%"})", options));
    CHECK(matches(R"("F|expand": ["%none%", "x"])", R"({"F": "x"})", options));
    CHECK(!matches(R"("F|expand|all": ["%none%", "x"])", R"({"F": "x"})", options));
    CHECK(matches(R"("F|expand|neq": "%none%")", R"({"F": "x"})", options));
    options.aliases = {{"ProcessId", "NewProcessId"}};
    CHECK(matches(R"("ProcessId": 2)", R"({"ProcessId": 1, "NewProcessId": 2})", options));
    CHECK(matches(R"("F|fieldref": "ProcessId")", R"({"F": 2, "NewProcessId": 2})", options));
}
