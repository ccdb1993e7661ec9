// SPDX-License-Identifier: BSL-1.0
#include "../support/rules.hpp"

#include <varsigma/compile/detail/expression_builder.hpp>
#include <varsigma/compile/detail/known_number.hpp>
#include <varsigma/compile/detail/predicate_builder.hpp>
#include <varsigma/compile/detail/rule_compiler.hpp>
#include <varsigma/event/field_table.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

using namespace varsigma;
using namespace varsigma::detail;

namespace {

/// What is left of a rule once `A` is known to be a number, in a notation of its own.
class left_over {
public:
    explicit left_over(std::string_view detection) {
        const auto made = compiler_.compile(varsigma_tests::rule_of("r", detection));
        REQUIRE(made.has_value());
        rule_ = *made;
    }

    std::string of(std::optional<std::int64_t> known) {
        known_number number{predicates_, expressions_, fields_.add("A"), known};
        const auto left = number.decide(rule_);
        CHECK(number.decide(rule_) == left);
        return text(left);
    }

    asked_numbers asked() {
        asked_numbers found;
        collect(predicates_, expressions_, rule_, fields_.add("A"), found);
        return found;
    }

private:
    std::string text(node_id id) const {
        const auto& node = expressions_[id];
        std::string list;
        for (const auto child : expressions_.children(node)) { list += (list.empty() ? "" : " ") + text(child); }
        switch (node.kind) {
        case node_kind::constant: return node.operand != 0 ? "true" : "false";
        case node_kind::predicate: return std::string{fields_.name(predicates_[node.operand].field)};
        case node_kind::negation: return "not " + list;
        case node_kind::all_of: return "all(" + list + ")";
        case node_kind::any_of: return "any(" + list + ")";
        case node_kind::at_least: return std::to_string(node.needed) + " of(" + list + ")";
        }
        return {};
    }

    field_table fields_;
    predicate_builder predicates_;
    expression_builder expressions_;
    rule_compiler compiler_{fields_, predicates_, expressions_, {}};
    node_id rule_ = 0;
};

} // namespace

TEST_CASE("known number: tests of it vanish") {
    left_over rule{R"({"s": {"A": [1, 2], "B": "x"}, "condition": "s"})"};
    CHECK(rule.of(1) == "B");
    CHECK(rule.of(2) == "B");
    CHECK(rule.of(3) == "false");
    CHECK(rule.of(std::nullopt) == "false");

    left_over exception{R"({"s": {"B": "x"}, "f": {"A": 1}, "condition": "s and not f"})"};
    CHECK(exception.of(1) == "false");
    CHECK(exception.of(2) == "B");
    CHECK(exception.of(std::nullopt) == "B");

    left_over counted{R"({"a": {"A": 1}, "b": {"B": "x"}, "c": {"C": "x"}, "condition": "2 of them"})"};
    CHECK(counted.of(1) == "any(B C)");
    CHECK(counted.of(2) == "all(B C)");

    left_over untouched{R"({"s": {"B": 1, "C": "x"}, "condition": "s"})"};
    CHECK(untouched.of(1) == "all(B C)");
    CHECK(untouched.of(std::nullopt) == "all(B C)");
}

TEST_CASE("known number: orders are decided by a number, and stay open without one") {
    left_over rule{R"({"s": {"A|gt": 4}, "condition": "s"})"};
    CHECK(rule.of(4) == "false");
    CHECK(rule.of(5) == "true");
    CHECK(rule.of(std::nullopt) == "A");
    left_over real{R"({"s": {"A": 4.0}, "condition": "s"})"};
    CHECK(real.of(4) == "true");
    CHECK(real.of(5) == "false");
}

TEST_CASE("known number: the field is there; its text is not known") {
    CHECK(left_over{R"({"s": {"A": null}, "condition": "s"})"}.of(1) == "false");
    CHECK(left_over{R"({"s": {"A|exists": true}, "condition": "s"})"}.of(1) == "true");
    CHECK(left_over{R"({"s": {"A|exists": false}, "condition": "s"})"}.of(std::nullopt) == "false");
    CHECK(left_over{R"({"s": {"A": "1"}, "condition": "s"})"}.of(1) == "A");
    CHECK(left_over{R"({"s": {"A|re": "1"}, "condition": "s"})"}.of(1) == "A");
    CHECK(left_over{R"({"s": {"A": true}, "condition": "s"})"}.of(1) == "A");
}

TEST_CASE("known number: what is asked is collected") {
    const auto found = left_over{R"({"s": {"A": [1, 2], "B": 7}, "f": {"A": 3}, "condition": "s and not f"})"}.asked();
    CHECK(found.equal.size() == 3);
    CHECK_FALSE(found.others);
    CHECK(left_over{R"({"s": {"A|lt": 1}, "condition": "s"})"}.asked().others);
    CHECK(left_over{R"({"s": {"A": 1.5}, "condition": "s"})"}.asked().others);
    CHECK_FALSE(left_over{R"({"s": {"A": "1", "B": 3}, "condition": "s"})"}.asked().any());
}
