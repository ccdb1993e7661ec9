// SPDX-License-Identifier: BSL-1.0
#include <varsigma/pattern/sought_literal.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <random>
#include <string>

using varsigma::sought_literal;

TEST_CASE("sought literals: stand in a text as a search byte by byte says") {
    std::mt19937 random{23};
    const auto word = [&](std::size_t size, std::size_t letters) {
        std::string made;
        while (made.size() < size) { made += static_cast<char>('a' + random() % letters); }
        return made;
    };
    for (int round = 0; round < 3'000; ++round) {
        const std::size_t letters = 1 + random() % 3;
        const sought_literal literal{word(1 + random() % 6, letters)};
        const auto text = word(random() % 60, letters);
        CHECK(literal.stands_in(text) == (text.find(literal.text()) != text.npos));
    }
}

TEST_CASE("sought literals: the empty one stands everywhere; memory is told") {
    CHECK(sought_literal{""}.stands_in(""));
    CHECK(sought_literal{""}.stands_in("a"));
    CHECK_FALSE(sought_literal{"a"}.stands_in(""));
    CHECK(sought_literal{"short"}.heap_bytes() == 0);
    CHECK(sought_literal{std::string(100, 'a')}.heap_bytes() >= 100);
}
