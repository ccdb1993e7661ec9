// SPDX-License-Identifier: BSL-1.0
#include "reader_cases.hpp"

#include <varsigma/adapt/detail/json_walk.hpp>
#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/text/utf8.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;
using namespace varsigma_tests;

namespace {

/// Where tokens begin, byte by byte; nothing if the text is not what a walk may be given.
std::optional<std::vector<std::uint32_t>> tokens_of(std::string_view text) {
    constexpr std::string_view operators = "{}[]:,";
    if (!utf8::is_valid(text)) return std::nullopt;
    std::vector<std::uint32_t> tokens;
    bool inside = false;
    bool plain = false; // in a token that is no string; a quote belongs to it, but opens a string all the same
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char byte = text[at];
        if (inside) {
            if (static_cast<unsigned char>(byte) < 0x20) return std::nullopt;
            if (byte == '\\') ++at;
            if (byte == '"') inside = false;
            continue;
        }
        if (detail::is_json_space(byte)) {
            plain = false;
        } else if (operators.find(byte) != std::string_view::npos) {
            tokens.push_back(static_cast<std::uint32_t>(at));
            plain = false;
        } else {
            if (!plain) tokens.push_back(static_cast<std::uint32_t>(at));
            inside = byte == '"';
            plain = !inside;
        }
    }
    if (inside) return std::nullopt;
    return tokens;
}

/// A walk over texts that stand in memory of just their size.
class walking {
public:
    explicit walking(std::shared_ptr<const field_table> fields, const field_map& map = {}, std::size_t max_depth = 256)
        : resolver_(*fields, map), max_depth_(max_depth), event_(std::move(fields)) {}

    detail::json_failure read(std::string_view text, const std::vector<std::uint32_t>& tokens, char behind = '}') {
        memory_ = std::vector<char>(text.begin(), text.end());
        memory_.resize(text.size() + detail::json_walk::slack, behind);
        memory_.shrink_to_fit();
        event_.row().clear();
        detail::json_walk walk{detail::json_row{resolver_, memory_of_resolver_, event_.row()}, keys_, max_depth_};
        const auto failure = walk.read({memory_.data(), text.size()}, tokens);
        if (failure != detail::json_failure::none) event_.row().clear();
        event_.row().seal();
        return failure;
    }
    std::string operator()(std::string_view text) {
        const auto tokens = tokens_of(text);
        REQUIRE(tokens.has_value());
        switch (read(text, *tokens)) {
        case detail::json_failure::none: return row_text(event_);
        case detail::json_failure::not_json: return "not JSON";
        case detail::json_failure::not_object: return "not an object";
        case detail::json_failure::too_deep: return "too deep";
        case detail::json_failure::foreign: return "foreign";
        }
        return "";
    }
    [[nodiscard]] const dynamic_event& event() const { return event_; }

private:
    field_resolver resolver_;
    field_resolver::scratch memory_of_resolver_;
    std::size_t max_depth_;
    detail::json_key_memory keys_;
    std::vector<char> memory_;
    dynamic_event event_;
};

} // namespace

TEST_CASE("JSON walk: values, keys and failures") {
    walking of{fields_of({"a", "b", "a.b"})};
    CHECK(of(R"({"a":"x","b":[1,-2.5,true,null,"\n"],"c":false})") ==
          "a: 'x'\nb: [1, -2.5, true, null, '\n']\nkeywords: ['x', 1, -2.5, true, '\n', false]\n");
    CHECK(of(" { \"a\" : { \"b\" : { } , \"c\" : [ ] } } ") == "a: {}\na.b: {}\nkeywords: []\n");
    CHECK(of("{}") == "keywords: []\n");
    CHECK(of(R"({"\u0061":1})") == "a: 1\nkeywords: [1]\n");
    for (const std::string_view wrong :
         {"", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{\"a\":1 2}", "{}}", "{} x", "{\"a\":{}", "{\"a\":[}",
          "{\"a\":{\"b\":{}}", "{\"a\":]}", "{\"a\"\"b\":1}", "{1\"a\":1}", "{\"a\"b:1}", "{\"a\":1\"b\"}",
          "{\"a\":tr\"ue\"}", "{\"\\x\":1}"})
        CHECK_MESSAGE(of(wrong) == "not JSON", wrong);
    for (const std::string_view other : {"[]", "1", "\"a\"", "x", "}", ":"}) CHECK(of(other) == "not an object");
}

TEST_CASE("JSON walk: depth") {
    const auto fields = fields_of({"a"});
    CHECK(walking{fields, {}, 0}("{}") == "too deep");
    CHECK(walking{fields, {}, 0}("[]") == "not an object");
    CHECK(walking{fields, {}, 1}("{\"a\":1}") == "a: 1\nkeywords: [1]\n");
    CHECK(walking{fields, {}, 1}("{\"a\":{}}") == "too deep");
    CHECK(walking{fields, {}, 2}("{\"a\":{}}") == "a: {}\nkeywords: []\n");
    CHECK(walking{fields, {}, 2}("{\"a\":[[]]}") == "too deep");
    CHECK(walking{fields, {}, 2}("{\"a\":[[]}") == "too deep"); // what comes first counts
    CHECK(walking{fields, {}, 2}("{\"a\"[[]]}") == "not JSON");
}

TEST_CASE("JSON walk: no part of an event is one, whatever follows") {
    walking walk{fields_of({"a", "b"})};
    const std::string_view whole = R"({"a":[1,{"b":"x\\\"y"},[]],"b":{"a":null,"c":{}},"c":12345678})";
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto tokens = tokens_of(whole.substr(0, size));
        if (!tokens) continue;
        for (const char behind : {'}', '"', '\\', '0', ',', ' '})
            CHECK(walk.read(whole.substr(0, size), *tokens, behind) == detail::json_failure::not_json);
    }
    CHECK(walk.read(whole, *tokens_of(whole)) == detail::json_failure::none);
}

