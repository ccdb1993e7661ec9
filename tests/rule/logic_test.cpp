// SPDX-License-Identifier: BSL-1.0
#include "../support/rules.hpp"

#include <varsigma/rule/detail/logic.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;
using namespace varsigma::detail;

namespace {

/// The tree below a node, with what each stands for: `rule(condition(not(selection(item(value)))))`, where the number in
/// front of a bracket says how many are needed if that is neither one nor all.
std::string text_of(const rule_logic& logic, const logic_node& node) {
    std::string text;
    switch (node.origin) {
    case logic_origin::rule: text = "rule"; break;
    case logic_origin::condition: text = "condition"; break;
    case logic_origin::connective:
        text = node.is_negated ? "not" : node.clause->op == condition_operator::conjunction ? "and" : "or";
        break;
    case logic_origin::quantifier: text = std::to_string(node.needed) + " of"; break;
    case logic_origin::selection: text = "selection"; break;
    case logic_origin::detection: text = node.part->form == detection_form::all_of ? "all" : "any"; break;
    case logic_origin::item:
        text = (node.is_negated ? "not " : "") + logic.items()[node.subject].item->field;
        text += node.needed == 1 ? "" : " all";
        break;
    case logic_origin::value: return node.value->text;
    }
    text += '(';
    for (const auto child : logic.children(node)) {
        text += text.back() == '(' ? "" : ", ";
        text += text_of(logic, logic.nodes()[child]);
    }
    return text + ')';
}

std::string tree_of(std::string_view detection) {
    const auto rule = varsigma_tests::rule_of("r", detection);
    const auto logic = rule_logic::of(rule);
    REQUIRE(logic);
    return text_of(*logic, logic->root());
}

/// Whether a node holds, if `held` says so of each leaf by its number.
bool holds(const rule_logic& logic, std::uint32_t at, const std::vector<bool>& held) {
    const auto& node = logic.nodes()[at];
    if (node.origin == logic_origin::value) { return held[at]; }
    std::size_t count = 0;
    for (const auto child : logic.children(node)) { count += holds(logic, child, held) ? 1U : 0U; }
    return (count >= node.needed) != node.is_negated;
}

} // namespace

TEST_CASE("logic: every part of a rule is a node, unfolded") {
    CHECK(tree_of(R"({"s": {"A": "x"}, "condition": "s"})") == "rule(condition(selection(all(A(x)))))");
    CHECK(tree_of(R"({"s": {"A|all": ["x", "y"], "B|neq": "z"}, "condition": "not s"})") ==
          "rule(condition(not(selection(all(A all(x, y), not B(z))))))");
    CHECK(tree_of(R"j({"s": [{"A": "x"}, {"B": ["y", "z"]}], "condition": "not (not s)"})j") ==
          "rule(condition(not(not(selection(any(all(A(x)), all(B(y, z))))))))");
    CHECK(
        tree_of(R"({"a": {"A": "x"}, "b": {"B": "y"}, "c": {"C": "z"}, "condition": "a and 1 of * or all of them"})") ==
        "rule(condition(or(and(selection(all(A(x))), 1 of(selection(all(A(x))), selection(all(B(y))), "
        "selection(all(C(z))))), 3 of(selection(all(A(x))), selection(all(B(y))), selection(all(C(z)))))))");
    CHECK(tree_of(R"({"s": {"A": "x"}, "t": {"B": "y"}, "condition": ["s", "t"]})") ==
          "rule(condition(selection(all(A(x)))), condition(selection(all(B(y)))))");
    CHECK(tree_of(R"({"s": {"A": "x"}, "condition": "2 of z*"})") == "rule(condition(2 of()))");
}

