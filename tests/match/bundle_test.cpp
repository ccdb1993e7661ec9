// SPDX-License-Identifier: BSL-1.0
#include "../support/events.hpp"
#include "../support/json_matching.hpp"
#include "../support/loading.hpp"
#include "../support/rules.hpp"
#include "../support/samples.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/bundle/bundle.hpp>
#include <varsigma/bundle/bundle_container.hpp>
#include <varsigma/bundle/bundle_options.hpp>
#include <varsigma/bundle/described_bundle.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

using namespace varsigma;
using varsigma_tests::bare_event;
using varsigma_tests::connection_event;
using varsigma_tests::process_event;
using varsigma_tests::rule_of;
using varsigma_tests::rule_on;
using varsigma_tests::sample_lines;
using varsigma_tests::sample_rules;

namespace {

using bytes = std::vector<std::byte>;
using json_rules = rule_set<dynamic_event>;

/// What the rules of a set say of each sample, with the reasons.
std::string answers(const json_rules& rules) {
    json_rules::scratch scratch{rules};
    nlohmann_reader reader{rules.fields()};
    dynamic_event event{rules.fields()};
    std::string told;
    for (const auto& line : sample_lines()) {
        REQUIRE(reader.read_text(line, event));
        const auto found = rules.match(event, scratch);
        told += found.routed() ? "routed:" : "unrouted:";
        for (const auto& hit : found) {
            told.append(" ").append(hit.title()).append("/").append(hit.id()).append("/").append(name(hit.level()));
            for (const auto& tag : hit.tags()) { told.append(",").append(tag); }
        }
        told += '\n';
    }
    return told;
}

std::vector<detection_rule> rules_on_structs() {
    std::vector<detection_rule> rules;
    constexpr logsource process{.product = "windows", .category = "process_creation"};
    rules.push_back(rule_on(R"({"Image|endswith": "\\cmd.exe"})", process, "image"));
    rules.push_back(rule_on(R"({"CommandLine|re": "who.mi"})", process, "expression"));
    rules.push_back(rule_on(R"({"Absent": "x"})", process, "absent"));
    rules.push_back(rule_on(R"({"DestinationPort|gt": 1000})", {.category = "network_connection"}, "port"));
    rules.push_back(rule_on(R"(["whoami"])", {}, "keyword"));
    return rules;
}

std::string message_of(const diagnostic& error, diagnostic_code expected) {
    CHECK(error.code == expected);
    return error.message;
}

bytes as_bytes(std::string_view text) {
    bytes made(text.size());
    std::memcpy(made.data(), text.data(), text.size());
    return made;
}

} // namespace

TEST_CASE("bundles: the same answers, reports and figures as the rule set that was saved") {
    for (const auto& routes : {router::windows(), router::fixed({})}) {
        const json_rules rules{sample_rules(), {.routes = routes}};
        const auto saved = save_bundle(rules);
        auto opened = json_rules::from_bundle(saved, {.routes = routes});
        REQUIRE_MESSAGE(opened, (opened ? "" : render(opened.error())));
        CHECK(answers(*opened) == answers(rules));
        CHECK(answers(rules).find("e1") != std::string::npos);
        CHECK(opened->diagnostics() == rules.diagnostics());
        CHECK(opened->predicate_count() == rules.predicate_count());
        const auto told = opened->statistics();
        const auto expected = rules.statistics();
        CHECK(told.rules == expected.rules);
        CHECK(told.placements == expected.placements);
        CHECK(told.postings == expected.postings);
        CHECK(told.unmatchable.size() == expected.unmatchable.size());
        CHECK(save_bundle(*opened) == saved);
        for (const auto level : supported_simd_levels()) {
            auto at_level = json_rules::from_bundle(saved, {.routes = routes, .simd = level});
            REQUIRE(at_level);
            CHECK(at_level->simd() == level);
            CHECK(answers(*at_level) == answers(rules));
        }
    }
}

