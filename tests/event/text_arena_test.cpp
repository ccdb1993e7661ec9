// SPDX-License-Identifier: BSL-1.0
#include <varsigma/event/detail/text_arena.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;

TEST_CASE("arena: texts of all sizes stay as they are until it is cleared") {
    text_arena arena;
    std::vector<std::string> given;
    std::vector<std::string_view> kept;
    for (std::size_t size = 0; size < 400; ++size) {
        given.push_back(std::string(size * 7 % 1000, static_cast<char>('a' + size % 26)));
        kept.push_back(arena.keep(given.back()));
    }
    given.emplace_back(100000, 'z');
    kept.push_back(arena.keep(given.back()));
    given.emplace_back("after the large one");
    kept.push_back(arena.keep(given.back()));
    for (std::size_t index = 0; index < given.size(); ++index) CHECK(kept[index] == given[index]);
}

TEST_CASE("arena: memory is used again") {
    text_arena arena;
    CHECK(arena.capacity() == 0);
    const auto fill = [&] {
        for (int index = 0; index < 100; ++index) CHECK(arena.keep(std::string(300, 'x')).size() == 300);
    };
    fill();
    const auto held = arena.capacity();
    CHECK(held >= 30000);
    for (int again = 0; again < 10; ++again) {
        arena.clear();
        fill();
    }
    CHECK(arena.capacity() == held);
}

TEST_CASE("arena: the unused end of an allocation is given back") {
    text_arena arena;
    char* const first = arena.allocate(100);
    arena.shrink(90);
    CHECK(arena.allocate(1) == first + 10);
    CHECK(arena.keep("").empty());
}
