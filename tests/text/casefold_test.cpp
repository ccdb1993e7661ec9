// SPDX-License-Identifier: BSL-1.0
#include <varsigma/text/detail/casefold.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#ifndef VARSIGMA_CASEFOLDING
#define VARSIGMA_CASEFOLDING "/usr/share/unicode/CaseFolding.txt"
#endif

using namespace std::string_view_literals;
using varsigma::equals_folded;
using varsigma::fold;

namespace {

static_assert(fold(U'K') == U'k' && fold(0x212A) == U'k' && fold(0x17F) == U's');
static_assert(fold(0xDF) == 0xDF && fold(0x1E9E) == 0xDF);
static_assert(fold(0x130) == 0x130 && fold(U'I') == U'i' && fold(0x131) == 0x131);
static_assert(fold(varsigma::utf8::invalid_byte_base + 0xC1) == varsigma::utf8::invalid_byte_base + 0xC1);
static_assert(equals_folded("\xC3\x89T\xC3\x89", "\xC3\xA9t\xC3\xA9") && !equals_folded("a", "ab"));

constexpr bool folds_at_compile_time() {
    constexpr std::string_view text = "C:\\Windows\\System32\\CMD.EXE \xE2\x84\xAA";
    char out[varsigma::folded_capacity(text.size())]{};
    const varsigma::folded_size written = varsigma::fold_text_into(text, out);
    return std::string_view{out, written.size} == "c:\\windows\\system32\\cmd.exe k" && written.ascii;
}
static_assert(folds_at_compile_time());

/// Fold by the definition: character by character.
std::string reference(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto next = varsigma::utf8::decode(text.data(), text.data() + text.size());
        varsigma::utf8::append(fold(next.character), out);
        text.remove_prefix(next.length);
    }
    return out;
}

std::string random_text(std::mt19937& random, std::size_t pieces_wanted) {
    constexpr std::array pieces{"Abcdefghijklmnopqrstuvwxyz"sv,
                                "Q"sv,
                                "\xC3\x89"sv,
                                "\xE2\x84\xAA"sv,
                                "\xC8\xBA"sv,
                                "\xC8"sv,
                                "\xBA"sv,
                                "\xE2\x84"sv,
                                "\xF0\x90\x90\x80"sv,
                                "\xCE\xA3"sv,
                                "\xFF"sv,
                                "[`{@"sv};
    std::string text;
    for (; pieces_wanted != 0; --pieces_wanted) text += pieces[random() % pieces.size()];
    return text;
}

