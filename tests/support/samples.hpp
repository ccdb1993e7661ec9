// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/rule/document.hpp>

#include <string>
#include <vector>

namespace varsigma_tests {

/// Events as they are collected, one a line.
[[nodiscard]] std::vector<std::string> sample_lines();

/// Rules of every construct, of which the samples match many.
[[nodiscard]] std::vector<varsigma::detection_rule> sample_rules(bool with_expressions = true);

} // namespace varsigma_tests
