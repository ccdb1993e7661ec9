// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../reference/reference_matcher.hpp"

#include <varsigma/rule/document.hpp>

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

namespace conformance {

/// One way to find out whether a rule matches an event. All ways must agree, always.
struct way {
    const char* name;

    /// Nothing if this way cannot be asked (an event that its kind of input cannot express).
    std::function<std::optional<bool>(const varsigma::detection_rule&, const nlohmann::json&)> matches;
};

/// The reference first: the others are compared with it.
inline std::vector<way> ways() {
    return {
        {"reference",
         [](const varsigma::detection_rule& rule, const nlohmann::json& event) -> std::optional<bool> {
             return reference::reference_matches(rule, event);
         }},
    };
}

} // namespace conformance
