// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/detail/lucene_query.hpp>
#include <varsigma/convert/detail/sigmac_writer.hpp>
#include <varsigma/convert/graylog.hpp>
#include <varsigma/convert/kibana.hpp>
#include <varsigma/convert/lucene.hpp>
#include <varsigma/convert/xpack_watcher.hpp>
#include <varsigma/pattern/sigma_string.hpp>

#include "conversion.hpp"
#include "lucene_evaluator.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <exception>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <utility>

// Values and names of fields made of everything that some language on the way takes for its own: what is written must
// be a query, and select the value it was made of and not another one.

namespace {

constexpr std::string_view pieces[] = {
    "a", "B", " ",      "\t",     "\n",         "\r",  "\\", "\\\\", "*",  "?",        "\"", "'",   "(",
    ")", "[", "]",      "{",      "}",          "{{",  "<",  ">",    "=",  "&&",       "||", "+",   "-",
    "!", "^", "~",      ":",      "/",          "AND", "OR", "NOT",  "TO", "$",        "`",  "\\u", "EOF",
    "#", "@", "\u3000", "\u00FC", "\U0001F525", ".",   ",",  "%",    ";",  "_exists_", "5",  "|",   "\x7F"};

class random_texts {
public:
    std::string text(std::size_t most) {
        std::string made;
        for (auto left = below(most + 1); left != 0; --left) { made += pieces[below(std::size(pieces))]; }
        return made;
    }
    std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>{0, end - 1}(random_); }

private:
    std::mt19937 random_{20180209}; // NOLINT(bugprone-random-generator-seed): the same every time
};

/// The value in Sigma's notation that stands for the text itself.
std::string escaped(std::string_view text) {
    return varsigma::sigma_string::literal(text).to_text();
}

varsigma::detection_rule rule_asking(std::string field, std::string value) {
    auto rule = varsigma_tests::rule_of_selection("{F: a}");
    auto& item = rule.selections.front().body.children.front().item;
    item.field = std::move(field);
    item.values.front() = varsigma::rule_value::of(std::move(value));
    return rule;
}

} // namespace

TEST_CASE("random values: the query selects the value that it was made of") {
    random_texts random;
    for (int round = 0; round < 5'000; ++round) {
        const auto value = random.text(6);
        const auto other = random.text(6);
        auto field = "f" + random.text(3);
        if (field.find_first_of(".*") != std::string::npos) { field = "f"; } // a path, or many fields: refused
        INFO("field ", field, ", value ", value, ", other ", other);
        const auto rule = rule_asking(field, escaped(value));
        const auto made = to_lucene(rule);
        REQUIRE(made);
        INFO("query ", made->text);
        lucene::field_names fields;
        auto parsed = lucene::query_parser{made->text, fields}.parse();
        const lucene::evaluator asked{std::move(parsed)};
        CHECK(asked.selects({nlohmann::json{{field, value}}, fields}));
        std::string folded;
        std::string folded_other;
        varsigma::fold_text(value, folded);
        varsigma::fold_text(other, folded_other);
        CHECK(asked.selects({nlohmann::json{{field, other}}, fields}) == (folded == folded_other));
        CHECK(made->text == to_graylog(rule)->text);

        const auto watch = to_xpack_watcher(rule, {.shell = false});
        REQUIRE(watch);
        CHECK(watch->text.find("{{") == watch->text.find("{{ctx.trigger")); // no template of the rule's own before it
        const auto read = nlohmann::json::parse(watch->text);
        CHECK(read.at(nlohmann::json::json_pointer{
                  "/input/search/request/body/query/bool/filter/0/query_string/query"}) == made->text);
        CHECK(nlohmann::json::parse(to_kibana(rule)->text).is_object());
    }
}

TEST_CASE("random values: wildcards, and what the profile of 2019 does not warn of, mean the same") {
    random_texts random;
    std::size_t compared = 0;
    for (int round = 0; round < 5'000; ++round) {
        const auto value = random.text(6);
        const auto text = random.text(4);
        INFO("value ", value, ", text ", text);
        const auto rule = rule_asking("f", value);
        const auto meant = varsigma::sigma_string::parse(value);
        lucene::field_names fields;
        const auto number = fields.number_of("f");
        CHECK(number == 0);
        const lucene::stored_event event{nlohmann::json{{"f", text}}, fields};
        const auto current = to_lucene(rule);
        REQUIRE(current);
        const bool selected = lucene::evaluator{lucene::query_parser{current->text, fields}.parse()}.selects(event);
        for (const auto target : {varsigma::detail::sigmac_target::kibana, varsigma::detail::sigmac_target::graylog}) {
            const auto then = varsigma::detail::to_sigmac_lines({&rule, 1}, target);
            REQUIRE(then);
            if (!then->warnings.empty()) { continue; }
            ++compared;
            INFO("query ", then->text);
            CHECK(lucene::evaluator{lucene::query_parser{then->text, fields}.parse()}.selects(event) == selected);
        }
    }
    CHECK(compared > 1'000);
}
