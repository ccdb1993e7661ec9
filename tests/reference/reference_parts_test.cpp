// SPDX-License-Identifier: BSL-1.0
#include "reference_condition.hpp"
#include "reference_encoding.hpp"
#include "reference_network.hpp"
#include "reference_number.hpp"
#include "reference_text.hpp"
#include "reference_time.hpp"

#include <varsigma/rule/condition.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

using namespace reference; // NOLINT(google-build-using-namespace)

namespace {

bool globs(const char* notation, const std::string& text) {
    return pattern_matches(parse_pattern(notation), text, false);
}

} // namespace

TEST_CASE("characters: one for each code point and for each invalid byte, and back without loss") {
    CHECK(to_characters("a\xC3\x9F\xE2\x84\xAA\xF0\x9F\x94\xA5") == U"a\u00DF\u212A\U0001F525");
    CHECK(to_characters("\xE2\x82") == characters{0x1100E2, 0x110082});
    CHECK(to_characters("\xC0\xAF\xED\xA0\x80\xF4\x90\x80\x80").size() == 9);
    std::mt19937_64 random{1};
    for (int round = 0; round < 2000; ++round) {
        std::string bytes;
        for (std::size_t size = random() % 9; size > 0; --size) {
            bytes += "\x41\x80\xBF\xC2\xE0\xA0\xED\xF0\x90\xF4\x8F\xFF"[random() % 12];
        }
        CAPTURE(bytes);
        CHECK(to_bytes(to_characters(bytes)) == bytes);
    }
}

TEST_CASE("value strings") {
    CHECK(globs("a\\b", "a\\b"));
    CHECK(globs("a\\\\b", "a\\b"));
    CHECK(globs("a\\\\\\b", "a\\\\b"));
    CHECK(globs("\\*", "*"));
    CHECK(!globs("\\*", "x"));
    CHECK(globs("\\\\*", "\\x"));
    CHECK(globs("\\\\\\*", "\\*"));
    CHECK(globs("\\/", "\\/"));
    CHECK(globs("a?c", "a\xFF"
                       "c"));
    CHECK(!globs("a?c", "a\xE2\x82"
                        "c"));
    CHECK(globs("*b*d", "abcbd"));
    CHECK(!globs("*b*d", "abcdx"));
    CHECK(globs("stra\xC3\x9F"
                "e",
                "STRA\xE1\xBA\x9E"
                "E"));
    CHECK(!globs("\xC4\xB0", "i"));
    CHECK(!pattern_matches(parse_pattern("\xE2\x84\xAA"), "k", true));
}

TEST_CASE("encodings") {
    CHECK(base64("") == "");
    CHECK(base64("f") == "Zg==");
    CHECK(base64("foobar") == "Zm9vYmFy");
    CHECK(base64_at_offset("foob", 0) == "Zm9vY");
    CHECK(base64_at_offset("/bin/bash", 1) == "9iaW4vYmFza");
    CHECK(base64_at_offset("f", 1).empty());
    CHECK(encoded_forms("f", varsigma::encoding::base64offset).size() == 2);
    CHECK(utf16("\xF0\x9F\x94\xA5", true) == "\xD8\x3D\xDD\x25");
    for (std::size_t offset = 0; offset < 3; ++offset) {
        for (const char before : {'\0', '\xFF', 'a'}) {
            for (const char after : {'\0', '\xFF', 'a'}) {
                const auto whole = base64(std::string(offset, before) + "secret" + after);
                CHECK(whole.find(base64_at_offset("secret", offset)) != std::string::npos);
            }
        }
    }
}

TEST_CASE("numbers") {
    using json = nlohmann::json;
    CHECK(decimal_number("04624") == spelled("4624"));
    CHECK(decimal_number("-0") == spelled("0"));
    CHECK(decimal_number("1.00") == exact_of(1));
    CHECK(decimal_number("18446744073709551616") == exact_of(0x1p64));
    CHECK(decimal_number("9007199254740993.0") == spelled("9007199254740993"));
    CHECK(compare(*decimal_number("9007199254740993.0"), exact_of(0x1p53)) == 1);
    CHECK(compare(*decimal_number("-1.0000000000000000001"), exact_of(-1)) == -1);
    CHECK(compare(*decimal_number(std::string(400, '9')), exact_of(std::numeric_limits<double>::infinity())) == -1);
    CHECK(compare(exact_of(std::nan("")), exact_of(0)) == std::nullopt);
    CHECK(spelled("1e-400") == spelled("0.1e-399"));
    CHECK(compare(spelled("1e-400"), spelled("0")) == 1);
    CHECK(compare(spelled("-1e400"), spelled("1")) == -1);
    CHECK(spelled("1234.5e2") == spelled("123450"));
    CHECK(spelled("1234.5e-6") == spelled("0.0012345"));
    for (const char* const text : {"", "-", "+1", "1.", ".5", "1e3", "0x10", " 1", "1 ", "1_0", "1\n"}) {
        CAPTURE(text);
        CHECK(!decimal_number(text));
    }
    CHECK(yaml_number("0x10") == exact_of(16));
    CHECK(yaml_number("010") == exact_of(8));
    CHECK(yaml_number("0b101") == exact_of(5));
    CHECK(yaml_number("1_000") == exact_of(1000));
    CHECK(yaml_number("-1:30") == exact_of(-90));
    CHECK(yaml_number("+1.5") == exact_of(1.5));
    CHECK(yaml_number("1.0e+20") == exact_of(1e20));
    CHECK(yaml_number("1_0.e+400") == spelled("1e401"));
    CHECK(!yaml_number("00000429"));
    CHECK(!yaml_number("1e5"));
    CHECK(event_number_text(json(1.0)) == "1");
    CHECK(event_number_text(json(-0.0)) == "0");
    CHECK(event_number_text(json(0.1)) == "0.1");
    CHECK(event_number_text(json(123.25)) == "123.25");
    CHECK(event_number_text(json(1e-6)) == "0.000001");
    CHECK(event_number_text(json(1e-7)) == "1e-07");
    CHECK(event_number_text(json(100000.0)) == "100000");
    CHECK(event_number_text(json(1e21)) == "1e+21");
    CHECK(event_number_text(json(std::numeric_limits<std::int64_t>::min())) == "-9223372036854775808");
    CHECK(number_text(spelled("18446744073709551615")) == "18446744073709551615");
    CHECK(number_text(spelled("1234567890123456789012345")) == "1234567890123456789012345");
    CHECK(number_text(spelled("1234567890123456789012345.0")) == "1.234567890123456789012345e+24");
    CHECK(number_text(spelled("-9007199254740993.50")) == "-9007199254740993.5");
    CHECK(number_text(spelled("12.5e-9")) == "1.25e-08");
}

