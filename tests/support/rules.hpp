// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../reference/rule_builder.hpp"

#include <varsigma/event/logsource.hpp>
#include <varsigma/rule/document.hpp>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace varsigma_tests {

/// A rule from the JSON of its detection, selections and `condition`.
[[nodiscard]] inline varsigma::detection_rule rule_of(std::string title, std::string_view detection,
                                                      varsigma::logsource source = {}) {
    auto rule = reference::build_rule(nlohmann::ordered_json::parse(detection));
    rule.metadata.title = std::move(title);
    rule.source = {std::string{source.product}, std::string{source.category}, std::string{source.service},
                   std::string{}};
    return rule;
}

/// A rule with one selection, from the JSON of that.
[[nodiscard]] inline varsigma::detection_rule rule_on(std::string_view selection, varsigma::logsource source = {},
                                                      std::string title = "rule") {
    return rule_of(std::move(title), R"({"s": )" + std::string{selection} + R"(, "condition": "s"})", source);
}

} // namespace varsigma_tests
