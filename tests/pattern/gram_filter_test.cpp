// SPDX-License-Identifier: BSL-1.0
#include <varsigma/literals/detail/gram_filter.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using varsigma::detail::gram_filter;
using varsigma::detail::indexed_literal;
using varsigma::detail::literal_kind;
using ids = std::vector<std::uint32_t>;

namespace {

template <class Filter>
Filter built(const std::vector<std::string>& literals, varsigma::simd_level level = varsigma::best_simd_level()) {
    std::vector<indexed_literal> list;
    for (const auto& each : literals) { list.push_back({each, static_cast<std::uint32_t>(list.size())}); }
    Filter filter;
    filter.build(list, level);
    return filter;
}

template <class Filter>
ids found(const Filter& filter, std::string_view text) {
    ids all;
    auto note = [&](std::uint32_t id) { all.push_back(id); };
    filter.find(text, note);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

ids expected(const std::vector<std::string>& literals, std::string_view text) {
    ids all;
    for (const auto& each : literals) {
        if (text.find(each) != std::string_view::npos) {
            all.push_back(static_cast<std::uint32_t>(&each - literals.data()));
        }
    }
    return all;
}

} // namespace

TEST_CASE_TEMPLATE("grams: every filter", filter, gram_filter<literal_kind::ascii, 6, 4>,
                   gram_filter<literal_kind::ascii, 4, 4>, gram_filter<literal_kind::any, 4, 4>,
                   gram_filter<literal_kind::ascii, 4, 2>, gram_filter<literal_kind::ascii, 4, 1>,
                   gram_filter<literal_kind::ascii, 2, 1>, gram_filter<literal_kind::any, 6, 4>,
                   gram_filter<literal_kind::any, 4, 2>, gram_filter<literal_kind::any, 4, 1>,
                   gram_filter<literal_kind::any, 2, 1>) {
    SUBCASE("an empty one finds nothing, built or not, in texts of any length") {
        const char letter = 'a'; // nothing is read
        CHECK((found(filter{}, {&letter, std::numeric_limits<std::uint32_t>::max()}) == ids{}));
        CHECK(filter{}.empty());
        CHECK((found(filter{}, "some text") == ids{}));
        CHECK((found(built<filter>({}), "some text") == ids{}));
        CHECK(built<filter>({}).bytes() == 0);
    }
    SUBCASE("at every place of texts of every length, the shortest literals too") {
        const std::string shortest = std::string{"abcdefghi"}.substr(0, filter::shortest_literal);
        const std::vector<std::string> literals{shortest, shortest + "x", "mnopqrstuv", "mnopqrstuv"};
        for (const auto level : varsigma::supported_simd_levels()) {
            const auto filter_of_all = built<filter>(literals, level);
            for (std::size_t before = 0; before < 70; ++before) {
                for (std::size_t after = 0; after < 40; ++after) {
                    const auto around = [&](const std::string& word) {
                        return std::string(before, '.') + word + std::string(after, '.');
                    };
                    CHECK((found(filter_of_all, around(shortest)) == ids{0}));
                    CHECK((found(filter_of_all, around(shortest + "x")) == ids{0, 1}));
                    CHECK((found(filter_of_all, around("mnopqrstuv")) == ids{2, 3}));
                    CHECK((found(filter_of_all, around("mnopqrstu")) == ids{}));
                    CHECK((found(filter_of_all, around(shortest.substr(1))) == ids{}));
                }
            }
        }
    }
    SUBCASE("words of few letters, which share their grams") {
        std::mt19937 generator{3};
        const auto word = [&](std::size_t length, std::size_t letters) {
            std::string made;
            while (made.size() < length) { made += static_cast<char>('a' + generator() % letters); }
            return made;
        };
        for (std::size_t round = 0; round < 60; ++round) {
            std::vector<std::string> literals;
            for (std::size_t count = generator() % 60; literals.size() < count;) {
                literals.push_back(word(filter::shortest_literal + generator() % 9, 1 + round % 3));
            }
            const auto levels = varsigma::supported_simd_levels();
            const auto filter_of_all = built<filter>(literals, levels[round % levels.size()]);
            for (int texts = 0; texts < 20; ++texts) {
                const auto text = word(generator() % 90, 1 + round % 3);
                CHECK((found(filter_of_all, text) == expected(literals, text)));
            }
        }
    }
    SUBCASE("tens of thousands of literals are told apart") {
        const auto name = [](std::uint32_t id) { return "literal" + std::to_string(id + 1000) + ";"; };
        std::vector<std::string> literals;
        for (std::uint32_t id = 0; id < 20'000; ++id) { literals.push_back(name(id)); }
        const auto filter_of_all = built<filter>(literals);
        CHECK(filter_of_all.bytes() < literals.size() * 128);
        for (std::uint32_t id = 0; id < literals.size(); id += 97) {
            CHECK((found(filter_of_all, "<" + name(id) + ">") == ids{id}));
        }
        CHECK((found(filter_of_all, name(20'000)) == ids{}));
    }
}

TEST_CASE("grams: the letters of a text may be in any case, other bytes are told apart") {
    const auto filter = built<gram_filter<literal_kind::ascii, 6, 4>>({"@home{1}1", "`home[1]1", "\\\\server\\"});
    CHECK((found(filter, "X@HOME{1}1X") == ids{0}));
    CHECK((found(filter, "x`HoMe[1]1x") == ids{1}));
    CHECK((found(filter, "\\\\SERVER\\") == ids{2}));
    CHECK((found(filter, "||SERVER| @home[1]1 `home{1}1") == ids{}));
    CHECK((found(filter, "@home\xFB\x31\xFD\x31 @\xE8ome{1}1") == ids{}));
}

TEST_CASE("grams: bytes of any value") {
    const std::vector<std::string> literals{std::string(9, '\0'), std::string(9, '\xFF'),
                                            "\xC3\xA4\xC3\xB6\xC3\xBCx\xC3\xA4"};
    const auto filter = built<gram_filter<literal_kind::any, 6, 4>>(literals);
    CHECK((found(filter, std::string("x") + std::string(9, '\0')) == ids{0}));
    CHECK((found(filter, std::string(9, ' ')) == ids{}));
    CHECK((found(filter, std::string(10, '\xFF')) == ids{1}));
    CHECK((found(filter, std::string(10, '\xDF')) == ids{}));
    CHECK((found(filter, "..\xC3\xA4\xC3\xB6\xC3\xBCx\xC3\xA4") == ids{2}));
    CHECK((found(filter, "..\xC3\x84\xC3\xB6\xC3\xBCx\xC3\xA4") == ids{}));
}