TEST_CASE("bundles: a set explains itself, and stays when it moves") {
    const json_rules rules{sample_rules()};
    const auto saved = save_bundle(rules);
    auto opened = json_rules::from_bundle(saved);
    REQUIRE(opened);
    const json_rules moved = *std::move(opened);
    json_rules::scratch scratch{moved};
    json_rules::scratch other{rules};
    nlohmann_reader reader{rules.fields()};
    dynamic_event event{rules.fields()};
    nlohmann_reader own_reader{moved.fields()};
    dynamic_event own_event{moved.fields()};
    for (const auto& line : sample_lines()) {
        REQUIRE(reader.read_text(line, event));
        REQUIRE(own_reader.read_text(line, own_event));
        for (std::size_t rule = 0; rule < rules.rules().size(); ++rule) {
            CHECK(render(moved.explain(rule, own_event, scratch)) == render(rules.explain(rule, event, other)));
        }
    }
}

TEST_CASE("bundles: of own structs") {
    using rule_set_of_two = rule_set<process_event, connection_event>;
    const rule_set_of_two rules{rules_on_structs()};
    REQUIRE(rules.diagnostics().size() == 1);
    const auto saved = save_bundle(rules);
    const auto opened = rule_set_of_two::from_bundle(saved);
    REQUIRE_MESSAGE(opened, (opened ? "" : render(opened.error())));
    CHECK(opened->diagnostics() == rules.diagnostics());
    process_event process;
    process.image = "C:\\Windows\\System32\\CMD.exe";
    process.command_line = "whoami";
    rule_set_of_two::scratch scratch{*opened};
    std::string titles;
    for (const auto& hit : opened->match(process, scratch)) { titles.append(hit.title()).append(" "); }
    CHECK(titles == "image expression keyword ");
    connection_event connection;
    connection.port = 4444;
    CHECK(opened->match(connection, scratch).size() == 1);
    CHECK(opened->statistics().unmatchable.size() == 1);
    CHECK(opened->statistics().unmatchable.front().why == "the events lack fields that it needs");
}

TEST_CASE("bundles: what differs from the types of events that one was made for") {
    const auto saved = save_bundle(rule_set<process_event, connection_event>{rules_on_structs()});

    const auto swapped = rule_set<connection_event, process_event>::from_bundle(saved);
    REQUIRE_FALSE(swapped);
    const auto both = message_of(swapped.error(), diagnostic_code::bundle_mismatch);
    CHECK(both.find("connection_event, not known to the bundle: category network_connection, "
                    "field DestinationIp, field DestinationPort") != std::string::npos);
    CHECK(both.find("only in the bundle: category process_creation, field CommandLine, field Elevated") !=
          std::string::npos);

    const auto fewer = rule_set<process_event>::from_bundle(saved);
    REQUIRE_FALSE(fewer);
    const auto kinds = message_of(fewer.error(), diagnostic_code::bundle_mismatch);
    CHECK(kinds.find("kinds of events: 1, in the bundle 2") != std::string::npos);
    CHECK(kinds.find("process_event, varsigma_tests::connection_event") != std::string::npos);

    const auto json = json_rules::from_bundle(saved);
    REQUIRE_FALSE(json);
    CHECK(json.error().code == diagnostic_code::bundle_mismatch);

    const auto routed = save_bundle(json_rules{sample_rules()});
    const auto unrouted = json_rules::from_bundle(routed, {.routes = router::fixed({})});
    REQUIRE_FALSE(unrouted);
    CHECK(unrouted.error().code == diagnostic_code::bundle_mismatch);
    const auto of_all = save_bundle(json_rules{sample_rules(), varsigma_tests::unrouted()});
    const auto elsewhere = json_rules::from_bundle(of_all, {.routes = router::fixed({.product = "linux"})});
    REQUIRE_FALSE(elsewhere);
    CHECK(elsewhere.error().message.find("not known to the bundle: product linux") != std::string::npos);
    CHECK(elsewhere.error().message.find("only in the bundle: product (any)") != std::string::npos);
}

