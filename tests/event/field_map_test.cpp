// SPDX-License-Identifier: BSL-1.0
#include <varsigma/event/field_map.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace varsigma;

namespace {

/// A map's lines, in their order.
std::string lines_of(const field_map& map) {
    std::string text;
    for (const auto& line : map.renames()) text += line.path + ": " + line.name + "\n";
    for (const auto& line : map.lifted()) {
        text += line.path + (line.of_members ? ".*.*" : ".*") + (line.under.empty() ? "" : ": " + line.under) + "\n";
    }
    return text;
}

} // namespace

TEST_CASE("maps add up, and of two lines for one path the later wins") {
    field_map first;
    first.rename("a", "X").rename("b", "Y").lift("in").drop_blanks();
    field_map later;
    later.rename("c", "Y").rename("a", "Z").lift("more").lift("in");
    CHECK(lines_of(field_map{first}.add(later)) == "b: Y\nc: Y\na: Z\nmore.*\nin.*\n");
    first.lift_members("in").rename("d", "X").rename("d", "Y");
    later.lift("in", "under").rename("d", "Z");
    CHECK(lines_of(field_map{first}.add(later)) ==
          "b: Y\nc: Y\na: Z\nd: Z\nin.*.*\nmore.*\nin.*\nin.*: under\n"); // all names of a path are one line
    CHECK(lines_of(field_map{first}.add({})) == lines_of(first));
    CHECK(lines_of(field_map{}.add(first)) == lines_of(first));
    field_map itself = first;
    CHECK(lines_of(itself.add(itself)) == lines_of(first));
}

TEST_CASE("maps add up: what one says of blanks stays unless the later one speaks of them") {
    CHECK_FALSE(field_map{}.add({}).drops_blanks());
    CHECK(field_map{}.drop_blanks().add({}).drops_blanks());
    CHECK(field_map{}.add(field_map{}.drop_blanks()).drops_blanks());
    CHECK_FALSE(field_map{}.drop_blanks().add(field_map{}.drop_blanks(false)).drops_blanks());
}
