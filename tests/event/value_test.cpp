// SPDX-License-Identifier: BSL-1.0
#include <varsigma/event/value.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>

using namespace varsigma;
using namespace std::string_view_literals;

static_assert(sizeof(value) == 16);
static_assert(std::is_trivially_copyable_v<value>);
static_assert(value{}.is_missing());
static_assert(value::of_null().type() == value_type::null);
static_assert(value::of_object().type() == value_type::object);
static_assert(value::of(true).as_boolean());
static_assert(value::of("x"sv).as_text() == "x");
static_assert(value::of_numeral("18446744073709551616"sv).type() == value_type::numeral);
static_assert(value::of_time(-5).as_time() == -5);
static_assert(value::of(std::int64_t{-1}).as_number() == number{-1});

TEST_CASE("value: numbers keep their kind and all their digits") {
    CHECK(value::of(std::numeric_limits<std::int64_t>::min()).as_number().as_signed() ==
          std::numeric_limits<std::int64_t>::min());
    CHECK(value::of(std::numeric_limits<std::uint64_t>::max()).as_number().as_unsigned() ==
          std::numeric_limits<std::uint64_t>::max());
    CHECK(value::of(std::uint64_t{7}).as_number() == number{7});
    CHECK(value::of(0.5).as_number().as_real() == 0.5);
    CHECK(value::of(true).type() == value_type::boolean); // and no number
}

TEST_CASE("value: views refer to what they were made of") {
    const auto text = "some text"sv;
    CHECK(value::of(text).as_text().data() == text.data());
    CHECK(value::of(""sv).as_text().empty());
    CHECK(value::of(std::string_view{}).type() == value_type::text);
    CHECK(value::of_numeral(text).as_text() == text);

    const value elements[] = {value::of(true), value::of_null()};
    const auto list = value::of(std::span<const value>{elements});
    CHECK(list.type() == value_type::list);
    CHECK(list.as_list().data() == elements);
    CHECK(list.as_list().size() == 2);
    CHECK(value::of(std::span<const value>{}).as_list().empty());
}
