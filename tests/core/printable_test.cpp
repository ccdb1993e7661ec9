// SPDX-License-Identifier: BSL-1.0
#include <varsigma/core/printable.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>

using varsigma::make_printable;
using varsigma::shorten;

namespace {

std::string printable(std::string text) {
    make_printable(text);
    return text;
}

std::string shortened(std::string text, std::size_t most) {
    shorten(text, most);
    return text;
}

} // namespace

TEST_CASE("printable: control characters become spaces, nothing else changes") {
    CHECK(printable("a\nb\x1b[2J\x7F\r\t") == "a b [2J   ");
    CHECK(printable(std::string{"a\0b", 3}) == "a b");
    CHECK(printable("\u00e4 plain") == "\u00e4 plain");
}

TEST_CASE("printable: a long message is cut between characters") {
    CHECK(shortened("12345", 5) == "12345");
    CHECK(shortened("123456", 5) == "12...");
    CHECK(shortened("1\u00e423456", 5) == "1...");
    CHECK(shortened("1\u00e423456", 6) == "1\u00e4...");
    CHECK(shortened("123456", 3) == "...");
    CHECK(shortened(std::string(100, '\x80'), 50) == "...");
}
