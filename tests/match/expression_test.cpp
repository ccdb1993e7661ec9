// SPDX-License-Identifier: BSL-1.0
#include <varsigma/compile/detail/expression_builder.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/core/detail/flat_reader.hpp>
#include <varsigma/core/detail/flat_writer.hpp>
#include <varsigma/match/detail/expression.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace varsigma::detail;

namespace {

std::string text(const expression_pool& pool, node_id id) {
    const auto& node = pool[id];
    const auto list = [&](std::string name) {
        std::string made = std::move(name) + "(";
        for (const auto child : pool.children(node)) {
            if (made.back() != '(') { made += ' '; }
            made += text(pool, child);
        }
        return made + ")";
    };
    switch (node.kind) {
    case node_kind::constant: return node.operand != 0 ? "true" : "false";
    case node_kind::predicate: return std::to_string(node.operand);
    case node_kind::negation: return list("not");
    case node_kind::all_of: return list("and");
    case node_kind::any_of: return list("or");
    case node_kind::at_least: return list(std::to_string(node.needed) + "of");
    }
    return "?";
}

bool truth(const expression_pool& pool, node_id id, std::uint32_t facts) {
    const auto& node = pool[id];
    std::size_t held = 0;
    for (const auto child : pool.children(node)) {
        CHECK(child < id);
        held += truth(pool, child, facts) ? 1U : 0U;
    }
    switch (node.kind) {
    case node_kind::constant: return node.operand != 0;
    case node_kind::predicate: return (facts >> node.operand & 1U) != 0;
    case node_kind::negation: return held == 0;
    case node_kind::all_of: return held == node.count;
    case node_kind::any_of: return held != 0;
    case node_kind::at_least: return held >= node.needed;
    }
    return false;
}

} // namespace

TEST_CASE("expression: constants vanish, single operands stand for themselves") {
    expression_builder pool;
    const auto yes = pool.constant(true);
    const auto no = pool.constant(false);
    const auto a = pool.of(0, 1);
    const auto b = pool.of(1, 1);
    CHECK(text(pool, pool.all_of({})) == "true");
    CHECK(text(pool, pool.any_of({})) == "false");
    CHECK(pool.all_of({a}) == a);
    CHECK(pool.any_of({a}) == a);
    CHECK(pool.all_of({yes, a, yes}) == a);
    CHECK(pool.any_of({no, a, no}) == a);
    CHECK(text(pool, pool.all_of({a, no, b})) == "false");
    CHECK(text(pool, pool.any_of({a, yes, b})) == "true");
    CHECK(text(pool, pool.all_of({a, b})) == "and(0 1)");
    CHECK(text(pool, pool.any_of({b, a})) == "or(0 1)");
    CHECK(pool.all_of({a, a}) == a);
    CHECK(text(pool, pool.any_of({b, a, b})) == "or(0 1)");
    CHECK(text(pool, pool.negation(yes)) == "false");
    CHECK(text(pool, pool.negation(no)) == "true");
    CHECK(text(pool, pool.negation(a)) == "not(0)");
    CHECK(pool.negation(pool.negation(a)) == a);
}

TEST_CASE("expression: equal nodes are one") {
    expression_builder pool;
    const auto a = pool.of(0, 1);
    const auto b = pool.of(1, 1);
    const auto c = pool.of(2, 1);
    CHECK(pool.of(0, 1) == a);
    CHECK(pool.negation(a) == pool.negation(a));
    CHECK(pool.any_of({a, b}) == pool.any_of({b, a}));
    CHECK(pool.any_of({a, b}) != pool.all_of({a, b}));
    CHECK(pool.at_least(2, {a, b, c}) == pool.at_least(2, {a, b, c}));
    CHECK(pool.at_least(2, {a, b, c}) != pool.at_least(3, {a, b, c}));
    CHECK(pool.at_least(3, {a, b, c}) == pool.all_of({c, b, a}));
    // what is counted twice counts twice
    CHECK(text(pool, pool.at_least(2, {a, a, b})) == "2of(0 0 1)");
    const auto nodes = pool.size();
    static_cast<void>(pool.negation(pool.any_of({b, a})));
    CHECK(pool.size() == nodes + 1);
}

