// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/lucene.hpp>
#include <varsigma/rule/placeholders.hpp>
#include <varsigma/rule/validation_options.hpp>

#include "../support/loading.hpp"
#include "conversion.hpp"

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <string_view>

using varsigma::to_lucene;
using varsigma_tests::outcome;
using varsigma_tests::rule_of_selection;
using varsigma_tests::rule_with;
using varsigma_tests::warned;

namespace {

std::string written(std::string_view selection) {
    return outcome(to_lucene(rule_of_selection(selection)));
}
std::string warnings(std::string_view selection) {
    return warned(to_lucene(rule_of_selection(selection)));
}
std::string of_condition(std::string_view condition) {
    return outcome(to_lucene(
        rule_with("{a: {A: 1}, b: {B: 1}, c: {C: 1}, k: [x, y], condition: '" + std::string{condition} + "'}")));
}

} // namespace

TEST_CASE("lucene: values of every kind") {
    CHECK(written("{F: text}") == "F:text");
    CHECK(written("{F: 5}") == "F:5");
    CHECK(written("{F: 0.5}") == "F:0.5");
    CHECK(written("{F: -5}") == R"(F:\-5)");
    CHECK(written("{F: true}") == "F:true");
    CHECK(written("{F: 'True'}") == "F:True");
    CHECK(written("{F: null}") == "NOT _exists_:F");
    CHECK(written("{F: []}") == "NOT _exists_:F");
    CHECK(written("{F: ''}") == R"(F:"")");
    CHECK(written("{F: '*'}") == "F:*");
    CHECK(written("{F: 'a*b?c'}") == "F:a*b?c");
    CHECK(written(R"({F: 'a\*b\?c\\*'})") == R"(F:a\*b\?c\\*)");
    CHECK(written(R"({F: 'C:\Windows\x'})") == R"(F:C\:\\Windows\\x)");
}

