// SPDX-License-Identifier: BSL-1.0
#include "validation.hpp"

#include <varsigma/core/result.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/rule/detail/expansion_limits.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/placeholders.hpp>
#include <varsigma/rule/validate.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace validation;

TEST_CASE("validate: placeholders") {
    varsigma::placeholders values;
    values.set("admins", {"root", "adm*"});
    values.set("nets", {"10.0.0.0/8", "10.0.0.1/8"});
    values.set("nobody", {});
    validation_options options;
    options.values = &values;

    const std::string supply =
        "supply them (varsigma::placeholders, --placeholders FILE), or write '\\%' for a percent sign";

    const auto done = run_item("F|expand|contains|all", {text("%admins%")}, options);
    CHECK(done.taken);
    CHECK(done.found.empty()); // several values by now, so `all` is no single one
    const auto& item = done.rule.selections[0].body.children[0].item;
    REQUIRE(item.values.size() == 2);
    CHECK(item.values[1].text == "adm*");
    CHECK_FALSE(item.modifiers.contains(varsigma::modifier::expand));

    check_only(run_item("F|cidr|expand", {text("%nets%")}, options), diagnostic_code::bad_cidr, severity::error,
               value_place(0), "'F|cidr' in selection 'sel': '10.0.0.1/8'", "write '10.0.0.0/8'");
    CHECK(run_item("F|expand|base64|cased", {text("%admins%")}, options).found.at(0).code ==
          diagnostic_code::wildcard_not_allowed);
    check_only(run_item("F|expand", {text("%adminss%")}, options), diagnostic_code::unknown_placeholder,
               severity::error, value_place(0),
               "'F|expand' in selection 'sel': no values were supplied for '%adminss%'",
               "did you mean '%admins%'; or " + supply);
    check_only(run_item("F|expand", {text("%admins%")}), diagnostic_code::unknown_placeholder, severity::error,
               value_place(0), "'F|expand' in selection 'sel': no values were supplied for '%admins%'", supply);
    options.max_expanded_values = 1;
    CHECK(run_item("F|expand", {text("%admins%")}, options).found.at(0).code == diagnostic_code::rule_too_large);
    options.max_expanded_values = 10;

    const auto never = run_item("F|expand", {text("%nobody%")}, options);
    check_only(never, diagnostic_code::empty_placeholder, severity::warning, value_place(0),
               "'F|expand' in selection 'sel': the list supplied for '%nobody%' is empty");
    CHECK(never.rule.selections[0].body.children[0].form == detection_form::any_of);
    CHECK(never.rule.selections[0].body.children[0].children.empty());
    const auto again = run(never.rule, options); // the constant is no empty selection
    CHECK(again.taken);
    CHECK(again.found.empty());
}

