// SPDX-License-Identifier: BSL-1.0
#include "../support/rules.hpp"

#include <varsigma/compile/detail/expression_builder.hpp>
#include <varsigma/compile/detail/predicate_builder.hpp>
#include <varsigma/compile/detail/rule_compiler.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/evaluator.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

using namespace varsigma;
using namespace varsigma::detail;
using namespace std::string_view_literals;

namespace {

/// The states that a field can be in; `fill` puts them into field `F`, and `G` holds the text `go`.
struct state {
    const char* name;
    void (*fill)(event_row& row, slot field);
};

constexpr state states[] = {
    {"missing", [](event_row&, slot) {}},
    {"null", [](event_row& row, slot f) { row.put(f, value::of_null()); }},
    {"empty", [](event_row& row, slot f) { row.put(f, value::of(""sv)); }},
    {"empty list", [](event_row& row, slot f) { row.put_array(f); }},
    {"object", [](event_row& row, slot f) { row.put(f, value::of_object()); }},
    {"text", [](event_row& row, slot f) { row.put(f, value::of("Go"sv)); }},
    {"digits", [](event_row& row, slot f) { row.put(f, value::of("007"sv)); }},
    {"number", [](event_row& row, slot f) { row.put(f, value::of(std::int64_t{7})); }},
    {"real", [](event_row& row, slot f) { row.put(f, value::of(7.5)); }},
    {"numeral", [](event_row& row, slot f) { row.put(f, value::of_numeral("70000000000000000000"sv)); }},
    {"true", [](event_row& row, slot f) { row.put(f, value::of(true)); }},
    {"true text", [](event_row& row, slot f) { row.put(f, value::of("TRUE"sv)); }},
    {"address", [](event_row& row, slot f) { row.put(f, value::of("10.0.0.7"sv)); }},
    {"date", [](event_row& row, slot f) { row.put(f, value::of("2025-08-02T07:15:00Z"sv)); }},
    {"time", [](event_row& row, slot f) { row.put(f, value::of_time(7 * 3600 * nanoseconds_per_second)); }},
    {"list of null",
     [](event_row& row, slot f) {
         row.put_array(f);
         row.put(f, value::of_null(), 0, true);
     }},
    {"list of object",
     [](event_row& row, slot f) {
         row.put_array(f);
         row.put(f, value::of_object(), 0, true);
     }},
    {"list of text and number",
     [](event_row& row, slot f) {
         row.put_array(f);
         row.put(f, value::of("go"sv), 0, true);
         row.put(f, value::of(std::int64_t{7}), 0, true);
     }},
};

/// The names of the states in which the one-item selection holds.
std::string holding(std::string_view selection) {
    field_table fields;
    const auto field = fields.add("F");
    const auto other = fields.add("G");
    predicate_builder predicates;
    expression_builder expressions;
    rule_compiler compiler{fields, predicates, expressions, {}};
    const auto made = compiler.compile(varsigma_tests::rule_on(selection));
    REQUIRE(made.has_value());
    std::string names;
    match_scratch scratch;
    scratch.fields.resize(fields.size());
    scratch.answers.resize(predicates.size());
    for (const auto& each : states) {
        event_row row{fields.size()};
        each.fill(row, field);
        row.put(other, value::of("go"sv));
        row.seal();
        scratch.begin_event(row);
        evaluator event{predicates, expressions, row, scratch};
        const bool found = event.holds(*made);
        CHECK(event.holds(*made) == found); // the remembered answer
        if (found) { names.append(names.empty() ? "" : ", ").append(each.name); }
    }
    return names;
}

} // namespace

