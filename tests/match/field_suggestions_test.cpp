// SPDX-License-Identifier: BSL-1.0
#include <varsigma/event/detail/field_presence.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/rule_findings_report.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

using varsigma::field_table;
using varsigma::slot;
using varsigma::detail::field_suggestions;

TEST_CASE("suggested fields: any number of misspelt ones costs a bounded number of comparisons") {
    const std::string described = "a_field_with_a_long_name_that_many_slips_of_the_pen_lead_to";
    const varsigma::detail::field_presence present{{described, {varsigma::detail::field_content::texts}}};
    field_table fields;
    std::vector<slot> absent;
    for (std::size_t first = 0; absent.size() <= field_suggestions::most_looked_at; ++first) {
        for (std::size_t second = first + 1; second < described.size(); ++second) {
            for (const char slip : {'0', '1', '2'}) {
                auto misspelt = described;
                misspelt[first] = misspelt[second] = slip;
                absent.push_back(fields.add(misspelt));
            }
        }
    }
    field_suggestions near{fields, present};
    const auto suggested = [&](slot field) { return near.for_fields(std::array{field}); };
    std::size_t told = 0;
    for (const auto field : absent) { told += suggested(field).empty() ? 0U : 1U; }
    CHECK(told == field_suggestions::most_looked_at);
    CHECK(suggested(absent.front()) ==
          "did you mean '" + described + "' for '" + std::string{fields.name(absent.front())} + "'");
    CHECK(suggested(absent.back()).empty());
}
