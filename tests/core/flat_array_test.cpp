// SPDX-License-Identifier: BSL-1.0
#include <varsigma/core/detail/flat_array.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

using varsigma::detail::flat_array;

namespace {

std::vector<std::uint32_t> content(const flat_array<std::uint32_t>& array) {
    return {array.begin(), array.end()};
}

} // namespace

TEST_CASE("flat arrays: grow like a vector") {
    flat_array<std::uint32_t> array;
    std::vector<std::uint32_t> expected;
    for (std::uint32_t number = 0; number < 1000; ++number) {
        array.push_back(number);
        expected.push_back(number);
    }
    std::vector<std::uint32_t> more(2500);
    std::iota(more.begin(), more.end(), 7U);
    array.append(more);
    expected.insert(expected.end(), more.begin(), more.end());
    CHECK(content(array) == expected);
    array.edit()[3] = 99;
    array.resize(10);
    CHECK(content(array) == std::vector<std::uint32_t>{0, 1, 2, 99, 4, 5, 6, 7, 8, 9});
    array.resize(12);
    CHECK(array[10] == 0);
    CHECK(array[11] == 0);
    CHECK(array.bytes() >= 3500 * sizeof(std::uint32_t));
    array.shrink_to_fit();
    CHECK(array.bytes() == 12 * sizeof(std::uint32_t));
    CHECK(array.size() == 12);
    CHECK(array[3] == 99);
}

TEST_CASE("flat arrays: what is viewed is read where it lies, and copied by copies only") {
    const std::array<std::uint32_t, 3> viewed{1, 2, 3};
    const auto array = flat_array<std::uint32_t>::view(viewed);
    CHECK(array.data() == viewed.data());
    CHECK(array.bytes() == sizeof viewed);
    auto copy = array;
    CHECK(copy.data() != viewed.data());
    copy.push_back(4);
    CHECK(content(copy) == std::vector<std::uint32_t>{1, 2, 3, 4});
    CHECK(content(array) == std::vector<std::uint32_t>{1, 2, 3});
}

TEST_CASE("flat arrays: moving takes the values along and leaves nothing") {
    flat_array<std::uint32_t> array{4};
    array.edit()[1] = 5;
    const auto* const before = array.data();
    flat_array<std::uint32_t> taken{std::move(array)};
    CHECK(taken.data() == before);
    CHECK(array.empty()); // NOLINT(bugprone-use-after-move): empty is what is promised
    array = std::move(taken);
    CHECK(array[1] == 5);
    array = flat_array<std::uint32_t>{};
    CHECK(array.empty());
    array.push_back(1);
    CHECK(array.size() == 1);
}

TEST_CASE("flat arrays: room doubles, and never wraps around at the most that there may be") {
    using varsigma::detail::grown_capacity;
    using varsigma::detail::most_flat_values;
    CHECK(grown_capacity(0, 1) == 4);
    CHECK(grown_capacity(4, 5) == 8);
    CHECK(grown_capacity(4, 100) == 100);
    constexpr auto half = std::uint64_t{1} << 31U;
    CHECK(grown_capacity(half - 1, half) == 2 * half - 2);
    CHECK(grown_capacity(half, half + 1) == most_flat_values);
    CHECK(grown_capacity(most_flat_values - 1, most_flat_values) == most_flat_values);
    CHECK(grown_capacity(most_flat_values, most_flat_values + 1) > most_flat_values); // which ends it
}

#if defined(__cpp_exceptions)
TEST_CASE("flat arrays: more values than there may be are as memory that is not there") {
    flat_array<std::uint32_t> array{4};
    const std::span<const std::uint32_t> endless{array.data(), std::size_t{1} << 32U}; // nothing of it is read
    CHECK_THROWS_AS(array.append(endless), std::length_error);
    CHECK_THROWS_AS(array.resize(std::size_t{1} << 32U), std::length_error);
    CHECK(array.size() == 4);
}
#endif