TEST_CASE("expression: at least some") {
    expression_builder pool;
    const auto yes = pool.constant(true);
    const auto no = pool.constant(false);
    std::vector<node_id> four;
    for (std::uint32_t id = 0; id < 4; ++id) { four.push_back(pool.of(id, 1)); }
    CHECK(text(pool, pool.at_least(0, four)) == "true");
    CHECK(text(pool, pool.at_least(0, {})) == "true");
    CHECK(text(pool, pool.at_least(1, {})) == "false");
    CHECK(text(pool, pool.at_least(1, four)) == "or(0 1 2 3)");
    CHECK(text(pool, pool.at_least(2, four)) == "2of(0 1 2 3)");
    CHECK(text(pool, pool.at_least(4, four)) == "and(0 1 2 3)");
    CHECK(text(pool, pool.at_least(5, four)) == "false");
    CHECK(text(pool, pool.at_least(3, {yes, four[0], four[1], four[2]})) == "2of(0 1 2)");
    CHECK(text(pool, pool.at_least(2, {yes, four[0], no})) == "0");
    CHECK(text(pool, pool.at_least(2, {yes, yes, four[0]})) == "true");
    CHECK(text(pool, pool.at_least(2, {no, no, four[0]})) == "false");
}

TEST_CASE("expression: cheap operands come first, of equal cost the one made first") {
    expression_builder pool;
    const auto costly = pool.of(0, 32);
    const auto cheap = pool.of(1, 1);
    const auto middle = pool.of(2, 4);
    const auto other = pool.of(3, 4);
    CHECK(text(pool, pool.all_of({costly, middle, other, cheap})) == "and(1 2 3 0)");
    const auto group = pool.any_of({middle, other}); // 8
    CHECK(text(pool, pool.any_of({costly, group, cheap})) == "or(1 or(2 3) 0)");
    CHECK(text(pool, pool.all_of({pool.negation(costly), group})) == "and(or(2 3) not(0))");
    const auto highest_cost = pool.of(4, ~std::uint32_t{0} >> 2U);
    std::vector<node_id> many;
    for (std::uint32_t id = 5; id < 9; ++id) { many.push_back(pool.of(id, ~std::uint32_t{0} >> 2U)); }
    CHECK(text(pool, pool.all_of({pool.any_of(many), highest_cost, costly})) ==
          "and(0 4 or(5 6 7 8))"); // no wrapping round
}

TEST_CASE("expression: what is simplified keeps its truth") {
    std::mt19937 generator{11};
    const auto below = [&](std::uint32_t limit) { return static_cast<std::uint32_t>(generator() % limit); };
    for (int round = 0; round < 300; ++round) {
        expression_builder pool;
        std::vector<node_id> nodes{pool.constant(false), pool.constant(true)};
        std::vector<std::uint32_t> tables{0, 0xFFFF}; // truth by the 16 combinations of four facts
        constexpr std::uint32_t of_fact[] = {0xAAAA, 0xCCCC, 0xF0F0, 0xFF00};
        for (std::uint32_t fact = 0; fact < 4; ++fact) {
            nodes.push_back(pool.of(fact, below(40)));
            tables.push_back(of_fact[fact]);
        }
        for (int made = 0; made < 25; ++made) {
            const auto kind = below(4);
            if (kind == 0) {
                const auto of = below(static_cast<std::uint32_t>(nodes.size()));
                nodes.push_back(pool.negation(nodes[of]));
                tables.push_back(~tables[of] & 0xFFFFU);
                continue;
            }
            std::vector<node_id> operands;
            std::vector<std::uint32_t> truths;
            for (auto count = below(5); count > 0; --count) {
                const auto of = below(static_cast<std::uint32_t>(nodes.size()));
                operands.push_back(nodes[of]);
                truths.push_back(tables[of]);
            }
            const auto needed = kind == 1   ? static_cast<std::uint32_t>(operands.size())
                                : kind == 2 ? std::uint32_t{1}
                                            : below(5);
            std::uint32_t table = 0;
            for (std::uint32_t facts = 0; facts < 16; ++facts) {
                std::uint32_t held = 0;
                for (const auto one : truths) { held += one >> facts & 1U; }
                table |= (held >= needed ? 1U : 0U) << facts;
            }
            nodes.push_back(kind == 1   ? pool.all_of(operands)
                            : kind == 2 ? pool.any_of(operands)
                                        : pool.at_least(needed, operands));
            tables.push_back(table);
        }
        for (std::size_t at = 0; at < nodes.size(); ++at) {
            for (std::uint32_t facts = 0; facts < 16; ++facts) {
                CHECK(truth(pool, nodes[at], facts) == ((tables[at] >> facts & 1U) != 0));
            }
        }
    }
}

namespace {

/// What is read of these arrays, whatever they hold.
std::optional<std::vector<std::uint32_t>> visits_of(const std::vector<expression_node>& nodes,
                                                    const std::vector<node_id>& operands) {
    flat_array<expression_node> node_array;
    node_array.append(nodes);
    flat_array<node_id> operand_array;
    operand_array.append(operands);
    flat_writer writer;
    writer(node_array, operand_array);
    flat_reader reader{writer.bytes()};
    expression_builder pool;
    reader(pool);
    REQUIRE(reader.ok());
    return pool.checked_visits(2);
}

constexpr expression_node no{node_kind::constant, 0, 0, 0};
constexpr expression_node yes{node_kind::constant, 1, 0, 0};
constexpr expression_node first{node_kind::predicate, 0, 0, 0};
constexpr expression_node second{node_kind::predicate, 1, 0, 0};

} // namespace

