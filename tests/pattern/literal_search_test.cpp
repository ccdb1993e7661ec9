// SPDX-License-Identifier: BSL-1.0
#include <varsigma/literals/detail/literal_rarity.hpp>
#include <varsigma/literals/detail/literal_search.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;

namespace {

std::vector<std::uint32_t> borders_of(std::string_view literal) {
    std::vector<std::uint32_t> borders;
    compute_borders(literal, borders);
    return borders;
}

std::size_t end_of(std::size_t begin, std::size_t length) {
    return begin == not_found ? not_found : begin + length;
}

} // namespace

TEST_CASE("borders are those of the definition, without the zeros at the end") {
    CHECK(borders_of("").empty());
    CHECK(borders_of("a").empty());
    CHECK(borders_of("\\foo\\").empty());
    CHECK(borders_of("aab") == std::vector<std::uint32_t>{0, 1});
    std::mt19937 random{7};
    for (int round = 0; round < 500; ++round) {
        std::string literal(1 + random() % 12, 'a');
        for (char& byte : literal) { byte = static_cast<char>('a' + random() % 2); }
        const auto borders = borders_of(literal);
        for (std::size_t length = 1; length < literal.size(); ++length) {
            const std::string_view prefix = std::string_view{literal}.substr(0, length);
            std::size_t longest = length - 1;
            while (prefix.substr(0, longest) != prefix.substr(length - longest)) { --longest; }
            CHECK((length - 1 < borders.size() ? borders[length - 1] : 0) == longest);
        }
    }
}

TEST_CASE("the first occurrence is found, whichever byte is looked for first") {
    std::mt19937 random{11};
    for (int round = 0; round < 3000; ++round) {
        std::string text(random() % 40, 'a');
        std::string literal(random() % 5, 'a');
        for (char& byte : text) { byte = static_cast<char>('a' + random() % 3); }
        for (char& byte : literal) { byte = static_cast<char>('a' + random() % 2); }
        const auto borders = borders_of(literal);
        const std::size_t expected = text.find(literal);
        const std::size_t rare = literal.empty() ? 0 : random() % literal.size();
        CHECK(find_literal(text, literal, borders, rare) == expected);
        CHECK(find_literal_end_folded(text, literal, borders) == end_of(expected, literal.size()));
        CHECK(contains_folded(text, literal, borders, rare) == (expected != not_found));
    }
}

TEST_CASE("texts on which the quick search gives up") {
    // every position looks promising, so the budget runs out and the automaton takes over in the middle
    const std::string text = std::string(5000, 'a') + "b" + std::string(400, 'a') + "c";
    for (const std::string& literal :
         {std::string(400, 'a') + "c", std::string(399, 'a') + "d", "b" + std::string(300, 'a')}) {
        CHECK(find_literal(text, literal, borders_of(literal), 1) == text.find(literal));
    }
}

TEST_CASE("texts that are folded in several pieces") {
    std::mt19937 random{5};
    const std::vector<std::string> pieces{"a", "B", "\u00C9", "\u023A", "\U0001F600", "\xC3", "\xA9", "\xF0\x9F"};
    for (int round = 0; round < 400; ++round) {
        std::string text;
        while (text.size() < 1400) { text += pieces[random() % (random() % 8 == 0 ? pieces.size() : 2)]; }
        std::string folded;
        fold_text(text, folded);
        const std::size_t size = 1 + random() % 300;
        const std::size_t begin = random() % (folded.size() - size);
        std::string literal;
        const char* const last = folded.data() + begin + size;
        for (const char* first = folded.data() + begin; first < last;) {
            const auto next = utf8::decode(first, last);
            if (next.valid) utf8::append(next.character, literal);
            first += next.length;
        }
        const auto borders = borders_of(literal);
        const bool expected = folded.find(literal) != not_found;
        CHECK(contains_folded(text, literal, borders, rare_byte(literal)) == expected);
        CHECK((find_literal_end_folded(text, literal, borders) != not_found) == expected);
    }
    // an occurrence at every place around the end of the first piece
    const std::string letter = "\u023A";
    for (std::size_t before = 480; before < 520; ++before) {
        const std::string text = std::string(before, 'a') + letter + letter + std::string(600, '\x80');
        std::string literal;
        fold_text("a" + letter + letter, literal);
        CHECK(contains_folded(text, literal, borders_of(literal), 1));
        CHECK_FALSE(contains_folded(text, literal + "a", borders_of(literal + "a"), 1));
    }
}

