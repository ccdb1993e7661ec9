// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/document.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

// What the rules of one file say of themselves, put together for a page about all of them.

namespace VARSIGMA_NAMESPACE::detail {

/// What each rule's list holds, in the order of the rules, each text once. O(size).
[[nodiscard]] inline std::vector<std::string> joined_lists(std::span<const detection_rule> rules,
                                                           std::vector<std::string> rule_metadata::*list) {
    std::vector<std::string> joined;
    std::unordered_set<std::string_view> seen; // in the rules
    for (const auto& rule : rules) {
        for (const auto& text : rule.metadata.*list) {
            if (seen.insert(text).second) { joined.push_back(text); }
        }
    }
    return joined;
}

/// What a page says of its rules: tags, references and false positives of all of them, the highest level, the rest as
/// the first says it. The description ends with the titles of the others, where they differ: rules of one file mostly
/// share theirs. O(size).
[[nodiscard]] inline rule_metadata page_metadata(std::span<const detection_rule> rules) {
    if (rules.empty()) { return {}; }
    auto about = rules.front().metadata;
    about.tags = joined_lists(rules, &rule_metadata::tags);
    about.references = joined_lists(rules, &rule_metadata::references);
    about.falsepositives = joined_lists(rules, &rule_metadata::falsepositives);
    std::unordered_set<std::string_view> titles{{}, rules.front().metadata.title};
    std::string others;
    for (const auto& rule : rules) {
        about.level = std::max(about.level, rule.metadata.level);
        if (titles.insert(rule.metadata.title).second) {
            others.append(others.empty() ? "Also in this file: " : "; ").append(rule.metadata.title);
        }
    }
    if (!others.empty()) { about.description.append(about.description.empty() ? "" : "\n").append(others); }
    return about;
}

} // namespace VARSIGMA_NAMESPACE::detail