TEST_CASE("expression: what is read counts every node as often as it is reached") {
    const std::vector<expression_node> nodes{no,
                                             yes,
                                             first,
                                             second,
                                             {node_kind::any_of, 0, 2, 0},
                                             {node_kind::all_of, 2, 3, 0},
                                             {node_kind::negation, 5, 0, 0}};
    const std::vector<node_id> operands{2, 3, 2, 4, 4};
    CHECK(visits_of(nodes, operands) == std::vector<std::uint32_t>{1, 1, 1, 1, 3, 8, 9});
    std::vector<expression_node> doubled{no, yes, first};
    std::vector<node_id> twice;
    for (node_id level = 0; level < 100; ++level) {
        doubled.push_back({node_kind::all_of, level * 2, 2, 0});
        twice.insert(twice.end(), {level + 2, level + 2});
    }
    const auto visits = visits_of(doubled, twice);
    REQUIRE(visits);
    CHECK((*visits)[3] == 3);
    CHECK((*visits)[3 + 29] == (1U << 31U) - 1);
    CHECK(visits->back() == expression_pool::too_large);
}

TEST_CASE("expression: making nodes counts what reading them counts") {
    std::mt19937 random{4};
    expression_builder pool;
    std::vector<node_id> made{pool.of(0, 1), pool.of(1, 1)};
    for (int step = 0; step < 2000; ++step) {
        const auto any = [&] { return made[random() % made.size()]; };
        switch (random() % 4) {
        case 0: made.push_back(pool.negation(any())); break;
        case 1: made.push_back(pool.all_of({any(), any(), any()})); break;
        case 2: made.push_back(pool.any_of({any(), any()})); break;
        default: made.push_back(pool.at_least(2, {any(), any(), any(), any()})); break;
        }
    }
    auto doubled = pool.of(0, 1);
    std::uint32_t predicates = 2;
    for (; predicates < 50; ++predicates) {
        doubled = pool.all_of({doubled, pool.any_of({doubled, pool.of(predicates, 1)})});
    }
    const auto read = pool.checked_visits(predicates);
    REQUIRE(read);
    REQUIRE(read->size() == pool.size());
    std::size_t too_large = 0;
    for (node_id id = 0; id < pool.size(); ++id) {
        CHECK((*read)[id] == pool.visits(id));
        too_large += pool.visits(id) == expression_pool::too_large ? 1U : 0U;
    }
    CHECK(too_large > 0); // both were there
    CHECK(too_large < pool.size());
}

TEST_CASE("expression: lists of operands that overlap, are left out, or lie in another order are refused") {
    const auto pair = [](std::uint32_t from, std::uint32_t count) {
        return expression_node{node_kind::any_of, from, count, 0};
    };
    CHECK(visits_of({no, yes, first, second, pair(0, 2), pair(2, 2)}, {2, 3, 2, 3}));
    CHECK_FALSE(visits_of({no, yes, first, second, pair(0, 2), pair(0, 2)}, {2, 3}));
    CHECK_FALSE(visits_of({no, yes, first, second, pair(0, 2), pair(1, 2)}, {2, 3, 2}));
    CHECK_FALSE(visits_of({no, yes, first, second, pair(2, 2), pair(0, 2)}, {2, 3, 2, 3}));
    CHECK_FALSE(visits_of({no, yes, first, second, pair(0, 2)}, {2, 3, 2}));
    CHECK_FALSE(visits_of({no, yes, first, second, pair(0, 3)}, {2, 3}));
    CHECK_FALSE(visits_of({no, yes, first, second, pair(0, ~std::uint32_t{0})}, {2, 3}));
    CHECK_FALSE(visits_of({no, yes, first, second, pair(0, 2)}, {2, 4})); // itself
}

TEST_CASE("expression: what is nested more deeply than rules may be visited by none") {
    const auto nested = [](std::size_t depth) {
        std::vector<expression_node> nodes{no, yes, first};
        while (nodes.size() < depth + 3) {
            nodes.push_back({node_kind::negation, static_cast<node_id>(nodes.size() - 1), 0, 0});
        }
        const auto visits = visits_of(nodes, {});
        return visits && visits->back() != expression_pool::too_large;
    };
    CHECK(nested(256));
    CHECK_FALSE(nested(257));
    CHECK_FALSE(nested(100'000));
}
