// SPDX-License-Identifier: BSL-1.0
#include <varsigma/load/yaml.hpp>

#include "support/data.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>

TEST_CASE("every published rule is taken") {
    const auto rules = varsigma_tests::corpus_data("sigmahq/rules");
    if (!rules) return;
    const auto loaded = varsigma::yaml::load(*rules);
    CHECK(loaded.rules.size() == 3141);
    CHECK(loaded.rejected == 0);
    CHECK_FALSE(has_errors(loaded.diagnostics));
    std::map<std::string, std::size_t> warnings;
    for (const auto& finding : loaded.diagnostics) ++warnings[std::string{name(finding.code)}];
    for (const auto& [code, times] : warnings) MESSAGE(code << ": " << times);
    CHECK(loaded.diagnostics.size() < loaded.rules.size() / 20);
}
