// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/condition.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using varsigma::condition_node;
using varsigma::condition_operator;
using varsigma::diagnostic_code;
using varsigma::parse_condition;
using varsigma::parsed_condition;
using varsigma::selects;

/// The fixed array of nodes that a rule written as a type would use.
struct fixed_nodes {
    std::array<condition_node, 32> items{};
    std::size_t count = 0;

    constexpr void push_back(condition_node node) noexcept { items[count++] = node; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return count; }
    constexpr condition_node& operator[](std::size_t at) noexcept { return items[at]; }
};

struct fixed_tree {
    fixed_nodes nodes;
    parsed_condition outcome;
};

constexpr fixed_tree parse_fixed(std::string_view text) {
    fixed_tree tree;
    tree.outcome = parse_condition(text, tree.nodes);
    return tree;
}

constexpr auto compiled = parse_fixed("selection and not 1 of filter_*");
static_assert(!compiled.outcome.error);
static_assert(compiled.nodes.size() == 4);
static_assert(compiled.nodes.items[compiled.outcome.root].op == condition_operator::conjunction);
static_assert(parse_fixed("selection and").outcome.error == diagnostic_code::condition_syntax);
static_assert(selects("filter_*", "filter_a") && !selects("*", "_hidden"));

/// The tree in prefix form: `(and a (not (1 of x*)))`.
std::string show(std::string_view text, const std::vector<condition_node>& nodes, std::uint32_t at) {
    const auto& node = nodes[at];
    std::string shown = "(";
    switch (node.op) {
    case condition_operator::identifier: return std::string{node.text_in(text)};
    case condition_operator::quantified:
        shown += node.count == condition_node::all ? "all" : std::to_string(node.count);
        return shown + " of " + std::string{node.text_in(text)} + ")";
    case condition_operator::negation: shown += "not"; break;
    case condition_operator::conjunction: shown += "and"; break;
    case condition_operator::disjunction: shown += "or"; break;
    }
    for (auto child = node.first_child; child != condition_node::none; child = nodes[child].next_sibling) {
        shown += ' ' + show(text, nodes, child);
    }
    return shown + ")";
}

std::string show(std::string_view text) {
    std::vector<condition_node> nodes;
    const auto outcome = parse_condition(text, nodes);
    if (outcome.error) return "error at " + std::to_string(outcome.error_offset);
    return show(text, nodes, outcome.root);
}

bool evaluate(std::string_view text, const std::vector<condition_node>& nodes, std::uint32_t at, unsigned truths) {
    const auto& node = nodes[at];
    bool all = true;
    bool any = false;
    for (auto child = node.first_child; child != condition_node::none; child = nodes[child].next_sibling) {
        const bool truth = evaluate(text, nodes, child, truths);
        all = all && truth;
        any = any || truth;
    }
    switch (node.op) {
    case condition_operator::identifier: return (truths >> (node.text_in(text).front() - 'a') & 1U) != 0;
    case condition_operator::negation: return !any;
    case condition_operator::conjunction: return all;
    default: return any;
    }
}

/// An evaluator with nothing in common with the parser: cuts the tokens at the loosest operator outside parentheses.
using tokens = std::vector<std::string_view>;

std::optional<bool> reference(const tokens& all, std::size_t begin, std::size_t end, unsigned truths) {
    if (begin == end) return std::nullopt;
    for (const std::string_view op : {"or", "and"}) {
        int depth = 0;
        for (std::size_t at = begin; at < end; ++at) {
            depth += all[at] == "(" ? 1 : all[at] == ")" ? -1 : 0;
            if (depth < 0) return std::nullopt;
            if (depth != 0 || all[at] != op) continue;
            const auto left = reference(all, begin, at, truths);
            const auto right = reference(all, at + 1, end, truths);
            if (!left || !right) return std::nullopt;
            return op == "or" ? *left || *right : *left && *right;
        }
        if (depth != 0) return std::nullopt;
    }
    if (all[begin] == "not") {
        const auto inner = reference(all, begin + 1, end, truths);
        if (!inner) return std::nullopt;
        return !*inner;
    }
    if (all[begin] == "(") {
        if (all[end - 1] != ")") return std::nullopt;
        return reference(all, begin + 1, end - 1, truths);
    }
    if (end - begin != 1 || all[begin] == ")") return std::nullopt;
    return (truths >> (all[begin].front() - 'a') & 1U) != 0;
}

void compare_with_reference(const tokens& all, unsigned assignments) {
    std::string text;
    for (const auto word : all) (text += word) += ' ';
    std::vector<condition_node> nodes;
    const auto outcome = parse_condition(text, nodes);
    bool agree = true;
    for (unsigned truths = 0; truths < assignments; ++truths) {
        const auto expected = reference(all, 0, all.size(), truths);
        agree = agree && expected.has_value() == !outcome.error;
        agree = agree && (!expected || outcome.error || evaluate(text, nodes, outcome.root, truths) == *expected);
    }
    if (!agree) {
        CAPTURE(text);
        FAIL_CHECK("parser and reference disagree");
    }
}

} // namespace

