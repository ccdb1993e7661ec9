// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/kibana.hpp>

#include "conversion.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

using nlohmann::json;
using varsigma::to_kibana;
using varsigma_tests::loaded;
using varsigma_tests::outcome;
using varsigma_tests::rule_of_selection;
using varsigma_tests::warned;

TEST_CASE("kibana: a saved search is one line of JSON") {
    auto rule = rule_of_selection(R"({F: "a \"b\" \\ \u00fc", G|exists: true})");
    rule.metadata.title = "A \"title\"\nof two lines";
    rule.metadata.id = "11112222-3333-4444-8555-666677778888";
    rule.metadata.description = "what it is";
    rule.metadata.fields = {"F", "G"};
    const auto made = to_kibana(rule, {.index_pattern = "winlogbeat-*", .time_field = "time"});
    REQUIRE(made);
    CHECK(made->text.find('\n') == std::string::npos);
    const auto object = json::parse(made->text);
    CHECK(object.at("id") == "11112222-3333-4444-8555-666677778888");
    CHECK(object.at("type") == "search");
    const auto& attributes = object.at("attributes");
    CHECK(attributes.at("title") == "Sigma: A \"title\"\nof two lines");
    CHECK(attributes.at("description") == "what it is");
    CHECK(attributes.at("columns") == json{"F", "G"});
    CHECK(attributes.at("sort") == json::array({json::array({"time", "desc"})}));
    const auto source = json::parse(attributes.at("kibanaSavedObjectMeta").at("searchSourceJSON").get<std::string>());
    CHECK(source.at("query").at("query") == outcome(to_lucene(rule)));
    CHECK(source.at("query").at("language") == "lucene");
    CHECK(source.at("indexRefName") == object.at("references").at(0).at("name"));
    CHECK(object.at("references").at(0).at("id") == "winlogbeat-*");
    CHECK(object.at("references").at(0).at("type") == "index-pattern");
    CHECK(object.at("references").size() == 1);
    CHECK(warned(made) == "meaning_shifts");
}

TEST_CASE("kibana: a rule without id, without a time, and with bytes that are no text") {
    auto rule = rule_of_selection("{F: a}");
    rule.metadata.title = "A (b)/c";
    rule.metadata.description = "x\xFFy";
    const auto made = to_kibana(rule, {.time_field = ""});
    REQUIRE(made);
    const auto object = json::parse(made->text);
    CHECK(object.at("id") == "A-b%2Fc");
    CHECK(object.at("attributes").at("sort") == json::array());
    CHECK(object.at("attributes").at("description") == "x\uFFFDy");
    CHECK(warned(made) == "meaning_shifts");
}

TEST_CASE("kibana: rules that share an id or a title are saved apart") {
    const auto ids = [](std::string_view head) {
        const auto made =
            loaded("action: global\n" + std::string{head} +
                   "\ndetection: {condition: s}\n---\nlogsource: {category: c}\ndetection: {s: {F: a}}\n---\n"
                   "logsource: {category: d}\ndetection: {s: {F: b}}\n");
        const auto lines = outcome(to_kibana(std::span<const varsigma::detection_rule>{made.rules}));
        const auto end = lines.find('\n');
        REQUIRE(end != std::string::npos);
        return json::parse(lines.substr(0, end)).at("id").get<std::string>() + ' ' +
               json::parse(lines.substr(end)).at("id").get<std::string>();
    };
    CHECK(ids("title: A title") == "A-title A-title-2");
    CHECK(ids("title: A\nid: 11112222-3333-4444-8555-666677778888") ==
          "11112222-3333-4444-8555-666677778888 11112222-3333-4444-8555-666677778888-2");
}

TEST_CASE("kibana: lines, the bare query, and what is refused") {
    const auto made = loaded("title: A\nlogsource: {category: c}\ndetection: {s: {F: a}, condition: s}\n---\n"
                             "title: B\nlogsource: {category: c}\ndetection: {s: {F: b}, condition: s}\n");
    const std::span<const varsigma::detection_rule> rules{made.rules};
    const auto text = outcome(to_kibana(rules));
    CHECK(std::count(text.begin(), text.end(), '\n') == 1);
    CHECK(outcome(to_kibana_query(rules)) == "F:a\nF:b");
    CHECK(outcome(to_kibana_query(made.rules.front())) == "F:a");
    CHECK(outcome(to_kibana_query(made.rules.front(), {.query = {.profile = varsigma::query_profile::sigmac_2019}})) ==
          "F:\"a\"");
    CHECK(outcome(to_kibana(rule_of_selection("{F|fieldref: G}"))).starts_with("not_expressible: "));
    CHECK(outcome(to_kibana(made.rules.front(), {.query = {.profile = varsigma::query_profile::sigmac_2019}})) ==
          "not_expressible: a saved search, for which the profile sigmac_2019 has no form");
}