TEST_CASE("validate: expressions are compiled only as long as their programs are within a rule's and a file's limit") {
    static std::size_t compiled = 0;
    validation_options options;
    options.check_regex = [](std::string_view pattern, const varsigma::interpretation&,
                             const varsigma::regex_limits&) -> varsigma::result<varsigma::regex_cost> {
        ++compiled;
        if (pattern == "(") { return diagnostic{diagnostic_code::bad_regex, severity::error, {}, {}, "no", {}}; }
        return varsigma::regex_cost{1, 100};
    };
    const auto done_with = [&](std::size_t count, const char* expression, varsigma::expansion_budget* shared) {
        std::vector<rule_value> values(count, text(expression));
        auto rule = run_item("F|re", values).rule;
        diagnostics found;
        compiled = 0;
        const bool taken = validate(rule, options, found, shared);
        std::size_t refused = 0;
        for (const auto& each : found) {
            if (each.code != diagnostic_code::rule_too_large) { continue; }
            ++refused;
            CHECK(each.message.find("become too large programs together") != std::string::npos);
            CHECK_FALSE(each.suggestion.empty());
        }
        CHECK(refused <= 1); // said once
        CHECK(taken == found.empty());
        return refused;
    };
    CHECK(done_with(5'000, "a", nullptr) == 0);
    CHECK(compiled == 5'000);
    CHECK(done_with(5'001, "a", nullptr) == 1);
    CHECK(done_with(20'000, "a", nullptr) == 1);
    CHECK(compiled == 5'000);
    CHECK(done_with(1'000, "(", nullptr) == 1); // those that cannot be compiled cost something too
    CHECK(compiled == 50);
    varsigma::expansion_budget shared{1'000, 1'000, 150'000};
    CHECK(done_with(1'000, "a", &shared) == 0);
    CHECK(done_with(1'000, "a", &shared) == 1);
    CHECK(compiled == 500);
    CHECK(done_with(1, "a", &shared) == 1); // the next rule of the file
    CHECK(compiled == 0);
    CHECK_FALSE(shared.is_spent()); // of placeholders
}

TEST_CASE("validate: of many unknown placeholders the first few only are compared with the names that there are") {
    varsigma::placeholders values;
    values.set("admins", {"root"});
    validation_options options;
    options.values = &values;
    auto rule = run_item("F|expand", {text("%adminss%")}, options).rule;
    auto& body = rule.selections[0].body;
    body.children.resize(20, body.children.front());
    const auto done = run(rule, options);
    CHECK_FALSE(done.taken);
    std::size_t suggested = 0;
    for (const auto& each : done.found) {
        suggested += each.suggestion.find("did you mean") != std::string::npos ? 1U : 0U;
    }
    CHECK(done.found.size() == 20); // each is said
    CHECK(suggested == 8);
    CHECK(done.found.back().suggestion.find("supply them") != std::string::npos);
}

TEST_CASE("validate: what placeholders give is limited for each rule, and for all that share a budget") {
    varsigma::placeholders supplied;
    supplied.set("many", std::vector<std::string>(1'000, "value"));
    const auto rule_of = [](std::size_t items) {
        auto rule = rule_with({"sel"}, {"sel"});
        std::vector<detection> leaves;
        for (; items != 0; --items) { leaves.push_back(leaf("F|expand", {text("%many%")})); }
        rule.selections[0].body = map_of(std::move(leaves));
        return rule;
    };
    const auto values_in = [](const detection_rule& rule) {
        std::size_t values = 0;
        for (const auto& each : rule.selections[0].body.children) { values += each.item.values.size(); }
        return values;
    };
    validation_options options;
    options.values = &supplied;
    CHECK(run(rule_of(100), options).taken);
    for (const std::size_t items : {101U, 202U, 404U}) { // what is made does not grow with what is asked
        const auto done = run(rule_of(items), options);
        CHECK_FALSE(done.taken);
        check_only(done, diagnostic_code::rule_too_large, severity::error, key_place,
                   "'F' in selection 'sel': the placeholders of the rule give too many values together",
                   "supply shorter lists, or name long ones in fewer items");
        CHECK(values_in(done.rule) <= 101'000 + items);
    }
    options.max_rule_expanded_bytes = 12'000;
    CHECK(run(rule_of(2), options).taken);
    CHECK_FALSE(run(rule_of(3), options).taken);
    options.max_rule_expanded_bytes = 1'000'000;
    varsigma::expansion_budget shared{5'000, 1'000'000};
    diagnostics found;
    for (int number = 0; number < 5; ++number) {
        auto rule = rule_of(1);
        CHECK(validate(rule, options, found, &shared));
    }
    CHECK(found.empty());
    for (int number = 0; number < 5; ++number) {
        auto rule = rule_of(2);
        CHECK_FALSE(validate(rule, options, found, &shared));
        CHECK(values_in(rule) == 2); // nothing was tried
    }
    REQUIRE(found.size() == 5); // each rule says it once
    CHECK(found.front().message.find("the placeholders of the file's rules give too many values together") !=
          std::string::npos);
}
