// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/field_presence.hpp>
#include <varsigma/route/route.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What rules were compiled for, as text: what a bundle has to agree on with those who use it.

namespace VARSIGMA_NAMESPACE::detail {

/// The lines, sorted, of what matters of a kind of event to the rules that were compiled for it: where it comes from,
/// under which names it has the fields of rules, and, if `present` is given, its fields. O(n log n).
[[nodiscard]] inline std::string schema_of(const route& seen, const field_presence* present) {
    std::vector<std::string> lines;
    const auto add = [&](std::string_view what, const source_attribute& attribute) {
        const auto begin = std::string{what} + ' ';
        if (attribute.unknown) { lines.push_back(begin + "(any)"); }
        for (const auto value : attribute.values) { lines.push_back(begin + std::string{value}); }
    };
    add("product", seen.product);
    add("category", seen.category);
    add("service", seen.service);
    for (const auto& [category, names] : seen.aliases) {
        for (const auto& [in_rule, in_event] : names) {
            lines.push_back("for " + std::string{category} + " field " + std::string{in_event} + " as " +
                            std::string{in_rule});
        }
    }
    if (present != nullptr) {
        for (const auto& [name, values] : *present) { lines.push_back("field " + std::string{name}); }
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const auto& line : lines) {
        text += line;
        text += '\n';
    }
    return text;
}

/// The lines of `left` that `right` has not. O(n).
[[nodiscard]] inline std::vector<std::string_view> lines_missing(std::string_view left, std::string_view right) {
    const auto split = [](std::string_view text) {
        std::vector<std::string_view> lines;
        while (!text.empty()) {
            const auto end = std::min(text.find('\n'), text.size());
            lines.push_back(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        std::sort(lines.begin(), lines.end()); // outlines are sorted, but this one may come from anywhere
        return lines;
    };
    const auto ours = split(left);
    const auto theirs = split(right);
    std::vector<std::string_view> missing;
    std::set_difference(ours.begin(), ours.end(), theirs.begin(), theirs.end(), std::back_inserter(missing));
    return missing;
}

} // namespace VARSIGMA_NAMESPACE::detail
