// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/xpack_watcher.hpp>

#include "conversion.hpp"
#include "watcher_script.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

using nlohmann::json;
using varsigma::query_profile;
using varsigma::to_xpack_watcher;
using varsigma_tests::loaded;
using varsigma_tests::outcome;
using varsigma_tests::rule_of_selection;
using varsigma_tests::rule_with;
using varsigma_tests::script_runner;
using varsigma_tests::warned;

namespace {

/// The watch of a rule, as JSON.
json watch_of(const varsigma::detection_rule& rule, varsigma::xpack_watcher_options options = {}) {
    options.shell = false;
    const auto made = to_xpack_watcher(rule, options);
    INFO(outcome(made));
    REQUIRE(made);
    return json::parse(made->text);
}

json at(const json& watch, const char* path) {
    return watch.at(json::json_pointer{path});
}

/// A title and values that every layer on the way could take for its own.
varsigma::detection_rule hostile_rule() {
    auto rule = rule_of_selection(R"({F: "$HOME `id` \\x \"q\" 'q' EOF {{x}} \n EOF\n < ü"})");
    rule.metadata.title = "a'b\"c`d`$e\\f/g(h){{i}}\nEOF\n\xFF";
    rule.metadata.fields = {"Fine.name", "not}}fine"};
    return rule;
}

} // namespace

TEST_CASE("watcher: the watch") {
    const auto watch = watch_of(rule_of_selection("{F: a b}"));
    CHECK(at(watch, "/trigger/schedule/interval") == "30m");
    CHECK(at(watch, "/input/search/request/body/query/bool/filter/0/query_string/query") == R"(F:a\ b)");
    CHECK(at(watch, "/input/search/request/body/query/bool/filter/1/range/@timestamp/gte") ==
          "{{ctx.trigger.scheduled_time}}||-30m");
    CHECK(at(watch, "/input/search/request/indices") == json::array());
    CHECK(at(watch, "/input/search/request/rest_total_hits_as_int") == false);
    CHECK(at(watch, "/condition/compare/ctx.payload.hits.total.value/gt") == 0);
    CHECK(at(watch, "/actions").contains("log"));
    CHECK(at(watch, "/metadata/title") == "T");
}

