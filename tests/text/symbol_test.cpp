// SPDX-License-Identifier: BSL-1.0
#include <varsigma/text/detail/symbol.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace varsigma;

TEST_CASE("a symbol is a code point, an invalid byte or a special") {
    for (const char32_t one : {U'\0', U'a', U'\uFFFF', U'\U0010FFFF'}) {
        CHECK(is_literal(literal_symbol(one)));
        CHECK_FALSE(is_invalid_byte(literal_symbol(one)));
        CHECK(character(literal_symbol(one)) == one);
    }
    for (const char32_t byte : {0x80U, 0xFFU}) {
        CHECK(is_literal(literal_symbol(utf8::invalid_byte_base + byte)));
        CHECK(is_invalid_byte(literal_symbol(utf8::invalid_byte_base + byte)));
    }
    for (const symbol special : {symbol::any_run, symbol::any_one, symbol::any_dash}) {
        CHECK_FALSE(is_literal(special));
        CHECK_FALSE(is_invalid_byte(special));
    }
}

TEST_CASE("literals are written as they are compared") {
    const std::vector<symbol> literals{literal_symbol(U'A'), literal_symbol(U'\u00C9'), literal_symbol(U'\u212A'),
                                       literal_symbol(utf8::invalid_byte_base + 0xC3)};
    std::string folded;
    append_text(literals, case_mode::folded, folded);
    CHECK(folded == "a\u00E9k\xC3");
    std::string exact;
    append_text(literals, case_mode::exact, exact);
    CHECK(exact == "A\u00C9\u212A\xC3");
}
