// SPDX-License-Identifier: BSL-1.0
#include <varsigma/core/detail/reusable_vector.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <utility>

using varsigma::detail::reusable_vector;

TEST_CASE("reusable_vector: keeps its memory, and what was added in order") {
    reusable_vector<int> numbers;
    CHECK(numbers.view().empty());
    for (int number = 0; number < 1000; ++number) numbers.add(number);
    REQUIRE(numbers.view().size() == 1000);
    for (int number = 0; number < 1000; ++number) CHECK(numbers.view()[static_cast<std::size_t>(number)] == number);
    const auto* const memory = numbers.view().data();
    numbers.clear();
    CHECK(numbers.view().empty());
    for (int number = 0; number < 1000; ++number) numbers.add(-number);
    CHECK(numbers.view().data() == memory);
    CHECK(numbers.view().back() == -999);
}

TEST_CASE("reusable_vector: moved from, it is empty and usable") {
    reusable_vector<int> first;
    first.add(1);
    reusable_vector<int> second{std::move(first)};
    CHECK(first.view().empty()); // NOLINT(bugprone-use-after-move)
    CHECK(second.view().size() == 1);
    first = std::move(second);
    CHECK(second.view().empty()); // NOLINT(bugprone-use-after-move)
    second.add(2);
    CHECK(second.view()[0] == 2);
    CHECK(first.view()[0] == 1);
}
