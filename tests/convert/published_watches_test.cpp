// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/lucene.hpp>
#include <varsigma/convert/xpack_watcher.hpp>

#include "../support/data.hpp"
#include "../support/loading.hpp"
#include "watcher_script.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

// Every watch of a published rule is JSON, holds the rule's query, and a shell passes it on as it is.
// VARSIGMA_CONVERT_EVERY=1 asks a shell about every rule instead of every tenth.

TEST_CASE("watches of published rules arrive unchanged through a shell") {
    const auto folder = varsigma_tests::corpus_data("sigmahq/rules");
    if (!folder) { return; }
    const char* const chosen = std::getenv("VARSIGMA_CONVERT_EVERY");
    const auto every = chosen != nullptr && std::atoi(chosen) > 0 ? static_cast<std::size_t>(std::atoi(chosen)) : 10;
    const auto loaded = varsigma_tests::load(*folder);
    varsigma::target_names names;
    std::string script;
    std::vector<std::string> expected;
    std::size_t refused = 0;
    std::size_t number = 0;
    for (const auto& rule : loaded.rules) {
        const auto body = to_xpack_watcher(rule, {.shell = false});
        if (!body) {
            ++refused;
            continue;
        }
        const auto watch = nlohmann::json::parse(body->text, nullptr, false);
        INFO(rule.metadata.title);
        REQUIRE_FALSE(watch.is_discarded());
        const nlohmann::json::json_pointer query{"/input/search/request/body/query/bool/filter/0/query_string/query"};
        CHECK(watch.at(query) == to_lucene(rule)->text);
        if (number++ % every != 0) { continue; }
        expected.push_back(body->text + "\n");
        script += to_xpack_watcher(rule, {}, names)->text;
    }
    varsigma_tests::script_runner shell;
    const auto calls = shell.run(script);
    REQUIRE(calls.size() == expected.size());
    for (std::size_t at = 0; at < calls.size(); ++at) { CHECK(calls[at].body == expected[at]); }
    const auto made = loaded.rules.size() - refused;
    MESSAGE(made << " watches are JSON, " << calls.size() << " went through a shell, " << refused << " rules refused");
    CHECK(refused < 10);
}
