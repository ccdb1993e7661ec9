// SPDX-License-Identifier: BSL-1.0
#include "../../examples/scan/event_splitter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t at = 0; at < times; ++at) { all += text; }
    return all;
}

struct outcome {
    std::size_t events = 0;
    std::size_t faults = 0;
    std::uint64_t looked_at = 0;
};

/// Gives the text in pieces, as a reader of blocks does.
outcome split(std::string_view text, std::size_t piece) {
    constexpr std::size_t longest = std::size_t{1} << 20U;
    scan::event_splitter splitter{{{}, true, longest}};
    outcome made;
    std::size_t begin = 0;
    for (std::size_t end = 0;;) {
        std::vector<scan::found_event> found;
        end = std::min(end + piece, text.size());
        const auto there = text.substr(begin, end - begin);
        splitter.advance(there, found);
        if (end == text.size()) { splitter.finish(there, found); }
        for (const auto& each : found) { ++(each.wrong == scan::fault::none ? made.events : made.faults); }
        if (end == text.size()) { break; }
        const auto kept = splitter.kept_from();
        splitter.forget(there, kept);
        begin += kept;
    }
    made.looked_at = splitter.looked_at();
    return made;
}

} // namespace

TEST_CASE("event splitter: each byte is looked at a few times only, however long the text is") {
    constexpr std::size_t times = 2000;
    struct form {
        std::string begin;
        std::string again;
        std::string end;
        std::size_t events_each;
    };
    const std::vector<form> forms{
        {"", "{\"Records\":[{\"a\":1}]}\n", "", 1},
        {"", "{\"Records\":[{\"a\":1},\n{\"a\":\n2}]}\n", "", 2},
        {"[", "{\"a\":1},\n", "{}]", 1},
        {"{\"Records\":[", "{\"a\":1},\n", "{}]}", 1},
        {"{\"Records\":[", "{\"a\":1},\n", "{} {}", 1},
        {"{\"Records\":[", "{\"a\":1},\n", "", 1},
        {"", "{\"Records\":[{\"a\":1},\n", "", 0}, // wrappers are not in wrappers
        {"", "{\"Records\":[{\"a\" 1},\n", "", 0},
        {"", "{\"Records\":[", "", 0},
        {"", "{\"a\":\n", "", 0},
        {"", "{\"a\" 1}\n", "", 0},
        {"", "[7,null,\n", "", 0},
        {"", "{\"Records\":[1],\"b\":2}\n", "", 1},
    };
    for (const auto& each : forms) {
        for (const std::size_t piece : {std::size_t{1000}, std::size_t{1} << 20U}) {
            CAPTURE(each.begin + each.again + each.end);
            CAPTURE(piece);
            const auto once_text = each.begin + repeated(each.again, times) + each.end;
            const auto once = split(once_text, piece);
            const auto twice = split(each.begin + repeated(each.again, 2 * times) + each.end, piece);
            CHECK(once.events >= each.events_each * times);
            CHECK(once.events + once.faults != 0);
            CHECK(once.looked_at >= once_text.size());
            CHECK(once.looked_at <= 24 * once_text.size());
            CHECK(twice.looked_at <= 2 * once.looked_at + 100000);
        }
    }
}
