// SPDX-License-Identifier: BSL-1.0
#include <varsigma/compile/detail/key_table.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <map>
#include <random>
#include <string>
#include <utility>

using varsigma::detail::key_table;

TEST_CASE("key table: numbers in the order of the first meeting") {
    key_table keys;
    CHECK(keys.add("b").number == 0);
    CHECK(keys.add("a").number == 1);
    CHECK(keys.add("").number == 2);
    CHECK(keys.add(std::string("a\0", 2)).number == 3);
    CHECK(keys.add("ab").number == 4);
    CHECK(keys.add("a").number == 1);
    CHECK_FALSE(keys.add("a").is_new);
    CHECK_FALSE(keys.add("").is_new);
    CHECK(keys.add("c").is_new);
    CHECK(keys.size() == 6);
}

TEST_CASE("key table: thousands of keys agree with a map") {
    std::mt19937_64 generator{5};
    std::map<std::string, std::size_t> known;
    key_table keys;
    for (int round = 0; round < 20'000; ++round) {
        std::string key(generator() % 6, ' ');
        for (auto& byte : key) { byte = static_cast<char>(generator() % 7); }
        const auto [place, is_new] = known.try_emplace(std::move(key), known.size());
        const auto added = keys.add(place->first);
        REQUIRE(added.number == place->second);
        REQUIRE(added.is_new == is_new);
    }
    CHECK(keys.size() == known.size());
    CHECK(known.size() > 5'000);
}
