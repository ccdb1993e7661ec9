// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/data_needed.hpp>
#include <varsigma/convert/detail/data_needed_event_id.hpp>
#include <varsigma/convert/detail/data_needed_tree.hpp>
#include <varsigma/convert/page_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/text/detail/casefold.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The cell "Data Needed" of a page.

namespace VARSIGMA_NAMESPACE::detail {

/// What one rule of a page needs. Refers to the rule.
struct page_need {
    explicit page_need(const detection_rule& rule) : needed(data_needed(rule)), tree(rule) {}

    needed_data needed;
    need_tree tree;
};

/// Whether the rule needs the log of this line.
[[nodiscard]] inline bool needs_source(const page_need& rule, const page_data_source& line) {
    const auto& needed = rule.needed;
    const auto fits = [](std::string_view wanted, std::string_view is) {
        return wanted.empty() || equals_folded(wanted, is);
    };
    if (needed.never_matches || !fits(needed.source.product, line.source.product) ||
        !fits(needed.source.category, line.source.category) || !fits(needed.source.service, line.source.service)) {
        return false;
    }
    if (!line.event_id.empty() && !can_match_with_id(rule.tree, line.event_id)) { return false; }
    return line.fields.empty() || needed.whole_event || // which every field is part of
           std::any_of(needed.fields.begin(), needed.fields.end(), [&](const needed_field& field) {
               return std::find(line.fields.begin(), line.fields.end(), field.name) != line.fields.end();
           });
}

/// The lines of the table that one of the rules needs, in the table's order.
[[nodiscard]] inline std::vector<page_link> sources_needed(std::span<const page_need> rules,
                                                           std::span<const page_data_source> table) {
    std::vector<page_link> lines;
    for (const auto& line : table) {
        const bool is_needed =
            std::any_of(rules.begin(), rules.end(), [&](const page_need& rule) { return needs_source(rule, line); });
        if (is_needed && std::find(lines.begin(), lines.end(), line.shown) == lines.end()) {
            lines.push_back(line.shown);
        }
    }
    return lines;
}

/// The names of the fields of that need, joined by commas; without the event id if that is told apart.
[[nodiscard]] inline std::string fields_in_words(const needed_data& needed, field_need need) {
    std::string names;
    for (const auto& field : needed.fields) {
        const bool is_told = field.name == event_id_field && !needed.event_ids.empty();
        if (field.need == need && !is_told) { names.append(names.empty() ? "" : ", ").append(field.name); }
    }
    return names;
}

/// What a rule needs, in words: `windows, security, EventID 4688: CommandLine; for exceptions ParentImage`.
[[nodiscard]] inline std::string data_in_words(const needed_data& needed) {
    if (needed.never_matches) { return "nothing: the rule can never match"; }
    auto text = source_text(needed.source, ", ", "any log");
    std::string ids;
    for (const auto& id : needed.event_ids) { ids.append(ids.empty() ? "" : " or ").append(id); }
    if (!ids.empty()) { text += ", " + std::string{event_id_field} + ' ' + ids; }
    std::string fields;
    const auto add = [&](std::string_view words, const std::string& names) {
        if (!names.empty()) { fields.append(fields.empty() ? "" : "; ").append(words).append(names); }
    };
    constexpr std::string_view everything = "every value of the event";
    const bool is_exception = needed.whole_event_need == field_need::exception;
    add({}, fields_in_words(needed, field_need::required));
    add("for some cases ", fields_in_words(needed, field_need::alternative));
    if (needed.whole_event && !is_exception) { add({}, std::string{everything}); }
    auto exceptions = fields_in_words(needed, field_need::exception);
    if (needed.whole_event && is_exception) { exceptions.append(exceptions.empty() ? "" : ", ").append(everything); }
    add("for exceptions ", exceptions);
    if (!fields.empty()) { text += ": " + fields; }
    return needed.source.definition.empty() ? text : text + ". " + needed.source.definition;
}

} // namespace VARSIGMA_NAMESPACE::detail
