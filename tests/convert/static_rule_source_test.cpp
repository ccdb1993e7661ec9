// SPDX-License-Identifier: BSL-1.0
#include <varsigma/static_rules/static_rule_source.hpp>

#include "../support/data.hpp"
#include "../support/loading.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

std::string source_of(std::string_view detection) {
    const auto loaded =
        varsigma_tests::load_text("title: T\nlogsource: {category: c}\ndetection: " + std::string{detection});
    REQUIRE(loaded.rules.size() == 1);
    const auto made = varsigma::to_static_rule(loaded.rules.front());
    REQUIRE(made);
    return *made;
}

} // namespace

TEST_CASE("static rule source: maps, lists, keywords and conditions") {
    CHECK(source_of("{s: {A|contains|all: [a, b], B: c}, condition: s}") ==
          "varsigma::static_rule<\"s\",\n    varsigma::selection<\"s\", varsigma::where<\"A|contains|all\", \"a\", "
          "\"b\">, "
          "varsigma::where<\"B\", \"c\">>>");
    CHECK(source_of("{s: [{A: a, B: b}, {C: c}], k: [x, y], condition: [s, not k]}") ==
          "varsigma::static_rule<\"(s) or (not k)\",\n    varsigma::selection<\"s\", "
          "varsigma::any_of<varsigma::all_of<varsigma::where<\"A\", \"a\">, varsigma::where<\"B\", \"b\">>, "
          "varsigma::all_of<varsigma::where<\"C\", \"c\">>>>,\n    varsigma::selection<\"k\", varsigma::where<\"\", "
          "\"x\", "
          "\"y\">>>");
}

TEST_CASE("static rule source: values") {
    const auto values = [](std::string_view key, std::string_view list) {
        const auto written = source_of("{s: {" + std::string{key} + ": " + std::string{list} + "}, condition: s}");
        const auto from = written.find(std::string{key} + "\"") + key.size() + 3;
        return written.substr(from, written.size() - from - 3);
    };
    CHECK(values("A", "[1, -1, 0.5, true, null, '5', 18446744073709551615, 1.0e+20]") ==
          "1LL, -1LL, 0.5, true, nullptr, \"5\", 18446744073709551615ULL, 100000000000000000000.0");
    CHECK(values("A", "-9223372036854775808") == "-9223372036854775807LL - 1");
    CHECK(values("A", "9007199254740993.0") == "9007199254740993LL"); // which a double is not
    CHECK(values("A|contains", "[1, 0.5, 1.0000000000000000001]") ==
          "\"1\", \"0.5\", \"1.0000000000000000001\""); // taken as text
    CHECK(values("A|re", "[10, 'a\\d']") == "\"10\", \"a\\\\d\"");
    CHECK(values("A", R"(["\"\\ \n\u00e4?*", "0"])") == "\"\\\"\\\\ \\012\\303\\244?*\", \"0\"");
}

TEST_CASE("static rule source: what a static rule cannot be is said") {
    const auto loaded = varsigma_tests::load_text("title: T\nlogsource: {category: c}\ndetection:\n"
                                                  "    s: {A: [1, .inf]}\n    condition: s\n");
    REQUIRE(loaded.rules.size() == 1);
    const auto infinite = varsigma::to_static_rule(loaded.rules.front());
    REQUIRE_FALSE(infinite);
    CHECK(infinite.error().code == varsigma::diagnostic_code::value_kind);
    CHECK(infinite.error().position.line == 4);
    const auto long_one = varsigma_tests::load_text("title: T\nlogsource: {category: c}\ndetection:\n"
                                                    "    s: {A: [1.5, 1.0000000000000000001]}\n    condition: s\n");
    REQUIRE(long_one.rules.size() == 1);
    CHECK(varsigma::to_static_rule(long_one.rules.front()).error().code == varsigma::diagnostic_code::value_kind);

    const auto counted = varsigma_tests::load_text("title: T\nlogsource: {category: c}\ndetection:\n"
                                                   "    s: {A: 1}\n    condition: s | count() > 5\n");
    REQUIRE(counted.rules.size() == 1);
    CHECK(varsigma::to_static_rule(counted.rules.front()).error().code == varsigma::diagnostic_code::not_evaluated);
    varsigma::diagnostics found;
    CHECK(varsigma::to_static_rules(counted.rules, "x", found).empty());
    CHECK(found.size() == 1);
}

TEST_CASE("static rule source: a header of several rules, whose names do not clash") {
    const auto loaded = varsigma_tests::load_text(
        "title: 7-Zip, Again\nid: 0d1a2b3c-4d5e-4f60-8a7b-9c0d1e2f3a4b\nlevel: high\ntags: [attack.t1]\n"
        "logsource: {product: windows}\ndetection: {s: {A: a}, condition: s}\n---\n"
        "title: 7 zip again\nlogsource: {product: windows}\ndetection: {s: {A: a}, condition: s}\n");
    REQUIRE(loaded.rules.size() == 2);
    varsigma::diagnostics found;
    const auto header = varsigma::to_static_rules(loaded.rules, "my::own", found);
    CHECK(found.empty());
    for (const std::string_view part :
         {"namespace my::own {", "struct n7_zip_again_rule : varsigma::static_rule<",
          "struct n7_zip_again_rule_2 : ", "id = \"0d1a2b3c-4d5e-4f60-8a7b-9c0d1e2f3a4b\"", "severity_level::high",
          "severity_level::none", "std::array<std::string_view, 1> tags{\"attack.t1\"}", ".product = \"windows\"",
          "using rules = varsigma::static_rule_set<\n    n7_zip_again_rule,\n    n7_zip_again_rule_2>;"}) {
        CAPTURE(part);
        CHECK(header.find(part) != header.npos);
    }
}

TEST_CASE("static rule source: every published rule can be written") {
    const auto folder = varsigma_tests::corpus_data("sigmahq/rules");
    if (!folder) { return; }
    const auto loaded = varsigma_tests::load(*folder);
    CHECK(loaded.rules.size() > 3000);
    std::size_t failed = 0;
    for (const auto& rule : loaded.rules) { failed += varsigma::to_static_rule(rule) ? 0U : 1U; }
    CHECK(failed == 0);
}