TEST_CASE("condition: precedence") {
    CHECK(show("a") == "a");
    CHECK(show("a or b and c") == "(or a (and b c))");
    CHECK(show("a and b or c") == "(or (and a b) c)");
    CHECK(show("not a and b") == "(and (not a) b)");
    CHECK(show("not a or b") == "(or (not a) b)");
    CHECK(show("not (a or b)") == "(not (or a b))");
    CHECK(show("not not a") == "(not (not a))");
    CHECK(show("(a or b) and c") == "(and (or a b) c)");
    CHECK(show("((a))") == "a");
    CHECK(show("a and b and c and d") == "(and a b c d)");
    CHECK(show("a and (b and c) and d") == "(and a (and b c) d)");
    CHECK(show("(a)and(b)or(not c)") == "(or (and a b) (not c))");
    CHECK(show(" \ta\r\n and\nb ") == "(and a b)");
}

TEST_CASE("condition: quantifiers") {
    CHECK(show("1 of them") == "(1 of them)");
    CHECK(show("any of them") == "(1 of them)");
    CHECK(show("all of them") == "(all of them)");
    CHECK(show("3 of sel_*") == "(3 of sel_*)");
    CHECK(show("sel and not 1 of filter_*") == "(and sel (not (1 of filter_*)))");
    CHECK(show("not all of a* or b") == "(or (not (all of a*)) b)");
    CHECK(show("1 of *_x*y") == "(1 of *_x*y)");
    CHECK(show("100000 of x") == "(100000 of x)");
}

TEST_CASE("condition: words are matched whole") {
    CHECK(show("not_x") == "not_x");
    CHECK(show("android and order") == "(and android order)");
    CHECK(show("all and any") == "(and all any)"); // names as long as no `of` follows
    CHECK(show("1") == "1");
    CHECK(show("sel-1.a and filter:b") == "(and sel-1.a filter:b)");
}

TEST_CASE("condition: errors and where they are") {
    struct example {
        std::string_view text;
        std::size_t offset;
    };
    for (const auto& tried : {
             example{"", 0},
             {"   ", 3},
             {"a and", 5},
             {"a and ", 6},
             {"or a", 0},
             {"a b", 2},
             {"a or and b", 5},
             {"(a", 2},
             {"a)", 1},
             {"a and (b or c", 13},
             {"()", 1},
             {"not", 3},
             {"a not b", 2},
             {"of them", 0},
             {"0 of them", 0},
             {"00 of them", 0},
             {"two of them", 0},
             {"99999999999 of them", 0},
             {"1 of", 4},
             {"1 of (a)", 5},
             {"1 of and", 5},
             {"| count() > 5", 0},
             {"a and | count() > 5", 6},
         }) {
        const auto& [text, offset] = tried;
        CAPTURE(tried.text);
        std::vector<condition_node> nodes;
        const auto outcome = parse_condition(text, nodes);
        REQUIRE(outcome.error == diagnostic_code::condition_syntax);
        CHECK(outcome.error_offset == offset);
        CHECK_FALSE(outcome.reason.empty());
        CHECK(outcome.root == condition_node::none);
    }
}

TEST_CASE("condition: capitals are taken and reported") {
    std::vector<condition_node> nodes;
    auto outcome = parse_condition("a AND b OR c", nodes);
    CHECK_FALSE(outcome.error);
    CHECK(outcome.upper_case_offset == 2);
    CHECK(show("a AND b OR NOT c") == "(or (and a b) (not c))");
    CHECK(show("ALL OF sel*") == "(all of sel*)");
    CHECK(show("1 OF THEM") == "(1 of THEM)");
    nodes.clear();
    CHECK(parse_condition("1 of Them", nodes).upper_case_offset == 5);
    CHECK(show("Them") == "Them"); // a name

    nodes.clear();
    outcome = parse_condition("a and b or ANDROID", nodes);
    CHECK_FALSE(outcome.error);
    CHECK_FALSE(outcome.upper_case_offset);
}

TEST_CASE("condition: parsing stops at the aggregation") {
    std::vector<condition_node> nodes;
    const auto outcome = parse_condition("sel and not f | count() by x > (", nodes);
    CHECK_FALSE(outcome.error);
    CHECK(outcome.pipe_offset == 14);
    CHECK(show("sel| count() > 1") == "sel");
}

