// SPDX-License-Identifier: BSL-1.0
#include "../support/events.hpp"
#include "../support/json_matching.hpp"
#include "../support/rules.hpp"

#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;
using varsigma_tests::bare_event;
using varsigma_tests::matching_with;
using varsigma_tests::rule_on;

namespace {

std::vector<detection_rule> rules(std::initializer_list<const char*> selections) {
    std::vector<detection_rule> made;
    for (const auto* selection : selections) { made.push_back(rule_on(selection, {}, selection)); }
    return made;
}

} // namespace

TEST_CASE("large events: a value of a megabyte") {
    auto all =
        rules({R"({"A|contains": "needle"})", R"({"A|endswith": "needle"})", R"({"A|startswith": "needle"})",
               R"({"A": "*x*x*x*needle"})", R"({"A": "*x?y*needle"})", R"({"A|re": "x+needle$"})",
               R"({"A|cased|contains": "NEEDLE"})", R"({"B|fieldref": "A"})", R"({"A|fieldref|contains": "C"})"});
    all.push_back(rule_on(R"(["xNEEDLE"])", {}, "keyword"));
    const std::string text = std::string(1'000'000, 'x') + "needle";
    const std::string line = R"({"A":")" + text + R"(","B":")" + text + R"(","C":")" + text.substr(500'000) + "\"}";
    const std::string expected =
        R"({"A|contains": "needle"},{"A|endswith": "needle"},{"A": "*x*x*x*needle"},{"A|re": "x+needle$"},)"
        R"({"B|fieldref": "A"},{"A|fieldref|contains": "C"},keyword)";
    matching_with<simdjson_reader> simdjson{all, varsigma_tests::unrouted()};
    matching_with<nlohmann_reader> nlohmann{all, varsigma_tests::unrouted()};
    for (int round = 0; round < 2; ++round) {
        CHECK(simdjson(line) == expected);
        CHECK(simdjson(R"({"A":"x needle"})") ==
              R"({"A|contains": "needle"},{"A|endswith": "needle"})"); // memory is used again
        CHECK(nlohmann(line) == expected);
    }
    const rule_set<bare_event> typed{{rule_on(R"({"Text|endswith": "NEEDLE"})")}};
    rule_set<bare_event>::scratch working{typed};
    CHECK(typed.match(bare_event{text}, working).size() == 1);
}

TEST_CASE("large events: an array of a hundred thousand elements") {
    auto all = rules({R"({"A": "v99999"})", R"({"A": "v100000"})", R"({"A|contains|all": ["v17", "v77777"]})",
                      R"({"A": 5})", R"({"A.b": 99999})", R"({"A|exists": true})", R"({"A": null})"});
    all.push_back(rule_on(R"(["v54321"])", {}, "keyword"));
    std::string texts;
    std::string objects;
    for (int index = 0; index < 100'000; ++index) {
        const std::string comma = index == 0 ? "" : ",";
        texts += comma + "\"v" + std::to_string(index) + "\"";
        objects += comma + "{\"b\":" + std::to_string(index) + "}";
    }
    matching_with<simdjson_reader> match{all, varsigma_tests::unrouted()};
    CHECK(match("{\"A\":[" + texts + "]}") ==
          R"({"A": "v99999"},{"A|contains|all": ["v17", "v77777"]},{"A|exists": true},keyword)");
    CHECK(match("{\"A\":[" + objects + "]}") == R"({"A.b": 99999},{"A|exists": true})");
    // each element says the field twice, in both ways
    std::string both;
    for (int index = 0; index < 50'000; ++index) {
        both += std::string{index == 0 ? "" : ","} + R"({"b":{"c":1},"b.c":2})";
    }
    matching_with<simdjson_reader> dotted{rules({R"({"A.b.c": 1})", R"({"A.b.c": 2})"}), varsigma_tests::unrouted()};
    CHECK(dotted("{\"A\":[" + both + "]}") == R"({"A.b.c": 2})");
}

TEST_CASE("large events: fields that refer to each other, arrays and long texts on both sides") {
    // none matches: every element would have to be compared with every other, if that were how it is done
    const auto all = rules({R"({"A|fieldref": "B"})", R"({"A|fieldref|startswith": "B"})",
                            R"({"A|fieldref|endswith": "B"})", R"({"A|fieldref|contains": "B"})"});
    const std::string common(12, 'x');
    std::string left;
    std::string right;
    for (int index = 0; index < 60'000; ++index) {
        const std::string comma = index == 0 ? "" : ",";
        left += comma + "\"" + common + "a" + std::to_string(index) + "\"";
        right += comma + "\"" + common + "b" + std::to_string(index) + "\"";
    }
    const std::string text = "\"" + std::string(1'000'000, 'x') + "\"";
    matching_with<simdjson_reader> match{all, varsigma_tests::unrouted()};
    CHECK(match("{\"A\":[" + left + "],\"B\":[" + right + "]}").empty());
    CHECK(match("{\"A\":" + text + ",\"B\":[" + right + "]}").empty());
    CHECK(match("{\"A\":[" + left + "],\"B\":" + text + "}").empty());
    CHECK(match("{\"A\":[" + left + "],\"B\":[" + right + ",\"xa59999\"]}") ==
          R"({"A|fieldref|endswith": "B"},{"A|fieldref|contains": "B"})");
}

TEST_CASE("large events: a hundred thousand keys, and the same key again and again") {
    std::string line = "{";
    for (int index = 0; index < 100'000; ++index) { line += "\"k" + std::to_string(index) + "\":\"v\","; }
    for (int index = 0; index < 10'000; ++index) { line += "\"A\":" + std::to_string(index) + ","; }
    line += "\"last\":\"word\"}";
    matching_with<simdjson_reader> match{rules({R"({"A": 9999})", R"({"A": 10000})", R"({"last": "WORD"})",
                                                R"({"k99999": "v"})", R"({"k100000": "v"})"}),
                                         varsigma_tests::unrouted()};
    CHECK(match(line) == R"({"A": 9999},{"last": "WORD"},{"k99999": "v"})");
}

TEST_CASE("large events: nesting up to the limit matches, beyond it there is a diagnostic") {
    matching_with<simdjson_reader> simdjson{rules({R"(["deep"])"}), varsigma_tests::unrouted()};
    matching_with<nlohmann_reader> nlohmann{rules({R"(["deep"])"}), varsigma_tests::unrouted()};
    const auto nested = [](std::size_t depth) {
        std::string line = "{\"a\":";
        for (std::size_t level = 1; level < depth; ++level) { line += level % 2 == 0 ? "{\"a\":" : "["; }
        line += "\"deep\"";
        for (std::size_t level = depth - 1; level > 0; --level) { line += level % 2 == 0 ? "}" : "]"; }
        return line + "}";
    };
    const auto limit = json_limits{}.max_depth;
    for (const std::size_t depth : {std::size_t{1}, std::size_t{2}, limit - 1, limit}) {
        CHECK(simdjson(nested(depth)) == R"(["deep"])");
        CHECK(nlohmann(nested(depth)) == R"(["deep"])");
    }
    for (const std::size_t depth : {limit + 1, limit * 10, std::size_t{200'000}}) {
        CHECK(simdjson(nested(depth)) == "<json_too_deep>");
        CHECK(nlohmann(nested(depth)) == "<json_too_deep>");
    }
}
