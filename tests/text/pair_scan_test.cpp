// SPDX-License-Identifier: BSL-1.0
#include <varsigma/text/detail/pair_scan.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <memory>
#include <random>
#include <string>
#include <string_view>

using varsigma::find_pair;

namespace {

/// The same, in memory of exactly that size, so that a read beyond it is seen by a sanitizer.
std::size_t find_alone(std::string_view text, char first, char second) {
    const auto copy = std::make_unique<char[]>(text.size());
    text.copy(copy.get(), text.size());
    return find_pair({copy.get(), text.size()}, first, second);
}

} // namespace

TEST_CASE("pairs: at every place of texts of every length") {
    for (std::size_t size = 0; size < 70; ++size) {
        const std::string without(size, '.');
        CHECK(find_alone(without, 'a', 'b') == without.npos);
        for (std::size_t at = 0; at + 2 <= size; ++at) {
            auto text = without;
            text.replace(at, 2, "ab");
            CHECK(find_alone(text, 'a', 'b') == at);
            CHECK(find_alone(text, 'b', 'a') == text.npos);
        }
    }
}

TEST_CASE("pairs: the first of several, of any bytes") {
    std::mt19937 random{17};
    for (int round = 0; round < 2'000; ++round) {
        std::string text;
        for (std::size_t size = random() % 90; text.size() < size;) { text += "a\xFF\x80"[random() % 3]; }
        const char first = "a\xFF\x80"[random() % 3];
        const char second = "a\xFF\x80"[random() % 3];
        const char both[]{first, second};
        CHECK(find_alone(text, first, second) == text.find(both, 0, 2));
    }
}
