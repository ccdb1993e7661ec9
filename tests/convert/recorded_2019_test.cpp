// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/graylog.hpp>
#include <varsigma/convert/lucene.hpp>
#include <varsigma/convert/xpack_watcher.hpp>

#include "../support/loading.hpp"
#include "conversion.hpp"
#include "python_repr.hpp"
#include "recorded_texts.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <span>
#include <string>

// The profile of 2019 against texts of that time, byte for byte. They end with the line break of the program that
// printed them; an empty one says that the program refused the rule.

using varsigma::query_profile;

namespace {

std::string printed(const varsigma::result<varsigma::converted>& made) {
    return made ? made->text + '\n' : "";
}

struct printed_texts {
    std::string kibana, graylog, watcher;
};

printed_texts texts_of(std::span<const varsigma::detection_rule> rules) {
    return {printed(to_lucene(rules, {.profile = query_profile::sigmac_2019})),
            printed(to_graylog(rules, {.profile = query_profile::sigmac_2019})),
            printed(to_xpack_watcher(rules, {.query = {.profile = query_profile::sigmac_2019}}))};
}

} // namespace

TEST_CASE("the profile of 2019: the rule that the project began from") {
    const auto folder = varsigma_tests::conformance_data("../seed");
    if (!folder) { return; }
    const auto made = varsigma_tests::load(*folder / "msiexec_web_install.yml");
    REQUIRE(made.rules.size() == 2);
    const auto texts = texts_of(made.rules);
    CHECK(texts.kibana == varsigma_tests::text_of(*folder / "es-qs.expected.txt"));
    CHECK(texts.graylog == varsigma_tests::text_of(*folder / "graylog.expected.txt"));
    CHECK(texts.watcher == varsigma_tests::text_of(*folder / "xpack-watcher.expected.txt"));
}

TEST_CASE("the profile of 2019: the page that the project began from shows the same texts, as Python shows bytes") {
    const auto folder = varsigma_tests::conformance_data("../seed");
    if (!folder) { return; }
    const auto page = varsigma_tests::text_of(*folder / "page.md");
    const auto shown_under = [&](const std::string& heading) {
        const auto start = page.find("### " + heading + "\n");
        REQUIRE(start != std::string::npos);
        const auto begin = page.find("```\n", start) + 4;
        return page.substr(begin, page.find("\n```", begin) - begin);
    };
    const auto made = varsigma_tests::load(*folder / "msiexec_web_install.yml");
    const auto shown = [](std::string text) {
        text.pop_back(); // of the program that printed it
        return varsigma_tests::python_repr(text);
    };
    const auto texts = texts_of(made.rules);
    CHECK(shown(texts.kibana) == shown_under("Kibana query"));
    CHECK(shown(texts.watcher) == shown_under("X-Pack Watcher"));
    CHECK(shown(texts.graylog) == shown_under("Graylog"));
}

TEST_CASE("the profile of 2019: recorded texts") {
    const auto file = varsigma_tests::conformance_data("convert/sigmac-2019.jsonl");
    if (!file) { return; }
    std::size_t compared = 0;
    for (const auto& recorded : varsigma_tests::lines_of_json(*file)) {
        INFO(recorded.at("rule_file").get<std::string>());
        const auto made = varsigma_tests::loaded(recorded.at("rule").get<std::string>());
        const auto texts = texts_of(made.rules);
        CHECK(texts.kibana == recorded.at("kibana").get<std::string>());
        CHECK(texts.graylog == recorded.at("graylog").get<std::string>());
        CHECK(texts.watcher == recorded.at("xpack_watcher").get<std::string>());
        ++compared;
    }
    MESSAGE(compared << " rules, three targets each");
    CHECK(compared == 81);
}
