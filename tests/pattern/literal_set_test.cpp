// SPDX-License-Identifier: BSL-1.0
#include <varsigma/literals/detail/literal_set.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;

namespace {

literal_set set_of(const std::vector<std::string>& literals) {
    literal_set made;
    for (const auto& literal : literals) { made.add(literal); }
    made.build();
    return made;
}

bool holds_naively(const std::vector<std::string>& literals, std::string_view text, bool open_before, bool open_after) {
    for (const auto& literal : literals) {
        if (open_before && open_after ? text.find(literal) != std::string_view::npos
            : open_before             ? text.ends_with(literal)
            : open_after              ? text.starts_with(literal)
                                      : text == literal) {
            return true;
        }
    }
    return false;
}

std::string word(std::mt19937& random, std::size_t longest, std::string_view letters) {
    std::string made(random() % (longest + 1), ' ');
    for (auto& letter : made) { letter = letters[random() % letters.size()]; }
    return made;
}

} // namespace

TEST_CASE("literal set: none, and the empty literal") {
    const auto none = set_of({});
    const auto empty = set_of({""});
    for (const bool before : {false, true}) {
        for (const bool after : {false, true}) {
            CHECK_FALSE(none.holds("", before, after));
            CHECK_FALSE(none.holds("a", before, after));
            CHECK(empty.holds("", before, after));
            CHECK(empty.holds("a", before, after) == (before || after));
        }
    }
}

TEST_CASE("literal set: a literal inside another, seen only by falling back") {
    const auto set = set_of({"abcd", "bc"});
    CHECK(set.holds("xabcx", true, true));
    CHECK(set.holds("abc", true, false));
    CHECK_FALSE(set.holds("abcx", true, false));
    CHECK_FALSE(set.holds("abc", false, true));
    CHECK(set.holds("bcx", false, true));
    CHECK(set.holds("abcd", false, false));
    CHECK_FALSE(set.holds("abc", false, false));
}

TEST_CASE("literal set: agrees with a naive search, also when it is filled again") {
    std::mt19937 random{20240501};
    literal_set again;
    for (int round = 0; round < 4000; ++round) {
        const std::string_view letters = round % 2 == 0 ? "ab" : "a\xC3\xA9\xFF";
        std::vector<std::string> literals;
        for (auto count = random() % 6; count != 0; --count) { literals.push_back(word(random, 5, letters)); }
        const auto set = set_of(literals);
        again.clear();
        for (const auto& literal : literals) { again.add(literal); }
        again.build();
        for (int texts = 0; texts < 8; ++texts) {
            const auto text = word(random, 10, letters);
            for (const bool before : {false, true}) {
                for (const bool after : {false, true}) {
                    CAPTURE(text);
                    const bool expected = holds_naively(literals, text, before, after);
                    CHECK(set.holds(text, before, after) == expected);
                    CHECK(again.holds(text, before, after) == expected);
                }
            }
        }
    }
}
