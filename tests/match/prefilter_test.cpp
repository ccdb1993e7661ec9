// SPDX-License-Identifier: BSL-1.0
#include "../support/rules.hpp"

#include <varsigma/compile/detail/expression_builder.hpp>
#include <varsigma/compile/detail/predicate_builder.hpp>
#include <varsigma/compile/detail/prefilter.hpp>
#include <varsigma/compile/detail/rule_compiler.hpp>
#include <varsigma/event/field_table.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace varsigma;
using namespace varsigma::detail;

namespace {

/// The atoms of a rule, as `field form literal`; `none` without a prefilter.
std::string atoms(std::string_view detection) {
    field_table fields;
    predicate_builder predicates;
    expression_builder expressions;
    rule_compiler compiler{fields, predicates, expressions, {}};
    const auto made = compiler.compile(varsigma_tests::rule_of("r", detection));
    REQUIRE(made.has_value());
    prefilter_finder finder{predicates, expressions};
    const auto* found = finder.of(*made);
    CHECK(finder.of(*made) == found);
    if (found == nullptr) { return "none"; }
    CHECK(found->frequency >= 0);
    std::string text;
    for (const auto id : found->predicates) {
        for_each_atom(predicates[id], [&](const atom& each) {
            text += text.empty() ? "" : "; ";
            text += predicates[id].field == any_field ? std::string_view{"*"} : fields.name(predicates[id].field);
            if (each.number) {
                CHECK(each.literal.empty());
                text += " number " + std::to_string(*each.number);
                return;
            }
            switch (each.form) {
            case pattern_shape::kind::equals: text += " is "; break;
            case pattern_shape::kind::startswith: text += " from "; break;
            case pattern_shape::kind::endswith: text += " to "; break;
            case pattern_shape::kind::contains: text += " has "; break;
            default: text += " ? "; break;
            }
            text += each.literal;
        });
    }
    return text;
}

std::string atoms_of(std::string_view selection) {
    return atoms(R"({"s": )" + std::string{selection} + R"(, "condition": "s"})");
}

} // namespace

TEST_CASE("prefilter: what single tests show") {
    CHECK(atoms_of(R"({"A": "CMD"})") == "A is cmd");
    CHECK(atoms_of(R"({"A": "C"})") == "A is c");
    CHECK(atoms_of(R"({"A|startswith": "Cm"})") == "A from cm");
    CHECK(atoms_of(R"({"A|endswith": "Md"})") == "A to md");
    CHECK(atoms_of(R"({"A|contains": "WORD"})") == "A has word");
    CHECK(atoms_of(R"({"A|contains|cased": "WORD"})") == "A has word"); // looked for in folded text
    CHECK(atoms_of(R"({"A|contains": "ab"})") == "A has ab");
    CHECK(atoms_of(R"({"A|contains": "a"})") == "none"); // too short to be looked for anywhere
    CHECK(atoms_of(R"({"A": "ab*longest part*cd?ef"})") == "A has longest part");
    CHECK(atoms_of(R"({"A|windash|contains": " -word"})") == "A has word");
    CHECK(atoms_of(R"({"A": "a*b"})") == "none");
    CHECK(atoms_of(R"({"A": "*"})") == "none");
    CHECK(atoms_of(R"({"A": ""})") == "none");
    CHECK(atoms_of(R"({"A": 42})") == "A number 42");
    CHECK(atoms_of(R"({"A": -1})") == "A number -1");
    CHECK(atoms_of(R"({"A": 18446744073709551615})") == "none");
    CHECK(atoms_of(R"({"A": 0.5})") == "none");
    CHECK(atoms_of(R"({"A|gt": 42})") == "none");
    CHECK(atoms_of(R"({"A|hour": 4})") == "none");
    CHECK(atoms_of(R"({"A": null})") == "none");
    CHECK(atoms_of(R"({"A": true})") == "none");
    CHECK(atoms_of(R"({"A|re": "[a-z]+Word"})") == "A has word");
    CHECK(atoms_of(R"({"A|re": "[a-z]+"})") == "none");
    CHECK(atoms_of(R"({"A|exists": true})") == "none");
    CHECK(atoms_of(R"({"A|fieldref": "B"})") == "none");
    CHECK(atoms_of(R"({"A|cidr": "10.0.0.0/8"})") == "none");
    CHECK(atoms_of(R"({"A|contains|neq": "word"})") == "none");
    CHECK(atoms_of(R"("KeyWord")") == "* has keyword");
}

TEST_CASE("prefilter: one clause of a conjunction, all of a disjunction") {
    CHECK(atoms_of(R"({"A|contains": "word", "B|exists": true})") == "A has word");
    CHECK(atoms_of(R"({"A|contains": "eeee", "B|contains": "a much longer and rarer text"})") ==
          "B has a much longer and rarer text");
    CHECK(atoms_of(R"({"A": ["x", "y", 3]})") == "A is x; A is y; A number 3");
    CHECK(atoms_of(R"({"A|contains": ["word", "a"]})") == "none");
    CHECK(atoms_of(R"({"A|contains|all": ["word", "a"]})") == "A has word");
    CHECK(atoms_of(R"([{"A": "x"}, {"B": "y"}])") == "A is x; B is y");
    CHECK(atoms_of(R"([{"A": "x"}, {"B": null}])") == "none");
    CHECK(atoms(R"({"s": {"A": "x"}, "t": {"B": "y"}, "condition": "s and not t"})") == "A is x");
    CHECK(atoms(R"({"s": {"A": "x"}, "t": {"B": "y"}, "condition": "not s"})") == "none");
    CHECK(atoms(R"j({"s": {"A": "x"}, "t": {"B": "y"}, "condition": "not (not s)"})j") == "A is x");
    CHECK(atoms(R"({"s": {"A": "x"}, "t": {"B": "y"}, "condition": ["s", "t"]})") == "A is x; B is y");
    // one of any two of three holds, if two of them do
    CHECK(atoms(R"({"a": {"A": "xqz"}, "b": {"B": "the"}, "c": {"C|contains": "qxj#"}, "condition": "2 of them"})") ==
          "C has qxj#; A is xqz");
    CHECK(atoms(R"({"a": {"A": "x"}, "b": {"B": "y"}, "c": {"C|exists": true}, "condition": "2 of them"})") ==
          "A is x; B is y");
    CHECK(atoms(R"({"a": {"A": "x"}, "b": null, "c": {"C|exists": true}, "condition": "2 of them"})") == "A is x");
    CHECK(atoms(R"({"a": {"A": "x"}, "b": null, "condition": "b"})") == "none");
}
