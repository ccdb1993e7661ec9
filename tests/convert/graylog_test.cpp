// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/graylog.hpp>

#include "conversion.hpp"

#include <doctest/doctest.h>

#include <span>

using varsigma::to_graylog;
using varsigma_tests::outcome;
using varsigma_tests::rule_of_selection;

TEST_CASE("graylog: the current form is Lucene's") {
    CHECK(outcome(to_graylog(rule_of_selection(R"({Image|endswith: '\a.exe', P|gte: 5, X: null})"))) ==
          R"(Image:*\\a.exe AND P:>=5 AND (NOT _exists_:X))");
    CHECK(outcome(to_graylog(rule_of_selection("{F|re: 'a$'}"))) == "F:/.*a/");
    CHECK(outcome(to_graylog(rule_of_selection("{F|re: 'a$'}"), {.regex = varsigma::lucene_regex_form::as_written})) ==
          "F:/a$/");
}

TEST_CASE("graylog: there is no field with the exact text unless one is named") {
    const auto rule = rule_of_selection("{F|cased: Ab}");
    CHECK(outcome(to_graylog(rule)) == "not_expressible: the modifier 'cased', since no field holds the text as it is");
    CHECK(outcome(to_graylog(rule, {.exact_suffix = "_exact"})) == "F_exact:Ab");
}

TEST_CASE("graylog: several rules are a line each") {
    const auto made =
        varsigma_tests::loaded("title: A\nlogsource: {category: c}\ndetection: {s: {F: a}, condition: s}\n---\n"
                               "title: B\nlogsource: {category: c}\ndetection: {s: {F: b}, condition: s}\n");
    CHECK(outcome(to_graylog(std::span<const varsigma::detection_rule>{made.rules})) == "F:a\nF:b");
    CHECK(outcome(to_graylog(std::span<const varsigma::detection_rule>{made.rules},
                             {.profile = varsigma::query_profile::sigmac_2019})) == "F:\"a\"\nF:\"b\"");
}
