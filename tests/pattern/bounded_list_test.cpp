// SPDX-License-Identifier: BSL-1.0
#include <varsigma/pattern/detail/bounded_list.hpp>

#include <doctest/doctest.h>

using namespace varsigma;

TEST_CASE("a list grows to its capacity, is cut and filled up") {
    bounded_list<int, 4> list;
    CHECK(list.empty());
    for (int element = 1; element <= 4; ++element) { list.push_back(element); }
    CHECK(list.size() == 4);
    CHECK(list[3] == 4);
    list.resize(1);
    CHECK(list.size() == 1);
    list.resize(3, 9);
    CHECK(list[0] == 1);
    CHECK(list[1] == 9);
    CHECK(list[2] == 9);
    int sum = 0;
    for (const int element : list) { sum += element; }
    CHECK(sum == 19);
}

TEST_CASE("lists are equal by what they hold, not by what they held") {
    bounded_list<int, 4> one;
    bounded_list<int, 4> other;
    CHECK(one == other);
    one.push_back(1);
    CHECK(one != other);
    other.push_back(1);
    other.push_back(2);
    CHECK(one != other);
    other.resize(1);
    CHECK(one == other);
}

constexpr bool works_at_compile_time() {
    bounded_list<char, 2> list;
    list.push_back('a');
    list.resize(2, 'b');
    return list.size() == 2 && list[1] == 'b' && bounded_list<char, 0>{}.empty();
}
static_assert(works_at_compile_time());
