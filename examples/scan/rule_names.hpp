// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/printable.hpp>
#include <varsigma/rule/rule_list.hpp>

#include <cstddef>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace scan {

/// The names under which rules are printed, by index: the id, or else the title. Of rules that share one, the second is
/// `name#2`, the third `name#3`, and so on. Hidden characters, which could break a line or a column, are shown by
/// number.
[[nodiscard]] inline std::vector<std::string> rule_names(const varsigma::rule_list& rules) {
    std::vector<std::string> names;
    names.reserve(rules.size());
    std::unordered_map<std::string, std::size_t> uses;
    std::unordered_set<std::string> taken;
    for (const auto& rule : rules) {
        auto name = rule.metadata.id.empty() ? rule.metadata.title : rule.metadata.id;
        if (name.empty()) { name = "(untitled)"; }
        varsigma::make_printable(name);
        auto& use = uses[name];
        std::string shown = ++use == 1 ? name : name + '#' + std::to_string(use);
        while (!taken.insert(shown).second) { shown = name + '#' + std::to_string(++use); } // another is called so
        names.push_back(std::move(shown));
    }
    return names;
}

} // namespace scan
