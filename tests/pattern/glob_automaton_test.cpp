// SPDX-License-Identifier: BSL-1.0
#include "../reference/naive_glob.hpp"

#include <varsigma/pattern/glob_automaton.hpp>
#include <varsigma/pattern/re2_engine.hpp>
#include <varsigma/pattern/sigma_string.hpp>

#include <doctest/doctest.h>

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace varsigma;

namespace {

glob_automaton folded(std::string_view notation) {
    return *glob_automaton::compile(sigma_string::parse(notation).symbols(), case_mode::folded);
}

glob_automaton exact(std::string_view notation) {
    return *glob_automaton::compile(sigma_string::parse(notation).symbols(), case_mode::exact);
}

std::optional<std::string> found(const glob_automaton& pattern, std::string_view text) {
    const auto place = pattern.find(text);
    if (!place) return std::nullopt;
    return std::string{text.substr(place->offset, place->length)} + '@' + std::to_string(place->offset);
}

} // namespace

TEST_CASE("letters compare by simple case folding unless the pattern is exact") {
    CHECK(folded("kernel").matches("\u212AERNEL"));
    CHECK(folded("\u212Aernel").matches("KERNEL"));
    CHECK(folded("*\u017Fys*").matches("a SYS"));
    CHECK(folded("*S?S").matches("a s\u00E9\u017F"));
    CHECK_FALSE(folded("ss").matches("\u00DF"));
    CHECK_FALSE(folded("\u0130").matches("i"));
    CHECK(folded("\u0130").matches("\u0130"));
    CHECK(exact("aB*").matches("aBc"));
    CHECK_FALSE(exact("aB*").matches("abc"));
    CHECK_FALSE(exact("a?B").matches("axb"));
    CHECK_FALSE(exact("kernel").matches("\u212Aernel"));
}

TEST_CASE("a star takes newlines, a question mark one character") {
    CHECK(folded("a*b").matches("a\r\n\nb"));
    CHECK(folded("a?b").matches("a\nb"));
    CHECK(folded("a?b").matches("a\U0001F600b"));
    CHECK_FALSE(folded("a?b").matches("ab"));
    CHECK_FALSE(folded("a??b").matches("a\u00E9b"));
    CHECK(folded("???").matches("\xED\xB2\x80"));
    CHECK(folded("*").matches(""));
    CHECK(folded("").matches(""));
    CHECK_FALSE(folded("").matches("a"));
    CHECK_FALSE(folded("?*").matches(""));
}

TEST_CASE("invalid bytes are characters of their own") {
    CHECK(folded("a\xFFz").matches("A\xFFZ"));
    CHECK_FALSE(folded("a\xFFz").matches("a\xFEz"));
    // half a sequence is not found inside a whole one
    CHECK_FALSE(folded("*\xC3*").matches("\u00E9"));
    CHECK_FALSE(folded("*\xA9").matches("\u00E9"));
    CHECK(folded("*\xA9").matches("\u00E9\xA9"));
    CHECK(folded("*\u00E9*").matches("\xC3\u00C9\xA9"));
    CHECK(folded("*\u00E9").matches("\xE2\x82\u00C9"));
    CHECK_FALSE(folded("*\xEF\xBF\xBD*").matches("\xFF"));
}

TEST_CASE("the dash class is one of five characters") {
    const auto pattern =
        *glob_automaton::compile(sigma_string::parse("* -Enc *").windash().symbols(), case_mode::folded);
    for (const char* dash : {"-", "/", "\u2013", "\u2014", "\u2015"}) {
        CHECK(pattern.matches(std::string{"p.exe "} + dash + "enc AA"));
    }
    CHECK_FALSE(pattern.matches("p.exe +enc AA"));
    CHECK_FALSE(pattern.matches("p.exe \u2012enc AA"));
    CHECK_FALSE(pattern.matches("p.exe enc AA"));
}

TEST_CASE("find tells where the literal stands in the text as it was given") {
    CHECK(found(folded("*abc*"), "xxABCabc") == "ABC@2");
    CHECK(found(folded("*aab*"), "aaab") == "aab@1");
    CHECK(found(folded("*k*"), "\u00E9\u212Ax") == "\u212A@2");
    CHECK(found(folded("*bc"), "ABC") == "BC@1");
    CHECK(found(folded("*k"), "x\u212A") == "\u212A@1");
    CHECK(found(folded("ab*"), "ABC") == "AB@0");
    CHECK(found(folded("ab"), "AB") == "AB@0");
    CHECK(found(folded("*"), "AB") == "AB@0");
    CHECK(found(folded("**"), "") == "@0");
    CHECK_FALSE(found(folded("*abd*"), "ABC").has_value());
    CHECK_FALSE(found(folded("ab"), "ABC").has_value());
    CHECK(found(exact("*BC*"), "bcABC") == "BC@3");
    CHECK(found(exact("*\u00C9"), "x\u00C9") == "\u00C9@1");
    // general patterns: from the first segment to where the last one can end
    CHECK(found(folded("*a*c*"), "xxAbCcx") == "AbC@2");
    CHECK(found(folded("*a*c"), "xxAbCc") == "AbCc@2");
    CHECK(found(folded("a*c*"), "AbCc") == "AbC@0");
    CHECK(found(folded("*a?c*"), "\u00E9xAbCx") == "AbC@3");
    CHECK(found(folded("*a?"), "xxA\u00E9") == "A\u00E9@2");
    CHECK(found(folded("*\xFF*"), "\u00E9\xFFx") == "\xFF@2");
    CHECK_FALSE(found(folded("*a?c*"), "ac").has_value());
}

