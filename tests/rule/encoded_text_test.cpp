// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/detail/encoded_text.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;
using namespace std::string_literals;

namespace {

using texts = std::vector<std::string>;

texts encoded(std::string_view text, std::vector<encoding> steps) {
    return encoded_texts(text, steps);
}

} // namespace

TEST_CASE("encoded: without a step the text itself") {
    CHECK((encoded("foo", {}) == texts{"foo"}));
    CHECK((encoded("", {}) == texts{""}));
}

TEST_CASE("encoded: base64, over bytes") {
    CHECK((encoded("foo", {encoding::base64}) == texts{"Zm9v"}));
    CHECK((encoded("foob", {encoding::base64}) == texts{"Zm9vYg=="}));
    CHECK((encoded("\xC3\xA4", {encoding::base64}) == texts{"w6Q="}));
    CHECK((encoded("", {encoding::base64}) == texts{""}));
    CHECK((encoded("foo", {encoding::base64, encoding::base64}) == texts{"Wm05dg=="}));
}

TEST_CASE("encoded: three offsets, without the characters that depend on neighbours") {
    CHECK((encoded("foob", {encoding::base64offset}) == texts{"Zm9vY", "Zvb2", "mb29i"}));
    CHECK((encoded("foo", {encoding::base64offset}) == texts{"Zm9v", "Zvb", "mb2"}));
    // what would be empty is left out
    CHECK((encoded("", {encoding::base64offset}) == texts{}));
    for (const auto& variant : encoded("f", {encoding::base64offset})) { CHECK_FALSE(variant.empty()); }
    CHECK(encoded("f", {encoding::base64offset}).size() < 3);
}

TEST_CASE("encoded: UTF-16, alone and inside base64") {
    CHECK((encoded("f\xC3\xA4", {encoding::utf16le}) == texts{"f\0\xE4\0"s}));
    CHECK((encoded("f\xC3\xA4", {encoding::utf16be}) == texts{"\0f\0\xE4"s}));
    CHECK((encoded("f", {encoding::utf16_mark}) == texts{"\xFF\xFE"
                                                         "f\0"s}));
    CHECK((encoded("foo", {encoding::utf16le, encoding::base64}) == texts{"ZgBvAG8A"}));
    const auto wide = encoded("foo", {encoding::utf16le, encoding::base64offset});
    REQUIRE(wide.size() == 3);
    CHECK(wide[0] == "ZgBvAG8A");
}

TEST_CASE("encoded: every variant stands in the encoding of text around it") {
    const std::string word = "http://";
    const auto variants = encoded(word, {encoding::base64offset});
    REQUIRE(variants.size() == 3);
    for (std::size_t before = 0; before < 3; ++before) {
        for (const auto* after : {"", "x", "xy", "xyz"}) {
            const auto whole = encoded(std::string(before, '!') + word + after, {encoding::base64}).front();
            CHECK(whole.find(variants[before]) != std::string::npos);
        }
    }
}
