// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/data_needed.hpp>
#include <varsigma/convert/data_needed_gaps.hpp>
#include <varsigma/convert/data_needed_table.hpp>
#include <varsigma/event/field_selector.hpp>
#include <varsigma/rule_set.hpp>

#include "../support/data.hpp"
#include "../support/events.hpp"
#include "../support/loading.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// The data is not part of the project: without it these tests count as skipped.

TEST_CASE("data needed: of the published rules") {
    const auto folder = varsigma_tests::corpus_data("sigmahq/rules");
    if (!folder) { return; }
    const auto loaded = varsigma_tests::load(*folder);
    const auto table = varsigma::data_needed_by_source(loaded.rules);
    std::size_t rules = 0;
    std::size_t lines = 0;
    for (const auto& use : table) {
        rules += use.rules;
        lines += use.fields.size();
        for (const auto& field : use.fields) { CHECK(field.rules() <= use.rules); }
    }
    CHECK(rules == loaded.rules.size());
    MESSAGE(rules << " rules of " << table.size() << " logsources need " << lines << " fields");
    for (std::size_t at = 0; at < table.size() && at < 3; ++at) {
        MESSAGE(varsigma::detail::source_text(table[at].source, " / ", "-")
                << ": " << table[at].rules << " rules, first " << table[at].fields.front().name << " for "
                << table[at].fields.front().rules());
    }
}

TEST_CASE("data gaps: of the published rules, as a rule set reports them of an own struct") {
    const auto folder = varsigma_tests::corpus_data("sigmahq/rules");
    if (!folder) { return; }
    auto rules = varsigma_tests::load(*folder).rules;
    for (std::size_t at = 0; at < rules.size(); ++at) { // the place tells which rule is meant
        rules[at].origin.position = {static_cast<std::uint32_t>(at + 1), 1};
    }
    using event = varsigma_tests::process_event;
    const auto selectors = varsigma::field_selector<event>::all();
    std::vector<std::string_view> present;
    for (const auto& selector : selectors) { present.push_back(selector.name()); }
    const auto gaps = varsigma::find_data_gaps(rules, present, varsigma::event_traits<event>::source);

    // code and list of fields, as far as a message names them
    std::set<std::string> expected;
    const varsigma::rule_set<event> set{rules};
    for (const auto& finding : set.diagnostics()) {
        if (finding.code == varsigma::diagnostic_code::not_evaluated) { continue; }
        expected.insert(std::to_string(finding.position.line - 1) + ' ' + std::string{name(finding.code)});
    }
    std::set<std::string> found;
    for (const auto& gap : gaps.each) {
        if (rules[gap.rule].aggregate) { continue; }
        const auto place = std::to_string(gap.rule) + ' ';
        if (gap.never_matches) {
            found.insert(place + "never_matches");
        } else {
            if (!gap.missing.empty()) { found.insert(place + "missing_field"); }
            if (!gap.over_fires.empty()) { found.insert(place + "over_fires"); }
        }
    }
    CHECK(found == expected);
    MESSAGE(gaps.rules << " rules see such events: " << gaps.whole << " lack nothing, " << gaps.never
                       << " can never match, " << gaps.less << " match less, " << gaps.over_firing
                       << " fire too often; " << gaps.fields.front().name << " costs most");
}