TEST_CASE("evaluator: every kind of test on every state of a field") {
    CHECK(holding(R"({"F": null})") == "missing, null, empty list, list of null");
    CHECK(holding(R"({"F": []})") == "missing, null, empty list, list of null");
    CHECK(holding(R"({"F": ""})") == "empty");
    CHECK(holding(R"({"F": ["", null]})") == "missing, null, empty, empty list, list of null");
    CHECK(holding(R"({"F": "go"})") == "text, list of text and number");
    CHECK(holding(R"({"F|cased": "go"})") == "list of text and number");
    CHECK(holding(R"({"F|cased": "Go"})") == "text");
    const auto with_text =
        "empty, text, digits, number, real, numeral, true, true text, address, date, time, list of text "
        "and number"sv;
    CHECK(holding(R"({"F": "*"})") == with_text);
    CHECK(holding(R"({"F|contains": ""})") == with_text);
    CHECK(holding(R"({"F|re": ""})") == with_text);
    CHECK(holding(R"({"F": "?*"})") == with_text.substr(7));
    CHECK(holding(R"({"F|startswith": "7"})") == "number, real, numeral, list of text and number");
    CHECK(holding(R"({"F|endswith": "7"})") == "digits, number, address, list of text and number");
    CHECK(holding(R"({"F": "7"})") == "number, list of text and number");
    CHECK(holding(R"({"F": 7})") == "digits, number, list of text and number");
    CHECK(holding(R"({"F": 7.5})") == "real");
    CHECK(holding(R"({"F|gte": 7})") == "digits, number, real, numeral, list of text and number");
    CHECK(holding(R"({"F|gt": 7})") == "real, numeral");
    CHECK(holding(R"({"F|lt": 8})") == "digits, number, real, list of text and number");
    CHECK(holding(R"({"F|lte": 7})") == "digits, number, list of text and number");
    CHECK(holding(R"({"F": true})") == "true, true text");
    CHECK(holding(R"({"F": false})").empty());
    CHECK(holding(R"({"F": "true"})") == "true, true text");
    CHECK(holding(R"({"F|cidr": "10.0.0.0/8"})") == "address");
    CHECK(holding(R"({"F|hour": 7})") == "date, time");
    CHECK(holding(R"({"F|year|lt": 2000})") == "time");
    CHECK(holding(R"({"F|fieldref": "G"})") == "text, list of text and number");
    CHECK(holding(R"({"F|fieldref|cased": "G"})") == "list of text and number");
    CHECK(holding(R"({"G|fieldref": "F"})") == "text, list of text and number");
    CHECK(holding(R"({"G|fieldref|startswith": "F"})") == "empty, text, list of text and number");
    CHECK(holding(R"({"F|fieldref": "Absent"})").empty());
}

TEST_CASE("evaluator: presence is of anything but what is missing") {
    std::string all_but_missing;
    std::string all_but_text;
    for (const auto& each : states) {
        const std::string name = each.name;
        if (name != "missing") { all_but_missing += (all_but_missing.empty() ? "" : ", ") + name; }
        if (name != "text" && name != "list of text and number") {
            all_but_text += (all_but_text.empty() ? "" : ", ") + name;
        }
    }
    CHECK(holding(R"({"F|exists": true})") == all_but_missing);
    CHECK(holding(R"({"F|exists": false})") == "missing");
    CHECK(holding(R"({"F|neq": "go"})") == all_but_text);
    CHECK(holding(R"({"F|re|neq": "^[gG]o$"})") == all_but_text);
}

TEST_CASE("evaluator: under all, each value may be found on another element") {
    CHECK(holding(R"({"F|contains|all": ["g", "7"]})") == "list of text and number");
    CHECK(holding(R"({"F|all": ["go", 7]})") == "list of text and number");
    CHECK(holding(R"({"F|all|neq": ["go", 7]})").find("list of text and number") == std::string::npos);
}

TEST_CASE("evaluator: relations of the comparisons, whole 64-bit range") {
    const number low{std::numeric_limits<std::int64_t>::min()};
    const number high{std::numeric_limits<std::uint64_t>::max()};
    CHECK(satisfies(low, comparison::lt, numeral{high}));
    CHECK(satisfies(high, comparison::gt, numeral{low}));
    CHECK(satisfies(high, comparison::gte, numeral{high}));
    CHECK(satisfies(high, comparison::lte, numeral{high}));
    CHECK(satisfies(high, comparison::equal, numeral{high}));
    CHECK_FALSE(satisfies(high, comparison::gt, numeral{high}));
    CHECK_FALSE(satisfies(high, comparison::lt, numeral{high}));
    CHECK_FALSE(satisfies(low, comparison::equal, numeral{high}));
    const number nan{std::numeric_limits<double>::quiet_NaN()};
    for (const auto relation : {comparison::equal, comparison::gt, comparison::gte, comparison::lt, comparison::lte}) {
        CHECK_FALSE(satisfies(nan, relation, numeral{low}));
    }
}
