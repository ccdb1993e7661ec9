// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/detail/regex_reach.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using varsigma::reach_of;
using varsigma::regex_reach;

TEST_CASE("regex_reach: what is found in every text") {
    for (const std::string_view expression : {"",         ".*",       "^",           "$",        "^.*",
                                              ".*$",      "^.*?",     ".{0,}",       ".{0,5}",   ".{0}",
                                              "a?",       "a*b*",     "(?i).*",      "(?i)",     "(?s)^.*$",
                                              "(.*)",     "(?:a|.*)", "(?P<n>.*)",   "foo|",     "|foo",
                                              "foo|.*",   "[a-z]*",   "[]a]*",       "[^]]?",    "[[:alpha:]]*",
                                              "(a+)?",    "\\w*",     "\\p{Greek}*", "\\x{41}?", "\u00e4*",
                                              "(?m)^.*$", "\\A.*",    "(^a)?$",      "^(b|)",    "((.*))",
                                              ".*.*?"}) {
        CAPTURE(expression);
        CHECK(reach_of(expression) == regex_reach::every_text);
    }
    CHECK(reach_of("^.*$", false, true) == regex_reach::every_text);
    CHECK(reach_of("^.*$", true, false) == regex_reach::every_text);
}

TEST_CASE("regex_reach: what is found in every line") {
    for (const std::string_view expression :
         {"^.*$", "^(.*)$", "^.*?$", "^.{0,}$", "(^.*$)", "\\A.*\\z", "^a?.*$", "foo|^.*$", "(?i)^.*$", "^$|^.*$"}) {
        CAPTURE(expression);
        CHECK(reach_of(expression) == regex_reach::every_line);
    }
}

TEST_CASE("regex_reach: what depends on the text, or may do so") {
    for (const std::string_view expression :
         {".",        ".+",   "a",     "^$",     "^a*$", "^.{0,9}$", "a{1,}",      "a{2}",    "a{",
          "{0}",      "(.+)", "(a|b)", "[a-z]",  "[*]",  "[.*]",     "\\.\\*x",    "\\b",     "\\Bx*",
          "\\Q.*\\E", "a*b",  "(?i)a", "\u00e4", "(",    "(.*",      ".*)",        "[",       "[a",
          "\\",       "(?i",  "a|b",   ".*x",    "x.*",  "(?-s:.)",  "\\p{Greek}", "\\x{41}", "(a)(.*)"}) {
        CAPTURE(expression);
        CHECK(reach_of(expression) == regex_reach::some);
    }
    std::string nested(100, '(');
    nested.append(".*").append(100, ')');
    CHECK(reach_of(nested) == regex_reach::some); // not followed that deep
}

TEST_CASE("regex_reach: every short expression is read without leaving it") {
    constexpr std::string_view alphabet = "a.*?^$()[]{0,}|\\:QEp";
    std::string expression;
    const auto grow = [&](const auto& self) -> void {
        static_cast<void>(reach_of(expression));
        if (expression.size() == 4) { return; }
        for (const char c : alphabet) {
            expression += c;
            self(self);
            expression.pop_back();
        }
    };
    grow(grow);
    CHECK(reach_of(expression) == regex_reach::every_text);
}
