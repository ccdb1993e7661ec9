// SPDX-License-Identifier: BSL-1.0
#include "pairs.hpp"
#include "ways.hpp"

#include "../reference/rule_builder.hpp"
#include "../support/data.hpp"
#include "../support/loading.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

std::string rendered(const varsigma::diagnostics& findings) {
    std::string text;
    for (const auto& finding : findings) { text += render(finding) + "\n"; }
    return text;
}

} // namespace

TEST_CASE("every conformance pair, in every way of matching") {
    const auto folder = varsigma_tests::conformance_data(".");
    if (!folder) { return; }
    const auto pairs = conformance::load_pairs(*folder);
    CHECK(!pairs.empty());
    for (const auto& pair : pairs) {
        CAPTURE(pair.id);
        CAPTURE(pair.note);
        const auto yaml = pair.yaml();
        CAPTURE(yaml);
        const auto loaded = varsigma_tests::load_text(yaml);
        const auto findings = rendered(loaded.diagnostics);
        CAPTURE(findings);
        if (!pair.expected) {
            CHECK(loaded.rules.empty());
            CHECK(has_errors(loaded.diagnostics));
            continue;
        }
        CHECK_FALSE(has_errors(loaded.diagnostics));
        CHECK(loaded.rules.size() == 1);
        if (loaded.rules.empty()) { continue; }
        for (const auto& way : conformance::ways()) {
            CAPTURE(way.name);
            if (const auto matched = way.matches(loaded.rules.front(), pair.event)) {
                CHECK(*matched == *pair.expected);
            }
        }
    }
}

TEST_CASE("the reference agrees with every pair without the loader") {
    const auto folder = varsigma_tests::conformance_data(".");
    if (!folder) { return; }
    for (const auto& pair : conformance::load_pairs(*folder)) {
        if (!pair.expected) { continue; }
        CAPTURE(pair.id);
        CAPTURE(pair.note);
        CHECK(reference::reference_matches(reference::build_rule(pair.detection), pair.event) == *pair.expected);
    }
}