TEST_CASE("JSON walk: says what nlohmann's parser says") {
    std::mt19937 random{20260104}; // NOLINT(cert-msc51-cpp)
    constexpr std::string_view parts[] = {
        "{",       "}",  "[",       "]",        ",",    ":",     "\"a\"",   "\"a\":",   "\"b\":",
        "\"\"",    "1",  "-0",      "0.5e1",    "true", "false", "null",    " ",        "\t",
        "\"",      "\\", "\"\\n\"", "\"\\ud\"", "{}",   "[]",    "{\"b\":", "12345678", "\"\\u0061\":",
        "\"b\":[", "x",  "01"};
    field_map map;
    map.lift("a.b");
    const auto fields = fields_of({"a", "b", "a.b", "b.a", ""});
    walking walk{fields, map};
    nlohmann_reader reader{fields, map};
    dynamic_event expected{fields};
    std::size_t accepted = 0;
    std::size_t rejected = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string text = R"({"a":{"b":[1,"x\\"],"":-7},"b":[{"a":"\u0062"},[]],"c":true})";
        if (round % 4 == 0) text = "{\"a\":[]}";
        for (auto changes = random() % 3; changes != 0; --changes) {
            const auto at = random() % text.size();
            if (random() % 2 == 0) text.erase(at, random() % 3);
            text.insert(std::min<std::size_t>(at, text.size()), parts[random() % std::size(parts)]);
        }
        const auto tokens = tokens_of(text);
        if (!tokens) continue;
        CAPTURE(text);
        const auto failure = walk.read(text, *tokens);
        const bool holds = reader.read_text(text, expected).has_value() && !expected.repaired();
        REQUIRE((failure == detail::json_failure::none) == holds);
        if (holds) CHECK(row_text(walk.event()) == row_text(expected));
        accepted += holds ? 1U : 0U;
        rejected += holds ? 0U : 1U;
    }
    CHECK(accepted > 4000);
    CHECK(rejected > 4000);
}

TEST_CASE("JSON walk: keys of any length and number are told apart") {
    std::vector<std::string> names;
    for (std::size_t size = 0; size < 40; ++size) {
        names.push_back(std::string(size, 'k'));
        names.push_back(std::string(size, 'k') + "l");
        names.push_back("l" + std::string(size, 'k'));
    }
    for (int number = 0; number < 5000; ++number) names.push_back("key" + std::to_string(number));
    auto fields = std::make_shared<field_table>();
    for (std::size_t at = 0; at < names.size(); at += 2) fields->add(names[at]);
    walking walk{fields};
    for (int again = 0; again < 3; ++again) {
        std::string text = "{\"around\":{";
        for (const auto& name : names) text += "\"" + name + "\":0,";
        text += "\"end\":0}";
        for (std::size_t at = 0; at < names.size(); ++at) text += ",\"" + names[at] + "\":" + std::to_string(at + 1);
        text += "}";
        REQUIRE(walk.read(text, *tokens_of(text)) == detail::json_failure::none);
        CHECK(walk.event().row().present().size() == fields->size());
        for (std::size_t at = 0; at < names.size(); ++at) {
            const auto field = fields->find(names[at]);
            if (!field) continue;
            const auto shown = to_text(walk.event().row()[*field]);
            const auto last =
                static_cast<std::size_t>(names.rend() - std::find(names.rbegin(), names.rend(), names[at]));
            if (std::count(names.begin(), names.end(), names[at]) == 1) CHECK(shown == std::to_string(last));
        }
    }
}

TEST_CASE("JSON walk: keys where several lifted paths meet mean in each event what they mean there") {
    field_map map;
    map.lift("a").lift("a.b");
    walking walk{fields_of({"b.k.X", "k.X", "k", "X"}), map};
    for (int again = 0; again < 3; ++again) {
        CHECK(walk(R"({"a":{"b":{"k":{"X":1}}}})") == "b.k.X: 1\nk.X: 1\nk: {}\nkeywords: [1]\n");
        CHECK(walk(R"({"a":{"k":{"X":2}}})") == "k.X: 2\nk: {}\nkeywords: [2]\n");
        CHECK(walk(R"({"k":{"X":3},"a":{"b":{"k":4}}})") == "k.X: 3\nk: 4\nkeywords: [3, 4]\n");
        CHECK(walk(R"({"a.b":{"k.X":5,"X":6}})") == "b.k.X: 5\nk.X: 5\nX: 6\nkeywords: [5, 6]\n");
    }
}

TEST_CASE("JSON walk: a key is what its escapes stand for, not how they are written") {
    walking walk{fields_of({"a\\nb", "a\nb"})};
    for (int again = 0; again < 2; ++again) {
        CHECK(walk(R"({"a\nb":1})") == "a\nb: 1\nkeywords: [1]\n");
        CHECK(walk(R"({"a\\nb":1})") == "a\\nb: 1\nkeywords: [1]\n");
    }
}
