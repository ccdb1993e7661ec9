// SPDX-License-Identifier: BSL-1.0
#include <varsigma/match/detail/number_table.hpp>

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

TEST_CASE("number table: numbers chosen to crowd are found in few steps all the same") {
    // times the usual factor each gives the same upper half, and so the same place in a table of any size
    constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;
    std::uint64_t inverse = factor; // modulo 2^64, by Newton's steps
    for (int step = 0; step < 6; ++step) { inverse *= 2 - factor * inverse; }
    static_assert(sizeof(inverse) == 8);
    REQUIRE(factor * inverse == 1);
    for (const std::uint32_t count : {1'000U, 20'000U}) {
        std::vector<std::pair<std::int64_t, std::uint32_t>> numbers;
        for (std::uint32_t at = 0; at < count; ++at) {
            numbers.emplace_back(static_cast<std::int64_t>(at * inverse), at);
        }
        varsigma::detail::number_table table;
        table.build(numbers);
        CHECK(table.is_sound(count)); // which bounds the steps
        for (const auto& [number, known] : numbers) { CHECK(table.find(number) == known); }
        CHECK_FALSE(table.find(static_cast<std::int64_t>(count * inverse)));
    }
}
