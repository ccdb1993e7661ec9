// SPDX-License-Identifier: BSL-1.0
#include "rules.hpp"

#include "../reference/rule_builder.hpp"

#include <nlohmann/json.hpp>
#include <utility>

namespace varsigma_tests {

varsigma::detection_rule rule_of(std::string title, std::string_view detection, varsigma::logsource source) {
    auto rule = reference::build_rule(nlohmann::ordered_json::parse(detection));
    rule.metadata.title = std::move(title);
    rule.source = {std::string{source.product}, std::string{source.category}, std::string{source.service},
                   std::string{}};
    return rule;
}

varsigma::detection_rule rule_on(std::string_view selection, varsigma::logsource source, std::string title) {
    return rule_of(std::move(title), R"({"s": )" + std::string{selection} + R"(, "condition": "s"})", source);
}

} // namespace varsigma_tests