TEST_CASE("bundles: foreign bytes are refused") {
    const auto saved = save_bundle(json_rules{sample_rules()});
    const auto error_of = [](std::span<const std::byte> given) {
        const auto opened = bundle::open(given);
        REQUIRE_FALSE(opened);
        return opened.error();
    };
    CHECK(error_of({}).code == diagnostic_code::bad_bundle);
    CHECK(error_of(bytes(4096)).message == "not a bundle of rules");
    CHECK(error_of(std::span{saved}.first(saved.size() - 8)).message == "the bundle is not as long as it says");
    auto longer = saved;
    longer.resize(saved.size() + 8);
    CHECK(error_of(longer).code == diagnostic_code::bad_bundle);

    auto changed = saved;
    changed[detail::in_container({}).size() + 100] ^= std::byte{1};
    CHECK(error_of(changed).message == "the bundle is damaged: its checksum does not fit");

    auto version = saved;
    version[offsetof(detail::bundle_head, version)] = std::byte{200};
    CHECK(error_of(version).code == diagnostic_code::bundle_version);
    CHECK(error_of(version).message.find("version 200") != std::string::npos);
    auto order = saved;
    std::swap(order[offsetof(detail::bundle_head, order)], order[offsetof(detail::bundle_head, order) + 3]);
    CHECK(error_of(order).code == diagnostic_code::bundle_version);

    bytes shifted(saved.size() + 1);
    std::copy(saved.begin(), saved.end(), shifted.begin() + 1);
    CHECK(error_of(std::span{shifted}.subspan(1)).message == "the bundle does not begin at a multiple of 8 bytes");
}

TEST_CASE("bundles: a signature is checked by whoever opens one") {
    const auto saved = save_bundle(json_rules{sample_rules()});
    const auto signature = [](std::span<const std::byte> content) { // a stand-in for a real one
        return as_bytes("key " + std::to_string(detail::checksum_of(content)));
    };
    const auto sealed = signed_bundle(saved, signature(bundle_content(saved)));
    CHECK(bundle::open(sealed));
    int asked = 0;
    const bundle_options careful{.accept = [&](std::span<const std::byte> content, std::span<const std::byte> given) {
        ++asked;
        const auto expected = signature(content);
        return std::equal(expected.begin(), expected.end(), given.begin(), given.end());
    }};
    CHECK(json_rules::from_bundle(sealed, careful));
    CHECK(asked == 1);
    const auto refused = json_rules::from_bundle(saved, careful);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == diagnostic_code::bundle_refused);
    const auto of_another = signed_bundle(saved, as_bytes("another key"));
    CHECK_FALSE(json_rules::from_bundle(of_another, careful));
    CHECK(signed_bundle(sealed, {}) == saved);
    CHECK(bundle_content(sealed).size() == bundle_content(saved).size());

    auto changed = sealed;
    changed.back() ^= std::byte{1};
    CHECK(bundle::open(changed).error().code == diagnostic_code::bad_bundle);
    asked = 0;
    CHECK_FALSE(json_rules::from_bundle(changed, careful));
    CHECK(asked == 0);
}

TEST_CASE("bundles: of what is none there is nothing to sign") {
    const auto saved = save_bundle(json_rules{sample_rules()});
    CHECK(bundle_content({}).empty());
    CHECK(bundle_content(bytes(4096)).empty());
    CHECK(bundle_content(std::span{saved}.first(30)).empty());
    CHECK(bundle_content(std::span{saved}.first(saved.size() - 8)).empty());
    CHECK(signed_bundle({}, as_bytes("key")).empty());
    CHECK(signed_bundle(bytes(4096), as_bytes("key")).empty());
    CHECK(signed_bundle(std::span{saved}.first(saved.size() - 8), as_bytes("key")).empty());
    auto longer = saved;
    const auto size = ~std::uint64_t{0};
    std::memcpy(longer.data() + offsetof(detail::bundle_head, payload_size), &size, sizeof size);
    CHECK(bundle_content(longer).empty());
}

