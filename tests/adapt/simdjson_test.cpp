// SPDX-License-Identifier: BSL-1.0
#include "reader_cases.hpp"

#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/event/dynamic_event.hpp>

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <string_view>

using namespace varsigma;
using namespace varsigma_tests;

TEST_CASE("simdjson reader, copying") {
    check_text_reader<simdjson_reader>(
        [](simdjson_reader& reader, std::string_view line, dynamic_event& event) { return reader.read(line, event); });
}

TEST_CASE("simdjson reader, in place") {
    check_text_reader<simdjson_reader>(
        [padded = std::string{}](simdjson_reader& reader, std::string_view line, dynamic_event& event) mutable {
            padded.assign(line);
            padded.append(simdjson_reader::padding, '\n');
            return reader.read({padded.data(), line.size()}, padded.size(), event);
        });
}

TEST_CASE("simdjson reader: plain text in place is not copied, escaped text is; a copy leaves the line alone") {
    const auto fields = fields_of({"plain", "escaped"});
    simdjson_reader reader{fields};
    dynamic_event event{fields};
    std::string line = R"({"plain":"text","escaped":"te\\xt"})";
    const auto size = line.size();
    line.append(simdjson_reader::padding, ' ');
    const auto inside = [&](std::string_view text) {
        return std::less_equal<>{}(line.data(), text.data()) && std::less<>{}(text.data(), line.data() + line.size());
    };

    REQUIRE(reader.read({line.data(), size}, line.size(), event).has_value());
    CHECK(event.row()[0].as_text() == "text");
    CHECK(inside(event.row()[0].as_text()));
    CHECK(event.row()[1].as_text() == "te\\xt");
    CHECK_FALSE(inside(event.row()[1].as_text()));

    REQUIRE(reader.read({line.data(), size}, event).has_value());
    CHECK_FALSE(inside(event.row()[0].as_text()));
    line.assign(line.size(), 'x');
    CHECK(row_text(event) == "plain: 'text'\nescaped: 'te\\xt'\nkeywords: ['text', 'te\\xt']\n");
}

TEST_CASE("simdjson reader: too little room behind the line is no error, and nothing behind it is taken for its end") {
    const auto fields = fields_of({"a"});
    simdjson_reader reader{fields};
    dynamic_event event{fields};
    const std::string_view text = R"({"a":[1,{"b":2})";
    for (const char behind : {'}', ']', ',', ':', '"', ' ', '0', '\0'}) {
        for (const std::size_t room :
             {std::size_t{0}, std::size_t{1}, simdjson_reader::padding - 1, simdjson_reader::padding}) {
            const std::string padded = std::string{text} + std::string(room, behind);
            CHECK_FALSE(reader.read({padded.data(), text.size()}, padded.size(), event).has_value());
            const std::string whole = std::string{R"({"a":1})"} + std::string(room, behind);
            CHECK(reader.read({whole.data(), 7}, whole.size(), event).has_value());
            CHECK(row_text(event) == "a: 1\nkeywords: [1]\n");
        }
    }
}

TEST_CASE("simdjson reader: memory is used again") {
    const auto fields = fields_of({"a", "b"});
    simdjson_reader reader{fields};
    dynamic_event event{fields};
    const std::string line = R"({"a":"C:\\x\\y","b":["\n","\t"],"c":")" + std::string(3000, 'c') + "\"}";
    for (int warm = 0; warm < 4; ++warm) REQUIRE(reader.read(line, event).has_value());
    const auto held = event.row().texts().capacity();
    for (int again = 0; again < 100; ++again) REQUIRE(reader.read(line, event).has_value());
    CHECK(event.row().texts().capacity() == held);
}
