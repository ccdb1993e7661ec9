// SPDX-License-Identifier: BSL-1.0
#include "../support/data.hpp"
#include "../support/loading.hpp"

#include <varsigma/core/detail/flat_reader.hpp>
#include <varsigma/core/detail/flat_writer.hpp>
#include <varsigma/rule/detail/model_archive.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <random>
#include <string>
#include <vector>

using namespace varsigma;
using varsigma::detail::model_archive;

namespace {

std::vector<std::byte> bytes_of(const model_archive& archive) {
    detail::flat_writer writer;
    writer(archive);
    return writer.bytes();
}

/// Whether the trees of the conditions are the same, which an archive does not hold.
bool same_conditions(const detection_rule& left, const detection_rule& right) {
    if (left.conditions.size() != right.conditions.size()) { return false; }
    for (std::size_t at = 0; at < left.conditions.size(); ++at) {
        const auto& [text, nodes, root, position] = left.conditions[at];
        const auto& other = right.conditions[at];
        if (text != other.text || root != other.root || nodes.size() != other.nodes.size()) { return false; }
        for (std::size_t node = 0; node < nodes.size(); ++node) {
            const auto& one = nodes[node];
            const auto& two = other.nodes[node];
            if (one.op != two.op || one.text_in(text) != two.text_in(text) || one.count != two.count ||
                one.first_child != two.first_child || one.next_sibling != two.next_sibling) {
                return false;
            }
        }
    }
    return true;
}

/// Reads all rules out of an archive that went through bytes, and compares.
void check_round_trip(const std::vector<detection_rule>& rules) {
    const model_archive archive{rules};
    const auto bytes = bytes_of(archive);
    detail::flat_reader reader{bytes};
    model_archive read;
    reader(read);
    REQUIRE(reader.ok());
    REQUIRE(read.checked_sizes());
    REQUIRE(read.size() == rules.size());
    std::vector<detection_rule> again;
    for (std::size_t number = 0; number < rules.size(); ++number) {
        again.push_back(read.read(number));
        CHECK(read.title(number) == rules[number].metadata.title);
        CHECK(read.id(number) == rules[number].metadata.id);
        CHECK(read.level(number) == rules[number].metadata.level);
        CHECK(same_conditions(rules[number], again.back()));
    }
    CHECK(bytes_of(model_archive{again}) == bytes); // all other parts
}

constexpr const char* full_rule = R"(
title: Everything
id: 12345678-1234-1234-1234-123456789abc
name: everything
status: experimental
level: high
description: All that a rule can say
author: someone
date: 2026-01-02
modified: 2026-01-03
license: BSL-1.0
references: [https://example.org/a, https://example.org/b]
tags: [attack.execution, attack.t1059]
falsepositives: [none]
fields: [Image]
scope: [server]
related:
    - id: 12345678-1234-1234-1234-123456789abd
      type: similar
logsource: {product: windows, category: process_creation, service: sysmon, definition: all of it}
detection:
    one:
        Image|endswith: ['\a.exe', 'b?c*']
        Count|gte: 18446744073709551615
        Ratio|lt: -0.5
        Flag: true
        Nothing: null
    two:
        - Text|re|i: 'a.*b'
        - {Other|contains|all: [x, y], Port: [1, -2]}
        - free text
    condition: one and not (1 of t* or all of them)
---
title: Old
logsource: {category: test}
detection:
    s: {a: 1}
    timeframe: 5m
    condition: s | count(User) by Host, Domain > 3
)";

} // namespace

TEST_CASE("model archive: a rule comes out as it went in") {
    const auto loaded = varsigma_tests::load_text(full_rule);
    REQUIRE(loaded.rules.size() == 2);
    check_round_trip(loaded.rules);
    const model_archive archive{loaded.rules};
    const auto first = archive.read(0);
    CHECK(first.metadata.related.size() == 1);
    CHECK(first.metadata.tags.size() == 2);
    CHECK(first.selections.size() == 2);
    CHECK(first.selections[0].body.children.size() == 5);
    CHECK(first.selections[1].position == loaded.rules[0].selections[1].position);
    REQUIRE(archive.read(1).aggregate);
    CHECK(archive.read(1).aggregate->field == "User");
    CHECK(archive.read(1).aggregate->group_by == std::vector<std::string>{"Host", "Domain"});
}

TEST_CASE("model archive: equal texts are kept once") {
    auto rule = varsigma_tests::load_text(full_rule).rules.front();
    rule.metadata.description = std::string(10'000, 'x');
    const auto one = bytes_of(model_archive{std::vector{rule}}).size();
    const auto ten = bytes_of(model_archive{std::vector(10, rule)}).size();
    CHECK(one > 10'000);
    CHECK(ten < 3 * one);
}

TEST_CASE("model archive: texts are kept again before all rules would name more than the archive may hold") {
    auto rule = varsigma_tests::load_text(full_rule).rules.front();
    rule.metadata.description = std::string(100'000, 'x');
    const std::vector<detection_rule> rules(200, rule);
    const auto bytes = bytes_of(model_archive{rules});
    CHECK(bytes.size() < 200 * 100'000 / 3);
    check_round_trip(rules);
    check_round_trip({rule});
}

TEST_CASE("model archive: what is sound can be read") {
    const auto loaded = varsigma_tests::load_text(full_rule);
    const auto bytes = bytes_of(model_archive{loaded.rules});
    std::mt19937 random{10};
    int sound = 0;
    for (int round = 0; round < 20'000; ++round) {
        auto damaged = bytes;
        damaged[random() % damaged.size()] = static_cast<std::byte>(random() % 4 == 0 ? 0xFF : random() % 9);
        detail::flat_reader reader{damaged};
        model_archive archive;
        reader(archive);
        if (!reader.ok() || !archive.checked_sizes()) { continue; }
        ++sound;
        std::vector<detection_rule> rules;
        for (std::size_t number = 0; number < archive.size(); ++number) { rules.push_back(archive.read(number)); }
        REQUIRE(rules.size() == 2);
        for (const auto& each : rules) { CHECK(each.metadata.references.size() + each.selections.size() != 0); }
    }
    CHECK(sound > 1000);
}

TEST_CASE("model archive: damaged words give a rule or one that says nothing, never anything else") {
    const auto loaded = varsigma_tests::load_text(full_rule);
    const auto bytes = bytes_of(model_archive{loaded.rules});
    std::mt19937 random{9};
    int read = 0;
    for (int round = 0; round < 20'000; ++round) {
        auto damaged = bytes;
        for (auto changes = 1 + random() % 3; changes != 0; --changes) {
            damaged[random() % damaged.size()] = static_cast<std::byte>(random() % 4 == 0 ? 0xFF : random() % 9);
        }
        detail::flat_reader reader{damaged};
        model_archive archive;
        reader(archive);
        if (!reader.ok() || !archive.checked_sizes()) { continue; }
        for (std::size_t number = 0; number < archive.size(); ++number) {
            const auto rule = archive.read(number);
            read += rule.conditions.empty() ? 0 : 1;
            static_cast<void>(archive.title(number).size() + archive.id(number).size());
        }
    }
    CHECK(read > 1000);
}
