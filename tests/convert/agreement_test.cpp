// SPDX-License-Identifier: BSL-1.0
#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/convert/graylog.hpp>
#include <varsigma/convert/lucene.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/rule_set.hpp>

#include "../support/data.hpp"
#include "../support/json_matching.hpp"
#include "../support/loading.hpp"
#include "lucene_evaluator.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The queries that are written for Lucene must select what the matcher matches, or the converter must have said that
// their meaning shifts. VARSIGMA_CONVERT_EVERY=1 asks about every event instead of every 100th.

namespace {

using varsigma::detection_rule;
using varsigma::query_profile;

/// A rule's query, ready to be asked.
struct written_query {
    std::size_t rule = 0; ///< its place among the rules
    std::string text;
    bool shifts = false; ///< a warning said so
    lucene::evaluator asked;
};

/// The queries of one way of writing.
struct written_queries {
    std::string name;
    std::vector<written_query> all;
    std::size_t refused = 0;
    std::size_t selected = 0;    ///< events, by query and matcher alike
    std::size_t differences = 0; ///< with a warning
    std::size_t differing = 0;   ///< rules with such differences
};

template <class Convert>
written_queries write_all(std::string name, std::span<const detection_rule> rules, lucene::field_names& fields,
                          Convert convert) {
    written_queries made;
    made.name = std::move(name);
    for (std::size_t at = 0; at < rules.size(); ++at) {
        auto text = convert(rules[at]);
        if (!text) {
            ++made.refused;
            continue;
        }
        bool shifts = false;
        for (const auto& warning : text->warnings) {
            shifts = shifts || warning.code == varsigma::diagnostic_code::meaning_shifts;
        }
        try {
            auto parsed = lucene::query_parser{text->text, fields}.parse();
            made.all.push_back({at, text->text, shifts, lucene::evaluator{std::move(parsed)}});
        } catch (const std::exception& failure) {
            INFO("rule ", rules[at].metadata.title, ": ", failure.what());
            CHECK(shifts); // it must have said that this is no query
        }
    }
    return made;
}

std::vector<std::string> lines_of(const std::filesystem::path& file, std::size_t every) {
    std::vector<std::string> lines;
    const auto command = (file.extension() == ".gz" ? "gzip -cd '" : "cat '") + file.string() + "'";
    const std::unique_ptr<FILE, int (*)(FILE*)> stream{popen(command.c_str(), "r"), pclose};
    REQUIRE(stream != nullptr);
    std::string line;
    std::size_t number = 0;
    for (int byte = std::fgetc(stream.get()); byte != EOF; byte = std::fgetc(stream.get())) {
        if (byte != '\n') {
            line += static_cast<char>(byte);
            continue;
        }
        if (number++ % every == 0) { lines.push_back(line); }
        line.clear();
    }
    return lines;
}

void compare(std::span<const detection_rule> rules, const std::vector<std::string>& lines) {
    lucene::field_names fields;
    std::vector<written_queries> ways;
    ways.push_back(
        write_all("lucene, current", rules, fields, [](const detection_rule& rule) { return to_lucene(rule); }));
    ways.push_back(
        write_all("graylog, current", rules, fields, [](const detection_rule& rule) { return to_graylog(rule); }));
    ways.push_back(write_all("lucene, 2019", rules, fields, [](const detection_rule& rule) {
        return to_lucene(rule, {.profile = query_profile::sigmac_2019});
    }));
    ways.push_back(write_all("graylog, 2019", rules, fields, [](const detection_rule& rule) {
        return to_graylog(rule, {.profile = query_profile::sigmac_2019});
    }));

    // what two ways write alike is asked once
    for (std::size_t at = 0; at < ways[0].all.size() && at < ways[1].all.size(); ++at) {
        CHECK(ways[0].all[at].text == ways[1].all[at].text);
    }
    ways.erase(ways.begin() + 1);

    const varsigma::rule_set<varsigma::dynamic_event> set{{rules.begin(), rules.end()}, varsigma_tests::unrouted()};
    varsigma::rule_set<varsigma::dynamic_event>::scratch scratch{set};
    varsigma::nlohmann_reader reader{set.fields()};
    varsigma::dynamic_event event{set.fields()};
    std::vector<bool> matched(rules.size());
    std::vector<std::vector<bool>> differed(ways.size(), std::vector<bool>(rules.size()));
    for (const auto& line : lines) {
        const auto parsed = nlohmann::json::parse(line);
        const lucene::stored_event stored{parsed, fields};
        REQUIRE(reader.read(parsed, event));
        std::fill(matched.begin(), matched.end(), false);
        for (const auto& hit : set.match(event, scratch)) { matched[hit.index()] = true; }
        for (std::size_t way = 0; way < ways.size(); ++way) {
            for (const auto& query : ways[way].all) {
                const bool selected = query.asked.selects(stored);
                ways[way].selected += selected && matched[query.rule] ? 1U : 0U;
                if (selected == matched[query.rule]) { continue; }
                if (query.shifts) {
                    ++ways[way].differences;
                    differed[way][query.rule] = true;
                    continue;
                }
                INFO(ways[way].name, ": rule ", rules[query.rule].metadata.id, " ", rules[query.rule].metadata.title,
                     ", query ", query.text, ", event ", line);
                CHECK(selected == matched[query.rule]);
            }
        }
    }
    for (std::size_t way = 0; way < ways.size(); ++way) {
        const auto& one = ways[way];
        std::size_t warned = 0;
        for (const auto& query : one.all) { warned += query.shifts ? 1U : 0U; }
        std::size_t rules_that_differ = 0;
        for (const bool did : differed[way]) { rules_that_differ += did ? 1U : 0U; }
        MESSAGE(one.name << ": " << one.all.size() << " queries (" << warned << " with a shift of meaning), "
                         << one.refused << " refused, " << lines.size() << " events: " << one.selected
                         << " selected by both, " << one.differences << " differences of " << rules_that_differ
                         << " rules that a warning spoke of");
        CHECK(one.selected > 0);
    }
}

} // namespace

TEST_CASE("queries select what rules match, over published rules and real events") {
    const auto folder = varsigma_tests::corpus_data("sigmahq/rules");
    const auto events = varsigma_tests::corpus_data("events/otrf-dev.ndjson.gz");
    const auto regression = varsigma_tests::corpus_data("regression/flat.ndjson");
    const auto from_files = varsigma_tests::corpus_data("regression/flat_evtx.ndjson");
    const auto nested = varsigma_tests::corpus_data("events/aws-cloudtrail-otrf.ndjson.gz");
    if (!folder || !events || !regression || !from_files || !nested) { return; }
    const auto loaded = varsigma_tests::load(*folder);
    const char* const chosen = std::getenv("VARSIGMA_CONVERT_EVERY");
    const auto every = chosen != nullptr && std::atoi(chosen) > 0 ? static_cast<std::size_t>(std::atoi(chosen)) : 100;
    auto lines = lines_of(*events, every);
    for (const auto& file : {*regression, *from_files, *nested}) {
        const auto more = lines_of(file, 1);
        lines.insert(lines.end(), more.begin(), more.end());
    }
    compare(loaded.rules, lines);
}
