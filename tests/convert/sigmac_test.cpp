// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/detail/query_tree.hpp>
#include <varsigma/convert/detail/sigmac_writer.hpp>
#include <varsigma/convert/graylog.hpp>
#include <varsigma/convert/lucene.hpp>
#include <varsigma/rule/detection.hpp>

#include "conversion.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The profile of 2019: its texts, its mistakes, and that each of them is spoken of.

using varsigma::query_profile;
using varsigma_tests::outcome;
using varsigma_tests::rule_of_selection;
using varsigma_tests::rule_with;
using varsigma_tests::warned;

namespace {

varsigma::result<varsigma::converted> kibana(const varsigma::detection_rule& rule) {
    return to_lucene(rule, {.profile = query_profile::sigmac_2019});
}
varsigma::result<varsigma::converted> graylog(const varsigma::detection_rule& rule) {
    return to_graylog(rule, {.profile = query_profile::sigmac_2019});
}
std::string kibana_of(std::string_view selection) {
    return outcome(kibana(rule_of_selection(selection)));
}
std::string kibana_of_rule(std::string_view detection) {
    return outcome(kibana(rule_with(detection)));
}
bool is_warned(std::string_view selection) {
    return !warned(kibana(rule_of_selection(selection))).empty();
}

} // namespace

TEST_CASE("sigmac: values and lists") {
    CHECK(kibana_of("{F: a b}") == R"(F:"a\ b")");
    CHECK(kibana_of("{F: 5}") == R"(F:"5")");
    CHECK(kibana_of("{F: [5]}") == R"(F:("5"))");
    CHECK(kibana_of("{F: [a, b c]}") == R"(F:("a" "b\ c"))");
    CHECK(kibana_of("{F: [a, 'b*']}") == "F.keyword:(a b*)");
    CHECK(kibana_of("{F: null}") == "NOT _exists_:F");
    CHECK(kibana_of("{F: ''}") == R"(F:"")");
    CHECK(kibana_of("{F: ' '}") == R"(F:"")");
    CHECK(outcome(graylog(rule_of_selection("{F: ['a b=c', '<x*>']}"))) == R"(F:("a b=c" "<x*>"))");
}

TEST_CASE("sigmac: escapes") {
    CHECK(kibana_of(R"({F: 'a\b'})") == R"(F:"a\\b")");
    CHECK(kibana_of(R"({F: 'a\\b'})") == R"(F:"a\\b")");
    CHECK(kibana_of(R"({F: 'a\\\b'})") == R"(F:"a\\\b")");
    CHECK(kibana_of(R"({F: 'a\*b'})") == R"(F:"a\*b")");
    CHECK(kibana_of(R"({F: 'x && y || z'})") == R"(F:"x\ \&&\ y\ \||\ z")");
    CHECK(kibana_of(R"({F: 'a<b>c'})") == R"(F:"abc")");
    CHECK(kibana_of(R"({F: '\users'})") == R"(F:"\\users")");
    CHECK(kibana_of(R"({F: '\\users'})") == R"(F:"\\\users")");
    CHECK(outcome(graylog(rule_of_selection(R"({F: '\\users=1'})"))) == R"(F:"\\users=1")");
}

TEST_CASE("sigmac: keywords follow the field before them") {
    CHECK(kibana_of_rule("{k: ['a b', c], condition: k}") == R"((a\ b OR c))");
    CHECK(kibana_of_rule("{s: {F: x}, k: ['a b'], condition: s and k}") == R"((F:"x" AND "a\ b"))");
    CHECK(kibana_of_rule("{s: {F: 'x*'}, k: ['a b'], condition: s and k}") == R"((F.keyword:x* AND a\ b))");
    const auto made =
        varsigma_tests::loaded("title: A\nlogsource: {category: c}\ndetection: {s: {F: a}, condition: s}\n---\n"
                               "title: B\nlogsource: {category: c}\ndetection: {k: [b], condition: k}\n");
    CHECK(outcome(to_lucene(std::span<const varsigma::detection_rule>{made.rules},
                            {.profile = query_profile::sigmac_2019})) == "F:\"a\"\n\"b\"");
    CHECK(outcome(kibana(made.rules[1])) == "b");
}

TEST_CASE("sigmac: trees are simplified as far as it went") {
    // three alternatives are read in pairs, and only like with like, or with single items, is taken up
    CHECK(kibana_of_rule("{a: {A: 1}, b: {B: 1}, c: {C: 1}, condition: a or b or c}") ==
          R"((A:"1" OR B:"1" OR C:"1"))");
    CHECK(kibana_of_rule("{a: {A: 1, X: 2}, b: {B: 1}, c: {C: 1}, condition: a or b or c}") ==
          R"(((A:"1" AND X:"2") OR B:"1" OR C:"1"))");
    CHECK(kibana_of_rule("{a: {A: 1}, b: {B: 1}, c: {C: 1, X: 2}, condition: a or b or c}") ==
          R"(((A:"1" OR B:"1") OR (C:"1" AND X:"2")))");
    CHECK(kibana_of_rule("{a: {A: 1}, b: {A: 1}, condition: a and b}") == R"(A:"1")");
    CHECK(kibana_of_rule("{a: {E: 1, A: 1}, b: {E: 1, B: 1}, condition: 1 of them}") ==
          R"((E:"1" AND (A:"1" OR B:"1")))");
    CHECK(kibana_of_rule("{a: {E: 1, A: 1}, f: {B: 1}, condition: a and not f}") ==
          R"(((E:"1" AND A:"1") AND NOT (B:"1")))");
    CHECK(kibana_of_rule("{a: {A: null}, condition: not a}") == "NOT (NOT _exists_:A)");
    CHECK(kibana_of_rule("{a: {A: 1}, condition: not not a}") == R"(NOT (NOT (A:"1")))");
    CHECK(kibana_of_rule("{a: {A: 1}, f1: {B: 1, C: 1}, f2: {D: 1}, condition: a and not 1 of f*}") ==
          R"((A:"1" AND NOT ((B:"1" AND C:"1") OR (D:"1"))))");
}

