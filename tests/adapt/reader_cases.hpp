// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "row_text.hpp"

#include <varsigma/adapt/json_limits.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_map.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/event/value.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace varsigma_tests {

[[nodiscard]] inline std::shared_ptr<const varsigma::field_table>
fields_of(std::initializer_list<std::string_view> names) {
    auto fields = std::make_shared<varsigma::field_table>();
    for (const auto name : names) fields->add(name);
    return fields;
}

/// A reader with an event of its own; `read` is how the reader under test reads a text.
template <class Reader, class Read>
class reading {
public:
    reading(Read read, std::initializer_list<std::string_view> names, const varsigma::field_map& map = {},
            varsigma::json_limits limits = {})
        : read_(std::move(read)), fields_(fields_of(names)), reader_(fields_, map, limits), event_(fields_) {}

    /// The row's text, or the name of the diagnostic's code.
    std::string operator()(std::string_view line) {
        const auto done = read_(reader_, line, event_);
        if (done.has_value()) return row_text(event_);
        CHECK(event_.row().present().empty());
        CHECK(event_.row().values().empty());
        CHECK_FALSE(event_.repaired());
        CHECK_FALSE(done.error().message.empty());
        return std::string{name(done.error().code)};
    }
    [[nodiscard]] const varsigma::dynamic_event& event() const { return event_; }
    [[nodiscard]] Reader& reader() { return reader_; }
    [[nodiscard]] varsigma::dynamic_event& event() { return event_; }

private:
    Read read_;
    std::shared_ptr<const varsigma::field_table> fields_;
    Reader reader_;
    varsigma::dynamic_event event_;
};

