// SPDX-License-Identifier: BSL-1.0
#include <varsigma/pattern/literal_trie.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using varsigma::detail::literal_trie;

namespace {

template <bool FromBack>
std::vector<std::uint32_t> found(const literal_trie<FromBack>& trie, std::string_view text) {
    std::vector<std::uint32_t> ids;
    trie.find(text, [&](std::uint32_t id) { ids.push_back(id); });
    return ids;
}

using ids = std::vector<std::uint32_t>;

} // namespace

TEST_CASE("trie: prefixes, the shortest first, each id once for each adding") {
    literal_trie<false> trie;
    CHECK((found(trie, "a") == ids{}));
    trie.add("ab", 1);
    trie.add("abcd", 2);
    trie.add("b", 3);
    trie.add("ab", 4);
    trie.add("ab", 4);
    CHECK((found(trie, "") == ids{}));
    CHECK((found(trie, "a") == ids{}));
    CHECK((found(trie, "ab") == ids{4, 4, 1}));
    CHECK((found(trie, "abc") == ids{4, 4, 1}));
    CHECK((found(trie, "abcde") == ids{4, 4, 1, 2}));
    CHECK((found(trie, "ba") == ids{3}));
    CHECK((found(trie, "xab") == ids{}));
    CHECK(trie.bytes() != 0);
}

TEST_CASE("trie: suffixes") {
    literal_trie<true> trie;
    trie.add(".exe", 1);
    trie.add("\\cmd.exe", 2);
    trie.add("e", 3);
    CHECK((found(trie, "c:\\cmd.exe") == ids{3, 1, 2}));
    CHECK((found(trie, ".exe") == ids{3, 1}));
    CHECK((found(trie, "cmd.exe ") == ids{}));
    CHECK((found(trie, "exe") == ids{3}));
}

TEST_CASE("trie: thousands of literals with all byte values") {
    std::mt19937 generator{17};
    std::vector<std::string> literals;
    literal_trie<false> trie;
    for (std::uint32_t id = 0; id < 3000; ++id) {
        std::string literal;
        for (auto length = 1 + generator() % 12; length > 0; --length) {
            literal += static_cast<char>(static_cast<unsigned char>(generator() % 256));
        }
        trie.add(literal, id);
        literals.push_back(std::move(literal));
    }
    for (std::uint32_t id = 0; id < literals.size(); ++id) {
        const auto all = found(trie, literals[id] + "rest");
        bool there = false;
        for (const auto one : all) {
            there = there || one == id;
            CHECK((literals[id] + "rest").starts_with(literals[one]));
        }
        CHECK(there);
    }
}
