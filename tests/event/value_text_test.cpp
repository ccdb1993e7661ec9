// SPDX-License-Identifier: BSL-1.0
#include <varsigma/event/detail/value_text.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using varsigma::value;
using namespace varsigma::detail;

TEST_CASE("value text: what is said to be shorter without writing it is shorter") {
    std::vector<value> values{value{},
                              value::of_null(),
                              value::of_object(),
                              value::of(true),
                              value::of(false),
                              value::of(std::string_view{}),
                              value::of(std::string_view{"12345678"}),
                              value::of_numeral("123456789012345678901234567890"),
                              value::of(1.5),
                              value::of(1e300),
                              value::of(~std::uint64_t{0}),
                              value::of_time(0)};
    for (std::int64_t number = 1; number < std::int64_t{1} << 62; number *= 10) {
        if (number > 100'000'000'000'000'000) { break; }
        for (const std::int64_t near : {number - 1, number, number + 1}) {
            values.push_back(value::of(near));
            values.push_back(value::of(-near));
        }
    }
    std::size_t said = 0;
    for (const auto& each : values) {
        const value_text text{each};
        for (std::size_t size = 0; size < 40; ++size) {
            if (!is_shorter(each, size)) { continue; }
            ++said;
            if (text.exists()) { CHECK(text.view().size() < size); }
        }
    }
    CHECK(said > 500);
    CHECK(is_shorter(value::of(std::int64_t{4624}), 9));
    CHECK(is_shorter(value::of(true), 9));
    CHECK_FALSE(is_shorter(value::of(std::string_view{"long enough"}), 9));
}
