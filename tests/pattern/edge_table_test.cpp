// SPDX-License-Identifier: BSL-1.0
#include <varsigma/literals/detail/edge_table.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using varsigma::detail::edge_table;
using varsigma::detail::indexed_literal;
using varsigma::detail::literal_kind;
using ids = std::vector<std::uint32_t>;

namespace {

template <bool FromBack, literal_kind Kind = literal_kind::ascii>
edge_table<Kind, FromBack> built(const std::vector<std::string>& literals) {
    std::vector<indexed_literal> list;
    for (const auto& each : literals) { list.push_back({each, static_cast<std::uint32_t>(list.size())}); }
    edge_table<Kind, FromBack> table;
    table.build(list);
    return table;
}

template <class Table>
ids found(const Table& table, std::string_view text) {
    ids all;
    auto note = [&](std::uint32_t id) { all.push_back(id); };
    table.find(text, note);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

template <bool FromBack>
ids expected(const std::vector<std::string>& literals, const std::string& text) {
    ids all;
    for (std::uint32_t id = 0; id < literals.size(); ++id) {
        if (FromBack ? text.ends_with(literals[id]) : text.starts_with(literals[id])) { all.push_back(id); }
    }
    return all;
}

std::string upper(std::string text) {
    for (auto& byte : text) {
        if (byte >= 'a' && byte <= 'z') { byte = static_cast<char>(byte - 0x20); }
    }
    return text;
}

/// Compares the table to looking for each literal, in texts that begin and end with literals, or do not.
template <bool FromBack, class Word>
void check_words(std::mt19937& generator, std::size_t literal_count, Word word) {
    std::vector<std::string> literals;
    while (literals.size() < literal_count) { literals.push_back(word()); }
    const auto table = built<FromBack>(literals);
    for (int texts = 0; texts < 50; ++texts) {
        auto text = texts % 2 == 0 || literals.empty() ? word() : literals[generator() % literals.size()];
        if (texts % 3 == 0) { text = FromBack ? word() + text : text + word(); }
        const auto wanted = expected<FromBack>(literals, text);
        CHECK((found(table, text) == wanted));
        CHECK((found(table, upper(text)) == wanted));
    }
}

} // namespace

TEST_CASE("edges: an empty table finds nothing") {
    CHECK((built<false>({}).empty()));
    CHECK((built<true>({}).bytes() == 0));
    CHECK((found(built<false>({}), "text") == ids{}));
    CHECK((found(edge_table<literal_kind::ascii, true>{}, "") == ids{}));
}

TEST_CASE("edges: prefixes and suffixes") {
    const std::vector<std::string> words{"a",        "ab",        "abc",        "abcd", "abcde",
                                         "abcdefgh", "abcdefghi", "abcdefghij", "abcd"};
    const auto prefixes = built<false>(words);
    CHECK((found(prefixes, "") == ids{}));
    CHECK((found(prefixes, "A") == ids{0}));
    CHECK((found(prefixes, "ABc") == ids{0, 1, 2}));
    CHECK((found(prefixes, "abcdx") == ids{0, 1, 2, 3, 8}));
    CHECK((found(prefixes, "abcdefgxyz") == ids{0, 1, 2, 3, 4, 8}));
    CHECK((found(prefixes, "abcdefghij.") == ids{0, 1, 2, 3, 4, 5, 6, 7, 8}));
    CHECK((found(prefixes, "xabcdefghij") == ids{}));
    const auto suffixes = built<true>({".exe", "\\cmd.exe", "e", "exe", "e", "\\system32\\cmd.exe"});
    CHECK((found(suffixes, "C:\\Windows\\System32\\cmd.EXE") == ids{0, 1, 2, 3, 4, 5}));
    CHECK((found(suffixes, "\\cmd.exe") == ids{0, 1, 2, 3, 4}));
    CHECK((found(suffixes, "md.exe") == ids{0, 2, 3, 4}));
    CHECK((found(suffixes, "exe") == ids{2, 3, 4}));
    CHECK((found(suffixes, "\\cmd.exe ") == ids{}));
}

TEST_CASE("edges: only letters differ in case") {
    const auto prefixes = built<false>({"[x]", "@"});
    CHECK((found(prefixes, "[X]") == ids{0}));
    CHECK((found(prefixes, "{x}") == ids{}));
    CHECK((found(prefixes, "`") == ids{}));
    CHECK((found(prefixes, "@@") == ids{1}));
    const auto other = built<true, literal_kind::any>({"\xC3\xA4", "\xE2\x82\xAC"});
    CHECK((found(other, "x\xC3\xA4") == ids{0}));
    CHECK((found(other, "x\xE3\xA4") == ids{}));
    CHECK((found(other, "\xE2\x82\xAC") == ids{1}));
}

TEST_CASE("edges: the same as looking for each literal by itself") {
    std::mt19937 generator{17};
    for (std::size_t round = 0; round < 120; ++round) {
        const auto letters = 1 + round % 4;
        const auto word = [&] {
            std::string made;
            for (auto length = 1 + generator() % 14; length > 0; --length) {
                made += static_cast<char>('a' + generator() % letters);
            }
            return made;
        };
        check_words<false>(generator, generator() % 120, word);
        check_words<true>(generator, generator() % 120, word);
    }
}

TEST_CASE("edges: many literals with the same outermost bytes") {
    std::mt19937 generator{4};
    const auto number = [&] { return std::to_string(generator() % 500); };
    check_words<false>(generator, 1000, [&] { return "c:\\windows\\" + number(); });
    check_words<true>(generator, 1000, [&] { return number() + "\\powershell.exe"; });
    check_words<true>(generator, 40, [&] { return std::string(10 + generator() % 20, 'x'); });
    check_words<false>(generator, 40, [&] { return std::string(10 + generator() % 20, 'x'); });
}
