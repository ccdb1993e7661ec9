// SPDX-License-Identifier: BSL-1.0
#include <varsigma/pattern/gram_filter.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using varsigma::detail::gram_filter;

namespace {

std::vector<std::uint32_t> found(const gram_filter& filter, std::string_view text) {
    std::vector<std::uint32_t> ids;
    filter.find(text, [&](std::uint32_t id) { ids.push_back(id); });
    return ids;
}

using ids = std::vector<std::uint32_t>;

} // namespace

TEST_CASE("grams: an empty filter finds nothing, built or not") {
    gram_filter filter;
    CHECK((found(filter, "some text") == ids{}));
    filter.build();
    CHECK((found(filter, "some text") == ids{}));
}

TEST_CASE("grams: literals at the beginning, in the middle and at the end") {
    gram_filter filter;
    filter.add("abcd", 7);
    filter.build();
    for (const auto* text : {"abcd", "abcdx", "xabcd", "xxabcdxx", "aabcd", "abcabcd"}) {
        CHECK((found(filter, text) == ids{7}));
    }
    for (const auto* text : {"", "abc", "bcd", "abc d", "ABCD", "abcx", "xbcd"}) {
        CHECK((found(filter, text) == ids{}));
    }
    CHECK((found(filter, "abcdabcd") == ids{7, 7})); // once an occurrence
}

TEST_CASE("grams: literals that overlap, share their anchors or are equal") {
    gram_filter filter;
    filter.add("qzqz", 1);
    filter.add("qzqz", 2);
    filter.add("eeqzqz", 3);
    filter.add("qzqzee", 4);
    filter.add("eeeeqzqzeeee", 5);
    filter.build();
    const auto sorted = [&](std::string_view text) {
        auto all = found(filter, text);
        std::sort(all.begin(), all.end());
        return all;
    };
    CHECK((sorted("qzqz") == ids{1, 2}));
    CHECK((sorted("eqzqze") == ids{1, 2}));
    CHECK((sorted("eeqzqze") == ids{1, 2, 3}));
    CHECK((sorted("eeqzqzee") == ids{1, 2, 3, 4}));
    CHECK((sorted("eeeeqzqzeeee") == ids{1, 2, 3, 4, 5}));
}

TEST_CASE("grams: tens of thousands of literals are told apart") {
    gram_filter filter;
    constexpr std::uint32_t count = 20'000;
    const auto name = [](std::uint32_t id) { return "lit" + std::to_string(id) + ";"; };
    for (std::uint32_t id = 0; id < count; ++id) { filter.add(name(id), id); }
    filter.build();
    CHECK(filter.bytes() > count);
    for (std::uint32_t id = 0; id < count; id += 7) { CHECK((found(filter, "<" + name(id) + ">") == ids{id})); }
    CHECK((found(filter, name(count)) == ids{}));
}

TEST_CASE("grams: bytes of any value") {
    gram_filter filter;
    filter.add(std::string_view("\0\0\0\0", 4), 1);
    filter.add("\xFF\xFF\xFF\xFF", 2);
    filter.add("\xC3\xA4\xC3\xB6", 3);
    filter.build();
    CHECK((found(filter, std::string_view("x\0\0\0\0y", 6)) == ids{1}));
    CHECK((found(filter, "\xFF\xFF\xFF\xFF\xFF") == ids{2, 2}));
    CHECK((found(filter, "\xC3\xA4\xC3\xB6") == ids{3}));
    CHECK((found(filter, "\xC3\xA4\xC3\xBC") == ids{}));
}
