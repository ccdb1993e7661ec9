// SPDX-License-Identifier: BSL-1.0
#include "ways.hpp"

#include "../reference/random_rules.hpp"
#include "../support/loading.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <string>
#include <vector>

TEST_CASE("every way of matching agrees with the reference on random rules") {
    // more of them, for a long run, by the environment
    const char* const wished = std::getenv("VARSIGMA_RANDOM_CASES");
    const std::size_t cases = wished == nullptr ? 400 : std::stoul(wished);
    const auto ways = conformance::ways();
    std::mt19937_64 generator{42};
    for (std::size_t round = 0; round < cases; ++round) {
        const auto made = reference::make_case(generator);
        CAPTURE(made.rule_yaml);
        const auto loaded = varsigma_tests::load_text(made.rule_yaml);
        REQUIRE(loaded.rules.size() == 1);
        const auto& rule = loaded.rules.front();
        std::vector<conformance::way::answer> answers;
        for (const auto& way : ways) { answers.push_back(way.prepare(rule)); }
        for (const auto& event : made.events) {
            const auto shown = event.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
            CAPTURE(shown);
            std::optional<bool> expected;
            for (std::size_t at = 0; at < ways.size(); ++at) {
                CAPTURE(ways[at].name);
                const auto matched = answers[at](event);
                if (!expected) { expected = matched; }
                if (matched) { CHECK(*matched == *expected); }
            }
        }
    }
}