/// The file's text; empty if there is none.
std::string case_folding_file() {
    const char* const chosen = std::getenv("VARSIGMA_CASEFOLDING");
    std::ifstream file{chosen != nullptr ? chosen : VARSIGMA_CASEFOLDING};
    std::ostringstream text;
    if (file) text << file.rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("casefold: every code point folds as CaseFolding.txt says") {
    const std::string text = case_folding_file();
    if (text.empty()) {
        MESSAGE("skipped: no CaseFolding.txt; name one in the environment variable VARSIGMA_CASEFOLDING");
        return;
    }
    std::istringstream file{text};
    std::string line;
    std::getline(file, line);
    if (line != "# CaseFolding-" + std::string{varsigma::casefold_unicode_version} + ".txt") {
        MESSAGE("skipped: the table is of another Unicode version than the file, which begins ", line);
        return;
    }

    std::vector<char32_t> expected(0x110000);
    for (char32_t code = 0; code < expected.size(); ++code) expected[code] = code;
    int mappings = 0;
    while (std::getline(file, line)) {
        unsigned from = 0;
        unsigned to = 0;
        char status = 0;
        char separator = 0;
        std::istringstream fields{line};
        if (line.empty() || line[0] == '#') continue;
        fields >> std::hex >> from >> separator >> status >> separator >> to;
        REQUIRE(fields);
        if (status != 'C' && status != 'S') continue;
        expected[from] = to;
        ++mappings;
    }
    CHECK(mappings > 1400);
    char32_t wrong = 0;
    for (char32_t code = 0; code < expected.size(); ++code) {
        if (fold(code) != expected[code]) wrong = code;
    }
    CHECK(static_cast<unsigned>(wrong) == 0);
}

TEST_CASE("casefold: folding is idempotent and moves no other character") {
    unsigned moved = 0;
    bool idempotent = true;
    for (char32_t code = 0; code < 0x110200; ++code) {
        const char32_t folded = fold(code);
        moved += folded != code ? 1U : 0U;
        idempotent = idempotent && fold(folded) == folded;
        if (code >= 0x110000 && folded != code) idempotent = false;
    }
    CHECK(idempotent);
    CHECK(moved == 1454); // Unicode 15.0
    CHECK(fold(0xFFFFFFFF) == 0xFFFFFFFF);
}

TEST_CASE("casefold: no text outgrows folded_capacity, and the bound is reached") {
    bool enough = true;
    for (char32_t code = 0; code <= 0x10FFFF; ++code) {
        char before[4];
        char after[4];
        const std::size_t size = varsigma::utf8::encode(code, before);
        enough = enough && varsigma::utf8::encode(fold(code), after) <= varsigma::folded_capacity(size);
    }
    CHECK(enough);
    // growth of parts adds up: folded_capacity(a) + folded_capacity(b) <= folded_capacity(a + b)
    std::string worst;
    for (int times = 0; times < 100; ++times) worst += "\xC8\xBA";
    std::string out;
    varsigma::fold_text(worst, out);
    CHECK(out.size() == varsigma::folded_capacity(worst.size()));
}

TEST_CASE("casefold: folded texts agree with the definition, in buffers of just the documented size") {
    std::mt19937 random{1};
    std::string out = "from before";
    for (int round = 0; round < 3000; ++round) {
        const std::string text = random_text(random, random() % 12);
        const std::string expected = reference(text);
        varsigma::fold_text(text, out);
        REQUIRE(out == expected);

        std::vector<char> buffer(varsigma::folded_capacity(text.size()));
        const varsigma::folded_size written = varsigma::fold_text_into(text, buffer.data());
        REQUIRE(std::string_view{buffer.data(), written.size} == expected);
        REQUIRE(written.ascii == varsigma::utf8::is_ascii(expected));

        varsigma::fold_text(expected, out);
        REQUIRE(out == expected);
        REQUIRE(equals_folded(text, expected));
        REQUIRE(varsigma::utf8::length(text) == varsigma::utf8::length(expected));
    }
}

TEST_CASE("casefold: every length, with and without another character at every place") {
    std::string out;
    for (std::size_t size = 0; size < 50; ++size) {
        std::string text;
        for (std::size_t at = 0; at < size; ++at) text += static_cast<char>('0' + (at * 7 + size) % 75);
        varsigma::fold_text(text, out);
        CHECK(out == reference(text));
        for (std::size_t at = 0; at <= size; ++at) {
            for (const auto other : {"\xC3\x89"sv, "\xC8\xBA"sv, "\xE2\x84\xAA"sv, "\xFF"sv}) {
                const std::string mixed = text.substr(0, at) + std::string{other} + text.substr(at);
                varsigma::fold_text(mixed, out);
                REQUIRE(out == reference(mixed));
            }
        }
    }
}

TEST_CASE("casefold: comparing agrees with folding both") {
    std::mt19937 random{2};
    std::string left;
    std::string right;
    int equal = 0;
    for (int round = 0; round < 20000; ++round) {
        const std::string a = random_text(random, random() % 3);
        const std::string b = random_text(random, random() % 3);
        varsigma::fold_text(a, left);
        varsigma::fold_text(b, right);
        REQUIRE(equals_folded(a, b) == (left == right));
        equal += left == right ? 1 : 0;
    }
    CHECK(equal > 100);
}

TEST_CASE("casefold: the traps that the semantics name") {
    CHECK(equals_folded("\xE2\x84\xAA", "k"));           // KELVIN SIGN
    CHECK(equals_folded("\xC5\xBF", "S"));               // LONG S
    CHECK(equals_folded("\xC8\xBA", "\xE2\xB1\xA5"));    // two bytes against three
    CHECK(equals_folded("\xCE\xA3", "\xCF\x82"));        // capital and final sigma
    CHECK_FALSE(equals_folded("\xC3\x9F", "ss"));        // sharp s
    CHECK(equals_folded("\xE1\xBA\x9E", "\xC3\x9F"));    // capital sharp s
    CHECK_FALSE(equals_folded("\xC4\xB0", "i"));         // I WITH DOT ABOVE
    CHECK_FALSE(equals_folded("\xC4\xB0", "i\xCC\x87")); // its full folding
    CHECK_FALSE(equals_folded("\xC4\xB1", "i"));         // dotless i
    CHECK(equals_folded("\xFF", "\xFF"));                // invalid bytes equal themselves only
    CHECK_FALSE(equals_folded("\xFF", "\xFE"));
    CHECK_FALSE(equals_folded("\xC3", "\xE3"));
    CHECK_FALSE(equals_folded("\xFF", "\xEF\xBF\xBD"));
    CHECK_FALSE(equals_folded("a", ""));
    CHECK(equals_folded("", {}));
    CHECK_FALSE(equals_folded("@[`{", "`{@["));
}
