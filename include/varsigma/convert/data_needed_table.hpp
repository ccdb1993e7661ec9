// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/data_needed.hpp>
#include <varsigma/convert/data_needed_gaps.hpp>
#include <varsigma/convert/detail/data_needed_correlated.hpp>
#include <varsigma/convert/detail/data_needed_event_id.hpp>
#include <varsigma/convert/detail/page_markdown_text.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/event/rule_logsource.hpp>
#include <varsigma/rule/collection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/text/detail/casefold.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace VARSIGMA_NAMESPACE {

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
    std::size_t whole_event = 0;   ///< of these: with keywords, which search every value of an event
    std::size_t without_needs = 0; ///< of these: read nothing, and match whatever comes
    std::size_t impossible = 0;    ///< of these: can never match, whatever is delivered
    bool is_cut = false;           ///< correlations look at so many fields that not all of them are counted
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
/// What correlations look at is required of the rules that they refer to: the field that they count, and those that
/// they group by. Rules as for `data_needed`. O(size of the rules).
[[nodiscard]] inline std::vector<source_use>
data_needed_by_source(std::span<const detection_rule> rules, std::span<const correlation_rule> correlations = {}) {
    const detail::correlated_fields correlated{rules, correlations};
    std::vector<source_use> table;
    std::unordered_map<std::string, std::size_t> sources;
    std::vector<std::unordered_map<std::string, std::size_t>> fields; // by source
    std::vector<std::unordered_set<std::string>> ids;                 // the same
    for (std::size_t rule = 0; rule < rules.size(); ++rule) {
        auto needed = data_needed(rules[rule]);
        if (!needed.never_matches) { detail::require(needed, correlated[rule]); }
        const auto [place, is_new] = sources.try_emplace(detail::source_key(needed.source), table.size());
        if (is_new) {
            needed.source.definition.clear();
            table.push_back({.source = needed.source});
            fields.emplace_back();
            ids.emplace_back();
        }
        auto& use = table[place->second];
        ++use.rules;
        use.is_cut = correlated.is_cut();
        use.whole_event += needed.whole_event ? 1U : 0U;
        use.impossible += needed.never_matches ? 1U : 0U;
        use.without_needs += !needed.never_matches && !needed.whole_event && needed.fields.empty() ? 1U : 0U;
        for (const auto& id : needed.event_ids) {
            if (ids[place->second].insert(id).second) { use.event_ids.push_back(id); }
        }
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

/// The same for all that was loaded. A template so that `{}` means no rules.
template <std::same_as<collection> Loaded>
[[nodiscard]] std::vector<source_use> data_needed_by_source(const Loaded& loaded) {
    return data_needed_by_source(loaded.rules, loaded.correlations);
}

namespace detail {

/// `1 rule`, `2 rules`.
[[nodiscard]] inline std::string counted_words(std::size_t count, std::string_view one, std::string_view many) {
    return std::to_string(count).append(" ").append(count == 1 ? one : many);
}

/// The field as the table names it; the event's id with those that rules are limited to.
[[nodiscard]] inline std::string field_in_table(const source_use& use, std::string_view field) {
    auto name = markdown_cell(field);
    if (field != event_id_field) { return name; }
    for (std::size_t at = 0; at < use.event_ids.size(); ++at) {
        name.append(at == 0 ? ": " : ", ").append(markdown_cell(use.event_ids[at]));
    }
    return name;
}

} // namespace detail

/// The table in Markdown: a line for each field of each logsource, and for what rules there are besides. O(size).
[[nodiscard]] inline std::string to_markdown(std::span<const source_use> table) {
    std::string text = "| Logsource | Rules | Field | Needed by | Required | Alternative | Exception |\n"
                       "|:--|--:|:--|--:|--:|--:|--:|\n";
    for (const auto& use : table) {
        const auto source = detail::markdown_cell(detail::source_text(use.source, " / ", "-"));
        const auto rules = std::to_string(use.rules);
        const auto add_rules = [&](std::string_view what, std::size_t count) {
            if (count == 0) { return; }
            text += detail::table_line({source, rules, std::string{what}, std::to_string(count), "", "", ""});
        };
        add_rules("(the whole event)", use.whole_event);
        for (const auto& field : use.fields) {
            text += detail::table_line({source, rules, detail::field_in_table(use, field.name),
                                        std::to_string(field.rules()), std::to_string(field.required),
                                        std::to_string(field.alternative), std::to_string(field.exception)});
        }
        add_rules("(none: matches every event)", use.without_needs);
        add_rules("(none: can never match)", use.impossible);
        if (use.is_cut) {
            text += detail::table_line(
                {source, rules, "(more: too many fields that correlations look at)", "", "", "", ""});
        }
    }
    return text;
}

/// What is lacking in Markdown: a sentence, and a line for each field that is absent, what costs most first. O(size).
[[nodiscard]] inline std::string to_markdown(const data_gaps& gaps) {
    using detail::counted_words;
    auto text = counted_words(gaps.rules, "rule: ", "rules: ") +
                counted_words(gaps.whole, "lacks nothing, ", "lack nothing, ") + std::to_string(gaps.never) +
                " can never match, " + counted_words(gaps.less, "matches less, ", "match less, ") +
                counted_words(gaps.over_firing, "fires too often.", "fire too often.");
    if (gaps.impossible != 0) {
        text += ' ' + std::to_string(gaps.impossible) + " more can never match, whatever is delivered.";
    }
    if (gaps.is_cut) { text += " Correlations look at too many fields: not all of them are counted."; }
    text += '\n';
    if (gaps.fields.empty()) { return text; }
    text += "\n| Absent field | Rules that never match | With this field alone they could | Rules that match less "
            "| Rules that fire too often |\n|:--|--:|--:|--:|--:|\n";
    for (const auto& field : gaps.fields) {
        text += detail::table_line({detail::markdown_cell(field.name), std::to_string(field.never),
                                    std::to_string(field.unlocked), std::to_string(field.less),
                                    std::to_string(field.over_fires)});
    }
    return text;
}

} // namespace VARSIGMA_NAMESPACE