TEST_CASE("condition: depth is limited, width is not") {
    for (const std::string_view open : {"(", "not ", "not (", "( "}) {
        CAPTURE(open);
        std::string text;
        for (int at = 0; at < 100'000; ++at) text += open;
        std::vector<condition_node> nodes;
        CHECK(parse_condition(text + "a", nodes).error == diagnostic_code::condition_too_deep);
    }
    const auto nested = [](std::size_t depth) { return std::string(depth, '(') + "a" + std::string(depth, ')'); };
    std::vector<condition_node> nodes;
    CHECK_FALSE(parse_condition(nested(63), nodes).error);
    CHECK(parse_condition(nested(64), nodes).error == diagnostic_code::condition_too_deep);
    CHECK_FALSE(parse_condition(nested(64), nodes, 65).error);

    std::string wide = "a";
    for (int at = 0; at < 100'000; ++at) wide += at % 3 == 0 ? " or (a)" : " and a";
    nodes.clear();
    CHECK_FALSE(parse_condition(wide, nodes).error);
    CHECK(nodes.size() <= wide.size());
}

TEST_CASE("condition: every string of up to five tokens agrees with an independent evaluator") {
    constexpr std::array<std::string_view, 7> vocabulary{"a", "b", "and", "or", "not", "(", ")"};
    std::size_t strings = 1;
    for (std::size_t length = 0; length <= 5; ++length, strings *= vocabulary.size()) {
        for (std::size_t number = 0; number < strings; ++number) {
            tokens all;
            for (std::size_t at = 0, rest = number; at < length; ++at, rest /= vocabulary.size()) {
                all.push_back(vocabulary[rest % vocabulary.size()]);
            }
            compare_with_reference(all, 4);
        }
    }
}

TEST_CASE("condition: long random conditions agree with an independent evaluator") {
    std::mt19937 random{20240117};
    const auto below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
    constexpr std::array<std::string_view, 5> names{"a", "b", "c", "d", "e"};
    for (int round = 0; round < 2000; ++round) {
        tokens all;
        int depth = 0;
        for (unsigned operands = 1 + below(12); operands != 0; --operands) {
            while (below(3) == 0) all.emplace_back("not");
            while (below(4) == 0 && depth < 20) {
                all.emplace_back("(");
                ++depth;
            }
            all.push_back(names[below(5)]);
            while (depth != 0 && below(3) == 0) {
                all.emplace_back(")");
                --depth;
            }
            if (operands != 1) all.emplace_back(below(2) == 0 ? "and" : "or");
        }
        while (depth-- > 0) all.emplace_back(")");
        compare_with_reference(all, 32);
    }
}

TEST_CASE("selects: them, stars, names that begin with _") {
    CHECK(selects("them", "sel"));
    CHECK_FALSE(selects("them", "_sel"));
    CHECK(selects("THEM", "sel"));
    CHECK_FALSE(selects("Them", "_sel"));
    CHECK_FALSE(selects("SEL", "sel")); // names keep their case
    CHECK(selects("*", "sel"));
    CHECK_FALSE(selects("*", "_sel"));
    CHECK(selects("_*", "_sel"));
    CHECK_FALSE(selects("_*", "sel"));
    CHECK(selects("sel", "sel"));
    CHECK_FALSE(selects("sel", "sel1"));
    CHECK_FALSE(selects("sel", "Sel"));
    CHECK(selects("sel*", "sel"));
    CHECK(selects("*l", "sel"));
    CHECK(selects("s*l", "sel"));
    CHECK(selects("s**l", "sl"));
    CHECK_FALSE(selects("s*x", "sel"));
    CHECK(selects("*a*b*", "xaxxbx"));
    CHECK_FALSE(selects("*a*b*", "xbxxax"));
    CHECK_FALSE(selects("sel?", "sel1")); // only the star is special
    CHECK(selects("*ab", "aab"));
}

TEST_CASE("selects: agrees with a naive matcher on all small patterns and names") {
    struct naive {
        static bool match(std::string_view pattern, std::string_view name) {
            if (pattern.empty()) return name.empty();
            if (pattern.front() == '*') {
                return match(pattern.substr(1), name) || (!name.empty() && match(pattern, name.substr(1)));
            }
            return !name.empty() && pattern.front() == name.front() && match(pattern.substr(1), name.substr(1));
        }
    };
    const auto texts = [](std::string_view letters, std::size_t longest) {
        std::vector<std::string> all{""};
        for (std::size_t at = 0; at < all.size(); ++at) {
            if (all[at].size() == longest) continue;
            for (const char letter : letters) all.push_back(all[at] + letter);
        }
        return all;
    };
    std::size_t differences = 0;
    for (const auto& pattern : texts("ab*", 5)) {
        for (const auto& name : texts("ab", 5)) {
            if (selects(pattern, name) != naive::match(pattern, name)) ++differences;
        }
    }
    CHECK(differences == 0);
}
