// SPDX-License-Identifier: BSL-1.0
#include <varsigma/pattern/sigma_string.hpp>

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;

namespace {

/// A sequence by a notation without escapes: `*`, `?` and `~` (a dash class) are specials, everything else is literal.
sigma_string symbols(std::string_view text) {
    std::vector<symbol> list;
    for (const char byte : text) {
        list.push_back(byte == '*'   ? symbol::any_run
                       : byte == '?' ? symbol::any_one
                       : byte == '~' ? symbol::any_dash
                                     : literal_symbol(static_cast<unsigned char>(byte)));
    }
    return sigma_string::from_symbols(list);
}

} // namespace

TEST_CASE("escapes are resolved in one pass") {
    struct {
        const char* notation;
        const char* literal;
    } const plain[] = {
        {R"(a\b)", R"(a\b)"},
        {R"(a\\b)", R"(a\b)"},
        {R"(a\\\b)", R"(a\\b)"},
        {R"(\*)", "*"},
        {R"(\?)", "?"},
        {R"(\\\*)", R"(\*)"},
        {R"(\/)", R"(\/)"},
        {R"(C:\Windows\*)", R"(C:\Windows*)"},
        {"\\", "\\"},
        {R"(\\)", "\\"},
        {R"(\\\)", R"(\\)"},
        {R"(a\)", R"(a\)"},
        {R"(\\server)", R"(\server)"},
        {"", ""},
        {"\xC3\\\xA9", "\xC3\\\xA9"},
    };
    for (const auto& value : plain) {
        CAPTURE(value.notation);
        CHECK(sigma_string::parse(value.notation) == sigma_string::literal(value.literal));
        CHECK(sigma_string::parse(value.notation).plain() == value.literal);
    }
    CHECK(sigma_string::parse(R"(\\*)") == symbols(R"(\*)"));
    CHECK(sigma_string::parse(R"(\\?\)") == symbols(R"(\?\)"));
    CHECK(sigma_string::parse("*a?") == symbols("*a?"));
    CHECK_FALSE(sigma_string::parse("a*").plain().has_value());
    CHECK_FALSE(sigma_string::parse("?").plain().has_value());
}

TEST_CASE("characters are code points, and bytes where there is none") {
    CHECK(sigma_string::parse("\u00E9?").symbols().size() == 2);
    const auto cut = sigma_string::parse("\xE2\x82");
    REQUIRE(cut.symbols().size() == 2);
    CHECK(is_invalid_byte(cut.symbols()[0]));
    CHECK(character(cut.symbols()[1]) == utf8::invalid_byte_base + 0x82);
    CHECK_FALSE(is_invalid_byte(symbol::any_dash));
    CHECK_FALSE(is_invalid_byte(literal_symbol(U'a')));
}

TEST_CASE("literal takes escapes and wildcards as they are") {
    const auto taken = sigma_string::literal(R"(\*a?\\)");
    CHECK_FALSE(taken.has_wildcards());
    CHECK(taken.plain() == R"(\*a?\\)");
    CHECK(taken.to_text() == R"(\\\*a\?\\\)");
}

TEST_CASE("contains, startswith and endswith open the parsed form and double no star") {
    CHECK(sigma_string::parse("a").contains() == symbols("*a*"));
    CHECK(sigma_string::parse("a").startswith() == symbols("a*"));
    CHECK(sigma_string::parse("a").endswith() == symbols("*a"));
    CHECK(sigma_string::parse("*a*").contains() == symbols("*a*"));
    CHECK(sigma_string::parse("a*").contains() == symbols("*a*"));
    CHECK(sigma_string::parse("*a").contains() == symbols("*a*"));
    CHECK(sigma_string::parse("a*").startswith() == symbols("a*"));
    CHECK(sigma_string::parse("*a").startswith() == symbols("*a*"));
    CHECK(sigma_string::parse("").contains() == symbols("*"));
    CHECK(sigma_string::parse("").startswith() == symbols("*"));
    CHECK(sigma_string::parse("").endswith() == symbols("*"));
    CHECK(sigma_string::parse("*").contains() == symbols("*"));
    CHECK(sigma_string::parse("?").contains() == symbols("*?*"));
    // neither a final backslash nor an escaped star swallows the star that is added
    CHECK(sigma_string::parse("a\\").startswith() == symbols("a\\*"));
    CHECK(sigma_string::parse(R"(a\*)").startswith().to_text() == R"(a\**)");
    CHECK(sigma_string::parse(R"(\*a)").endswith().to_text() == R"(*\*a)");
}

