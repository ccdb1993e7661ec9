// SPDX-License-Identifier: BSL-1.0
#include <varsigma/pattern/detail/required_literal.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include "../reference/naive_glob.hpp"
#include "../reference/reference_text.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

using namespace varsigma;

namespace {

std::string required(std::string_view value) {
    const auto parsed = sigma_string::parse(value);
    std::string text;
    append_text(required_literal(parsed.symbols()), case_mode::exact, text);
    return text;
}

constexpr symbol letters[] = {literal_symbol(U'a'), symbol::any_run, literal_symbol(U'b'), literal_symbol(U'c')};
static_assert(required_literal(letters).size() == 2);
static_assert(required_literal(letters).data() == letters + 2);
static_assert(required_literal({}).empty());

} // namespace

TEST_CASE("required literal: the longest run between wildcards, the first of equal ones") {
    CHECK(required("").empty());
    CHECK(required("*").empty());
    CHECK(required("?*?").empty());
    CHECK(required("abc") == "abc");
    CHECK(required("ab*cde") == "cde");
    CHECK(required("abc*de") == "abc");
    CHECK(required("ab*cd") == "ab");
    CHECK(required("*a?bc*d*") == "bc");
    CHECK(required("\\*a*b") == "*a");
    CHECK(required("a*\xC3\xA4\xC3\xB6?b") == "\xC3\xA4\xC3\xB6");
}

TEST_CASE("required literal: neither dashes nor bytes that belong to no character are part of one") {
    std::string text;
    const auto with_dashes = sigma_string::parse("ab -cd").windash();
    append_text(required_literal(with_dashes.symbols()), case_mode::exact, text);
    CHECK(text == "ab ");
    text.clear();
    const auto broken = sigma_string::literal("a\xFFxyz\xC3");
    append_text(required_literal(broken.symbols()), case_mode::exact, text);
    CHECK(text == "xyz");
}

TEST_CASE("required literal: every text that matches holds it") {
    std::mt19937 generator{23};
    const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(generator()) % limit; };
    std::size_t matched = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string pattern;
        std::string text;
        for (auto left = below(7); left > 0; --left) { pattern += "ab*?"[below(4)]; }
        for (auto left = below(8); left > 0; --left) { text += "ab"[below(2)]; }
        const auto parsed = sigma_string::parse(pattern);
        if (!reference::naive_glob(parsed.symbols(), text, case_mode::exact)) { continue; }
        ++matched;
        CHECK(text.find(required(pattern)) != std::string::npos);
    }
    CHECK(matched > 500);
}
