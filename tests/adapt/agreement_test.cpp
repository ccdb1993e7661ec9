// SPDX-License-Identifier: BSL-1.0
#include "reader_cases.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_table.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;
using namespace varsigma_tests;

namespace {

using random_source = std::mt19937;

std::size_t below(random_source& random, std::size_t limit) {
    return random() % limit;
}

template <std::size_t Size>
std::string_view one_of(random_source& random, const std::string_view (&choices)[Size]) {
    return choices[below(random, Size)];
}

std::string blanks(random_source& random) {
    return below(random, 8) == 0 ? std::string{one_of(random, {" ", "\t", "\r\n", "  \n "})} : "";
}

std::string random_string(random_source& random) {
    std::string text = "\"";
    for (auto left = below(random, 12); left != 0; --left) {
        text += one_of(random, {"a",
                                "b.c",
                                " ",
                                "C:\\\\x",
                                "\\\"",
                                "\\/",
                                "\\n",
                                "\\u0041",
                                "\\u00e9",
                                "\\ud83d\\ude00",
                                "\xC3\xA9",
                                "\xE2\x82\xAC",
                                "\xF0\x9F\x98\x80",
                                "longer than eight bytes",
                                "{",
                                "]",
                                ",",
                                ":",
                                "\\u0000",
                                "\x7F"});
    }
    return text + "\"";
}

std::string random_number(random_source& random) {
    std::string number = below(random, 3) == 0 ? "-" : "";
    number += static_cast<char>('1' + below(random, 9));
    for (auto left = below(random, below(random, 4) == 0 ? 24 : 4); left != 0; --left)
        number += static_cast<char>('0' + below(random, 10));
    if (below(random, 3) == 0) number += "." + std::to_string(random());
    if (below(random, 5) == 0)
        number += std::string{one_of(random, {"e", "E", "e+", "e-"})} + std::to_string(below(random, 400));
    return number;
}

std::string random_value(random_source& random, std::size_t depth);

std::string random_object(random_source& random, std::size_t depth) {
    std::string text = "{" + blanks(random);
    for (auto left = below(random, 6); left != 0; --left) {
        const std::string_view plain = one_of(
            random, {"\"a\"", "\"b\"", "\"a.b\"", "\"a.b.c\"", "\"b.c\"", "\"c\"", "\"\\u0061\"", "\"with blank\""});
        text += (below(random, 8) == 0 ? random_string(random) : std::string{plain}) + blanks(random) + ":" +
                blanks(random);
        text += random_value(random, depth) + blanks(random) + (left > 1 ? "," : "") + blanks(random);
    }
    return text + "}";
}

std::string random_value(random_source& random, std::size_t depth) {
    switch (below(random, depth == 0 ? 5 : 8)) {
    case 0: return std::string{one_of(random, {"true", "false"})};
    case 1: return "null";
    case 2: return random_number(random);
    case 3:
    case 4: return random_string(random);
    case 5: {
        std::string text = "[" + blanks(random);
        for (auto left = below(random, 4); left != 0; --left)
            text += random_value(random, depth - 1) + blanks(random) + (left > 1 ? "," : "");
        return text + "]";
    }
    default: return random_object(random, depth - 1);
    }
}

/// Both readers, over fields that the random documents have.
class both {
public:
    explicit both(const field_map& map = {})
        : first_(fields_, map), second_(fields_, map), left_(fields_), right_(fields_) {}

    /// Reads and compares; whether the line is an event.
    bool agree(std::string_view line) {
        const auto read = first_.read(line, left_);
        const auto other = second_.read_text(line, right_);
        REQUIRE(read.has_value() == other.has_value());
        if (!read.has_value()) CHECK(read.error().code == other.error().code);
        CHECK(row_text(left_) == row_text(right_));
        return read.has_value();
    }
    [[nodiscard]] const dynamic_event& event() const { return left_; }

private:
    std::shared_ptr<const field_table> fields_ =
        fields_of({"a", "b", "c", "a.b", "a.c", "b.c", "a.b.c", "b.a", "withblank", "EventID", "Image", "CommandLine",
                   "Channel", "User"});
    simdjson_reader first_;
    nlohmann_reader second_;
    dynamic_event left_;
    dynamic_event right_;
};

/// Events as they look in logs, to be damaged.
constexpr std::string_view event_lines[] = {
    R"({"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Image":"C:\\Windows\\System32\\cmd.exe","CommandLine":"cmd /c \"echo \u00e9\"","User":null})",
    R"({"Event":{"System":{"EventID":4688,"TimeCreated":"2024-05-01T10:00:00.123Z"},"EventData":{"Image":"x","Hashes":["MD5=00","SHA1=11"],"a":{"b":[1,2.5e3,-7]}}}})",
    R"({"a.b":true,"a":{"b":false,"c":[]},"b":[{"c":18446744073709551616},{"c":"\ud83d\ude00"}],"c":1e400, "User" : "\\\\host\\share\\"})",
    "{\"Image\":\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\",\"EventID\":\"4624\",\"c\":{}}"};

} // namespace

TEST_CASE("both readers give the same rows on random documents") {
    random_source random{20260102}; // NOLINT(cert-msc51-cpp): the same documents each time
    field_map map;
    map.lift("a.b").lift_members("b").rename("c.a", "EventID").rename("c.a", "Image").drop_blanks();
    both plain;
    both mapped{map};
    std::size_t present = 0;
    for (int round = 0; round < 4000; ++round) {
        const std::string document = blanks(random) + random_object(random, 5) + blanks(random);
        CAPTURE(document);
        CHECK(plain.agree(document));
        CHECK(mapped.agree(document));
        CHECK_FALSE(plain.event().repaired());
        present += plain.event().row().present().size();
    }
    CHECK(present > 4000); // the documents do have the fields
}

TEST_CASE("both readers answer damaged lines alike") {
    random_source random{20260103}; // NOLINT(cert-msc51-cpp)
    both readers;
    for (const auto line : event_lines) REQUIRE(readers.agree(line));
    std::size_t accepted = 0;
    std::size_t repaired = 0;
    constexpr std::size_t rounds = 10000;
    for (std::size_t round = 0; round < rounds; ++round) {
        std::string line{event_lines[below(random, std::size(event_lines))]};
        for (auto changes = 1 + below(random, 3); changes != 0 && !line.empty(); --changes) {
            const auto at = below(random, line.size());
            switch (below(random, 6)) {
            case 0: line[at] = static_cast<char>(below(random, 256)); break;
            case 1: line.erase(at, 1 + below(random, 4)); break;
            case 2: line.insert(at, 1, static_cast<char>(below(random, 256))); break;
            case 3:
                line.insert(at, one_of(random, {"\"", "\\", "{", "}", "[", "]", ",", ":", "\\ud800", "\xFF", "1",
                                                "null", " "}));
                break;
            case 4: line.resize(at); break;
            default: line.insert(at, line.substr(below(random, line.size()), below(random, 20))); break;
            }
        }
        CAPTURE(line);
        if (readers.agree(line)) {
            ++accepted;
            repaired += readers.event().repaired() ? 1U : 0U;
        }
    }
    CHECK(accepted > rounds / 10);
    CHECK(accepted < rounds);
    CHECK(repaired > 100);
}
