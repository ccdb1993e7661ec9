// SPDX-License-Identifier: BSL-1.0
#include <varsigma/core/detail/flat_reader.hpp>
#include <varsigma/core/detail/flat_writer.hpp>
#include <varsigma/literals/detail/edge_table.hpp>
#include <varsigma/literals/detail/gram_filter.hpp>
#include <varsigma/literals/detail/whole_table.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

// Tables that were read, and whose literals lie over each other: comparing them would cost more than what is stored.

namespace {

using varsigma::detail::indexed_literal;
using varsigma::detail::literal_kind;

template <class Table>
bool reads(const std::vector<std::byte>& bytes, std::uint32_t ids) {
    Table table;
    varsigma::detail::flat_reader reader{bytes};
    reader(table);
    REQUIRE(reader.ok());
    return table.is_sound(ids);
}

/// Whether a table is read as it is written, and is not if any of its literals but the first begins where the first
/// does.
template <class Table, class Build>
void check_shared(Build build) {
    constexpr std::uint32_t length = 21;
    const std::vector<std::string> texts{"a-literal-of-21-bytes", "b-literal-of-21-bytes", "c-literal-of-21-bytes"};
    std::vector<indexed_literal> literals;
    for (const auto& each : texts) { literals.push_back({each, static_cast<std::uint32_t>(literals.size())}); }
    Table table;
    build(table, literals);
    varsigma::detail::flat_writer writer;
    writer(table);
    const auto good = writer.bytes();
    CHECK(reads<Table>(good, 3));
    CHECK_FALSE(reads<Table>(good, 2));
    std::size_t changed = 0;
    for (std::uint32_t number = 1; number < texts.size(); ++number) {
        const std::array<std::uint32_t, 2> place{number * length, length}; // as an entry has it
        for (std::size_t at = 0; at + sizeof place <= good.size(); at += 4) {
            if (std::memcmp(good.data() + at, place.data(), sizeof place) != 0) { continue; }
            auto shared = good;
            std::memset(shared.data() + at, 0, 4);
            CHECK_FALSE(reads<Table>(shared, 3));
            ++changed;
        }
    }
    CHECK(changed == 2);
}

} // namespace

TEST_CASE("shared texts: no table takes them") {
    const auto plain = [](auto& table, const auto& literals) { table.build(literals); };
    check_shared<varsigma::detail::whole_table<literal_kind::ascii>>(plain);
    check_shared<varsigma::detail::whole_table<literal_kind::any>>(plain);
    check_shared<varsigma::detail::edge_table<literal_kind::ascii, false>>(plain);
    check_shared<varsigma::detail::edge_table<literal_kind::ascii, true>>(plain);
    const auto with_level = [](auto& table, const auto& literals) {
        table.build(literals, varsigma::simd_level::scalar);
    };
    check_shared<varsigma::detail::gram_filter<literal_kind::ascii, 6, 4>>(with_level);
    check_shared<varsigma::detail::gram_filter<literal_kind::any, 4, 1>>(with_level);
}
