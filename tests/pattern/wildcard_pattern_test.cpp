// SPDX-License-Identifier: BSL-1.0
#include <varsigma/pattern/re2_engine.hpp>
#include <varsigma/pattern/wildcard_pattern.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace varsigma;

static_assert(wildcard_engine<glob_automaton>);
static_assert(wildcard_engine<fixed_glob_automaton<4>>);
static_assert(!wildcard_engine<std::string>);

TEST_CASE_TEMPLATE("a pattern matches the whole text with either engine", Engine, glob_automaton, re2_engine) {
    using pattern = wildcard_pattern<Engine>;
    const auto folded = [](const char* notation) {
        return *pattern::compile(sigma_string::parse(notation), case_mode::folded);
    };
    CHECK(folded(R"(*\\cmd.exe)").matches(R"(C:\Windows\CMD.EXE)"));
    CHECK_FALSE(folded(R"(*\\cmd.exe)").matches(R"(C:\Windows\CMD.EXE )"));
    CHECK(folded("*.*").matches("a.\nb"));
    CHECK_FALSE(folded("*.*").matches("ab"));
    CHECK(folded("(a|b)[c]+^$").matches("(A|B)[C]+^$"));
    CHECK_FALSE(folded("kernel?").matches("kernel"));
    CHECK(folded("\u212Aernel?").matches("KERNEL\xFF"));
    CHECK(folded("\xFF*").matches("\xFFx"));
    CHECK_FALSE(folded("\xFF*").matches("\xFEx"));
    CHECK(folded("??").matches("\xFF\xFE"));
    CHECK(folded("??").matches("\xC3\u00E9"));
    CHECK_FALSE(folded("*\xC3*").matches("\u00E9"));
    // the surrogate that stands for an invalid byte inside RE2 must not be one in the text
    CHECK_FALSE(folded("\x80").matches("\xED\xB2\x80"));
    CHECK(folded("???").matches("\xED\xB2\x80"));
    CHECK(folded("ab*").matches_folded("abc"));
    const auto exact = *pattern::compile(sigma_string::parse("aB*"), case_mode::exact);
    CHECK(exact.matches("aBc"));
    CHECK(exact.matches_folded("aBc"));
    CHECK_FALSE(exact.matches("abc"));
    const auto windash = *pattern::compile(sigma_string::parse("* -x").windash(), case_mode::folded);
    CHECK(windash.matches("a \u2014X"));
    CHECK_FALSE(windash.matches("a xX"));
}

TEST_CASE("every invalid byte is told from every other by both engines") {
    for (unsigned byte = 0x80; byte <= 0xFF; ++byte) {
        const std::string one(1, static_cast<char>(byte));
        const auto automaton = *wildcard_pattern<>::compile(sigma_string::literal(one), case_mode::folded);
        const auto re2 = *wildcard_pattern<re2_engine>::compile(sigma_string::literal(one), case_mode::folded);
        for (unsigned other = 0x80; other <= 0xFF; ++other) {
            const std::string text(1, static_cast<char>(other));
            CHECK(automaton.matches(text) == (byte == other));
            CHECK(re2.matches(text) == (byte == other));
        }
    }
}

TEST_CASE("a pattern that is too long is rejected") {
    const std::string longest(max_glob_symbols + 1, '?');
    const auto rejected = wildcard_pattern<>::compile(sigma_string::parse(longest), case_mode::folded);
    REQUIRE_FALSE(rejected.has_value());
    CHECK(rejected.error().code == diagnostic_code::rule_too_large);
}

TEST_CASE("a fixed automaton rejects what is longer than its capacity") {
    using pattern = wildcard_pattern<fixed_glob_automaton<4>>;
    const auto fits = pattern::compile(sigma_string::parse("*a?*"), case_mode::folded);
    REQUIRE(fits.has_value());
    CHECK(fits->matches("xAb"));
    CHECK_FALSE(pattern::compile(sigma_string::parse("abcde"), case_mode::folded).has_value());
}