/// What each reader of JSON texts must do.
template <class Reader, class Read>
void check_text_reader(const Read& read) {
    using reading = varsigma_tests::reading<Reader, Read>;
    SUBCASE("plain values") {
        reading of{read, {"t", "n", "r", "b", "z", "e", "absent"}};
        CHECK(of(R"({"t":"text","n":-7,"r":1.5,"b":false,"z":null,"e":"","other":"seen by keywords"})") ==
              "t: 'text'\nn: -7\nr: 1.5\nb: false\nz: null\ne: ''\n"
              "keywords: ['text', -7, 1.5, false, '', 'seen by keywords']\n");
        CHECK(of("{}") == "keywords: []\n");
        CHECK(of(" \t\r\n{ \"t\" :\n\"x\"\t,\"n\" : 1 } \r\n") == "t: 'x'\nn: 1\nkeywords: ['x', 1]\n");
        CHECK(of("\xEF\xBB\xBF{\"t\":true}") == "t: true\nkeywords: [true]\n");
        CHECK(of("\xEF\xBB\xBF\xEF\xBB\xBF{\"t\":true}") == "bad_json");
    }
    SUBCASE("numbers") {
        reading of{read, {"n"}};
        const auto number = [&](const std::string& digits) {
            const auto text = of("{\"n\":" + digits + "}");
            return text.substr(0, 3) == "n: " ? text.substr(3, text.find('\n') - 3) : text;
        };
        CHECK(number("0") == "0");
        CHECK(number("-0") == "0");
        CHECK(number("-0.0") == "0");
        CHECK(number("123456789012345678") == "123456789012345678");
        CHECK(number("1234567890123456789") == "1234567890123456789");
        CHECK(number("9223372036854775807") == "9223372036854775807");
        CHECK(number("9223372036854775808") == "9223372036854775808");
        CHECK(number("18446744073709551615") == "18446744073709551615");
        CHECK(number("18446744073709551616") == "#18446744073709551616");
        CHECK(number("-9223372036854775808") == "-9223372036854775808");
        CHECK(number("-9223372036854775809") == "#-9223372036854775809");
        CHECK(number("1e3") == "1000");
        CHECK(number("0.5e0") == "0.5");
        CHECK(number("1E-2") == "0.01");
        CHECK(number("1e400") == "#1e+400");
        CHECK(number("-1e400") == "#-1e+400");
        CHECK(number("1e-400") == "#1e-400");
        CHECK(number("0e-400") == "0");
        CHECK(number("1e99999999999999999999999") == "#1e+4611686018427387904");
        CHECK(number("[0.5e0,1e400,0.5e0,-1e999,0.5]") == "[0.5, #1e+400, 0.5, #-1e+999, 0.5]");
        // exact, each by its shortest text; what a double or 64 bits say stays a number
        CHECK(number("9007199254740993.0") == "9007199254740993");
        CHECK(number("9007199254740993e0") == "9007199254740993");
        CHECK(number("1844674407370955161.5e1") == "18446744073709551615");
        CHECK(number("1844674407370955161.6e1") == "#18446744073709551616");
        CHECK(number("9007199254740993.50") == "#9007199254740993.5");
        CHECK(number("1.0000000000000000001") == "#1.0000000000000000001");
        CHECK(number("1.00000000000000000000") == "1");
        CHECK(number("1000000000000000000000000") == "#1000000000000000000000000");
        CHECK(number("1e20") == "100000000000000000000");
        CHECK(number("1.2345678901234567e20") == "#123456789012345670000");
        CHECK(number("1.2345678901234567E-7") == "#1.2345678901234567e-07");
        CHECK(number("[0.30000000000000004,0.3]") == "[#0.30000000000000004, 0.3]");
        const std::string long_one(400, '7');
        CHECK(number(long_one) == "#" + long_one);
        for (const std::string wrong : {"01", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "1_000", "NaN", "Infinity",
                                        "1 2", "--1", "-01", "1e400e", "1.5.5"}) {
            CAPTURE(wrong);
            CHECK(number(wrong) == "bad_json");
        }
    }
    SUBCASE("texts and keys with escapes") {
        reading of{read, {"a\"b", "p", "\xC3\xA9", ""}};
        CHECK(
            of(R"({"a\"b":"x\\y","p":"C:\\Windows\\System32\\cmd.exe \"\/\b\f\n\r\t\u0000\u00e9\ud83d\ude00","\u00e9":1,"":2})") ==
            std::string{"a\"b: 'x\\y'\n"} + "p: 'C:\\Windows\\System32\\cmd.exe \"/\b\f\n\r\t" + '\0' +
                "\xC3\xA9\xF0\x9F\x98\x80'\n\xC3\xA9: 1\n: 2\n" +
                "keywords: ['x\\y', 'C:\\Windows\\System32\\cmd.exe \"/\b\f\n\r\t" + '\0' +
                "\xC3\xA9\xF0\x9F\x98\x80', 1, 2]\n");
        CHECK(of(R"({"p":"\"})") == "bad_json"); // the string does not end
    }
    SUBCASE("nested objects, dotted names and arrays") {
        reading of{read, {"a", "a.b", "a.b.c", "l", "l.x", "o"}};
        CHECK(of(R"({"a":{"b":{"c":1}}})") == "a: {}\na.b: {}\na.b.c: 1\nkeywords: [1]\n");
        CHECK(of(R"({"a":{"b":{"c":1}},"a.b.c":2})") == "a: {}\na.b: {}\na.b.c: 2\nkeywords: [1, 2]\n");
        CHECK(of(R"({"a":{"b":{"c":1},"b.c":3}})") == "a: {}\na.b: {}\na.b.c: 3\nkeywords: [1, 3]\n");
        CHECK(of(R"({"l":[]})") == "l: []\nkeywords: []\n");
        CHECK(of(R"({"l":[1,["x",[null,true]],{"x":2},{"x":[3,4]},{"y":5}]})") ==
              "l: [1, 'x', null, true, {}, {}, {}]\nl.x: [2, 3, 4]\nkeywords: [1, 'x', true, 2, 3, 4, 5]\n");
        CHECK(of(R"({"l":[{"y":1},[],[[]]]})") == "l: [{}]\nkeywords: [1]\n");
        CHECK(of(R"({"l":[{"y":1}]})") == "l: [{}]\nkeywords: [1]\n"); // nothing at l.x: missing
        CHECK(of(R"({"o":{"deep":{"er":["k"]}}})") == "o: {}\nkeywords: ['k']\n");
    }
    SUBCASE("repeated keys all count") {
        reading of{read, {"a", "a.b"}};
        CHECK(of(R"({"a":1,"a":"x","a":null})") == "a: [1, 'x', null]\nkeywords: [1, 'x']\n");
        CHECK(of(R"({"a":{"b":1},"a":{"b":2}})") == "a: [{}, {}]\na.b: [1, 2]\nkeywords: [1, 2]\n");
        CHECK(of(R"({"a":[1],"a":2})") == "a: [1, 2]\nkeywords: [1, 2]\n");
    }
    SUBCASE("keys with dots") {
        reading of{read, {"a.b.c", "x"}};
        for (const std::string_view line :
             {R"({"a":{"b":{"c":1}}})", R"({"a.b.c":1})", R"({"a":{"b.c":1}})", R"({"a.b":{"c":1}})",
              R"({"a":{"x":1},"a.b":{"c":1}})", R"({"a.b":{"x":1},"a":{"b":{"c":1}}})", R"({"a\u002eb":{"c":1}})"}) {
            CAPTURE(line);
            CHECK(of(line).find("a.b.c: 1\n") == 0);
        }
        CHECK(of(R"({"a":{"b":{"c":1},"b.c":2},"a.b":{"c":3},"a.b.c":4})").find("a.b.c: 4\n") == 0);
        CHECK(of(R"({"a.b.c":4,"a.b":{"c":3},"a":{"b":{"c":1},"b.c":2}})").find("a.b.c: 4\n") == 0);
        CHECK(of(R"({"a":{"b":{"c":1},"b.c":2},"a.b":{"c":3}})").find("a.b.c: 3\n") == 0);
        CHECK(of(R"({"a":{"b.c":2,"b":{"c":1}},"a.b":{"x":3}})").find("a.b.c: 2\n") == 0);
        CHECK(of(R"({"a":[{"b.c":2,"b":{"c":1}},{"b":{"c":3}}]})").find("a.b.c: [2, 3]\n") == 0);
        CHECK(of(R"({"a":{"b":{"c":1}},"a.b":{"c":null}})").find("a.b.c: null\n") == 0); // a null is there
        CHECK(of(R"({"a":{"b":{"c":1}},"a.b":{"c":[]}})").find("a.b.c: []\n") == 0);
        CHECK(of(R"({"a":{"b":{"c":1}},"a.b":{"c":{}}})").find("a.b.c: 1\n") == 0); // an object is not
        CHECK(of(R"({"a":{"b":{"c":{}}},"a.b":{"c":{}}})").find("a.b.c: [{}, {}]\n") == 0);
        CHECK(of(R"({"a.b.c.d":1,"a.":2,".a.b.c":3,"a..b.c":4,"a":{".b.c":5,"b.":{"c":6}}})") ==
              "keywords: [1, 2, 3, 4, 5, 6]\n");
    }
    SUBCASE("field maps: an object is no value") {
        varsigma::field_map map;
        map.rename("a", "X").rename("a.b", "X").lift("l").rename("l.X.#text", "X");
        reading of{read, {"X"}, map};
        CHECK(of(R"({"a":1})") == "X: 1\nkeywords: [1]\n");
        CHECK(of(R"({"a":{"b":1}})") == "X: 1\nkeywords: [1]\n");
        CHECK(of(R"({"a":[2,{"b":1}]})") == "X: [2, {}, 1]\nkeywords: [2, 1]\n");
        CHECK(of(R"({"a":{"c":1}})") == "X: {}\nkeywords: [1]\n");
        CHECK(of(R"({"l":{"X":{"#text":1}}})") == "X: 1\nkeywords: [1]\n");
        CHECK(of(R"({"X":{"c":2},"l":{"X":{"#text":1}}})") == "X: 1\nkeywords: [2, 1]\n");
        CHECK(of(R"({"X":null,"l":{"X":{"#text":1}}})") == "X: null\nkeywords: [1]\n");
    }
    SUBCASE("field maps: several names, and several paths") {
        varsigma::field_map map;
        map.rename("p.e", "Image").rename("p.e", "New").lift_members("u").lift("g", "data.g").rename("c", "New");
        reading of{read, {"Image", "New", "data.g.m", "data"}, map};
        CHECK(of(R"({"p.e":"x"})") == "Image: 'x'\nNew: 'x'\nkeywords: ['x']\n");
        CHECK(of(R"({"p":{"e":["x",[]]},"New":"y"})") == "Image: ['x']\nNew: 'y'\nkeywords: ['x', 'y']\n");
        CHECK(of(R"({"p":{"e":[]}})") == "Image: []\nNew: []\nkeywords: []\n");
        CHECK(of(R"({"p":{"e":null}})") == "Image: null\nNew: null\nkeywords: []\n");
        CHECK(of(R"({"u":{"any":{"Image":1}},"c":2,"p":{"e":3}})") ==
              "Image: [3, 1]\nNew: [2, 3]\nkeywords: [1, 2, 3]\n");
        CHECK(of(R"({"u":{"one":{"Image":1},"t.w.o":{"Image":2}}})") == "Image: [1, 2]\nkeywords: [1, 2]\n");
        CHECK(of(R"({"g":{"m":1}})") == "data.g.m: 1\nkeywords: [1]\n");
        CHECK(of(R"({"g.m":1,"data":{"x":2}})") == "data.g.m: 1\ndata: {}\nkeywords: [1, 2]\n");
    }
    SUBCASE("field maps") {
        varsigma::field_map map;
        map.lift("Event.EventData").rename("Event.System.EventID", "EventID").drop_blanks();
        reading of{read, {"EventID", "Image", "ThreatName"}, map};
        CHECK(of(R"({"Event":{"System":{"EventID":1},"EventData":{"Image":"i","Threat Name":"t"}}})") ==
              "EventID: 1\nImage: 'i'\nThreatName: 't'\nkeywords: [1, 'i', 't']\n");
        CHECK(of(R"({"Image":"top","Event":{"EventData":{"Image":"i"}}})").find("Image: 'top'\n") == 0);
    }
    SUBCASE("what is no object is an error") {
        reading of{read, {"a"}};
        for (const std::string_view wrong : {"",
                                             " ",
                                             "[]",
                                             "[{}]",
                                             "1",
                                             "\"a\"",
                                             "null",
                                             "true",
                                             "{",
                                             "}",
                                             "{\"a\"}",
                                             "{\"a\":}",
                                             "{\"a\":1",
                                             "{\"a\":1,}",
                                             "{,}",
                                             "{\"a\":1 \"a\":2}",
                                             "{\"a\":1}}",
                                             "{\"a\":1}{}",
                                             "{\"a\":1} x",
                                             "{\"a\":[1,2}",
                                             "{\"a\":[1,]}",
                                             "{\"a\":[}",
                                             "{\"a\":{]}",
                                             "{\"a\":\"b\":1}",
                                             "{\"a\" 1}",
                                             "{a:1}",
                                             "{'a':1}",
                                             "{1:1}",
                                             "{\"a\":tru}",
                                             "{\"a\":truex}",
                                             "{\"a\":nul}",
                                             "{\"a\":nullx}",
                                             "{\"a\":falsy}",
                                             "{\"a\":\"b",
                                             "{\"a\":\"b\"c}",
                                             "{\"a\":1/**/}",
                                             "{\"a\":[1,{\"b\":2}",
                                             "{\"a\":1}\x01",
                                             "{\x01\"a\":1}",
                                             "{\"a\x01\":[}",
                                             "{\"a\":x}",
                                             "{\"a\":[1 2]}",
                                             "{\"a\":,}",
                                             "{\"a\"::1}",
                                             "{\"a\":\x0C"
                                             "1}",
                                             "nul",
                                             "{} {"}) {
            CAPTURE(wrong);
            CHECK(of(wrong) == "bad_json");
        }
        CHECK(of(std::string_view{"{\"a\":1}\0", 8}) == "bad_json");
        CHECK(of(R"({"a":1})") == "a: 1\nkeywords: [1]\n"); // the reader is none the worse
    }
    SUBCASE("depth is limited") {
        const auto nested = [](std::size_t depth, char open, char close) {
            const std::string key = open == '{' ? "\"a\":" : "";
            std::string text = "{\"a\":";
            for (std::size_t level = 1; level < depth; ++level) text += open + key;
            text += "1";
            return text + std::string(depth - 1, close) + "}";
        };
        reading standard{read, {"a"}};
        CHECK(standard(nested(256, '[', ']')).find("a: [1]") == 0);
        CHECK(standard(nested(257, '[', ']')) == "json_too_deep");
        CHECK(standard(nested(256, '{', '}')).find("keywords: [1]") != std::string::npos);
        CHECK(standard(nested(257, '{', '}')) == "json_too_deep");
        CHECK(standard(std::string(100000, '[')) == "bad_json");
        CHECK(standard("{\"a\":" + std::string(100000, '[')) != "");
        CHECK(standard("{\"a\":" + std::string(100000, '[') + std::string(100000, ']') + "}") == "json_too_deep");
        reading shallow{read, {"a"}, {}, {.max_depth = 1}};
        CHECK(shallow(R"({"a":1})") == "a: 1\nkeywords: [1]\n");
        CHECK(shallow(R"({"a":[]})") == "json_too_deep");
        reading none{read, {"a"}, {}, {.max_depth = 0}};
        CHECK(none("{}") == "json_too_deep");
        CHECK(none("[]") == "bad_json");
        reading deep{read, {"a"}, {}, {.max_depth = 2000}};
        CHECK(deep(nested(2000, '[', ']')).find("a: [1]") == 0);
        CHECK(deep(nested(2001, '[', ']')) == "json_too_deep");
    }
    SUBCASE("a backslash that escapes nothing is itself") {
        reading of{read, {"p", "\\x"}};
        CHECK(of(R"({"p":"a \x22b\" \u12 \u00g0 \Users"})") ==
              "repaired\np: 'a \\x22b\" \\u12 \\u00g0 \\Users'\nkeywords: ['a \\x22b\" \\u12 \\u00g0 \\Users']\n");
        CHECK(of(R"({"\x":1})") == "repaired\n\\x: 1\nkeywords: [1]\n");
    }
    SUBCASE("bad text is repaired and flagged") {
        reading of{read, {"a", "\xEF\xBF\xBD"}};
        CHECK(of("{\"a\":\"x\xFFy\"}") == "repaired\na: 'x\xEF\xBF\xBDy'\nkeywords: ['x\xEF\xBF\xBDy']\n");
        CHECK(of(R"({"a":"\ud800"})") == "repaired\na: '\xEF\xBF\xBD'\nkeywords: ['\xEF\xBF\xBD']\n");
        CHECK(of(R"({"a":"\udc00\\"})") == "repaired\na: '\xEF\xBF\xBD\\'\nkeywords: ['\xEF\xBF\xBD\\']\n");
        CHECK(of("{\"\x80\":\"\t\"}") == "repaired\n\xEF\xBF\xBD: '\t'\nkeywords: ['\t']\n");
        CHECK(of(std::string_view{"{\"a\":\"x\0y\"}", 11}) ==
              std::string("repaired\na: 'x\0y'\nkeywords: ['x\0y']\n", 36));
        CHECK(of("{\"a\":\"\xFF\",\"b\":1e400,\"c\":100000000000000000000}") ==
              "repaired\na: '\xEF\xBF\xBD'\nkeywords: ['\xEF\xBF\xBD', #1e+400, #100000000000000000000]\n");
        CHECK(of("{\"a\":\"\xFF\"") == "bad_json"); // malformed for another reason as well
        CHECK(of("{\"a\":\xFF}") == "bad_json");
        CHECK(of(R"({"a":1})") == "a: 1\nkeywords: [1]\n"); // the flag belongs to the event before
    }
    SUBCASE("an event over other fields is refused, and left empty") {
        Reader reader{fields_of({"a", "b", "c"})};
        for (const auto& names : {fields_of({"a"}), fields_of({"a", "b", "c"}), fields_of({})}) {
            varsigma::dynamic_event event{names};
            event.row().put_value(varsigma::value::of(std::int64_t{1})); // from before
            event.set_repaired(true);
            auto read_into = read; // it may have a state of its own
            const auto done = read_into(reader, R"({"c":1})", event);
            REQUIRE_FALSE(done.has_value());
            CHECK(done.error().code == varsigma::diagnostic_code::foreign_event);
            CHECK(event.row().values().empty());
            CHECK_FALSE(event.repaired());
        }
    }
}

} // namespace varsigma_tests
