// SPDX-License-Identifier: BSL-1.0
#include "../../benchmarks/counting_new.hpp"
#include "../support/events.hpp"
#include "../support/member_kinds.hpp"
#include "../support/rules.hpp"
#include "../support/samples.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule.hpp>
#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

using namespace varsigma;

namespace {

/// 200 events: the samples, and variants of them of other sizes.
std::vector<std::string> lines() {
    const auto samples = varsigma_tests::sample_lines();
    std::vector<std::string> made;
    for (std::size_t at = 0; at < 200; ++at) {
        auto line = samples[at % samples.size()];
        if (line.size() > 2) {
            line.insert(1, "\"CommandLine\":\"" + std::string(at * 7, 'k') +
                               "\xE2\x84\xAA whoami \\u00e4\",\"list\":[" + std::string(at, ' ') +
                               "1,\"two\",{\"x\":3}],");
        }
        made.push_back(std::move(line));
    }
    return made;
}

/// How often `all` allocates once it has been called twice.
template <class All>
std::size_t allocations_of(All all) {
    all();
    all();
    heap_use used;
    {
        const counting::scope counted{used};
        all();
    }
    return used.own + used.by_re2;
}

struct outcome {
    std::size_t allocations = 0; ///< in the third round
    std::size_t found = 0;       ///< matches of one round
};

/// Matches every event of a list, again and again. `match` gives how many rules match one.
template <class Events, class Match>
outcome match_all(const Events& events, Match match) {
    outcome made;
    made.allocations = allocations_of([&] {
        made.found = 0;
        for (const auto& event : events) { made.found += match(event); }
    });
    return made;
}

/// The same with documents of JSON that are read first.
template <class Reader, class Documents>
outcome read_and_match_all(const rule_set<dynamic_event>& rules, const Documents& documents) {
    REQUIRE(rules.diagnostics().empty());
    rule_set<dynamic_event>::scratch working{rules};
    dynamic_event event{rules.fields()};
    Reader reader{rules.fields()};
    return match_all(documents, [&](const auto& document) {
        return reader.read(document, event) ? rules.match(event, working).size() : std::size_t{0};
    });
}

} // namespace

TEST_CASE("allocation: the counter counts") {
    heap_use used;
    std::size_t size = 0;
    {
        const counting::scope counted{used};
        size = std::make_unique<std::string>(100, 'x')->size();
    }
    CHECK(size == 100);
    CHECK(used.own == 2);
    CHECK(used.live == 0);
}

TEST_CASE("allocation: reading and matching JSON allocate nothing after a while") {
    const rule_set<dynamic_event> rules{varsigma_tests::sample_rules(false)};
    const auto made = read_and_match_all<simdjson_reader>(rules, lines());
    CHECK(made.allocations == 0);
    CHECK(made.found > 200);
}

TEST_CASE("allocation: fields that refer to each other allocate nothing after a while, be they texts or arrays") {
    const rule_set<dynamic_event> rules{{varsigma_tests::rule_on(R"({"A|fieldref": "B"})"),
                                         varsigma_tests::rule_on(R"({"A|fieldref|contains": "B"})"),
                                         varsigma_tests::rule_on(R"({"A|fieldref|endswith|cased": "B"})")},
                                        {.routes = varsigma::router::fixed({})}};
    std::vector<std::string> all;
    for (std::size_t at = 0; at < 60; ++at) {
        std::string left = "\"end" + std::to_string(at) + "\"";
        std::string right = "true,4624,\"d" + std::to_string(at) + "\"";
        for (std::size_t element = 0; element < at * at % 97; ++element) {
            left += ",\"" + std::string(element % 40, 'x') + std::to_string(element) + "\"";
            right += ",\"" + std::string(element % 50, 'y') + std::to_string(element) + "\"";
        }
        all.push_back("{\"A\":[" + left + "],\"B\":[" + right + "]}");
        all.push_back("{\"A\":[" + left + "],\"B\":\"end" + std::to_string(at) + "\"}");
        all.push_back("{\"A\":\"some end\",\"B\":\"END\"}");
    }
    const auto made = read_and_match_all<simdjson_reader>(rules, all);
    CHECK(made.allocations == 0);
    CHECK(made.found > 200);
}