TEST_CASE("logic: children stand before their parents, and a selection is there once") {
    const auto rule =
        varsigma_tests::rule_of("r", R"({"s": {"A": ["x", "y"]}, "condition": "s and s and 1 of s* and not s"})");
    const auto logic = rule_logic::of(rule);
    REQUIRE(logic);
    std::size_t selections = 0;
    for (std::uint32_t at = 0; at < logic->nodes().size(); ++at) {
        const auto& node = logic->nodes()[at];
        selections += node.origin == logic_origin::selection ? 1U : 0U;
        for (const auto child : logic->children(node)) { CHECK(child < at); }
    }
    CHECK(selections == 1);
    CHECK(&logic->root() == &logic->nodes().back());
}

TEST_CASE("logic: a name that is not there is a fault") {
    auto rule = varsigma_tests::rule_of("r", R"({"s": {"A": "x"}, "condition": "s"})");
    rule.selections.front().name = "other";
    const auto logic = rule_logic::of(rule);
    REQUIRE_FALSE(logic);
    CHECK(logic.error().code == diagnostic_code::undefined_identifier);
    CHECK(logic.error().message == "there is no selection 's'");
}

TEST_CASE("logic: patterns over names beyond the budget are a fault, and no product of nodes") {
    auto rule = varsigma_tests::rule_of("r", R"({"s": {"A": "x"}, "condition": "s"})");
    condition whole;
    for (int at = 0; at < 2'000; ++at) { whole.text += at == 0 ? "1 of n*" : " or 1 of n*"; }
    const auto parsed = parse_condition(whole.text, whole.nodes, 64);
    REQUIRE_FALSE(parsed.error);
    whole.root = parsed.root;
    rule.conditions = {whole};
    for (int at = 0; at < 1'000; ++at) {
        rule.selections.push_back(rule.selections.front());
        rule.selections.back().name = "n" + std::to_string(at);
    }
    const auto logic = rule_logic::of(rule);
    REQUIRE_FALSE(logic);
    CHECK(logic.error().code == diagnostic_code::rule_too_large);
}

TEST_CASE("logic: random conditions hold as the text says") {
    std::mt19937 random{20'261'201};
    const auto below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
    for (int round = 0; round < 500; ++round) {
        // selections a to d of one value each; a text of them, and the same as a formula over bits
        std::vector<bool> facts;
        for (int at = 0; at < 4; ++at) { facts.push_back(below(2) == 1); }
        std::string text;
        bool expected = false;
        const auto atom = [&](std::string& out) {
            const bool turned = below(3) == 0;
            bool truth = false;
            std::string word;
            if (below(4) == 0) {
                const auto needed = 1 + below(4);
                std::size_t held = 0;
                for (const bool fact : facts) { held += fact ? 1U : 0U; }
                word = std::to_string(needed) + " of them";
                truth = held >= needed;
            } else {
                const auto which = below(4);
                word = std::string(1, static_cast<char>('a' + which));
                truth = facts[which];
            }
            out += turned ? "not " + word : word;
            return truth != turned;
        };
        for (unsigned group = 0, groups = 1 + below(3); group < groups; ++group) {
            if (group != 0) { text += " or "; }
            bool all = true;
            for (unsigned part = 0, parts = 1 + below(3); part < parts; ++part) {
                if (part != 0) { text += " and "; }
                all = atom(text) && all;
            }
            expected = expected || all;
        }
        CAPTURE(text);
        const auto rule = varsigma_tests::rule_of(
            "r",
            R"({"a": {"F": "0"}, "b": {"F": "1"}, "c": {"F": "2"}, "d": {"F": "3"}, "condition": ")" + text + R"("})");
        const auto logic = rule_logic::of(rule);
        REQUIRE(logic);
        std::vector<bool> held(logic->nodes().size());
        for (std::size_t at = 0; at < held.size(); ++at) {
            const auto& node = logic->nodes()[at];
            if (node.origin == logic_origin::value) {
                held[at] = facts[static_cast<std::size_t>(node.value->text[0] - '0')];
            }
        }
        CHECK(holds(*logic, static_cast<std::uint32_t>(held.size() - 1), held) == expected);
    }
}