TEST_CASE("sigmac: an alternative that another contains is lost, and that is said") {
    const auto made = kibana(rule_with("{a: {A: 1, B: 1}, b: {A: 1, B: 1, C: 1}, condition: a or b}"));
    CHECK(outcome(made) == R"((A:"1" AND B:"1" AND C:"1"))");
    CHECK(warned(made) == "meaning_shifts");
}

TEST_CASE("sigmac: every shift of meaning is spoken of") {
    CHECK_FALSE(is_warned("{F: a b}"));
    CHECK_FALSE(is_warned(R"({F: 'C:\x\y'})"));
    CHECK_FALSE(is_warned("{F: '1*'}"));
    CHECK(is_warned("{F: 'a*'}"));          // with regard to case
    CHECK(is_warned(R"({F: '1\\*2'})"));    // the wildcard is lost
    CHECK(is_warned("{F: 'a<b'}"));         // dropped
    CHECK(is_warned("{F: ' '}"));           // becomes the empty text
    CHECK(is_warned(R"({F: '1\\\2'})"));    // a backslash is lost
    CHECK(is_warned(R"({F: '\\users'})"));  // no query at all
    CHECK(is_warned("[a]"));                // a whole term
    CHECK(is_warned("{F: ['AND', '1*']}")); // an operator
    CHECK(is_warned("{F: ['NOT', '1?']}"));
    CHECK_FALSE(is_warned("{F: 'AND'}"));
    CHECK(is_warned("{'a b': '1'}")); // another field
    CHECK(is_warned("{'a:b': '1'}"));
    CHECK(is_warned("{'c(d)': null}"));
    CHECK_FALSE(is_warned("{'a-b.c': '1'}"));
    CHECK_FALSE(is_warned("['*1*']"));
    CHECK(warned(graylog(rule_of_selection("{F: '1*'}"))) == "meaning_shifts"); // no wildcard within quotes
    CHECK(warned(graylog(rule_of_selection("{F: '<1>'}"))).empty());
}

TEST_CASE("sigmac: forms that it had not, or of which no text is known, are refused") {
    for (const std::string_view selection :
         {"{F|contains: a}", "{F|re: a}", "{F: true}", "{F: [a, null]}", "{'|all': [a, b]}"}) {
        INFO(selection);
        CHECK(kibana_of(selection).starts_with("not_expressible: "));
    }
    CHECK(kibana_of_rule("{a: {A: 1}, b: {B: 1}, c: {C: 1}, condition: 2 of them}").starts_with("not_expressible: "));
    CHECK(kibana_of_rule("{a: {A: 1}, b: {B: 1}, condition: [a, b]}").starts_with("not_expressible: "));
    CHECK(kibana_of_rule("{a: {A: 1}, condition: a | count() by B > 1}").starts_with("not_expressible: "));
    std::string many = "{k: [";
    for (int at = 0; at < 3'000; ++at) { many += "k" + std::to_string(at) + ", "; }
    CHECK(kibana_of_rule(many + "x], condition: k}").starts_with("rule_too_large: "));
}

TEST_CASE("sigmac: alternatives are compared in steps that the size of a rule bounds") {
    const auto steps = [](std::size_t operators, std::size_t children, std::size_t& nodes) {
        std::vector<varsigma::detection_item> items(children);
        varsigma::detail::query_node tree{varsigma::detail::query_form::any_of, {}, {}};
        for (std::size_t at = 0; at < children; ++at) {
            items[at].field = "F" + std::to_string(at);
            tree.children.push_back({varsigma::detail::query_form::test, {&items[at], {}, {}}, {}});
        }
        varsigma::detail::query_node whole{varsigma::detail::query_form::all_of, {}, {}};
        for (std::size_t at = 0; at < operators; ++at) {
            whole.children.push_back(varsigma::detail::query_over(varsigma::detail::query_form::negation, tree));
        }
        nodes = size_of(whole);
        varsigma::detail::sigmac_simplifier simplifier;
        static_cast<void>(simplifier.simplify(std::move(whole)));
        CHECK(simplifier.is_spent() == (simplifier.steps() > (1U << 22U) + 64 * nodes));
        return simplifier.steps();
    };
    std::size_t nodes = 0;
    CHECK(steps(1, 500, nodes) <= 500 * 500);
    CHECK(steps(40, 1'000, nodes) <= (1U << 22U) + 64 * nodes + 2 * nodes);
    CHECK(steps(80, 1'000, nodes) <= (1U << 22U) + 64 * nodes + 2 * nodes);
}
