// SPDX-License-Identifier: BSL-1.0
#include <varsigma/literals/detail/literal_search.hpp>
#include <varsigma/pattern/detail/pattern_store.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <random>
#include <string>

using varsigma::detail::pattern_store;

TEST_CASE("sought literals: stand in a text as a search byte by byte says") {
    std::mt19937 random{23};
    const auto word = [&](std::size_t size, std::size_t letters) {
        std::string made;
        while (made.size() < size) { made += static_cast<char>('a' + random() % letters); }
        return made;
    };
    pattern_store store;
    for (int round = 0; round < 3'000; ++round) {
        const std::size_t letters = 1 + random() % 3;
        const auto literal = word(1 + random() % 6, letters);
        const auto place = store.add_needle(literal);
        const auto text = word(random() % 60, letters);
        CHECK(store.needle_at(place).text == literal);
        CHECK(store.needle_at(place).stands_in(text) == (text.find(literal) != text.npos));
    }
}

TEST_CASE("sought literals: the empty one stands everywhere") {
    pattern_store store;
    const auto empty = store.add_needle("");
    const auto letter = store.add_needle("a");
    CHECK(store.needle_at(empty).stands_in(""));
    CHECK(store.needle_at(empty).stands_in("a"));
    CHECK_FALSE(store.needle_at(letter).stands_in(""));
}
