// SPDX-License-Identifier: BSL-1.0
#include "../adapt/row_text.hpp"

#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_origin.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

using namespace varsigma;
using namespace std::string_view_literals;
using varsigma_tests::to_text;

namespace {

value integer(std::int64_t number) {
    return value::of(number);
}

const auto named = detail::origin_of_line(4, false, 0);
const auto other = detail::origin_of_line(8, false, 0);
const auto lifted = detail::origin_of_line(12, true, 0);

} // namespace

TEST_CASE("row: one value stays plain, several become a list in their order") {
    event_row row{4};
    row.put(0, integer(1));
    row.put(1, integer(1));
    row.put(2, value::of("x"sv));
    row.put(1, integer(2));
    row.put(1, value::of_null());
    row.seal();
    CHECK(to_text(row[0]) == "1");
    CHECK(to_text(row[1]) == "[1, 2, null]");
    CHECK(to_text(row[2]) == "'x'");
    CHECK(row[3].is_missing());
    CHECK(row.present().size() == 3);
    CHECK(row.size() == 4);
}

TEST_CASE("row: what was found in an array is a list, even alone or empty") {
    event_row row{3};
    row.put(0, integer(1), own_name, true);
    row.put_array(1);
    row.put_array(2);
    row.put(2, integer(7), own_name, true);
    row.put(2, integer(8));
    row.seal();
    CHECK(to_text(row[0]) == "[1]");
    CHECK(to_text(row[1]) == "[]");
    CHECK(to_text(row[2]) == "[7, 8]");
    CHECK(to_text(row.first(2)) == "[7, 8]"); // an array is no single value
}

TEST_CASE("row: the own name hides what a map brings, whatever the order, and of a map all values count") {
    event_row row{6};
    row.put(0, integer(1), named);
    row.put(0, integer(2), own_name);
    row.put(0, integer(3), lifted);
    row.put(1, integer(1), lifted);
    row.put(1, integer(2), other);
    row.put(1, integer(3), named);
    row.put_array(2, named);
    row.put(2, integer(1), named, true);
    row.put(2, integer(2), own_name);
    row.put(3, integer(1), own_name);
    row.put_array(3, named);
    row.put(4, integer(1), named);
    row.put_array(4, own_name);
    row.put(5, value::of_null(), own_name); // a null is there
    row.put(5, integer(1), named);
    row.seal();
    CHECK(to_text(row[0]) == "2");
    CHECK(to_text(row[1]) == "[2, 3, 1]"); // what is named in full comes first
    CHECK(to_text(row.first(1)) == "2");
    CHECK(to_text(row.first(0)) == "2");
    CHECK(to_text(row.first(4)) == "[]");
    CHECK(to_text(row[2]) == "2");
    CHECK(to_text(row[3]) == "1");
    CHECK(to_text(row[4]) == "[]");
    CHECK(to_text(row[5]) == "null");
}

TEST_CASE("row: an object is no value") {
    event_row row{7};
    row.put(0, value::of_object());
    row.put(0, integer(1), named);
    row.put(1, integer(1), named);
    row.put(1, value::of_object(), named);
    row.put(2, value::of_object(), own_name, true);
    row.put(2, integer(2), own_name, true);
    row.put(3, value::of_object());
    row.put(4, value::of_object());
    row.put(4, value::of_object(), named);
    row.put(5, value::of_object(), own_name, true);
    row.put(6, value::of_object());
    row.put(6, value::of_null(), lifted);
    row.seal();
    CHECK(to_text(row[0]) == "1");
    CHECK(to_text(row[1]) == "1");
    CHECK(to_text(row[2]) == "[{}, 2]"); // but an element of an array
    CHECK(to_text(row[3]) == "{}");      // and there
    CHECK(to_text(row[4]) == "[{}, {}]");
    CHECK(to_text(row[5]) == "[{}]");
    CHECK(to_text(row[6]) == "null");
}

