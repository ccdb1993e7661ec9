// SPDX-License-Identifier: BSL-1.0
#include <varsigma/pattern/detail/dash.hpp>
#include <varsigma/text/detail/casefold.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>

using namespace varsigma;

TEST_CASE("five dashes and 63 word characters among all code points") {
    std::size_t dash_count = 0;
    std::size_t word_count = 0;
    for (char32_t character = 0; character <= 0x110100; ++character) {
        dash_count += is_dash(character) ? 1U : 0U;
        word_count += is_word_character(character) ? 1U : 0U;
    }
    CHECK(dash_count == 5);
    CHECK(word_count == 63);
    CHECK(is_word_character(U'_'));
    CHECK_FALSE(is_word_character(U'\u00E9'));
    CHECK_FALSE(is_dash(U'\u2012'));
}

TEST_CASE("the dashes are in order and folding leaves them alone") {
    CHECK(std::is_sorted(dashes.begin(), dashes.end()));
    CHECK(std::all_of(dashes.begin(), dashes.end(), [](char32_t dash) { return fold(dash) == dash; }));
}
