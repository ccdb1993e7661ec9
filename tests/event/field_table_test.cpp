// SPDX-License-Identifier: BSL-1.0
#include <varsigma/event/field_table.hpp>

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace varsigma;

TEST_CASE("field table: names are numbered in the order of their coming, once each") {
    field_table fields;
    CHECK(fields.size() == 0);
    CHECK(fields.add("Image") == 0);
    CHECK(fields.add("image") == 1); // case counts
    CHECK(fields.add("Image") == 0);
    CHECK(fields.add("") == 2);
    CHECK(fields.size() == 3);
    CHECK(fields.name(1) == "image");
    CHECK(fields.find("Image") == slot{0});
    CHECK_FALSE(fields.find("IMAGE").has_value());
}

TEST_CASE("field table: the texts given need not live on, and names stay while it grows and when it is moved") {
    field_table fields;
    {
        std::string name = "a rather long name that is not kept in place";
        fields.add(name);
        name.assign(name.size(), 'x');
    }
    const auto first = fields.name(0);
    for (int index = 0; index < 1000; ++index) fields.add("field" + std::to_string(index));
    CHECK(fields.size() == 1001);
    CHECK(first == "a rather long name that is not kept in place");
    const field_table moved = std::move(fields);
    for (int index = 0; index < 1000; ++index) {
        const auto name = "field" + std::to_string(index);
        REQUIRE(moved.find(name).has_value());
        CHECK(moved.name(*moved.find(name)) == name);
    }
}
