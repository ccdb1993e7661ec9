// SPDX-License-Identifier: BSL-1.0
#include <varsigma/pattern/literal_rarity.hpp>

#include <doctest/doctest.h>

#include <string>

using varsigma::literal_rarity;

static_assert(literal_rarity("") == 0);
static_assert(literal_rarity("q") > literal_rarity("e"));

TEST_CASE("rarity: every byte counts, and what is longer is rarer") {
    for (int byte = 0; byte < 256; ++byte) {
        const std::string one(1, static_cast<char>(static_cast<unsigned char>(byte)));
        CHECK(literal_rarity(one) > 0);
        CHECK(literal_rarity(one + one) == 2 * literal_rarity(one));
    }
    CHECK(literal_rarity("mimikatz") > literal_rarity("mimikat"));
    CHECK(literal_rarity("ab") == literal_rarity("ba"));
}

TEST_CASE("rarity: the order of what logs are made of") {
    CHECK(literal_rarity("zqxj") > literal_rarity("tion"));
    CHECK(literal_rarity("\xC3\xA4") > literal_rarity("aa"));
    CHECK(literal_rarity("\x01") > literal_rarity("~"));
    CHECK(literal_rarity("|") > literal_rarity("\\"));
}

TEST_CASE("rare bytes are rarer than common ones") {
    CHECK(varsigma::rare_byte("") == 0);
    CHECK(varsigma::rare_byte("e") == 0);
    CHECK(varsigma::rare_byte("ezoe") == 1);
    CHECK(varsigma::rare_byte("\\temp\\%") == 6);
    for (const std::string_view literal : {"powershell", "\\cmd.exe", "\u00E9t\u00E9"}) {
        CHECK(varsigma::rare_byte(literal) < literal.size());
    }
}
