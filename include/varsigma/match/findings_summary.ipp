// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/match/findings_summary.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

using counted_texts = std::map<std::string_view, std::size_t>;

/// What many rules have in common, in words.
[[nodiscard]] inline std::string text_of_many(const diagnostic& first, std::size_t number, const std::string& fields) {
    const std::string many = std::to_string(number) + " rules ";
    switch (first.code) {
    case diagnostic_code::missing_field: return many + "read fields that these events lack: " + fields;
    case diagnostic_code::never_matches:
        return many + "can never match these events and are left out" +
               (fields.empty() ? "" : ": there are no fields " + fields);
    case diagnostic_code::over_fires:
        return many + "can fire too often on these events: their exceptions read fields that are not there: " + fields;
    default: return std::to_string(number) + " findings of one kind, the first of them: " + first.message;
    }
}

/// Texts with how often they occur, those first that occur most often.
[[nodiscard]] inline std::vector<std::pair<std::string_view, std::size_t>> by_frequency(const counted_texts& counted) {
    std::vector<std::pair<std::string_view, std::size_t>> sorted{counted.begin(), counted.end()};
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& left, const auto& right) { return left.second > right.second; });
    return sorted;
}

/// The names that occur most often, each with how often.
[[nodiscard]] inline std::string most_frequent(const counted_texts& counted) {
    constexpr std::size_t shown = 8;
    const auto sorted = by_frequency(counted);
    std::string text;
    for (std::size_t at = 0; at < std::min(shown, sorted.size()); ++at) {
        text.append(text.empty() ? "" : ", ").append(sorted[at].first);
        text.append(" (").append(std::to_string(sorted[at].second)).append(")");
    }
    if (sorted.size() > shown) { text += " and " + std::to_string(sorted.size() - shown) + " more"; }
    return text;
}

/// The suggestions that occur most often.
[[nodiscard]] inline std::string most_frequent_suggestions(const counted_texts& counted) {
    constexpr std::size_t shown = 3;
    const auto sorted = by_frequency(counted);
    std::string text;
    for (std::size_t at = 0; at < std::min(shown, sorted.size()); ++at) {
        text.append(text.empty() ? "" : "; ").append(sorted[at].first);
    }
    return text;
}

} // namespace VARSIGMA_NAMESPACE::detail

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE diagnostics summarise(const diagnostics& found, std::size_t in_full) {
    struct group {
        std::size_t number = 0;
        detail::counted_texts fields;
        detail::counted_texts suggestions;
        bool is_told = false;
    };
    std::map<std::tuple<std::string_view, diagnostic_code, severity>, group> groups;
    for (const auto& each : found) {
        if (each.events.empty()) { continue; }
        auto& alike = groups[{each.events, each.code, each.level}];
        ++alike.number;
        for (const auto& field : each.fields) { ++alike.fields[field]; }
        if (!each.suggestion.empty()) { ++alike.suggestions[each.suggestion]; }
    }
    diagnostics told;
    for (const auto& each : found) {
        const auto known = groups.find({each.events, each.code, each.level});
        if (known == groups.end() || known->second.number <= in_full) {
            told.push_back(each);
            continue;
        }
        if (std::exchange(known->second.is_told, true)) { continue; }
        diagnostic summary;
        summary.code = each.code;
        summary.level = each.level;
        summary.events = each.events;
        summary.message = detail::text_of_many(each, known->second.number, detail::most_frequent(known->second.fields));
        summary.suggestion = detail::most_frequent_suggestions(known->second.suggestions);
        for (const auto& [field, number] : known->second.fields) { summary.fields.emplace_back(field); }
        told.push_back(std::move(summary));
    }
    return told;
}

} // namespace VARSIGMA_NAMESPACE
