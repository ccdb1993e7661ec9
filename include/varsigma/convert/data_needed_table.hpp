// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/data_needed.hpp>
#include <varsigma/convert/data_needed_gaps.hpp>
#include <varsigma/convert/page_markdown_text.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/text/casefold.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace varsigma {

/// How many rules of one logsource need a field, and for what.
struct field_use {
    std::string name;
    std::size_t required = 0;
    std::size_t alternative = 0;
    std::size_t exception = 0;

    [[nodiscard]] std::size_t rules() const noexcept { return required + alternative + exception; }
};

/// What the rules of one logsource need.
struct source_use {
    rule_logsource source; ///< as the first of these rules spells it, without a `definition`
    std::size_t rules = 0;
    std::size_t whole_event = 0; ///< of these: with keywords, which search every value of an event
    std::vector<std::string> event_ids =
        {};                             ///< of the rules that are limited to some; in the order in which they occur
    std::vector<field_use> fields = {}; ///< what most rules need first, then by name
};

namespace detail {

[[nodiscard]] inline std::string source_key(const rule_logsource& source) {
    std::string key;
    std::string folded;
    for (const auto& part : {source.product, source.category, source.service}) {
        fold_text(part, folded);
        key += folded;
        key += '\n';
    }
    return key;
}

/// A line of a table in Markdown, of cells that are escaped already.
[[nodiscard]] inline std::string table_line(const std::vector<std::string>& cells) {
    std::string line{'|'};
    for (const auto& cell : cells) { line.append(" ").append(cell).append(" |"); }
    return line + '\n';
}

} // namespace detail

/// What the rules need, by logsource (case aside): the logsource of most rules first, then in the rules' order.
///
/// Rules as for `data_needed`. O(size of the rules).
[[nodiscard]] inline std::vector<source_use> data_needed_by_source(std::span<const detection_rule> rules) {
    std::vector<source_use> table;
    std::unordered_map<std::string, std::size_t> sources;
    std::vector<std::unordered_map<std::string, std::size_t>> fields; // by source
    for (const auto& rule : rules) {
        auto needed = data_needed(rule);
        const auto [place, is_new] = sources.try_emplace(detail::source_key(needed.source), table.size());
        if (is_new) {
            needed.source.definition.clear();
            table.push_back({.source = needed.source});
            fields.emplace_back();
        }
        auto& use = table[place->second];
        ++use.rules;
        use.whole_event += needed.whole_event ? 1U : 0U;
        for (const auto& id : needed.event_ids) { detail::add_once(use.event_ids, id); }
        for (const auto& field : needed.fields) {
            const auto [at, is_first] = fields[place->second].try_emplace(field.name, use.fields.size());
            if (is_first) { use.fields.push_back({.name = field.name}); }
            auto& counted = use.fields[at->second];
            switch (field.need) {
            case field_need::required: ++counted.required; break;
            case field_need::alternative: ++counted.alternative; break;
            case field_need::exception: ++counted.exception; break;
            }
        }
    }
    for (auto& use : table) {
        std::sort(use.fields.begin(), use.fields.end(), [](const field_use& left, const field_use& right) {
            return left.rules() != right.rules() ? left.rules() > right.rules() : left.name < right.name;
        });
    }
    std::stable_sort(table.begin(), table.end(),
                     [](const source_use& left, const source_use& right) { return left.rules > right.rules; });
    return table;
}

/// The table in Markdown: a line for each field of each logsource. O(size).
[[nodiscard]] inline std::string to_markdown(std::span<const source_use> table) {
    std::string text = "| Logsource | Rules | Field | Needed by | Required | Alternative | Exception |\n"
                       "|:--|--:|:--|--:|--:|--:|--:|\n";
    for (const auto& use : table) {
        const auto source = detail::markdown_cell(detail::source_text(use.source, " / ", "-"));
        const auto rules = std::to_string(use.rules);
        if (use.whole_event != 0) {
            text +=
                detail::table_line({source, rules, "(the whole event)", std::to_string(use.whole_event), "", "", ""});
        }
        for (const auto& field : use.fields) {
            text += detail::table_line({source, rules, detail::markdown_cell(field.name), std::to_string(field.rules()),
                                        std::to_string(field.required), std::to_string(field.alternative),
                                        std::to_string(field.exception)});
        }
    }
    return text;
}

/// What is lacking in Markdown: a line for each field that is absent, what costs most first. O(size).
[[nodiscard]] inline std::string to_markdown(const data_gaps& gaps) {
    std::string text =
        std::to_string(gaps.rules) + " rules: " + std::to_string(gaps.whole) + " lack nothing, " +
        std::to_string(gaps.never) + " can never match, " + std::to_string(gaps.less) + " match less, " +
        std::to_string(gaps.over_firing) + " fire too often.\n\n" +
        "| Absent field | Rules that never match | With this field alone they could | Rules that match less "
        "| Rules that fire too often |\n|:--|--:|--:|--:|--:|\n";
    for (const auto& field : gaps.fields) {
        text += detail::table_line({detail::markdown_cell(field.name), std::to_string(field.never),
                                    std::to_string(field.unlocked), std::to_string(field.less),
                                    std::to_string(field.over_fires)});
    }
    return text;
}

} // namespace varsigma