TEST_CASE("times and addresses") {
    using varsigma::time_part;
    CHECK(time_part_of("2025-08-02T09:15:00Z", time_part::hour) == 9);
    CHECK(time_part_of("2025-08-02", time_part::day) == 2);
    CHECK(!time_part_of("2025-08-02", time_part::hour));
    CHECK(!time_part_of("2025-02-29", time_part::day));
    CHECK(time_part_of("2024-12-30", time_part::week) == 1);
    CHECK(time_part_of("2021-01-03", time_part::week) == 53);
    CHECK(time_part_of("2005-01-01", time_part::week) == 53);
    CHECK(time_part_of("2020-12-31", time_part::week) == 53);
    CHECK(time_part_of("0000-01-01", time_part::week) == 52);
    CHECK(time_part_of("1999-12-31", time_part::week) == 52);
    CHECK(network_holds("10.0.0.0/8", "::ffff:10.1.2.3"));
    CHECK(network_holds("::ffff:10.0.0.0/104", "10.1.2.3"));
    CHECK(network_holds("fe80::/10", "fe80::1%eth0"));
    CHECK(!network_holds("::/0", "10.1.2.3"));
    CHECK(!network_holds("::/0", "::ffff:10.1.2.3"));
    CHECK(!network_holds("0.0.0.0/0", "::1"));
    CHECK(!network_holds("10.0.0.0/8", "10.1.2.3%eth0"));
    CHECK(!network_holds("10.0.0.0/8", "010.1.2.3"));
    CHECK(network_holds("10.0.0.1", "10.0.0.1"));
}

namespace {

/// The library's tree, evaluated.
bool holds(const std::string& text, const std::vector<varsigma::condition_node>& nodes, std::uint32_t at,
           const selection_outcomes& given) {
    using varsigma::condition_operator;
    const auto& node = nodes[at];
    const auto word = node.text_in(text);
    std::size_t selected = 0;
    std::size_t holding = 0;
    for (const auto& [name, outcome] : given) {
        const bool quantified = node.op == condition_operator::quantified;
        if (quantified ? varsigma::selects(word, name) : word == name) {
            ++selected;
            holding += outcome ? 1U : 0U;
        }
    }
    bool any = false;
    bool all = true;
    for (auto child = node.first_child; child != varsigma::condition_node::none; child = nodes[child].next_sibling) {
        const bool one = holds(text, nodes, child, given);
        any = any || one;
        all = all && one;
    }
    switch (node.op) {
    case condition_operator::identifier: return holding == 1;
    case condition_operator::quantified:
        return holding >= (node.count == varsigma::condition_node::all ? selected : node.count);
    case condition_operator::negation: return !any;
    case condition_operator::conjunction: return all;
    case condition_operator::disjunction: return any;
    }
    return false;
}

} // namespace

TEST_CASE("the library's condition parser accepts and means the same as the reference's") {
    const std::vector<std::string> words{"a", "ab",  "_c",  "not",  "and",  "or", "of", "1",
                                         "2", "all", "any", "them", "THEM", "a*", "_*", "(",
                                         ")", "AND", "Not", "a",    "ab",   "or", "and"};
    std::mt19937_64 random{7};
    std::size_t accepted = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (std::size_t size = 1 + random() % 7; size > 0; --size) { text += words[random() % words.size()] + " "; }
        CAPTURE(text);
        condition_function expected;
        try {
            expected = condition_reader{text}.read();
        } catch (const std::runtime_error&) {}
        std::vector<varsigma::condition_node> nodes;
        const auto parsed = varsigma::parse_condition(text, nodes);
        CHECK(parsed.error.has_value() == (expected == nullptr));
        if (parsed.error || expected == nullptr) { continue; }
        ++accepted;
        for (unsigned outcome = 0; outcome < 8; ++outcome) {
            const selection_outcomes given{
                {"a", (outcome & 1U) != 0}, {"ab", (outcome & 2U) != 0}, {"_c", (outcome & 4U) != 0}};
            bool wanted = false;
            try {
                wanted = expected(given);
            } catch (const std::runtime_error&) {
                break; // a name or a pattern that selects nothing: found by validation, not by the parser
            }
            CHECK(holds(text, nodes, parsed.root, given) == wanted);
        }
    }
    CHECK(accepted > 500);
}
