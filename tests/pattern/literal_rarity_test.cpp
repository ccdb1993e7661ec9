// SPDX-License-Identifier: BSL-1.0
#include <varsigma/literals/detail/literal_rarity.hpp>

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

using varsigma::literal_rarity;
using varsigma::occurrence_bits;
using kind = varsigma::pattern_shape::kind;

static_assert(literal_rarity("") == 0);
static_assert(literal_rarity("q") > literal_rarity("e"));
static_assert(literal_rarity("mimikatz") > literal_rarity("system32"));
static_assert(varsigma::rare_byte("\\temp\\%") == 6);
static_assert(occurrence_bits(kind::everything, "") == 0);

namespace {

const std::vector<std::string_view> phrases{
    "c:\\windows\\system32\\svchost.exe", "\\currentversion\\run\\", "mimikatz", "sekurlsa::logonpasswords",
    "c:\\users\\public\\downloads\\",     "hklm\\software\\",        "true",     "-k netsvcs -p -s schedule",
    "https://www.example.com/index.html", "nt authority\\system",    "4624",     "\xC3\xA4\xE2\x82\xAC\x01\x02\x03\xFF",
    "\\image file execution options\\",   "powershell -enc jab",     "zqxj|^~",  "0x0000000000000000",
};

/// Pieces of the phrases, one after the other.
std::string random_text(std::mt19937& random) {
    std::string text;
    for (auto pieces = random() % 3 + 1; pieces > 0; --pieces) {
        const auto phrase = phrases[random() % phrases.size()];
        const auto from = random() % phrase.size();
        text += phrase.substr(from, random() % (phrase.size() - from) + 1);
    }
    return text;
}

} // namespace

TEST_CASE("a literal is never less surprising than a part of it") {
    std::mt19937 random{1};
    for (int round = 0; round < 5000; ++round) {
        const auto text = random_text(random);
        CAPTURE(text);
        const auto from = random() % text.size();
        const auto part = std::string_view{text}.substr(from, random() % (text.size() - from) + 1);
        CAPTURE(part);
        CHECK(literal_rarity(part) > 0);
        CHECK(literal_rarity(part) <= literal_rarity(text));
    }
}

TEST_CASE("what is rare in logs is more surprising than what is common") {
    CHECK(literal_rarity("zqxj") > literal_rarity("tion"));
    CHECK(literal_rarity("\xC3\xA4") > literal_rarity("aa"));
    CHECK(literal_rarity("\x01") > literal_rarity("~"));
    CHECK(literal_rarity("|") > literal_rarity("\\"));
    CHECK(literal_rarity("katz") > literal_rarity(".exe"));
    CHECK(literal_rarity("mimi") > literal_rarity("indo"));
    CHECK(literal_rarity("\\system32\\") < literal_rarity("mimik"));
}

TEST_CASE("the share of values is told from what values are made of") {
    CHECK(occurrence_bits(kind::contains, "") == 0);
    CHECK(occurrence_bits(kind::contains, "e") < 1);
    CHECK(occurrence_bits(kind::contains, "\\system32\\") < 5);
    CHECK(occurrence_bits(kind::endswith, ".exe") < 5);
    CHECK(occurrence_bits(kind::endswith, ".dll") < 6);
    CHECK(occurrence_bits(kind::startswith, "c:\\windows\\") < 5);
    CHECK(occurrence_bits(kind::equals, "true") < 10);
    CHECK(occurrence_bits(kind::equals, "-") < 10);
    CHECK(occurrence_bits(kind::endswith, "\\svchost.exe") < occurrence_bits(kind::endswith, "\\powershell.exe"));
    CHECK(occurrence_bits(kind::endswith, "\\powershell.exe") < occurrence_bits(kind::endswith, "\\mimikatz.exe"));
    CHECK(occurrence_bits(kind::contains, "\\currentversion\\run\\") < occurrence_bits(kind::contains, "mimikatz"));
    CHECK(occurrence_bits(kind::contains, "\\image file execution options\\") < 14);
    CHECK(occurrence_bits(kind::contains, "mimikatz") > 18);
    CHECK(occurrence_bits(kind::contains, "sekurlsa::logonpasswords") <= 20);
}

TEST_CASE("a stricter test does not pass more values") {
    std::mt19937 random{2};
    for (int round = 0; round < 5000; ++round) {
        const auto text = random_text(random);
        CAPTURE(text);
        const auto inside = occurrence_bits(kind::contains, text);
        CHECK(inside >= 0);
        CHECK(inside <= 20);
        CHECK(occurrence_bits(kind::everything, text) == 0);
        CHECK(occurrence_bits(kind::general, text) == inside);
        // what is left out of the table may be off by this much
        constexpr double slack = 2;
        for (const auto form : {kind::startswith, kind::endswith}) {
            CHECK(occurrence_bits(form, text) >= inside - slack);
            CHECK(occurrence_bits(kind::equals, text) >= occurrence_bits(form, text) - slack);
        }
        const auto from = random() % text.size();
        const auto part = std::string_view{text}.substr(from, random() % (text.size() - from) + 1);
        CHECK(occurrence_bits(kind::contains, part) <= inside + slack);
    }
}

TEST_CASE("the rarest byte") {
    CHECK(varsigma::rare_byte("") == 0);
    CHECK(varsigma::rare_byte("e") == 0);
    CHECK(varsigma::rare_byte("ezoe") == 1);
    CHECK(varsigma::rare_byte("\\temp\\%") == 6);
    for (const std::string_view literal : {"powershell", "aaaa", "\xF0\x9F\x98\x80 x"}) {
        CHECK(varsigma::rare_byte(literal) < literal.size());
    }
}
