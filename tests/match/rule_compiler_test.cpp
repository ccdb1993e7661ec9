// SPDX-License-Identifier: BSL-1.0
#include "../support/rules.hpp"

#include <varsigma/compile/detail/expression_builder.hpp>
#include <varsigma/compile/detail/predicate_builder.hpp>
#include <varsigma/compile/detail/rule_compiler.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/expression.hpp>
#include <varsigma/match/detail/predicate_table.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace varsigma;
using namespace varsigma::detail;
using varsigma_tests::rule_of;
using varsigma_tests::rule_on;

namespace {

struct workshop {
    field_table fields;
    predicate_builder predicates;
    expression_builder expressions;
    rule_compiler compiler{fields, predicates, expressions, {}};

    result<node_id> compile(std::string_view selection) { return compiler.compile(rule_on(selection)); }

    /// How many predicates the selection adds to those that are there.
    std::size_t added(std::string_view selection) {
        const auto before = predicates.size();
        CAPTURE(selection);
        CHECK(compile(selection).has_value());
        return predicates.size() - before;
    }
    std::string error(std::string_view selection) {
        const auto made = compile(selection);
        return made ? "none" : std::string{name(made.error().code)};
    }
};

} // namespace

TEST_CASE("compiler: equal tests of all rules are one predicate") {
    workshop at;
    CHECK(at.added(R"({"Image|endswith": "\\cmd.exe"})") == 1);
    CHECK(at.added(R"({"Image|endswith": "\\cmd.exe"})") == 0);
    CHECK(at.added(R"({"Image|endswith": "\\CMD.EXE"})") == 0); // folded, they are the same
    CHECK(at.added(R"({"Image": "*\\cmd.exe"})") == 0);         // another spelling
    CHECK(at.added(R"({"Image|endswith|neq": "\\cmd.exe"})") == 0);
    CHECK(at.added(R"({"Image|endswith|cased": "\\cmd.exe"})") == 1);
    CHECK(at.added(R"({"Image|endswith|cased": "\\CMD.exe"})") == 1);
    CHECK(at.added(R"({"image|endswith": "\\cmd.exe"})") == 1); // names are compared exactly
    CHECK(at.added(R"({"Image|contains": "\\cmd.exe"})") == 1);
    CHECK(at.added(R"({"Image": ["a", "b", "A"]})") == 2);
    CHECK(at.added(R"({"Image|contains|all": ["a", "b"]})") == 2);
    CHECK(at.added(R"({"Id": 1})") == 1);
    CHECK(at.added(R"({"Id": "1"})") == 1); // text and number are different questions
    CHECK(at.added(R"({"Id": [1, 2, 1]})") == 1);
    CHECK(at.added(R"({"Id|gt": 1})") == 1);
    CHECK(at.added(R"({"Id|gte": 1})") == 1);
    CHECK(at.added(R"({"Id": null})") == 1);
    CHECK(at.added(R"({"Id": []})") == 0);
    CHECK(at.added(R"({"Id": ""})") == 1);
    CHECK(at.added(R"({"Id": true})") == 1);
    CHECK(at.added(R"({"Id": false})") == 1);
    CHECK(at.added(R"({"Id|exists": true})") == 1);
    CHECK(at.added(R"({"Id|exists": false})") == 0);
    CHECK(at.added(R"({"Id|re": "1"})") == 1);
    CHECK(at.added(R"({"Id|re|i": "1"})") == 1);
    CHECK(at.added(R"({"Id|re|m": "1"})") == 1);
    CHECK(at.added(R"({"Id|re|s": "1"})") == 1);
    CHECK(at.added(R"({"Id|re|i|s": "1"})") == 1);
    CHECK(at.added(R"({"Id|re|s|i": "1"})") == 0);
    CHECK(at.added(R"({"Id|re|contains": "1"})") == 0);
    CHECK(at.added(R"({"Ip|cidr": "10.0.0.0/8"})") == 1);
    CHECK(at.added(R"({"Ip|cidr": ["10.0.0.0/8", "11.0.0.0/8"]})") == 1);
    CHECK(at.added(R"({"Id|fieldref": "Ip"})") == 1);
    CHECK(at.added(R"({"Id|fieldref": "Other"})") == 1);
    CHECK(at.added(R"({"Id|fieldref|contains": "Ip"})") == 1);
    CHECK(at.added(R"({"Id|fieldref|startswith": "Ip"})") == 1);
    CHECK(at.added(R"({"Id|fieldref|cased": "Ip"})") == 1);
    CHECK(at.added(R"({"T|hour": 7})") == 1);
    CHECK(at.added(R"({"T|minute": 7})") == 1);
    CHECK(at.added(R"({"T|hour|lt": 7})") == 1);
    CHECK(at.added(R"("word")") == 1);
    CHECK(at.added(R"(["WORD", "*word*"])") == 0); // a keyword may stand anywhere as it is
    CHECK(at.added(R"({"word": "word"})") == 1);   // a field is no keyword
    CHECK(at.added(R"({"|re": "word"})") == 1);
    CHECK(at.added(R"(null)") == 0); // never true, so never asked
}