TEST_CASE("lucene: whatever has a meaning in the language is escaped") {
    CHECK(written(R"({F: '+-=&|!(){}[]<>^"~:/'})") == R"(F:\+\-\=\&\|\!\(\)\{\}\[\]\<\>\^\"\~\:\/)");
    CHECK(written("{F: \"a b\\tc\\nd\\u3000e\"}") == "F:a\\ b\\\tc\\\nd\\\u3000e");
    CHECK(written("{F: AND}") == R"(F:"AND")");
    CHECK(written("{F: [OR, NOT, ANDES]}") == R"(F:("OR" OR "NOT" OR ANDES))");
    CHECK(written(R"({F: '<a "b\'})") == R"(F:"<a \"b\\")"); // unquoted, Elasticsearch takes it for a range
    CHECK(written("{F: '>{{x}}'}") == R"(F:">\{\{x\}\}")");  // two braces would begin a template
    CHECK(written("{F: '<*'}") == R"(F:\<*)");
    CHECK(written("{'a b': x}") == R"(a\ b:x)");
    CHECK(written("{'a:b(c)/d?': x}") == R"(a\:b\(c\)\/d\?:x)");
    CHECK(written("{'r-dns.x_y': x}") == "r-dns.x_y:x");
    CHECK(written("{'-a': x}") == R"(\-a:x)");
    CHECK(written("{'a b': null}") == R"(NOT _exists_:a\ b)");
    CHECK(written("{_exists_: x}").starts_with("not_expressible: "));
}

TEST_CASE("lucene: lists, maps and their parentheses") {
    CHECK(written("{F: [a, b]}") == "F:(a OR b)");
    CHECK(written("{F: [a]}") == "F:a");
    CHECK(written("{F: [a, 5]}") == "F:(a OR 5)");
    CHECK(written("{F: [a, null]}") == "F:a OR (NOT _exists_:F)");
    CHECK(written("{F: [a, true]}") == "F:a OR F:true");
    CHECK(written("{F: [a, b], G: c}") == "(F:(a OR b)) AND G:c");
    CHECK(written("[{F: a}, {F: b}]") == "F:(a OR b)");
    CHECK(written("[{F: a}, {G: b, H: c}]") == "F:a OR (G:b AND H:c)");
    CHECK(written("{F|all: [a, b]}") == "F:a AND F:b");
    CHECK(written("{F|contains|all: [a, b], G: c}") == "(F:*a* AND F:*b*) AND G:c");
}

TEST_CASE("lucene: conditions") {
    CHECK(of_condition("a and b or c") == "(A:1 AND B:1) OR C:1");
    CHECK(of_condition("a and (b or c)") == "A:1 AND (B:1 OR C:1)");
    CHECK(of_condition("a and b and c") == "A:1 AND B:1 AND C:1");
    CHECK(of_condition("not a") == "NOT A:1");
    CHECK(of_condition("not (a or b)") == "NOT (A:1 OR B:1)");
    CHECK(of_condition("a and not b") == "A:1 AND (NOT B:1)");
    CHECK(of_condition("not not a") == "NOT (NOT A:1)");
    CHECK(of_condition("k") == "*x* OR *y*");
    CHECK(of_condition("a and k") == "A:1 AND (*x* OR *y*)");
    CHECK(of_condition("1 of a*") == "A:1");
    CHECK(of_condition("all of them") == "A:1 AND B:1 AND C:1 AND (*x* OR *y*)");
    CHECK(outcome(to_lucene(rule_with("{a: {A: 1}, b: {B: 1}, c: {C: 1}, condition: 2 of them}"))) ==
          "(A:1 AND B:1) OR (A:1 AND C:1) OR (B:1 AND C:1)");
    CHECK(outcome(to_lucene(rule_with("{a: {A: 1}, b: {B: 1}, condition: 2 of them}"))) == "A:1 AND B:1");
    CHECK(outcome(to_lucene(rule_with("{a: {A: 1}, b: {B: 1}, condition: 3 of them}"))) == "NOT *:*");
    CHECK(outcome(to_lucene(rule_with("{a: {A: 1}, b: {B: 1}, condition: [a, not b]}"))) == "A:1 OR (NOT B:1)");
}

TEST_CASE("lucene: too many combinations are refused") {
    std::string detection = "{";
    for (int at = 0; at < 20; ++at) { detection += "s" + std::to_string(at) + ": {A: " + std::to_string(at) + "}, "; }
    const auto made = to_lucene(rule_with(detection + "condition: 10 of s*}"));
    CHECK(outcome(made) == "not_expressible: 10 of 20 selections, which are too many combinations to write out");
}

TEST_CASE("lucene: keywords") {
    CHECK(written("[a b, 5, 'x*y']") == R"(*a\ b* OR *5* OR *x*y*)");
    CHECK(written("{'|all': [a, b]}") == "*a* AND *b*");
    CHECK(written("[{F: a}, b]") == "F:a OR *b*");
    CHECK(written("[null, b]") == "*b*");
    CHECK(written("[null]") == "NOT *:*");
    CHECK(written("['*a*']") == "*a*");
    CHECK(written("{'|re': 'a+'}") == "/.*a+.*/");
    CHECK(written("{'|windash': '-a'}") == "*\\-a* OR *\\/a* OR *\u2013a* OR *\u2014a* OR *\u2015a*");
    CHECK(outcome(to_lucene(rule_with("{s: {'|windash': '-a'}, t: {F: b}, condition: s and t}"))) ==
          "(*\\-a* OR *\\/a* OR *\u2013a* OR *\u2014a* OR *\u2015a*) AND F:b");
    CHECK(written("{'|cased': A}") == "not_expressible: the modifier 'cased' without a field");
}

TEST_CASE("lucene: modifiers of text") {
    CHECK(written("{F|contains: a}") == "F:*a*");
    CHECK(written("{F|startswith: a}") == "F:a*");
    CHECK(written("{F|endswith: a}") == "F:*a");
    CHECK(written(R"({F|startswith: 'C:\'})") == R"(F:C\:\\*)");
    CHECK(written("{F|contains: '*a'}") == "F:*a*");
    CHECK(written("{F|contains: 5}") == "F:*5*");
    CHECK(written("{F|contains: [a, 5]}") == "F:(*a* OR *5*)");
    CHECK(written("{F|neq: a}") == "NOT F:a");
    CHECK(written("{F|neq: [a, b]}") == "NOT (F:(a OR b))");
    CHECK(written("{F|contains|neq: a, G: b}") == "(NOT F:*a*) AND G:b");
    CHECK(written("{F|neq: null}") == "NOT (NOT _exists_:F)");
    CHECK(written("{F|contains|windash: [' -a', b]}") ==
          "F:(*\\ \\-a* OR *\\ \\/a* OR *\\ \u2013a* OR *\\ \u2014a* OR *\\ \u2015a*) OR F:*b*");
    CHECK(written("{F|windash|contains|all: ['-a', b]}") ==
          "F:(*\\-a* OR *\\/a* OR *\u2013a* OR *\u2014a* OR *\u2015a*) AND F:*b*");
    CHECK(warnings("{F|contains: a}").empty());
}

TEST_CASE("lucene: windash beyond the limit is refused, and never dropped") {
    const auto rule = rule_of_selection("{F|windash: '-a -b'}");
    const auto made = to_lucene(rule);
    REQUIRE(made);
    CHECK(made->text.starts_with(R"(F:(\-a\ \-b OR \-a\ \/b OR )"));
    CHECK(outcome(to_lucene(rule, {.most_alternatives = 24})) ==
          "not_expressible: the modifier 'windash' over so many dashes, which would be more than 24 alternatives");
}

TEST_CASE("lucene: encodings") {
    CHECK(written("{F|base64: foo}") == "F:Zm9v");
    CHECK(written("{F|base64|contains: [foo, bar]}") == "F:(*Zm9v* OR *YmFy*)");
    CHECK(written("{F|base64offset|contains: foob}") == "F:(*Zm9vY* OR *Zvb2* OR *mb29i*)");
    CHECK(written("{F|base64offset|contains: [foob, bar]}") ==
          "F:(*Zm9vY* OR *Zvb2* OR *mb29i*) OR F:(*YmFy* OR *Jhc* OR *iYX*)");
    CHECK(written("{F|wide|base64: ab}") == R"(F:YQBiAA\=\=)");
    CHECK(written("{F|utf16le|base64: ab}") == R"(F:YQBiAA\=\=)");
    CHECK(written("{F|utf16be|base64: ab}") == R"(F:AGEAYg\=\=)");
    CHECK(written("{F|utf16|base64: ab}") == R"(F:\/\/5hAGIA)");
    CHECK(written("{F|base64|cased: foo}") == "F.keyword:Zm9v");
    // bytes that are no text have no form; those that few programs pass on earn a warning
    CHECK(written("{F|wide: ab}") == (std::string{"F:a\0b\0", 6}));
    CHECK(warnings("{F|wide: ab}") == "meaning_shifts");
    CHECK(written("{F|utf16: ab}") == "not_expressible: a value of 'F' that is bytes and not text");
    CHECK(written("{F|base64offset|contains: ''}") == "NOT *:*"); // nothing is left to look for
}

TEST_CASE("lucene: cased asks the field that holds the text as it is") {
    CHECK(written("{F|cased: Ab}") == "F.keyword:Ab");
    CHECK(written("{F|cased|contains: [Ab, Cd]}") == "F.keyword:(*Ab* OR *Cd*)");
    CHECK(written("[{F|cased: Ab}, {F: Ab}]") == "F.keyword:Ab OR F:Ab");
    CHECK(warnings("{F|cased: Ab}") == "needs_mapping");
    const auto rule = rule_of_selection("{F|cased: Ab}");
    CHECK(outcome(to_lucene(rule, {.exact_suffix = ".raw"})) == "F.raw:Ab");
    CHECK(outcome(to_lucene(rule, {.exact_suffix = ""})) ==
          "not_expressible: the modifier 'cased', since no field holds the text as it is");
}

TEST_CASE("lucene: networks, comparisons, presence") {
    CHECK(written("{F|cidr: 10.0.0.0/8}") == R"(F:10.0.0.0\/8)");
    CHECK(written("{F|cidr: ['::1/128', 10.0.0.1]}") == R"(F:\:\:1\/128 OR F:10.0.0.1)");
    CHECK(warnings("{F|cidr: 10.0.0.0/8}") == "needs_mapping");
    CHECK(written("{F|gt: 5}") == "F:>5");
    CHECK(written("{F|gte: -5}") == "F:>=-5");
    CHECK(written("{F|lt: 0.5}") == "F:<0.5");
    CHECK(written("{F|lte: 18446744073709551615}") == "F:<=18446744073709551615");
    CHECK(warnings("{F|lt: 5}") == "needs_mapping");
    CHECK(written("{F|lt: .inf}") == "not_expressible: the number 'inf'");
    CHECK(written("{F|exists: true}") == "_exists_:F");
    CHECK(written("{F|exists: false}") == "NOT _exists_:F");
    CHECK(warnings("{F|exists: true}") == "meaning_shifts");
    CHECK(warnings("{F: null}").empty());
}

TEST_CASE("lucene: regular expressions search, and what has no form is named") {
    CHECK(written("{F|re: 'a.c'}") == "F:/.*a.c.*/");
    CHECK(warnings("{F|re: 'a.c'}") == "meaning_shifts needs_mapping"); // the dot
    CHECK(warnings("{F|re|s: 'a.c'}") == "needs_mapping");
    CHECK(written("{F|re: ['^a', 'b$']}") == "F:/a.*/ OR F:/.*b/");
    CHECK(written("{F|re|i: 'a1'}") == "F:/.*[Aa]1.*/");
    CHECK(written("{F|re: 'a/b'}") == R"(F:/.*a\/b.*/)");
    CHECK(written(R"({F|re: 'a\b'})") ==
          R"(not_expressible: the regular expression 'a\b', which has a boundary of words)");
    CHECK(written("{F|re: 'a^b'}") == "not_expressible: the regular expression 'a^b', which has a '^' or '$' inside");
    CHECK(written("{F|re|m: '^a'}") ==
          "not_expressible: the regular expression '^a', which has '^' at the lines of the text");
    const auto rule = rule_of_selection(R"({F|re: 'a\/b/\d'})");
    const auto as_written = to_lucene(rule, {.regex = varsigma::lucene_regex_form::as_written});
    CHECK(outcome(as_written) == R"(F:/a\/b\/\d/)");
    CHECK(warned(as_written) == "meaning_shifts needs_mapping");
    CHECK(outcome(to_lucene(rule_of_selection("{F|re|i: a}"), {.regex = varsigma::lucene_regex_form::as_written})) ==
          "not_expressible: the flags of 're'");
}

TEST_CASE("lucene: an expression ends where Lucene sees its end") {
    // a backslash right before a slash, itself escaped or not, would make Lucene look for the end further on
    CHECK(written(R"({A|re: '\\$', B: 'x/y'})") == R"(A:/.*\\()/ AND B:x\/y)");
    CHECK(written(R"({A|re: '\\\/$'})") == R"(A:/.*\\\//)");
    const auto as_written = rule_of_selection(R"({A|re: 'a\\', B: 'x/y'})");
    CHECK(outcome(to_lucene(as_written, {.regex = varsigma::lucene_regex_form::as_written})) ==
          R"(A:/a\\()/ AND B:x\/y)");
}

TEST_CASE("lucene: expressions may ask the field that holds the text as it is") {
    const auto rule = rule_of_selection("{F|re: Foo}");
    const auto made = to_lucene(rule, {.regex_on_exact = true});
    CHECK(outcome(made) == "F.keyword:/.*Foo.*/");
    CHECK(warned(made) == "needs_mapping");
    CHECK(outcome(to_lucene(rule, {.exact_suffix = "", .regex_on_exact = true})) ==
          "not_expressible: a regular expression, since no field holds the text as it is");
}

TEST_CASE("lucene: what a target may refuse is told") {
    const auto long_regex = rule_of_selection("{F|re|i: " + std::string(300, 'a') + "}");
    CHECK(warned(to_lucene(long_regex)) == "needs_mapping needs_mapping");
    CHECK(warned(to_lucene(rule_of_selection("{F|re: " + std::string(300, 'a') + "}"))) == "needs_mapping");
    std::string values;
    for (int value = 0; value < 1'025; ++value) { values += "a" + std::to_string(value) + ", "; }
    CHECK(warned(to_lucene(rule_of_selection("{F: [" + values + "b]}"))) == "needs_mapping");
    CHECK(warned(to_lucene(rule_of_selection("{F: [" + values.substr(0, values.size() / 2) + "]}"))).empty());
}

TEST_CASE("lucene: names of fields that would be taken for something else") {
    CHECK(written("{NOT: v, OR: w, x: [AND, b]}") == R"(\NOT:v AND \OR:w AND (x:("AND" OR b)))");
    CHECK(written("{'a*': v}").starts_with("not_expressible: a field of the name 'a*'"));
    CHECK(written("{'a*|exists': true}").starts_with("not_expressible: a field of the name 'a*'"));
}

TEST_CASE("lucene: a rule that repeats itself too often is refused before it takes room") {
    std::string values;
    std::string condition = "s";
    for (int at = 0; at < 1'000; ++at) { values += "v" + std::to_string(at) + ", "; }
    for (int at = 0; at < 25'000; ++at) { condition += " or s"; }
    const auto rule = rule_with("{s: {F: [" + values + "v]}, condition: " + condition + "}");
    CHECK(outcome(to_lucene(rule)) == "rule_too_large: the rule repeats so much that its query would be too long");
    std::string selections;
    std::string counted = "2 of s*";
    for (int at = 0; at < 45; ++at) { selections += "s" + std::to_string(at) + ": {F: a}, "; }
    for (int at = 0; at < 100; ++at) { counted += " or 2 of s*"; }
    CHECK(outcome(to_lucene(rule_with("{" + selections + "condition: " + counted + "}")))
              .starts_with("rule_too_large: "));
}

TEST_CASE("lucene: what no query can say is refused, with its place") {
    CHECK(written("{F|fieldref: G}") ==
          "not_expressible: the modifier 'fieldref', since values cannot be compared with one another");
    for (const std::string_view part : {"minute", "hour", "day", "week", "month", "year"}) {
        CHECK(written("{F|" + std::string{part} + ": 5}") ==
              "not_expressible: the modifier '" + std::string{part} + "', since a time cannot be taken apart");
    }
    CHECK(written("{F|hour|gt: 5}").starts_with("not_expressible: the modifier 'hour'"));
    CHECK(outcome(to_lucene(rule_with("{s: {A: 1}, condition: s | count() by B > 5}"))) ==
          "not_expressible: the aggregation '| count() by B > 5'");
    CHECK(outcome(to_lucene(rule_with("{s: {A: 1}, t: {B: 1}, condition: s | near t}"))) ==
          "not_expressible: the aggregation '| near t'");

    const auto made = varsigma_tests::loaded("title: T\nlogsource: {category: c}\ndetection:\n    s:\n        A: 1\n"
                                             "        F|fieldref: G\n    condition: s\n");
    const auto refused = to_lucene(made.rules.front());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().position.line == 6);
}

TEST_CASE("lucene: placeholders with values, without any, and with an empty list") {
    constexpr std::string_view text =
        "title: T\nlogsource: {category: c}\ndetection: {s: {F|expand: '%x%'}, t: {G: 1}, condition: "
        "s or t}\n";
    varsigma::placeholders supplied;
    supplied.set("x", {"a*", "b"});
    const auto with = varsigma_tests::load_text(text, {.values = &supplied});
    REQUIRE(with.rules.size() == 1);
    CHECK(outcome(to_lucene(with.rules.front())) == "(F:(a* OR b)) OR G:1");
    supplied.set("x", {});
    const auto empty = varsigma_tests::load_text(text, {.values = &supplied});
    REQUIRE(empty.rules.size() == 1);
    CHECK(outcome(to_lucene(empty.rules.front())) == "G:1");

    auto by_hand = rule_of_selection("{F: '%x%'}");
    static_cast<void>(
        by_hand.selections.front().body.children.front().item.modifiers.push_back(varsigma::modifier::expand));
    CHECK(outcome(to_lucene(by_hand)) == "unknown_placeholder: the placeholders of 'F|expand' have no values");
}

TEST_CASE("lucene: rules that were built by hand and not validated are refused, not misread") {
    auto rule = rule_of_selection("{F: a}");
    rule.conditions.front().root = varsigma::condition_node::none;
    CHECK(outcome(to_lucene(rule)) ==
          "not_validated: the rule did not go through validate, or was changed since: the tree of "
          "a condition is not that of its text");
    rule = rule_of_selection("{F: a}");
    rule.selections.front().name = "other";
    CHECK(outcome(to_lucene(rule)) == "undefined_identifier: there is no selection 's'");
    rule = rule_of_selection("{F|contains: a}");
    rule.selections.front().body.children.front().item.values.front() = varsigma::rule_value::of_null();
    CHECK(outcome(to_lucene(rule)).starts_with("value_kind: "));
    rule = rule_of_selection("{F: a}");
    rule.selections.front().body.children.front().item.values.front().text = "a\xFF";
    CHECK(outcome(to_lucene(rule)) == "not_expressible: a value of 'F' that is bytes and not text");
}

TEST_CASE("lucene: several rules are a line each, and one that is refused refuses all") {
    const auto made = varsigma_tests::loaded(
        "title: A\nlogsource: {category: c}\ndetection: {s: {F: a}, condition: s}\n---\n"
        "title: B\nlogsource: {category: c}\ndetection: {s: {G|exists: true}, condition: s}\n---\n"
        "title: C\nlogsource: {category: c}\ndetection: {s: {G|fieldref: H}, condition: s}\n");
    const std::span<const varsigma::detection_rule> rules{made.rules};
    CHECK(outcome(to_lucene(rules.first(2))) == "F:a\n_exists_:G");
    CHECK(warned(to_lucene(rules.first(2))) == "meaning_shifts");
    CHECK(outcome(to_lucene(rules)).starts_with("not_expressible: "));
    CHECK(outcome(to_lucene(rules.first(0))).empty());
}

TEST_CASE("lucene: each warning is given once") {
    CHECK(warnings("{F|cidr: [10.0.0.0/8, 192.168.0.0/16]}") == "needs_mapping");
}