TEST_CASE("reading backwards makes the same cuts as reading forwards") {
    std::mt19937 random{3};
    const std::vector<std::string> pieces{"a",    "\u00E9", "\u20AC", "\U0001F600", "\xC3", "\xA9",
                                          "\xE2", "\x82",   "\xF0",   "\x9F",       "\xED"};
    for (int round = 0; round < 5000; ++round) {
        std::string text;
        for (auto count = random() % 8; count != 0; --count) { text += pieces[random() % pieces.size()]; }
        std::vector<char32_t> forwards;
        const char* const last = text.data() + text.size();
        for (const char* first = text.data(); first != last;) {
            const auto next = utf8::decode(first, last);
            forwards.push_back(next.character);
            first += next.length;
        }
        CHECK(tail_length(text, forwards.size()) == text.size());
        for (const char* end = last; end != text.data();) {
            const auto next = decode_last(text.data(), end);
            REQUIRE_FALSE(forwards.empty());
            CHECK(next.character == forwards.back());
            forwards.pop_back();
            end -= next.length;
        }
        CHECK(forwards.empty());
    }
}

TEST_CASE("folded prefixes and suffixes are measured in the text") {
    CHECK(folded_prefix("\u212AXy", "kx") == 4);
    CHECK(folded_suffix("yX\u212A", "xk") == 4);
    CHECK(folded_prefix("ab", "") == 0);
    CHECK(folded_prefix("ab", "abc") == not_found);
    CHECK(folded_suffix("bc", "abc") == not_found);
    CHECK(folded_suffix("\xC3\u00C9", "\u00E9") == 2);
    CHECK(folded_prefix("\xC3", "\u00E9") == not_found);
}

static_assert(find_literal("xxab", "ab", {}, 1) == 2);
static_assert(find_literal_end_folded("xxAB", "ab", {}) == 4);
static_assert(folded_suffix("xxAB", "ab") == 2);

TEST_CASE("literal search: bytes decide on beginnings and ends as characters do") {
    // with characters whose folded form is longer or shorter, halves of sequences, and both sides of a word's border
    const std::vector<std::string> pieces{"a",    "A",    "k", "K",        "\xE2\x84\xAA", "\xC3\xA4",     "\xC3\x84",
                                          "\xC3", "\xA4", "s", "\xC5\xBF", "\xC8\xBA",     "\xE2\xB1\xA5", "\\",
                                          "z"};
    std::mt19937 random{7};
    const auto make = [&](std::size_t most) {
        std::string text;
        for (auto count = random() % (most + 1); count != 0; --count) { text += pieces[random() % pieces.size()]; }
        return text;
    };
    std::size_t matched = 0;
    for (int round = 0; round < 200'000; ++round) {
        const auto text = make(14);
        std::string literal;
        if (round % 2 == 0) { // a part of the text, so that it often matches
            const auto length = random() % (text.size() + 1);
            const auto from = random() % 2 == 0 ? 0 : text.size() - length;
            varsigma::fold_text(std::string_view{text}.substr(from, length), literal);
        } else {
            varsigma::fold_text(make(12), literal);
        }
        if (!varsigma::utf8::is_valid(literal)) { continue; }
        const auto prefix = varsigma::folded_prefix(text, literal);
        const auto suffix = varsigma::folded_suffix(text, literal);
        if (prefix != varsigma::detail::read_folded_prefix(text, literal) ||
            suffix != varsigma::detail::read_folded_suffix(text, literal)) {
            CAPTURE(text);
            CAPTURE(literal);
            REQUIRE(prefix == varsigma::detail::read_folded_prefix(text, literal));
            REQUIRE(suffix == varsigma::detail::read_folded_suffix(text, literal));
        }
        matched += prefix != varsigma::not_found ? 1U : 0U;
    }
    CHECK(matched > 10'000);
}