TEST_CASE("bundles: of a collection, with what loading found") {
    const auto loaded = varsigma_tests::load_text(R"(
title: Good
logsource: {category: process_creation}
detection:
    s: {Image|endswith: '\a.exe'}
    unused: {Image: b}
    condition: s
---
title: Bad
logsource: {category: process_creation}
detection:
    s: {Image|contians: a}
    condition: s
---
title: Old
logsource: {category: process_creation}
detection:
    s: {Image: a}
    condition: s | count() > 3
)");
    REQUIRE(loaded.rules.size() == 2);
    REQUIRE(loaded.diagnostics.size() >= 2);
    const auto saved = save_bundle(loaded);
    const auto opened = bundle::open(saved);
    REQUIRE(opened);
    CHECK(opened->rules().size() == 2);
    CHECK(opened->rules()[0].metadata.title == "Good");
    REQUIRE(opened->events().size() == 1);
    CHECK(opened->events().front().find("dynamic_event") != std::string::npos);
    CHECK(opened->library() == VARSIGMA_VERSION_STRING);
    CHECK(opened->fields()->find("Image"));
    auto expected = loaded.diagnostics;
    const json_rules rules{loaded.rules};
    expected.insert(expected.end(), rules.diagnostics().begin(), rules.diagnostics().end());
    CHECK(opened->diagnostics() == expected);
    const auto of_processes = save_bundle<process_event>(loaded);
    CHECK(of_processes != saved);
    CHECK(rule_set<process_event>::from_bundle(of_processes));
}

TEST_CASE("bundles: made from the description of a type are those made with the type") {
    collection loaded;
    loaded.rules = rules_on_structs();
    const std::vector<event_description> described{
        {std::string{type_name<process_event>()},
         {"windows", "process_creation", {}, {}},
         {"Image", "CommandLine", "User", "ProcessId", "ParentImage", "Hashes", "UtcTime", "Elevated"}},
        {std::string{type_name<connection_event>()},
         {{}, "network_connection", {}, {}},
         {"DestinationIp", "DestinationPort"}}};
    const auto saved = save_bundle(loaded, described);
    CHECK(saved == save_bundle<process_event, connection_event>(loaded));
    CHECK(rule_set<process_event, connection_event>::from_bundle(saved));
    auto other = described;
    other[1].fields.emplace_back("Protocol");
    const auto with_more = save_bundle(loaded, other);
    const auto opened = rule_set<process_event, connection_event>::from_bundle(with_more);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().message.find("connection_event, only in the bundle: field Protocol") != std::string::npos);
}

TEST_CASE("bundles: expressions are compiled when they are asked, or at once") {
    const auto saved = save_bundle(json_rules{sample_rules()});
    const auto at_once = json_rules::from_bundle(saved, {.compile_expressions = true});
    REQUIRE(at_once);
    const auto lazy = json_rules::from_bundle(saved);
    REQUIRE(lazy);
    CHECK(answers(*lazy) == answers(*at_once));
    const auto warm = json_rules::from_bundle(saved);
    REQUIRE(warm);
    warm->warm_up();
    CHECK(answers(*warm) == answers(*at_once));
}

TEST_CASE("bundles: threads share a set that reads and compiles on need") {
    const json_rules rules{sample_rules()};
    const auto saved = save_bundle(rules);
    const auto expected = answers(rules);
    for (int round = 0; round < 5; ++round) {
        const auto opened = json_rules::from_bundle(saved);
        REQUIRE(opened);
        std::array<std::string, 4> told;
        std::vector<std::thread> threads;
        for (auto& each : told) {
            threads.emplace_back([&each, &set = *opened] { each = answers(set); });
        }
        for (auto& thread : threads) { thread.join(); }
        for (const auto& each : told) { CHECK(each == expected); }
    }
}

TEST_CASE("bundles: without rules") {
    const auto saved = save_bundle(json_rules{std::vector<detection_rule>{}});
    const auto opened = json_rules::from_bundle(saved);
    REQUIRE(opened);
    CHECK(opened->rules().empty());
    CHECK(answers(*opened).find('/') == std::string::npos);
}