TEST_CASE("compiler: fields are numbered as they are met, other fields of fieldref too") {
    workshop at;
    CHECK(at.compile(R"({"b": 1, "a|fieldref": "c", "b|contains": "x"})").has_value());
    CHECK(at.fields.size() == 3);
    CHECK(at.fields.find("b") == slot{0});
    CHECK(at.fields.find("a").has_value());
    CHECK(at.fields.find("c").has_value());
    CHECK(at.compile(R"("keyword")").has_value());
    CHECK(at.fields.size() == 3);
}

TEST_CASE("compiler: fields that a fixed table lacks are missing, not added") {
    field_table fields;
    fields.add("a");
    predicate_builder predicates;
    expression_builder expressions;
    rule_compiler compiler{static_cast<const field_table&>(fields), predicates, expressions, {}};
    CHECK(compiler.compile(rule_on(R"({"a": 1, "b": 1})")).has_value());
    CHECK(fields.size() == 1);
    REQUIRE(predicates.size() == 2);
    CHECK(predicates[0].field == 0);
    CHECK(predicates[1].field == no_slot);
}

TEST_CASE("compiler: aliases change names until they are changed again") {
    workshop at;
    constexpr std::pair<std::string_view, std::string_view> aliases[] = {{"Image", "NewProcessName"}, {"X", "Y"}};
    at.compiler.use(aliases);
    CHECK(at.compile(R"({"Image": "a", "Z|fieldref": "X"})").has_value());
    CHECK_FALSE(at.fields.find("Image").has_value());
    CHECK_FALSE(at.fields.find("X").has_value());
    CHECK(at.fields.find("NewProcessName").has_value());
    CHECK(at.fields.find("Y").has_value());
    at.compiler.use({});
    CHECK(at.added(R"({"Image": "a"})") == 1);
    CHECK(at.added(R"({"NewProcessName": "a"})") == 0);
}

TEST_CASE("compiler: what cannot be honoured is an error") {
    workshop at;
    CHECK(at.error(R"j({"A|re": "(?=x)"})j") == name(diagnostic_code::bad_regex));
    CHECK(at.error(R"({"A|re": "("})") == name(diagnostic_code::bad_regex));
    CHECK(at.error(R"({"A|cidr": "10.0.0.1/8"})") == name(diagnostic_code::bad_cidr));
    CHECK(at.error(R"({"A|cidr": "x"})") == name(diagnostic_code::bad_cidr));
    CHECK(at.error(R"({"A|base64": "x*"})") == name(diagnostic_code::wildcard_not_allowed));
    CHECK(at.error(R"({"A|fieldref": "x*"})") == name(diagnostic_code::wildcard_not_allowed));
    auto undefined = rule_on(R"({"A": 1})");
    undefined.selections.front().name = "other";
    const auto made = at.compiler.compile(undefined);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == diagnostic_code::undefined_identifier);
    auto chain = rule_on(R"({"A|contains": "x"})");
    auto& item = chain.selections.front().body.children.front().item;
    item.modifiers = {};
    CHECK(item.modifiers.push_back(modifier::ignore_case));
    const auto spoilt = at.compiler.compile(chain);
    REQUIRE_FALSE(spoilt.has_value());
    CHECK(spoilt.error().code == diagnostic_code::modifier_chain);
}

TEST_CASE("compiler: constants are recognised") {
    workshop at;
    const auto kind = [&](std::string_view detection) {
        const auto made = at.compiler.compile(rule_of("r", detection));
        REQUIRE(made.has_value());
        const auto& node = at.expressions[*made];
        return node.kind != node_kind::constant ? "open" : node.operand != 0 ? "true" : "false";
    };
    CHECK(kind(R"({"s": null, "condition": "s"})") == std::string{"false"});
    CHECK(kind(R"({"s": null, "condition": "not s"})") == std::string{"true"});
    CHECK(kind(R"({"s": null, "t": {"A": 1}, "condition": "s or t"})") == std::string{"open"});
    CHECK(kind(R"({"s": {"A": 1}, "t": {"A": 2}, "condition": "3 of them"})") == std::string{"false"});
    CHECK(kind(R"({"s": {"A|base64offset": ""}, "condition": "s"})") == std::string{"false"});
}