TEST_CASE("copies and moved patterns match like their source") {
    for (const char* notation : {"*abaabab*", "a*b?c", "plain"}) {
        glob_automaton source = folded(notation);
        glob_automaton copy = source;
        const glob_automaton moved = std::move(source);
        for (const char* text : {"xABAABABx", "aXbXc", "PLAIN", ""}) {
            CHECK(copy.matches(text) == moved.matches(text));
        }
        copy = folded("other");
        CHECK(copy.matches("OTHER"));
    }
}

TEST_CASE("only general patterns have a limit, and it is exact") {
    const std::string limit(max_glob_symbols - 1, 'a');
    const auto fits = glob_automaton::compile(sigma_string::parse("*" + limit + "*?**").symbols(), case_mode::folded);
    REQUIRE(fits.has_value());
    CHECK(fits->matches("b" + limit + "bb"));
    CHECK_FALSE(fits->matches("b" + limit.substr(1) + "bb"));
    const auto beyond = glob_automaton::compile(sigma_string::parse(limit + "*??").symbols(), case_mode::folded);
    REQUIRE_FALSE(beyond.has_value());
    CHECK(beyond.error().code == diagnostic_code::rule_too_large);
    const auto literal =
        glob_automaton::compile(sigma_string::literal(limit + limit).contains().symbols(), case_mode::exact);
    REQUIRE(literal.has_value());
    CHECK(literal->matches("b" + limit + limit));
}

namespace {

/// Random patterns on texts made from them, against the reference; RE2 too where it is quick enough.
void compare_random(std::mt19937& random, std::size_t longest, unsigned star_of_20, bool with_re2) {
    const std::vector<char32_t> letters{U'a',      U'b', U'A', U'\u00E9',
                                        U'\u212A', U'k', U'-', utf8::invalid_byte_base + 0xA9};
    const auto letter = [&] { return letters[random() % (random() % 4 == 0 ? letters.size() : 2)]; };
    std::vector<symbol> pattern(1 + random() % longest);
    for (symbol& element : pattern) {
        const auto dice = random() % 20;
        element = dice < star_of_20        ? symbol::any_run
                  : dice == star_of_20     ? symbol::any_one
                  : dice == star_of_20 + 1 ? symbol::any_dash
                                           : literal_symbol(letter());
    }
    for (const case_mode mode : {case_mode::folded, case_mode::exact}) {
        const auto automaton = glob_automaton::compile(pattern, mode);
        REQUIRE(automaton.has_value());
        std::optional<re2_engine> re2;
        if (with_re2) re2 = *re2_engine::compile(pattern, mode);
        for (int round = 0; round < 4; ++round) {
            std::string text;
            for (const symbol element : pattern) {
                if (element == symbol::any_run) {
                    for (auto more = random() % 4; more != 0; --more) { utf8::append(letter(), text); }
                } else {
                    utf8::append(is_literal(element) ? character(element) : U'-', text);
                }
                // now and then a text that nearly matches
                if (round > 1 && random() % (2 * pattern.size()) == 0) utf8::append(letter(), text);
            }
            std::string ready;
            fold_text(text, ready);
            if (mode == case_mode::exact) ready = text;
            const bool expected = reference::naive_glob(pattern, text, mode);
            CHECK(automaton->matches(text) == expected);
            CHECK(automaton->matches_folded(ready) == expected);
            CHECK(automaton->find(text).has_value() == expected);
            if (re2) CHECK(re2->matches(text) == expected);
        }
    }
}

} // namespace

TEST_CASE("random patterns of one and of several words agree with the reference") {
    std::mt19937 random{1};
    for (int round = 0; round < 300; ++round) { compare_random(random, 40, 4, true); }
    for (int round = 0; round < 60; ++round) {
        compare_random(random, 140, 2, true);
        compare_random(random, 140, 10, false);
        compare_random(random, 300, 0, false);
        compare_random(random, 300, 1, false);
    }
}

TEST_CASE("patterns that end at the edge of a word") {
    for (std::size_t size = 61; size <= 67; ++size) {
        for (const char* rim : {"*", ""}) {
            const std::string inner(size, 'a');
            const auto pattern = folded(rim + inner + "?b" + rim);
            CHECK(pattern.matches(inner + "xb"));
            CHECK_FALSE(pattern.matches(inner + "b"));
            CHECK(pattern.matches("a" + inner + "ab") == (*rim == '*'));
        }
    }
}

// the same at compile time
static_assert(compile_fixed(fixed_sigma<"*.e?e*x">, case_mode::folded).matches("foo.EXE zzX"));
static_assert(!compile_fixed(fixed_sigma<"*.e?e*x">, case_mode::exact).matches("foo.EXE zzX"));
static_assert(compile_fixed(fixed_sigma<"aabaaab">.contains(), case_mode::folded).matches("AABAABAAAB"));
static_assert(compile_fixed(fixed_sigma<"aabaaab">.contains(), case_mode::exact).find("aabaabaaab") == text_span{3, 7});
static_assert(compile_fixed(fixed_sigma<"\u00C9">.endswith(), case_mode::folded).matches("xx\u00E9"));
static_assert(compile_fixed(fixed_sigma<"x\u212A">.startswith(), case_mode::folded).matches("XKy"));
static_assert(compile_fixed(fixed_sigma<"">, case_mode::folded).matches(""));
static_assert(compile_fixed(fixed_sigma<"*">, case_mode::folded).matches("\xFF"));
static_assert(compile_fixed(fixed_sigma<"-enc">.windash().contains(), case_mode::folded).matches("a \u2015ENC"));
static_assert(compile_fixed(fixed_sigma<"0123456789012345678901234567890123456789012345678901234567890123456789?*x">,
                            case_mode::folded)
                  .matches("0123456789012345678901234567890123456789012345678901234567890123456789abX"));
