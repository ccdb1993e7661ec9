// SPDX-License-Identifier: BSL-1.0
#include "../support/loading.hpp"
#include "random_rules.hpp"
#include "reference_matcher.hpp"
#include "rule_builder.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <random>

TEST_CASE("random rules are legal, load as they are built, and match about as often as not") {
    std::mt19937_64 generator{20250802};
    std::size_t asked = 0;
    std::size_t matched = 0;
    std::size_t undecided = 0; // cases whose events do not all have the same outcome
    constexpr int cases = 600;
    for (int round = 0; round < cases; ++round) {
        const auto made = reference::make_case(generator);
        CAPTURE(made.rule_yaml);
        const auto loaded = varsigma_tests::load_text(made.rule_yaml);
        for (const auto& finding : loaded.diagnostics) {
            if (finding.level == varsigma::severity::error) { FAIL_CHECK(render(finding)); }
        }
        REQUIRE(loaded.rules.size() == 1);
        const auto built = reference::build_rule(made.detection);
        std::size_t hits = 0;
        for (const auto& event : made.events) {
            const bool expected = reference::reference_matches(built, event);
            CHECK(reference::reference_matches(loaded.rules.front(), event) == expected);
            hits += expected ? 1U : 0U;
        }
        asked += made.events.size();
        matched += hits;
        undecided += hits != 0 && hits != made.events.size() ? 1U : 0U;
    }
    CHECK(matched * 10 > asked * 4);
    CHECK(matched * 10 < asked * 6);
    CHECK(undecided * 10 > cases * 3);
}

TEST_CASE("the same seed gives the same case") {
    std::mt19937_64 first{3};
    std::mt19937_64 second{3};
    for (int round = 0; round < 20; ++round) {
        const auto left = reference::make_case(first);
        const auto right = reference::make_case(second);
        CHECK(left.rule_yaml == right.rule_yaml);
        CHECK(left.events == right.events);
    }
}
