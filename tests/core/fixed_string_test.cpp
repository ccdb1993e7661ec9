// SPDX-License-Identifier: BSL-1.0
#include <varsigma/core/detail/fixed_string.hpp>

#include <doctest/doctest.h>

#include <string_view>
#include <type_traits>

namespace {

using varsigma::fixed_string;
using namespace std::string_view_literals;

template <fixed_string Name>
struct named {
    static constexpr auto name = Name.view();
};

TEST_CASE("a literal becomes a template argument") {
    static_assert(named<"Image">::name == "Image");
    static_assert(named<"">::name.empty());
    CHECK(named<"Image">::name == "Image"sv);
}

TEST_CASE("equal literals name the same type, others another") {
    static_assert(std::is_same_v<named<"Image">, named<"Image">>);
    static_assert(!std::is_same_v<named<"Image">, named<"image">>);
    static_assert(!std::is_same_v<named<"Image">, named<"Image ">>);
    static_assert(!std::is_same_v<named<"">, named<"\0">>);
    CHECK(named<"Image">::name != named<"Imago">::name);
}

TEST_CASE("zeros inside and bytes beyond ASCII stay") {
    static_assert(named<"a\0b">::name == "a\0b"sv);
    static_assert(named<"\xC3\xA9\xFF">::name.size() == 3);
    CHECK(named<"a\0b">::name.size() == 3);
    CHECK(named<"\xC3\xA9\xFF">::name == "\xC3\xA9\xFF"sv);
}

TEST_CASE("a copy at run time holds its own text") {
    const fixed_string text{"abc"};
    const auto copy = text;
    CHECK(copy.view() == "abc");
    CHECK(copy.view().data() != text.view().data());
    CHECK(copy.data[3] == '\0');
}

} // namespace