TEST_CASE("row: the longest key of an object hides the shorter ones, in each object apart") {
    event_row row{7};
    for (int round = 0; round < 3; ++round) { // numbers of objects begin anew with each event
        row.clear();
        // "a.b.c" is the name; {"a.b.c": …, "a.b": {"c": …}, "a": [{"b.c": …, "b": {"c": …}}, {"b": {"c": …}}]}
        const auto top = row.enter_object(0, 0);
        row.put(0, integer(1), own_name, false, top, 3); // hides all that follows
        row.put_array(4, own_name, top, 3);
        const auto two = row.enter_object(top, 2);
        row.put(0, integer(2), own_name, false, two, 3);
        row.put(1, integer(2), own_name, false, two, 3); // too, if it is the longest there is
        row.put(4, integer(2), own_name, false, two, 3);
        const auto first = row.enter_object(top, 1);
        const auto inside = row.enter_object(first, 2);
        row.put(1, integer(4), own_name, true, inside, 3);
        row.put(2, integer(4), own_name, true, inside, 3); // before the longer one
        row.put(2, integer(3), own_name, true, first, 3);
        row.put(3, integer(3), own_name, true, first, 3);
        row.put(3, value::of_object(), own_name, true, first, 3);
        row.put(5, value::of_object(), own_name, true, first, 3); // hides nothing
        row.put(5, integer(4), own_name, true, inside, 3);
        row.put(6, integer(3), named, true, first, 3);
        row.put(6, integer(4), other, true, inside, 3); // another path: beside it
        const auto second = row.enter_object(top, 1);
        const auto last = row.enter_object(second, 2);
        for (slot field = 0; field < 5; ++field) row.put(field, integer(5), own_name, true, last, 3);
        row.seal();
        CHECK(to_text(row[0]) == "1");
        CHECK(to_text(row[1]) == "2");
        CHECK(to_text(row[2]) == "[3, 5]");
        CHECK(to_text(row[3]) == "[3, {}, 5]");
        CHECK(to_text(row[4]) == "[]");
        CHECK(to_text(row[5]) == "[4]");
        CHECK(to_text(row[6]) == "[3, 4]");
    }
}

TEST_CASE("row: members of different names are apart, what is in one is not") {
    const auto members = detail::origin_of_line(12, true, 2); // the members of the object at "a"
    event_row row{2};
    const auto top = row.enter_object(0, 0);
    const auto object = row.enter_object(top, 1);
    row.put(0, integer(1), members, false, object, 3);
    const auto member = row.enter_object(object, 2);
    row.put(0, integer(2), members, false, member, 3);
    row.put(1, integer(1), members, false, member, 4);
    const auto inside = row.enter_object(member, 3);
    row.put(1, integer(2), members, false, inside, 4);
    row.seal();
    CHECK(to_text(row[0]) == "[1, 2]");
    CHECK(to_text(row[1]) == "1");
}

TEST_CASE("row: what nested values cost grows with their number") {
    // pairs of values that hide each other, below each other, and in one object after another
    const auto steps = [](std::uint32_t times) {
        event_row row{1};
        const auto top = row.enter_object(0, 0);
        for (std::uint32_t round = 0; round < times; ++round) {
            auto at = top;
            for (std::uint32_t depth = 1; depth < 20; ++depth) at = row.enter_object(at, depth);
            row.put(0, integer(round), own_name, true, at, 20);
            if (round % 3 == 0) row.put(0, integer(round), own_name, true, top, 2);
        }
        row.seal();
        return row.steps_up();
    };
    for (std::uint32_t times = 100; times < 10000; times *= 3) {
        CHECK(steps(times) > 0);
        CHECK(steps(2 * times) <= 2 * steps(times) + 100);
    }
}

TEST_CASE("row: as many lines of a map as there can be are told apart, or stand side by side") {
    event_row row{2};
    const auto top = row.enter_object(0, 0);
    const auto inside = row.enter_object(top, 1);
    const auto last = detail::origin_of_line(detail::most_origins - detail::numbers_of_line, false, 0);
    const auto beyond = detail::origin_of_line(detail::most_origins, false, 0);
    CHECK(beyond != last);
    CHECK(detail::origin_of_line(detail::most_origins + 8, false, 0) == beyond);
    for (const auto where : {top, inside}) {
        row.put(0, integer(where), last, false, where, 2);
        row.put(1, integer(where), beyond, false, where, 2);
    }
    row.seal();
    CHECK(to_text(row[0]) == "1");
    CHECK(to_text(row[1]) == "[1, 2]");
}

TEST_CASE("row: lists of several fields do not get mixed, in many events one after another") {
    event_row row{10};
    for (std::int64_t round = 0; round < 50; ++round) {
        row.clear();
        CHECK(row.present().empty());
        CHECK(row.values().empty());
        CHECK(row.raw_text().empty());
        for (std::int64_t turn = 0; turn < round; ++turn) {
            for (slot field = 0; field < 10; field += 2) row.put(field, integer(turn * 10 + field), own_name, true);
        }
        row.put_value(integer(round));
        row.set_raw_text("raw");
        row.seal();
        for (slot field = 0; field < 10; ++field) {
            if (field % 2 == 1 || round == 0) {
                CHECK(row[field].is_missing());
                continue;
            }
            const auto list = row[field].as_list();
            REQUIRE(list.size() == static_cast<std::size_t>(round));
            for (std::size_t turn = 0; turn < list.size(); ++turn)
                CHECK(list[turn].as_number() == number{turn * 10 + field});
        }
        CHECK(row.values().size() == 1);
        CHECK(row.raw_text() == "raw");
    }
}
