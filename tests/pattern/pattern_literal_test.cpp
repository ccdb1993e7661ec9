// SPDX-License-Identifier: BSL-1.0
#include <varsigma/pattern/pattern_literal.hpp>

#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/pattern/wildcard_pattern.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <doctest/doctest.h>

#include <array>
#include <string_view>
#include <type_traits>

using namespace varsigma;

static_assert("foo*"_sigma.matches("FOOBAR"));
static_assert(!"foo*"_sigma.matches("xfoo"));
static_assert(!"foo*"_sigma_cased.matches("FOOBAR"));
static_assert("foo*"_sigma_cased.matches("fooBAR"));
static_assert("* msiexec*:\\/\\/*"_sigma.matches("cmd /c MsiExec /q /i http:\\/\\/x"));
static_assert(R"(*\\\*)"_sigma.matches(R"(C:\*)"));
static_assert("\u00C9t?"_sigma.matches("\u00E9T\xFF"));
static_assert(""_sigma.matches("") && !""_sigma.matches("x"));
static_assert("a*c"_sigma.matches_folded("abc"));
static_assert(std::is_trivially_destructible_v<std::remove_cvref_t<decltype("a*b?c"_sigma)>>);
static_assert(&"twice*"_sigma == &"twice*"_sigma);

namespace {

/// Whether both ways to compile a pattern give the same answers on a few texts.
template <fixed_string Text>
bool agrees() {
    constexpr std::array<std::string_view, 13> texts{"",
                                                     "a",
                                                     "A",
                                                     "ab",
                                                     "abc",
                                                     "aBc",
                                                     "xabc",
                                                     "xabcx",
                                                     "a*c",
                                                     R"(a\c)",
                                                     "\xC3\xA9",
                                                     "a\xFF"
                                                     "c",
                                                     "a long text with ABC in it"};
    for (const auto mode : {case_mode::folded, case_mode::exact}) {
        const auto compiled = wildcard_pattern<>::compile(sigma_string::parse(Text.view()), mode);
        if (!compiled) { return false; }
        for (const auto text : texts) {
            const bool fixed = mode == case_mode::folded ? pattern_of<Text, case_mode::folded>.matches(text)
                                                         : pattern_of<Text, case_mode::exact>.matches(text);
            if (fixed != compiled->matches(text)) { return false; }
        }
    }
    return true;
}

} // namespace

TEST_CASE("pattern literals: match what the pattern matches that is compiled at run time") {
    CHECK(agrees<"">());
    CHECK(agrees<"*">());
    CHECK(agrees<"abc">());
    CHECK(agrees<"ab*">());
    CHECK(agrees<"*bc">());
    CHECK(agrees<"*abc*">());
    CHECK(agrees<"a*c">());
    CHECK(agrees<"a?c">());
    CHECK(agrees<"a\\*c">());
    CHECK(agrees<"a\\c">());
    CHECK(agrees<"*\u00E9*">());
}
