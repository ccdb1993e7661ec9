// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/logsource.hpp>
#include <varsigma/rule/document.hpp>

#include <string>
#include <string_view>

namespace varsigma_tests {

/// A rule from the JSON of its detection, selections and `condition`.
[[nodiscard]] varsigma::detection_rule rule_of(std::string title, std::string_view detection,
                                               varsigma::logsource source = {});

/// A rule with one selection, from the JSON of that.
[[nodiscard]] varsigma::detection_rule rule_on(std::string_view selection, varsigma::logsource source = {},
                                               std::string title = "rule");

} // namespace varsigma_tests
