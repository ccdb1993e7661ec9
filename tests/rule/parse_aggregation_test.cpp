// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/detail/parse_aggregation.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using varsigma::aggregation_function;
using varsigma::comparison;
using varsigma::diagnostic_code;
using varsigma::number;
using varsigma::parse_aggregation;

using fields = std::vector<std::string>;

} // namespace

TEST_CASE("parse_aggregation: count") {
    const auto full = parse_aggregation(" count(TargetUserName) by SourceHost > 5 ");
    REQUIRE(full);
    CHECK(full->text == "count(TargetUserName) by SourceHost > 5");
    CHECK(full->function == aggregation_function::count);
    CHECK(full->field == "TargetUserName");
    CHECK(full->group_by == fields{"SourceHost"});
    CHECK(full->relation == comparison::gt);
    CHECK(full->threshold == number{5});
    CHECK(full->timeframe.empty());

    const auto bare = parse_aggregation("count()>10");
    REQUIRE(bare);
    CHECK(bare->field.empty());
    CHECK(bare->group_by.empty());
    CHECK(bare->threshold == number{10});

    const auto spaced = parse_aggregation("\tcount ( Some Field )\n by a.b-c\n>=\n10");
    REQUIRE(spaced);
    CHECK(spaced->field == "Some Field");
    CHECK(spaced->group_by == fields{"a.b-c"});
    CHECK(spaced->relation == comparison::gte);

    const auto tight = parse_aggregation("count(x) by y<3");
    REQUIRE(tight);
    CHECK(tight->group_by == fields{"y"});
    CHECK(tight->relation == comparison::lt);

    for (const std::string_view several :
         {"count() by a, b ,c > 5", "count() by a,b,c>5", "count() by\n a ,\tb,c\n> 5"}) {
        CAPTURE(several);
        const auto listed = parse_aggregation(several);
        REQUIRE(listed);
        CHECK(listed->group_by == fields{"a", "b", "c"});
        CHECK(listed->threshold == number{5});
    }
}

TEST_CASE("parse_aggregation: every function and comparison") {
    struct function_example {
        std::string_view text;
        aggregation_function function;
    };
    for (const auto& tried : {
             function_example{"count(f) > 1", aggregation_function::count},
             {"min(f) > 1", aggregation_function::min},
             {"max(f) > 1", aggregation_function::max},
             {"avg(f) > 1", aggregation_function::avg},
             {"sum(f) > 1", aggregation_function::sum},
         }) {
        const auto& [text, function] = tried;
        CAPTURE(tried.text);
        const auto parsed = parse_aggregation(text);
        REQUIRE(parsed);
        CHECK(parsed->function == function);
        CHECK(parsed->field == "f");
    }
    struct relation_example {
        std::string_view text;
        comparison relation;
    };
    for (const auto& tried : {
             relation_example{"count() > -1.5", comparison::gt},
             {"count() >= -1.5", comparison::gte},
             {"count() < -1.5", comparison::lt},
             {"count() <= -1.5", comparison::lte},
             {"count() = -1.5", comparison::equal},
             {"count() == -1.5", comparison::equal},
         }) {
        const auto& [text, relation] = tried;
        CAPTURE(tried.text);
        const auto parsed = parse_aggregation(text);
        REQUIRE(parsed);
        CHECK(parsed->relation == relation);
        CHECK(parsed->threshold == number{-1.5});
    }
}

TEST_CASE("parse_aggregation: near keeps its text") {
    const auto parsed = parse_aggregation("  near a and not b ");
    REQUIRE(parsed);
    CHECK(parsed->function == aggregation_function::near);
    CHECK(parsed->text == "near a and not b");
    CHECK(parsed->field.empty());
}

TEST_CASE("parse_aggregation: errors and their columns") {
    struct example {
        std::string_view text;
        unsigned column;
        std::string_view message;
    };
    for (const auto& tried : {
             example{"", 1, "expected count, sum, avg, min, max or near"},
             {"  ", 3, "expected count, sum, avg, min, max or near"},
             {" median(x) > 5", 2, "expected count, sum, avg, min, max or near"},
             {"near", 5, "near what?"},
             {"near  ", 7, "near what?"},
             {"count > 5", 7, "expected ( after the function"},
             {"count(x > 5", 6, "a parenthesis is not closed"},
             {"sum() > 5", 5, "only count works without a field"},
             {"avg(  ) > 5", 7, "only count works without a field"},
             {"count() per x > 5", 9, "expected by or a comparison"},
             {"count() by > 5", 12, "expected a field after by"},
             {"count() by", 11, "expected a field after by"},
             {"count() by a, > 5", 15, "expected a field after ,"},
             {"count() by a,, b > 5", 14, "expected a field after ,"},
             {"count() by , a > 5", 12, "expected a field after by"},
             {"count() by a, b", 16, "expected one of > >= < <= = =="},
             {"count() by a b > 5", 14, "expected one of > >= < <= = =="},
             {"count() by a 5", 14, "expected one of > >= < <= = =="},
             {"count()", 8, "expected one of > >= < <= = =="},
             {"count() => 5", 9, "expected one of > >= < <= = =="},
             {"count() <> 5", 9, "expected one of > >= < <= = =="},
             {"count() >", 10, "expected a number after the comparison"},
             {"count() > five", 11, "expected a number after the comparison"},
             {"count() > 0x5", 11, "expected a number after the comparison"},
             {"count() > 5 or 6", 13, "expected nothing after the number"},
         }) {
        const auto& [text, column, message] = tried;
        CAPTURE(tried.text);
        const auto parsed = parse_aggregation(text);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().code == diagnostic_code::condition_syntax);
        CHECK(parsed.error().position.line == 1);
        CHECK(parsed.error().position.column == column);
        CHECK(std::string_view{parsed.error().message}.starts_with(message));
    }
    CHECK(parse_aggregation("cuont() > 5").error().suggestion == "did you mean 'count'");
    CHECK(parse_aggregation("COUNT() > 5").error().suggestion == "did you mean 'count'");
    CHECK(parse_aggregation("x() > 5").error().suggestion.empty());
}

TEST_CASE("parse_aggregation: a star is no field's name") {
    struct example {
        std::string_view text;
        std::uint32_t column;
        std::string_view suggestion;
    };
    for (const auto& [text, column, suggestion] : {
             example{"count(*) by B > 3", 7, "write count() to count events"},
             {" count( * ) > 3", 9, "write count() to count events"},
             {"count(User*) > 3", 11, "write count() to count events"},
             {"sum(*) > 3", 5, "name the field"},
             {"count() by * > 3", 12, "name the fields"},
             {"count(a) by b* > 3", 14, "name the fields"},
         }) {
        const auto parsed = parse_aggregation(text);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().code == diagnostic_code::wildcard_not_allowed);
        CHECK(parsed.error().position.column == column);
        CHECK(std::string_view{parsed.error().suggestion}.starts_with(suggestion));
    }
    CHECK(parse_aggregation("near a and 1 of b*"));
}

TEST_CASE("advanced: only exact on one line whose place is known") {
    using varsigma::advanced;
    using varsigma::source_position;
    static_assert(advanced({3, 10}, "a and b", 6) == source_position{3, 16});
    CHECK(advanced({0, 0}, "a", 1) == source_position{0, 0});
    CHECK(advanced({3, 0}, "a", 1) == source_position{3, 0});
    CHECK(advanced({3, 10}, "a\nand b", 6) == source_position{3, 10});
    CHECK(parse_aggregation("count", {7, 20}).error().position == source_position{7, 25});
}
