// SPDX-License-Identifier: BSL-1.0
#include <varsigma/literals/detail/whole_table.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using varsigma::detail::indexed_literal;
using varsigma::detail::literal_kind;
using ids = std::vector<std::uint32_t>;

namespace {

template <literal_kind Kind = literal_kind::ascii>
auto built(const std::vector<std::string>& literals) {
    std::vector<indexed_literal> list;
    for (const auto& each : literals) { list.push_back({each, static_cast<std::uint32_t>(list.size())}); }
    varsigma::detail::whole_table<Kind> table;
    table.build(list);
    return table;
}

template <class Table>
ids found(const Table& table, std::string_view text) {
    ids all;
    auto note = [&](std::uint32_t id) { all.push_back(id); };
    table.find(text, note);
    return all;
}

std::string upper(std::string text) {
    for (auto& byte : text) {
        if (byte >= 'a' && byte <= 'z') { byte = static_cast<char>(byte - 0x20); }
    }
    return text;
}

} // namespace

TEST_CASE("whole texts: an empty table finds nothing") {
    CHECK(built({}).empty());
    CHECK(built({}).bytes() == 0);
    CHECK((found(built({}), "") == ids{}));
    CHECK((found(built({}), "text") == ids{}));
}

TEST_CASE("whole texts: of all lengths, in any case") {
    std::vector<std::string> literals;
    std::string all;
    for (int length = 1; length <= 200; ++length) {
        all += static_cast<char>('a' + length * 7 % 26);
        literals.push_back(all);
    }
    const auto table = built(literals);
    for (std::uint32_t id = 0; id < literals.size(); ++id) {
        CHECK((found(table, literals[id]) == ids{id}));
        CHECK((found(table, upper(literals[id])) == ids{id}));
        for (std::size_t at = 0; at < literals[id].size(); ++at) {
            auto other = literals[id];
            other[at] = static_cast<char>(other[at] ^ 0x01);
            CHECK((found(table, other) == ids{}));
        }
    }
    CHECK((found(table, all + "x") == ids{}));
    CHECK((found(table, "") == ids{}));
}

TEST_CASE("whole texts: only letters differ in case") {
    const auto table = built({"@home", "[x]"});
    CHECK((found(table, "@HOME") == ids{0}));
    CHECK((found(table, "`home") == ids{}));
    CHECK((found(table, "{x}") == ids{}));
    CHECK((found(table, "[X]") == ids{1}));
    const auto other = built<literal_kind::any>({"\xC3\xA4", "\xE2\x82\xAC"});
    CHECK((found(other, "\xC3\xA4") == ids{0}));
    CHECK((found(other, "\xE3\xA4") == ids{}));
    CHECK((found(other, "\xC3\x84") == ids{}));
    CHECK((found(other, "\xE2\x82\xAC") == ids{1}));
}

TEST_CASE("whole texts: equal literals are all found, with many of them too") {
    std::vector<std::string> literals{"one", "two"};
    literals.insert(literals.end(), 40, "a longer literal");
    const auto table = built(literals);
    CHECK((found(table, "ONE") == ids{0}));
    CHECK((found(table, "two") == ids{1}));
    CHECK(found(table, "a longer literal").size() == 40);
}

TEST_CASE("whole texts: thousands that differ in the middle only") {
    std::vector<std::string> literals;
    for (int number = 0; number < 3000; ++number) {
        literals.push_back("hkey_local_machine\\" + std::to_string(100'000 + number) + "\\software\\run");
    }
    const auto table = built(literals);
    for (std::uint32_t id = 0; id < literals.size(); id += 11) {
        CHECK((found(table, literals[id]) == ids{id}));
        CHECK((found(table, upper(literals[id])) == ids{id}));
    }
    CHECK((found(table, "hkey_local_machine\\103000\\software\\run") == ids{}));
}