TEST_CASE("allocation: expressions that count characters allocate nothing after a while") {
    const rule_set<dynamic_event> rules{{varsigma_tests::rule_on(R"({"A|re": "x.{20,40}y.{30}=[a-z]{16,}"})"),
                                         varsigma_tests::rule_on(R"({"A|re": ".{100,}"})")},
                                        {.routes = varsigma::router::fixed({})}};
    std::vector<std::string> all;
    for (std::size_t at = 0; at < 60; ++at) {
        all.push_back("{\"A\":\"" + std::string(at, 'x') + std::string(20 + at % 30, ' ') + "y" + std::string(30, 'x') +
                      "=" + std::string(20, 'k') + "\"}");
    }
    const auto made = read_and_match_all<simdjson_reader>(rules, all);
    CHECK(made.allocations == 0);
    CHECK(made.found > 40);
}

TEST_CASE("allocation: matching nlohmann documents allocates nothing after a while") {
    const rule_set<dynamic_event> rules{varsigma_tests::sample_rules(false)};
    std::vector<nlohmann::json> documents;
    for (const auto& line : lines()) { documents.push_back(nlohmann::json::parse(line)); }
    const auto made = read_and_match_all<nlohmann_reader>(rules, documents);
    CHECK(made.allocations == 0);
    CHECK(made.found > 200);
}

TEST_CASE("allocation: matching structs allocates nothing after a while, by a set or by a single rule") {
    using varsigma_tests::process_event;
    const rule_set<process_event> rules{varsigma_tests::sample_rules(false)};
    rule_set<process_event>::scratch working{rules};
    auto single = rule<process_event>::compile(varsigma_tests::sample_rules(false).at(1));
    REQUIRE(single.has_value());
    rule<process_event>::scratch of_single{*single};
    std::vector<process_event> events(200);
    for (std::size_t at = 0; at < events.size(); ++at) {
        events[at].image = "C:\\" + std::string(at * 11, 'x') + "\\cmd.exe";
        events[at].command_line = "cmd /c WHOAMI " + std::string(at, 'y');
        events[at].hashes.assign(at % 20, "MD5=0123456789");
        events[at].log_line = std::string(at * 3, 'z') + "\xC3\x84";
    }
    const auto made = match_all(events, [&](const process_event& event) {
        return rules.match(event, working).size() + (single->matches(event, of_single) ? 1U : 0U);
    });
    CHECK(made.allocations == 0);
    CHECK(made.found > 400);
}

TEST_CASE("allocation: converting members and writing texts allocates nothing after a while") {
    using varsigma_tests::member_kinds;
    const rule_set<member_kinds> rules{{varsigma_tests::rule_on(R"({"Utf16|contains": "needle"})"),
                                        varsigma_tests::rule_on(R"({"Utf32|endswith": "needle"})"),
                                        varsigma_tests::rule_on(R"({"Joined|contains": "needle"})"),
                                        varsigma_tests::rule_on(R"({"ParentWide|startswith": "wide"})"),
                                        varsigma_tests::rule_on(R"({"Digest|contains": "dead"})")}};
    REQUIRE(rules.diagnostics().empty());
    rule_set<member_kinds>::scratch working{rules};
    std::vector<member_kinds> events(100);
    for (std::size_t at = 0; at < events.size(); ++at) {
        events[at].utf16 = std::u16string(at * 13, u'\u00e4') + u"needle";
        events[at].utf32 = std::u32string(at * 11, U'\u20ac') + U"needle";
        events[at].digest.insert(events[at].digest.end(), at, std::byte{1});
    }
    const auto made = match_all(events, [&](const member_kinds& event) { return rules.match(event, working).size(); });
    CHECK(made.allocations == 0);
    CHECK(made.found == 500);
}
