// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/detail/suggest_modifier.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using varsigma::closest_modifier;
using varsigma::modifier_suggestion;
using varsigma::parse_field_key;

static_assert(closest_modifier("endwith") == "endswith");
static_assert(closest_modifier("regex") == "re");

TEST_CASE("closest_modifier: slips") {
    CHECK(closest_modifier("contians") == "contains");
    CHECK(closest_modifier("startwith") == "startswith");
    CHECK(closest_modifier("Contains") == "contains");
    CHECK(closest_modifier("base64ofset") == "base64offset");
    CHECK(closest_modifier("xy").empty());
    CHECK(closest_modifier("x").empty());
    CHECK(closest_modifier("").empty());
    CHECK(closest_modifier("utf8").empty());
}

TEST_CASE("closest_modifier: words of other languages, however they are joined") {
    for (const auto& tried : std::vector<std::pair<std::string_view, std::string_view>>{
             {"regex", "re"},
             {"regexp", "re"},
             {"REGEX", "re"},
             {"matches", "re"},
             {"not", "neq"},
             {"not_equals", "neq"},
             {"ends_with", "endswith"},
             {"begins-with", "startswith"},
             {"BeginsWith", "startswith"},
             {"starts", "startswith"},
             {"greaterthan", "gt"},
             {"greater_than_or_equal", "gte"},
             {"le", "lte"},
             {"lessThan", "lt"},
             {"containsall", "contains|all"},
             {"like", "contains"},
             {"subnet", "cidr"},
             {"base_64", "base64"},
             {"case_sensitive", "cased"},
             {"minutes", "minute"},
         }) {
        const auto word = tried.first;
        const auto meant = tried.second;
        CAPTURE(word);
        CHECK(closest_modifier(word) == meant);
        CHECK(modifier_suggestion(word) == "did you mean '" + std::string{meant} + "'");
    }
}

TEST_CASE("modifier_suggestion: what needs no modifier") {
    for (const auto* const word : {"in", "equals", "EQ", "is", "any_of", "ignorecase", "wildcard"}) {
        CAPTURE(word);
        CHECK(closest_modifier(word).empty());
        CHECK(modifier_suggestion(word).starts_with("did you mean no modifier at all"));
    }
    CHECK(modifier_suggestion("xyz").empty());
}

TEST_CASE("the other names are none of the modifiers' own, and mean some") {
    for (const auto& alias : varsigma::detail::modifier_aliases) {
        const auto word = alias.word;
        const auto meant = alias.meant;
        CAPTURE(word);
        CHECK_FALSE(varsigma::parse_modifier(word));
        CHECK(varsigma::detail::is_spelt(word, word)); // as the table has to be written
        if (!meant.empty()) CHECK_FALSE(parse_field_key("F|" + std::string{meant}).error);
    }
}
