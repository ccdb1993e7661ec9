// SPDX-License-Identifier: BSL-1.0
#include "../adapt/row_text.hpp"

#include <varsigma/event/event_row.hpp>

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
    row.put(0, integer(1), 0, true);
    row.put_array(1);
    row.put_array(2);
    row.put(2, integer(7), 0, true);
    row.put(2, integer(8));
    row.seal();
    CHECK(to_text(row[0]) == "[1]");
    CHECK(to_text(row[1]) == "[]");
    CHECK(to_text(row[2]) == "[7, 8]");
}

TEST_CASE("row: the lowest rank wins, whatever the order") {
    event_row row{5};
    row.put(0, integer(1), 1);
    row.put(0, integer(2), 0);
    row.put(0, integer(3), 1);
    row.put(1, integer(1), 2);
    row.put(1, integer(2), 2);
    row.put(1, integer(3), 1);
    row.put_array(2, 1);
    row.put(2, integer(1), 1, true);
    row.put(2, integer(2), 0);
    row.put(3, integer(1), 0);
    row.put_array(3, 1);
    row.put(4, integer(1), 1);
    row.put_array(4, 0);
    row.seal();
    CHECK(to_text(row[0]) == "2");
    CHECK(to_text(row[1]) == "3");
    CHECK(to_text(row[2]) == "2");
    CHECK(to_text(row[3]) == "1");
    CHECK(to_text(row[4]) == "[]");
}

TEST_CASE("row: what an object says itself hides what objects inside it say, and nothing else") {
    event_row row{6};
    for (int round = 0; round < 3; ++round) { // numbers of objects begin anew with each event
        row.clear();
        row.enter_object(0);
        row.put(5, integer(9), 0, true, 0);
        row.put_array(2, 0, 0);
        row.enter_object(1);
        row.put(0, integer(1), 0, true, 1);
        row.put(1, integer(1), 0, true, 1);
        row.put(2, integer(1), 0, true, 1);
        row.put(3, integer(1), 0, true, 1);
        row.enter_object(2);
        row.put(0, integer(2), 0, true, 2); // hidden by the object around it
        row.put(5, integer(2), 0, true, 2); // by the one around that
        row.enter_object(1);                // the next element of an array
        row.enter_object(2);
        row.put(0, integer(3), 0, true, 2);
        row.put(3, integer(3), 0, true, 2);
        row.put(4, integer(3), 0, true, 2);
        row.put(3, integer(4), 0, true, 1); // too late for the one before, but it wins
        row.put(1, integer(5), 0, false, 0);
        row.put(1, integer(6), 0, false, 0);
        row.put_array(4, 0, 0);
        row.seal();
        CHECK(to_text(row[0]) == "[1, 3]");
        CHECK(to_text(row[1]) == "[5, 6]");
        CHECK(to_text(row[2]) == "[]");
        CHECK(to_text(row[3]) == "[1, 4]");
        CHECK(to_text(row[4]) == "[]");
        CHECK(to_text(row[5]) == "[9]");
    }
}

TEST_CASE("row: lists of several fields do not get mixed, in many events one after another") {
    event_row row{10};
    for (std::int64_t round = 0; round < 50; ++round) {
        row.clear();
        CHECK(row.present().empty());
        CHECK(row.values().empty());
        CHECK(row.raw_text().empty());
        for (std::int64_t turn = 0; turn < round; ++turn) {
            for (slot field = 0; field < 10; field += 2) row.put(field, integer(turn * 10 + field), 0, true);
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