TEST_CASE("windash turns the dashes that begin an option into a class") {
    CHECK(sigma_string::parse("-a").windash() == symbols("~a"));
    CHECK(sigma_string::parse(" /a b-c -").windash() == symbols(" ~a b-c -"));
    CHECK(sigma_string::parse("--a").windash() == symbols("-~a"));
    CHECK(sigma_string::parse("*-1").windash() == symbols("*~1"));
    CHECK(sigma_string::parse("a-b_-c").windash() == symbols("a-b_-c"));
    CHECK(sigma_string::parse("-*").windash() == symbols("-*"));
    CHECK(sigma_string::parse("?-_").windash() == symbols("?~_"));
    CHECK(sigma_string::parse("\u00E9-x -\u00E9").windash().symbols()[1] == symbol::any_dash);
    CHECK(sigma_string::parse("-\u00E9").windash() == sigma_string::parse("-\u00E9"));
    for (const char* dash : {"-", "/", "\u2013", "\u2014", "\u2015"}) {
        CHECK(sigma_string::parse(std::string{dash} + "enc").windash() == symbols("~enc"));
    }
    CHECK(sigma_string::parse("\u2012a").windash() == sigma_string::parse("\u2012a"));
    const auto once = sigma_string::parse("x -a/b -c").windash();
    CHECK(once.windash() == once);
    CHECK(once.has_wildcards());
    CHECK(sigma_string::parse("-a").windash().contains() == sigma_string::parse("-a").contains().windash());
}

TEST_CASE("the notation is written with as few escapes as possible") {
    CHECK(sigma_string::parse(R"(C:\Windows\\*)").to_text() == R"(C:\Windows\\*)");
    CHECK(sigma_string::parse(R"(C:\\Windows\\cmd.exe)").to_text() == R"(C:\Windows\cmd.exe)");
    CHECK(sigma_string::parse(R"(a\\\*)").to_text() == R"(a\\\*)");
    CHECK(sigma_string::parse(R"(\\\\)").to_text() == R"(\\\)");
    CHECK(symbols("\\~a").to_text() == R"(\-a)");
}

TEST_CASE("what is written is read back: random sequences") {
    std::mt19937 random{20240229};
    const std::vector<symbol> alphabet{symbol::any_run,        symbol::any_one,         literal_symbol(U'\\'),
                                       literal_symbol(U'*'),   literal_symbol(U'?'),    literal_symbol(U'a'),
                                       literal_symbol(0x2013), literal_symbol(0x1F600), literal_symbol(0x1100FF)};
    for (int round = 0; round < 5000; ++round) {
        std::vector<symbol> list(random() % 12);
        for (symbol& element : list) { element = alphabet[random() % alphabet.size()]; }
        const auto pattern = sigma_string::from_symbols(list);
        if (sigma_string::parse(pattern.to_text()) != pattern) FAIL_CHECK("lost " << pattern.to_text());
    }
}

// the same at compile time
static_assert(fixed_sigma<R"(a\\\b)"> == fixed_sigma_string<5>::literal(R"(a\\b)"));
static_assert(fixed_sigma<R"(a\)">.startswith().symbols().back() == symbol::any_run);
static_assert(fixed_sigma<"">.empty() && fixed_sigma<"">.contains().symbols().size() == 1);
static_assert(fixed_sigma<"-x">.windash().contains().symbols()[1] == symbol::any_dash);
static_assert(fixed_sigma<"a?">.has_wildcards() && !fixed_sigma<R"(a\?)">.has_wildcards());
static_assert(fixed_sigma<"*abc">.endswith() != fixed_sigma<"*abcd">);
