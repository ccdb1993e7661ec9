// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/suggest.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using varsigma::closest;
using varsigma::closest_modifier;
using varsigma::spelling_distance;

static_assert(spelling_distance("contains", "contain") == 1);
static_assert(closest_modifier("endwith") == "endswith");

std::string_view nearest(std::string_view word, const std::vector<std::string>& candidates) {
    return closest(word, candidates, [](const std::string& candidate) { return std::string_view{candidate}; });
}

} // namespace

TEST_CASE("spelling_distance: each kind of slip costs one, case nothing") {
    CHECK(spelling_distance("", "") == 0);
    CHECK(spelling_distance("abc", "") == 3);
    CHECK(spelling_distance("", "abc") == 3);
    CHECK(spelling_distance("abc", "abc") == 0);
    CHECK(spelling_distance("abc", "ABC") == 0);
    CHECK(spelling_distance("abc", "abxc") == 1);
    CHECK(spelling_distance("abc", "ac") == 1);
    CHECK(spelling_distance("abc", "axc") == 1);
    CHECK(spelling_distance("abc", "acb") == 1);
    CHECK(spelling_distance("kitten", "sitting") == 3);
    CHECK(spelling_distance("ca", "abc") == 3); // restricted: a swapped pair is not edited further
    CHECK(spelling_distance(std::string(64, 'a'), std::string(64, 'b')) == 64);
    CHECK(spelling_distance(std::string(65, 'a'), std::string(65, 'a')) == varsigma::longest_suggestion + 1);
}

TEST_CASE("spelling_distance: is symmetric, and zero only between equals") {
    std::vector<std::string> all{""};
    for (std::size_t at = 0; at < all.size(); ++at) {
        if (all[at].size() == 4) continue;
        for (const char letter : {'a', 'b'}) all.push_back(all[at] + letter);
    }
    std::size_t wrong = 0;
    for (const auto& left : all) {
        for (const auto& right : all) {
            const auto distance = spelling_distance(left, right);
            if (distance != spelling_distance(right, left) || (distance == 0) != (left == right)) ++wrong;
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("closest: the nearest within a third of the word, the first of equals") {
    CHECK(nearest("selction", {"filter", "selection", "selections"}) == "selection");
    CHECK(nearest("Selection", {"filter", "selection"}) == "selection");
    CHECK(nearest("sel1", {"sel2", "sel3"}) == "sel2");
    CHECK(nearest("nope", {"selection", "filter"}).empty());
    CHECK(nearest("a", {"b"}).empty()); // nothing in common
    CHECK(nearest("ab", {"ac"}) == "ac");
    CHECK(nearest("", {"a", ""}).empty());
    CHECK(nearest("a", {}).empty());
    CHECK(nearest(std::string(65, 'a'), {std::string(65, 'a')}).empty());
}

TEST_CASE("closest_modifier and did_you_mean") {
    CHECK(closest_modifier("contians") == "contains");
    CHECK(closest_modifier("startwith") == "startswith");
    CHECK(closest_modifier("regexp").empty());
    CHECK(varsigma::did_you_mean("all") == "did you mean 'all'");
    CHECK(varsigma::did_you_mean("").empty());
}
