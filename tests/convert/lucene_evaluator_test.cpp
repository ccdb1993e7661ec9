// SPDX-License-Identifier: BSL-1.0
#include "lucene_evaluator.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

// The judge of the converters has to be right itself.

namespace {

bool selects(std::string_view query, std::string_view event) {
    lucene::field_names fields;
    auto parsed = lucene::query_parser{query, fields}.parse();
    return lucene::evaluator{std::move(parsed)}.selects({nlohmann::json::parse(event), fields});
}

bool is_query(std::string_view text) {
    lucene::field_names fields;
    try {
        static_cast<void>(lucene::query_parser{text, fields}.parse());
        return true;
    } catch (const std::runtime_error&) { return false; }
}

} // namespace

TEST_CASE("lucene evaluator: terms") {
    CHECK(selects("F:abc", R"({"F": "ABC"})"));
    CHECK_FALSE(selects("F:abc", R"({"F": "abcd"})"));
    CHECK_FALSE(selects("F:abc", R"({"G": "abc"})"));
    CHECK(selects("F.keyword:Abc", R"({"F": "Abc"})"));
    CHECK_FALSE(selects("F.keyword:abc", R"({"F": "Abc"})"));
    CHECK(selects(R"(F:a\ b\*)", R"({"F": "a b*"})"));
    CHECK_FALSE(selects(R"(F:a\*)", R"({"F": "ab"})"));
    CHECK(selects("F:5", R"({"F": 5})"));
    CHECK(selects("F:5", R"({"F": "5"})"));
    CHECK_FALSE(selects("F:5", R"({"F": "05"})"));
    CHECK(selects("F:true", R"({"F": true})"));
    CHECK(selects(R"(F:"")", R"({"F": ""})"));
    CHECK(selects("F:b", R"({"F": ["a", "B"]})"));
    CHECK(selects("F.g:b", R"({"F": [{"g": 1}, {"g": "b"}]})"));
    CHECK(selects("F.g:b", R"({"F.g": "b"})"));
}

TEST_CASE("lucene evaluator: wildcards") {
    CHECK(selects("F:*bc*", R"({"F": "aBCd"})"));
    CHECK(selects("F:a*c", R"({"F": "abbc"})"));
    CHECK_FALSE(selects("F:a*a", R"({"F": "a"})"));
    CHECK(selects("F:a*b*c", R"({"F": "axbxc"})"));
    CHECK_FALSE(selects("F:ab*bc", R"({"F": "abc"})"));
    CHECK(selects("F:a?c", "{\"F\": \"a\u00FCc\"}"));
    CHECK_FALSE(selects("F:a?c", R"({"F": "ac"})"));
    CHECK(selects("F:*b?d*", R"({"F": "abxbcd"})"));
    CHECK_FALSE(selects("F:*b?", R"({"F": "ab"})"));
    CHECK(selects(R"(F:"a*")", R"({"F": "a*"})"));
    CHECK_FALSE(selects(R"(F:"a*")", R"({"F": "ab"})"));
    CHECK(selects("*b*", R"({"x": {"y": ["abc"]}})"));
    CHECK_FALSE(selects("*b*", R"({"b": "x"})"));
}

TEST_CASE("lucene evaluator: operators, presence, ranges, networks, expressions") {
    CHECK(selects("F:a AND (NOT G:b)", R"({"F": "a"})"));
    CHECK_FALSE(selects("F:a AND (NOT G:b)", R"({"F": "a", "G": "b"})"));
    CHECK(selects("F:(a OR b) AND NOT (G:c)", R"({"F": "b"})"));
    CHECK(selects(R"(F:("a" "b"))", R"({"F": "b"})"));
    CHECK(selects("*:*", "{}"));
    CHECK_FALSE(selects("NOT *:*", "{}"));
    CHECK(selects("_exists_:F", R"({"F": ""})"));
    CHECK_FALSE(selects("_exists_:F", R"({"F": null})"));
    CHECK_FALSE(selects("_exists_:F", R"({"F": []})"));
    CHECK(selects("F:>=5", R"({"F": "5"})"));
    CHECK_FALSE(selects("F:>5", R"({"F": 5})"));
    CHECK(selects("F:<0.5", R"({"F": -1})"));
    CHECK(selects(R"(F:10.0.0.0\/8)", R"({"F": "10.1.2.3"})"));
    CHECK_FALSE(selects(R"(F:10.0.0.0\/8)", R"({"F": "11.1.2.3"})"));
    CHECK(selects(R"(F:/a.*\/c/)", R"({"F": "ab/c"})"));
    CHECK_FALSE(selects("F:/b/", R"({"F": "abc"})"));
    CHECK_FALSE(selects("F:/a/", R"({"F": "A"})"));
}

TEST_CASE("lucene evaluator: what Lucene would not take is no query") {
    for (const std::string_view text : {"",
                                        "(",
                                        "F:",
                                        "F:a)",
                                        "F:(a",
                                        "F:a b:c d AND",
                                        "F:\"a",
                                        "F:a:b",
                                        "F:[a",
                                        "-a",
                                        "F:-5",
                                        "F:a OR",
                                        "AND",
                                        "F:OR",
                                        "F:a\\",
                                        "F:/a",
                                        "F:/(/",
                                        "F:/a\"b/",
                                        R"(F:\users)",
                                        "F:a AND F:b OR F:c"}) {
        INFO(text);
        CHECK_FALSE(is_query(text));
    }
    CHECK(is_query("F:a-b"));
    CHECK(is_query("r-dns:a"));
    CHECK(is_query("(F:a AND F:b) OR F:c"));
}
