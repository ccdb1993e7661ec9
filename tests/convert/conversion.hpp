// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../support/loading.hpp"

#include <varsigma/convert/converted.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/document.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace varsigma_tests {

/// A rule with that detection, in YAML's flow style.
[[nodiscard]] inline varsigma::detection_rule rule_with(std::string_view detection, std::string_view title = "T") {
    auto made = loaded("title: " + std::string{title} +
                       "\nlogsource: {category: c}\ndetection: " + std::string{detection} + '\n');
    REQUIRE(made.rules.size() == 1);
    return made.rules.front();
}

/// A rule of one selection.
[[nodiscard]] inline varsigma::detection_rule rule_of_selection(std::string_view selection) {
    return rule_with("{s: " + std::string{selection} + ", condition: s}");
}

/// The text, or the code and the message of the error.
[[nodiscard]] inline std::string outcome(const varsigma::result<varsigma::converted>& made) {
    if (made) { return made->text; }
    return std::string{name(made.error().code)} + ": " + made.error().message;
}

/// The codes of the warnings, in their order, joined by blanks.
[[nodiscard]] inline std::string warned(const varsigma::result<varsigma::converted>& made) {
    std::string codes;
    if (!made) { return "error"; }
    for (const auto& warning : made->warnings) {
        CHECK(warning.level == varsigma::severity::warning);
        codes.append(codes.empty() ? "" : " ").append(name(warning.code));
    }
    return codes;
}

} // namespace varsigma_tests
