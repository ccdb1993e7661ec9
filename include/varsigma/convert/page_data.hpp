// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/data_needed.hpp>
#include <varsigma/convert/page_options.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/text/casefold.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The cell "Data Needed" of a page.

namespace varsigma::detail {

/// Whether a rule that needs that data needs the log of this line.
[[nodiscard]] inline bool needs_source(const needed_data& needed, const page_data_source& line) {
    const auto fits = [](std::string_view wanted, std::string_view is) {
        return wanted.empty() || equals_folded(wanted, is);
    };
    if (needed.never_matches || !fits(needed.source.product, line.source.product) ||
        !fits(needed.source.category, line.source.category) || !fits(needed.source.service, line.source.service)) {
        return false;
    }
    if (!line.event_id.empty() && !needed.event_ids.empty() &&
        std::find(needed.event_ids.begin(), needed.event_ids.end(), line.event_id) == needed.event_ids.end()) {
        return false;
    }
    return line.fields.empty() ||
           std::any_of(needed.fields.begin(), needed.fields.end(), [&](const needed_field& field) {
               return std::find(line.fields.begin(), line.fields.end(), field.name) != line.fields.end();
           });
}

/// The lines of the table that one of the rules needs, in the table's order.
[[nodiscard]] inline std::vector<page_link> sources_needed(std::span<const needed_data> needed,
                                                           std::span<const page_data_source> table) {
    std::vector<page_link> lines;
    for (const auto& line : table) {
        const bool is_needed = std::any_of(needed.begin(), needed.end(),
                                           [&](const needed_data& each) { return needs_source(each, line); });
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
    add({}, fields_in_words(needed, field_need::required));
    add("for some cases ", fields_in_words(needed, field_need::alternative));
    if (needed.whole_event) { add({}, "every value of the event"); }
    add("for exceptions ", fields_in_words(needed, field_need::exception));
    if (!fields.empty()) { text += ": " + fields; }
    return needed.source.definition.empty() ? text : text + ". " + needed.source.definition;
}

} // namespace varsigma::detail