TEST_CASE("watcher: names that are kept apart are found in steps that grow with them") {
    const auto steps = [](std::size_t count) {
        varsigma::target_names names;
        CHECK(names.take("title") == "title");
        CHECK(names.take("title-3") == "title-3");
        CHECK(names.take("title") == "title-2");
        CHECK(names.take("title") == "title-4");
        CHECK(names.take("title-3") == "title-3-2");
        for (std::size_t at = 0; at < count; ++at) { static_cast<void>(names.take("title")); }
        CHECK(names.take("title") == "title-" + std::to_string(count + 5));
        return names.steps();
    };
    CHECK(steps(1'000) <= 1'010);
    CHECK(steps(2'000) <= 2'010);
}

TEST_CASE("watcher: options") {
    auto rule = rule_of_selection("{F: a}");
    rule.metadata.fields = {"F", "G.h"};
    const auto watch = watch_of(rule, {.indices = {"logs-*", "x"},
                                       .interval = "5m",
                                       .recipients = {"a@example.org", "b@example.org"},
                                       .time_field = "time",
                                       .webhook = "https://example.org/hook",
                                       .hits = 3});
    CHECK(at(watch, "/trigger/schedule/interval") == "5m");
    CHECK(at(watch, "/input/search/request/indices") == json{"logs-*", "x"});
    CHECK(at(watch, "/input/search/request/body/size") == 3);
    CHECK(at(watch, "/input/search/request/body/query/bool/filter/1/range/time/gte") ==
          "{{ctx.trigger.scheduled_time}}||-5m");
    CHECK(at(watch, "/actions/send_email/email/to") == json{"a@example.org", "b@example.org"});
    const auto mail = at(watch, "/actions/send_email/email/body").get<std::string>();
    CHECK(mail.find("F = {{_source.F}}\nG.h = {{_source.G.h}}\n====") != std::string::npos);
    CHECK(at(watch, "/actions/post/webhook/url") == "https://example.org/hook");
    CHECK(at(watch, "/actions/post/webhook/body") == "{\"rule\": {{#toJson}}ctx.metadata{{/toJson}}, "
                                                     "\"found\": {{#toJson}}ctx.payload{{/toJson}} }");
    CHECK_FALSE(at(watch, "/actions").contains("log"));
    CHECK(at(watch_of(rule, {.time_field = ""}), "/input/search/request/body/query/bool/filter").size() == 1);
}

TEST_CASE("watcher: the script's form, its path and its names") {
    const auto made =
        loaded("title: A title (of two)\nlogsource: {category: c}\ndetection: {s: {F: a}, condition: s}\n---\n"
               "title: A title (of two)\nlogsource: {category: c}\ndetection: {s: {F: b}, condition: s}\n");
    const auto text = outcome(to_xpack_watcher(std::span<const varsigma::detection_rule>{made.rules}));
    CHECK(text.starts_with("curl -s -XPUT -H 'Content-Type: application/json' --data-binary @- "
                           "'localhost:9200/_watcher/watch/A-title-of-two' <<'EOF'\n{\n"));
    CHECK(text.find("\n}\nEOF\ncurl ") != std::string::npos);
    CHECK(text.find("/A-title-of-two-2' <<'EOF'\n") != std::string::npos);
    CHECK(text.ends_with("\n}\nEOF\n"));

    varsigma::target_names names;
    CHECK(outcome(to_xpack_watcher(made.rules[0], {}, names)).find("/A-title-of-two'") != std::string::npos);
    CHECK(outcome(to_xpack_watcher(made.rules[0], {}, names)).find("/A-title-of-two-2'") != std::string::npos);

    const auto bodies =
        outcome(to_xpack_watcher(std::span<const varsigma::detection_rule>{made.rules}, {.shell = false}));
    CHECK(bodies.find("curl") == std::string::npos);
    CHECK(bodies.find("}\n{") != std::string::npos);
}

TEST_CASE("watcher: names that a path would not take as they are") {
    using varsigma::detail::path_segment;
    CHECK(path_segment("a-b_c.d~e") == "a-b_c.d~e");
    CHECK(path_segment("a/b?c#d%") == "a%2Fb%3Fc%23d%25");
    CHECK(path_segment("..") == "%2E%2E");
    CHECK(path_segment("\u00FC") == "%C3%BC");
    auto rule = rule_of_selection("{F: a}");
    rule.metadata.title.clear();
    CHECK(outcome(to_xpack_watcher(rule)).find("/_watcher/watch/untitled'") != std::string::npos);
    rule.metadata.id = "0d1a";
    CHECK(outcome(to_xpack_watcher(rule)).find("/_watcher/watch/0d1a'") != std::string::npos);
}

TEST_CASE("watcher: nothing of a rule reaches the shell, JSON or the template as theirs") {
    const auto rule = hostile_rule();
    const varsigma::xpack_watcher_options options{.recipients = {"a@example.org"}, .host = "it's $HOME:9200"};
    const auto made = to_xpack_watcher(rule, options);
    REQUIRE(made);
    script_runner shell;
    const auto calls = shell.run(made->text);
    REQUIRE(calls.size() == 1);
    CHECK(calls.front().address == "it's $HOME:9200/_watcher/watch/a%27b%22c%60d%60%24e%5Cf%2Fgh%7B%7Bi%7D%7D-EOF-%FF");
    auto plain = options;
    plain.shell = false;
    CHECK(calls.front().body == to_xpack_watcher(rule, plain)->text + "\n");
    const auto watch = json::parse(calls.front().body);
    const auto query = at(watch, "/input/search/request/body/query/bool/filter/0/query_string/query");
    CHECK(query == outcome(to_lucene(rule)));
    CHECK(query.get<std::string>().find("{{") == std::string::npos);
    const auto subject = at(watch, "/actions/send_email/email/subject").get<std::string>();
    CHECK(subject.find("{{") == std::string::npos);
    CHECK(subject.find("\uFFFD") != std::string::npos);
    const auto mail = at(watch, "/actions/send_email/email/body").get<std::string>();
    CHECK(mail.find("Fine.name = {{_source.Fine.name}}") != std::string::npos);
    CHECK(mail.find("not}}fine") == std::string::npos);
    CHECK(warned(made) == "meaning_shifts meaning_shifts meaning_shifts"); // bytes, braces, a field without a name
}

TEST_CASE("watcher: two braces of a rule never begin a template") {
    for (const std::string_view regex : {R"(\{{2}.*\}{2})", "[{]{2,}", R"(\{\{#x\}\})", "[{a]{2}", "({){3}"}) {
        INFO(regex);
        const auto rule = rule_of_selection("{F|re: '" + std::string{regex} + "'}");
        CHECK(outcome(to_lucene(rule)).find("{{") == std::string::npos);
        CHECK(to_xpack_watcher(rule));
    }
    const auto as_written = rule_of_selection("{F|re: 'a{{#x}}'}");
    CHECK(outcome(to_xpack_watcher(as_written, {.query = {.regex = varsigma::lucene_regex_form::as_written}})) ==
          "not_expressible: an expression with two braces in a row, which begin a template");
    for (const std::string_view field : {"group-by: ['{{x}}']", "group-by: [a, '{{{x}}}']"}) {
        const auto made =
            loaded("title: A\nname: a\nlogsource: {category: c}\ndetection: {s: {F: a}, condition: s}\n---\n"
                   "title: C\ncorrelation: {type: event_count, rules: [a], timespan: 1m, condition: {gt: 3}, " +
                   std::string{field} + "}\n");
        REQUIRE(made.correlations.size() == 1);
        CHECK(outcome(to_xpack_watcher(made.correlations.front(), made.rules))
                  .ends_with(", since two braces begin a template"));
    }
}

TEST_CASE("watcher: in the profile of 2019 nothing of a rule is a command of the shell") {
    const auto made = [](std::string_view title, std::string_view value, bool shell = true) {
        auto rule = rule_of_selection("{F: '" + std::string{value} + "'}");
        rule.metadata.title = title;
        return outcome(to_xpack_watcher(rule, {.query = {.profile = query_profile::sigmac_2019}, .shell = shell}));
    };
    for (const std::string_view title : {"x;touch${IFS}/tmp/x;#", "it's", "a\"b", "a|b", "a&b", "a>b", "a<b", "`a`",
                                         "$(a)", "a\\b", "a!b", "a*b", "a?b"}) {
        INFO(title);
        CHECK(made(title, "a").starts_with("not_expressible: the title "));
    }
    CHECK(made("T", "`id`").starts_with("not_expressible: the text "));
    CHECK(made("T", "`id`", false).starts_with("{"));
    for (const std::string_view field : {"$(id)", "${HOME}", "$[1]", "`id`"}) {
        INFO(field);
        auto rule = rule_of_selection("{F: a}");
        rule.metadata.fields = {std::string{field}};
        CHECK(outcome(to_xpack_watcher(rule, {.query = {.profile = query_profile::sigmac_2019}}))
                  .starts_with("not_expressible: the text "));
    }
    CHECK(made("Of a kind / and, \u00FC: more (or less) 50%", "a$b").starts_with("curl "));
}

TEST_CASE("watcher: in the profile of 2019 the shell alters the watch, which is said") {
    const auto rule = rule_of_selection(R"({F: 'C:\x'})");
    varsigma::xpack_watcher_options options{.query = {.profile = query_profile::sigmac_2019}};
    const auto made = to_xpack_watcher(rule, options);
    REQUIRE(made);
    CHECK(made->warnings.front().message.find("the shell alters the watch") == 0);
    script_runner shell;
    const auto calls = shell.run(made->text);
    REQUIRE(calls.size() == 1);
    CHECK(calls.front().address == "localhost:9200/_xpack/watcher/watch/T");
    options.shell = false;
    CHECK(calls.front().body != to_xpack_watcher(rule, options)->text + "\n");

    const auto harmless =
        to_xpack_watcher(rule_of_selection("{F: 1}"), {.query = {.profile = query_profile::sigmac_2019}});
    REQUIRE(harmless);
    CHECK(harmless->warnings.front().message.find("shell") == std::string::npos);
    const auto same = shell.run(harmless->text);
    REQUIRE(same.size() == 1);
    CHECK(harmless->text.find(same.front().body) != std::string::npos);
}

TEST_CASE("watcher: aggregations that count") {
    const auto counted = [](std::string_view pipe) {
        return rule_with("{s: {F: a}, timeframe: 5m, condition: 's | " + std::string{pipe} + "'}");
    };
    auto watch = watch_of(counted("count() > 5"));
    CHECK(at(watch, "/trigger/schedule/interval") == "5m");
    CHECK_FALSE(at(watch, "/input/search/request/body").contains("aggs"));
    CHECK(at(watch, "/condition/script/source") ==
          "return ctx.payload.hits.total.value > 0 && ctx.payload.hits.total.value > params.bound0");
    CHECK(at(watch, "/condition/script/params/bound0") == 5);
    CHECK(at(watch, "/input/search/request/body/track_total_hits") == true);

    watch = watch_of(counted("count() by G >= 5"));
    CHECK(at(watch, "/input/search/request/body/aggs/by/terms/field") == "G.keyword");
    CHECK(at(watch, "/input/search/request/body/aggs/by/terms/order/_count") == "desc");
    CHECK(at(watch, "/input/search/request/body/aggs/by/aggs/within/bucket_selector/buckets_path/n") == "_count");
    CHECK(at(watch, "/input/search/request/body/aggs/by/aggs/within/bucket_selector/script/source") ==
          "params.n > 0 && params.n >= params.bound0");
    CHECK(at(watch, "/condition/array_compare/ctx.payload.aggregations.by.buckets/gte/quantifier") == "some");

    watch = watch_of(counted("count(V) by G < 2.5"));
    CHECK(at(watch, "/input/search/request/body/aggs/by/aggs/values/cardinality/field") == "V.keyword");
    CHECK(at(watch, "/input/search/request/body/aggs/by/aggs/within/bucket_selector/buckets_path/n") == "values");
    CHECK(at(watch, "/input/search/request/body/aggs/by/aggs/within/bucket_selector/script/params/bound0") == 2.5);

    watch = watch_of(counted("count(V) = 3"));
    CHECK(at(watch, "/input/search/request/body/aggs/values/cardinality/field") == "V.keyword");
    CHECK(at(watch, "/condition/script/source") ==
          "return ctx.payload.aggregations.values.value > 0 && ctx.payload.aggregations.values.value == params.bound0");
    CHECK(warned(to_xpack_watcher(counted("count() > 5"))) == "meaning_shifts");

    for (const std::string_view other : {"sum(V) > 5", "avg(V) by G > 5", "min(V) > 5", "max(V) > 5"}) {
        CHECK(outcome(to_xpack_watcher(counted(other))) ==
              "not_expressible: the aggregation '| " + std::string{other} + "'");
    }
    const auto near = rule_with("{s: {F: a}, t: {G: b}, condition: s | near t}");
    CHECK(outcome(to_xpack_watcher(near)) == "not_expressible: the aggregation '| near t'");
    auto vague = counted("count() > 1");
    REQUIRE(vague.aggregate.has_value());
    vague.aggregate->timeframe = "soon"; // no loader takes it
    CHECK(outcome(to_xpack_watcher(vague)) == "not_expressible: the time span 'soon'");
}

TEST_CASE("watcher: aggregations in the profile of 2019") {
    const varsigma::xpack_watcher_options options{.query = {.profile = query_profile::sigmac_2019}, .shell = false};
    const auto made =
        to_xpack_watcher(rule_with("{s: {F: 1}, timeframe: 5m, condition: s | count() by G > 5}"), options);
    REQUIRE(made);
    const auto watch = json::parse(made->text);
    CHECK(at(watch, "/input/search/request/body/aggs/by/terms/min_doc_count") == 6);
    CHECK(at(watch, "/condition/compare/ctx.payload.aggregations.by.buckets.0.doc_count/gt") == 5);
    for (const std::string_view pipe : {"count() > 5", "count(V) by G > 5", "count() by G < 5", "count() by G > 0.5",
                                        "sum(V) by G > 5", "count() by G > 18446744073709551615"}) {
        INFO(pipe);
        CHECK(outcome(to_xpack_watcher(rule_with("{s: {F: 1}, condition: 's | " + std::string{pipe} + "'}"), options))
                  .starts_with("not_expressible: "));
    }
    const auto near = to_xpack_watcher(rule_with("{s: {F: 1}, t: {G: 1}, condition: s | near t}"), options);
    CHECK(warned(near) == "meaning_shifts meaning_shifts");
    CHECK(outcome(near).find("F:\\\"1\\\"") != std::string::npos);
}

TEST_CASE("watcher: correlations that count") {
    const auto rules = [](std::string_view correlation) {
        return loaded("title: A\nname: a\nlogsource: {category: c}\ndetection: {s: {F: a}, condition: s}\n---\n"
                      "title: B\nid: 5d6b1e2a-1111-4222-8333-444455556666\nlogsource: {category: c}\n"
                      "detection: {s: {F|contains: b}, condition: s}\n---\n"
                      "title: C\ncorrelation: " +
                      std::string{correlation} + '\n');
    };
    auto made =
        rules("{type: event_count, rules: [a, 5d6b1e2a-1111-4222-8333-444455556666], group-by: [U], timespan: 10m, "
              "condition: {gte: 3, lt: 9}}");
    REQUIRE(made.correlations.size() == 1);
    auto text = to_xpack_watcher(made.correlations.front(), made.rules, {.shell = false});
    INFO(outcome(text));
    REQUIRE(text);
    auto watch = json::parse(text->text);
    CHECK(at(watch, "/trigger/schedule/interval") == "10m");
    CHECK(at(watch, "/input/search/request/body/query/bool/filter/0/query_string/query") == "(F:a) OR (F:*b*)");
    CHECK(at(watch, "/input/search/request/body/aggs/by/terms/field") == "U.keyword");
    CHECK(at(watch, "/input/search/request/body/aggs/by/aggs/within/bucket_selector/script/source") ==
          "params.n > 0 && params.n >= params.bound0 && params.n < params.bound1");
    CHECK(at(watch, "/metadata/title") == "C");

    made = rules("{type: value_count, rules: [a], group-by: [U, V], timespan: 1h, condition: {neq: 3, field: W}}");
    text = to_xpack_watcher(made.correlations.front(), made.rules, {.shell = false});
    REQUIRE(text);
    watch = json::parse(text->text);
    CHECK(at(watch, "/input/search/request/body/aggs/by/multi_terms/terms/1/field") == "V.keyword");
    CHECK(at(watch, "/input/search/request/body/aggs/by/aggs/values/cardinality/field") == "W.keyword");

    text = to_xpack_watcher(made.correlations.front(), made.rules, {.value_suffix = ""});
    REQUIRE(text);
    CHECK(text->text.find(R"("field": "W")") != std::string::npos);
    CHECK(std::any_of(text->warnings.begin(), text->warnings.end(), [](const auto& warning) {
        return warning.message == "the field 'W' must hold whole values, or nothing is counted";
    }));

    made = rules("{type: event_count, rules: [a], timespan: 1M, condition: {gt: 3}}");
    text = to_xpack_watcher(made.correlations.front(), made.rules, {.shell = false});
    REQUIRE(text);
    watch = json::parse(text->text);
    CHECK(at(watch, "/trigger/schedule/interval") == "30m"); // a month is no interval of a schedule
    CHECK(at(watch, "/input/search/request/body/query/bool/filter/1/range/@timestamp/gte") ==
          "{{ctx.trigger.scheduled_time}}||-1M");
}

TEST_CASE("watcher: correlations that have no form") {
    const auto refused = [](std::string_view correlation, const varsigma::xpack_watcher_options& options = {}) {
        const auto made =
            loaded("title: A\nname: a\nlogsource: {category: c}\ndetection: {s: {F: a}, condition: s}\n---\n"
                   "title: C\ncorrelation: " +
                   std::string{correlation} + '\n');
        REQUIRE(made.correlations.size() == 1);
        return outcome(to_xpack_watcher(made.correlations.front(), made.rules, options));
    };
    CHECK(refused("{type: temporal, rules: [a, a], timespan: 1m}") ==
          "not_expressible: a correlation of the type 'temporal'");
    CHECK(refused("{type: value_sum, rules: [a], timespan: 1m, condition: {gt: 3, field: W}}") ==
          "not_expressible: a correlation of the type 'value_sum'");
    CHECK(refused("{type: value_count, rules: [a], timespan: 1m, condition: {gt: 3, field: [V, W]}}") ==
          "not_expressible: values of more than one field together");
    CHECK(
        refused(
            "{type: event_count, rules: [a], timespan: 1m, group-by: [u], aliases: {u: {a: U}}, condition: {gt: 3}}") ==
        "not_expressible: the aliases of a correlation");
    CHECK(refused("{type: event_count, rules: [b], timespan: 1m, condition: {gt: 3}}") ==
          "undefined_identifier: there is no rule 'b' to correlate; a correlation of correlations has no form");
    auto empty = loaded("title: A\nname: a\nlogsource: {category: c}\ndetection: {s: {F: a}, condition: s}\n---\n"
                        "title: C\ncorrelation: {type: event_count, rules: [a], timespan: 1m, condition: {gt: 3}}\n");
    REQUIRE(empty.correlations.size() == 1);
    empty.correlations.front().timespan = "0m"; // no loader takes it
    CHECK(outcome(to_xpack_watcher(empty.correlations.front(), empty.rules)) == "not_expressible: the time span '0m'");
    for (const std::string_view bound : {".inf", "-.inf", "18446744073709551615"}) {
        CHECK(refused("{type: event_count, rules: [a], timespan: 1m, condition: {gt: " + std::string{bound} + "}}") ==
              "not_expressible: a count that is beyond every number");
    }
    CHECK(refused("{type: event_count, rules: [a], timespan: 1m, condition: {gt: 3}}",
                  {.query = {.profile = query_profile::sigmac_2019}})
              .starts_with("not_expressible: a correlation"));
}
