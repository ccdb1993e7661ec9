// SPDX-License-Identifier: BSL-1.0
#include <varsigma/match/number_table.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <utility>
#include <vector>

using varsigma::detail::number_table;

TEST_CASE("number table: knows what was put in, and nothing else") {
    std::mt19937_64 random{3};
    for (const std::size_t size : {0U, 1U, 2U, 7U, 500U}) {
        std::map<std::int64_t, std::uint32_t> expected{};
        while (expected.size() < size) {
            const auto wide = static_cast<std::int64_t>(random());
            expected[random() % 2 == 0 ? wide : wide % 1000] = static_cast<std::uint32_t>(expected.size());
        }
        if (size != 0) {
            expected[std::numeric_limits<std::int64_t>::min()] = 1;
            expected[-1] = 2;
        }
        number_table table;
        table.build(std::vector<std::pair<std::int64_t, std::uint32_t>>(expected.begin(), expected.end()));
        CHECK(table.empty() == expected.empty());
        CHECK(table.is_sound(1000));
        for (const auto& [number, known] : expected) { CHECK(table.find(number) == std::optional{known}); }
        for (std::int64_t number = -1500; number < 1500; ++number) {
            CHECK(table.find(number).has_value() == expected.contains(number));
        }
    }
}

TEST_CASE("number table: what is known out of range is noticed") {
    number_table table;
    table.build(std::vector<std::pair<std::int64_t, std::uint32_t>>{{5, 9}});
    CHECK(table.is_sound(10));
    CHECK_FALSE(table.is_sound(9));
}
