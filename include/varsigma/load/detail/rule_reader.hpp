// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/correlation_reader.hpp>
#include <varsigma/load/detail/detection_reader.hpp>
#include <varsigma/load/detail/document_kind.hpp>
#include <varsigma/load/detail/known_keys.hpp>
#include <varsigma/load/detail/logsource_reader.hpp>
#include <varsigma/load/detail/metadata_reader.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/value_reader.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/document.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <variant>
#include <vector>

namespace VARSIGMA_NAMESPACE::yaml {

/// A document that has been read. `monostate`: it was no rule, or a rule with errors.
using any_rule = std::variant<std::monostate, detection_rule, correlation_rule, filter_rule>;

namespace detail {

inline constexpr std::array<std::string_view, 3> section_words{"detection", "correlation", "filter"};

[[nodiscard]] inline rule_origin origin_of(const node& root, const reporter& report) {
    return {std::string{report.file()}, root.position};
}

/// The words of a rule's conditions, in which a name may stand.
[[nodiscard]] inline std::unordered_set<std::string_view> words_of(const std::vector<condition>& conditions) {
    constexpr std::string_view between = " \t\r\n()|";
    std::unordered_set<std::string_view> words;
    for (const auto& each : conditions) {
        std::string_view text = each.text;
        for (auto begin = text.find_first_not_of(between); begin != std::string_view::npos;
             begin = text.find_first_not_of(between)) {
            text.remove_prefix(begin);
            const auto word = text.substr(0, text.find_first_of(between));
            words.insert(word);
            text.remove_prefix(word.size());
        }
    }
    return words;
}

/// Reports what stands at another level than it should: selections outside of `body`, and keys of the rule in it, where
/// they are selections.
inline void check_levels(const node& root, const map_entry& section, const std::vector<condition>& conditions,
                         reporter& report) {
    // names that no one gives to a selection
    static constexpr std::array<std::string_view, 12> metadata_words{
        "title", "id",     "description", "author",         "date",  "references",
        "tags",  "status", "license",     "falsepositives", "level", "logsource",
    };
    const auto is_among = [](const auto& known, std::string_view word) {
        return std::find(known.begin(), known.end(), word) != known.end();
    };
    auto words = words_of(conditions);
    const auto what = varsigma::quoted(section.key->text);
    for (const auto& entry : section.value->entries) {
        const auto key = entry.key->text;
        const bool is_named = words.erase(key) != 0;
        if (is_named || !is_among(metadata_words, key)) continue;
        report.warning(diagnostic_code::unknown_key, entry.key->position,
                       varsigma::quoted(key) + " stands within " + what + ", where it is a selection",
                       "indent it less if it speaks of the rule");
    }
    for (const auto& entry : root.entries) {
        const auto key = entry.key->text;
        if (entry.value->kind == node_kind::scalar || !words.contains(key)) continue;
        if (is_among(top_level_keys, key)) continue;
        report.error(diagnostic_code::missing_key, entry.key->position,
                     "the selection " + varsigma::quoted(key) + " stands outside of " + what,
                     "indent it as the other selections");
    }
}

/// Reads what rules with selections have in common: the map in `section`, into `rule`, calling `read_other` for
/// `other_key`, which is neither a selection nor the condition. False if it is no map.
template <class Rule, class ReadOther>
[[nodiscard]] bool read_common(const node& root, const map_entry& section, std::string_view other_key, reporter& report,
                               Rule& rule, ReadOther read_other) {
    static constexpr std::array<std::string_view, 1> required{"logsource"};
    const auto what = section.key->text;
    const auto& body = *section.value;
    rule.origin = origin_of(root, report);
    rule.metadata = read_metadata(root, required, report);
    rule.source = read_logsource(root, report);
    if (body.kind != node_kind::mapping) {
        report.error(diagnostic_code::wrong_type, body.position, wrong_kind(what, "a map", body),
                     "write each selection below it with a name, and the condition");
        return false;
    }
    const auto errors = report.errors();
    const auto is_selection = [other_key](const map_entry& entry) {
        return entry.key->text != "condition" && entry.key->text != other_key;
    };
    const auto selections = std::count_if(body.entries.begin(), body.entries.end(), is_selection);
    rule.selections.reserve(static_cast<std::size_t>(selections));
    for (const auto& entry : body.entries) {
        if (is_selection(entry)) {
            read_selection(entry, report, rule.selections);
        } else if (entry.key->text == other_key) {
            read_other(entry);
        }
    }
    if (const auto* value = require(body, "condition", report, &root, what)) {
        read_conditions(*value, report, rule.conditions);
        warn_of_outside(root, "condition", what, report);
    }
    check_levels(root, section, rule.conditions, report);
    if (rule.selections.empty() && report.errors() == errors) {
        report.error(diagnostic_code::empty_detection, section.key->position, std::string{what} + " has no selection");
    }
    return true;
}

/// A `timeframe` outside of the detection is missed by what stands behind the pipe of a condition, and else without
/// effect.
inline void check_timeframe_outside(const node& root, const node& body, const std::vector<condition>& conditions,
                                    reporter& report) {
    const bool is_needed = std::any_of(conditions.begin(), conditions.end(),
                                       [](const condition& each) { return each.text.find('|') != std::string::npos; });
    if (is_needed && present(root, "timeframe") != nullptr && present(body, "timeframe") == nullptr) {
        static_cast<void>(require(body, "timeframe", report, &root, "detection"));
    } else {
        warn_of_outside(root, "timeframe", "detection", report);
    }
}

inline void read_detection_rule(const node& root, const map_entry& section, reporter& report, detection_rule& rule) {
    const bool is_map = read_common(root, section, "timeframe", report, rule, [&](const map_entry& entry) {
        if (is_null(*entry.value)) return;
        if (const auto text = read_timespan(*entry.value, "timeframe", report)) rule.timeframe = *text;
    });
    if (is_map) check_timeframe_outside(root, *section.value, rule.conditions, report);
}

[[nodiscard]] inline filter_rule read_filter_rule(const node& root, const map_entry& section, reporter& report) {
    filter_rule rule;
    const bool is_map = read_common(root, section, "rules", report, rule, [](const map_entry&) {});
    if (!is_map) return rule;
    if (const auto* rules = require(*section.value, "rules", report, &root, "filter")) {
        read_texts(*rules, "rules", true, strictness::exact, report, rule.rules);
        if (rules->kind == node_kind::scalar && rule.rules.size() == 1 && rule.rules.front() == "any") {
            rule.rules.clear();
        }
    }
    return rule;
}

[[nodiscard]] inline correlation_rule read_correlation_rule(const node& root, const node& body, reporter& report) {
    correlation_rule rule;
    rule.origin = origin_of(root, report);
    rule.metadata = read_metadata(root, {}, report);
    correlation_reader reader{rule, report};
    reader.read(body, root);
    if (const auto* generate = present(root, "generate")) reader.read_generate(*generate);
    return rule;
}

/// Says why a document without any section is no rule, and what else is wrong with it.
inline void report_no_section(const node& root, reporter& report) {
    static constexpr std::array<std::string_view, 4> required{"logsource", "detection", "correlation", "filter"};
    std::string_view meant;
    for (const auto word : section_words) {
        if (const auto* empty = root.find_entry(word)) {
            report.error(diagnostic_code::empty_detection, empty->key->position, std::string{word} + " is empty",
                         present(root, "condition") != nullptr ? "indent what belongs to it"
                                                               : "write what belongs to it below it, indented");
            meant = word;
            break;
        }
        if (find_misspelt(root, word) != nullptr || find_around(root, word) != nullptr) {
            static_cast<void>(require(root, word, report));
            meant = word;
            break;
        }
    }
    if (meant.empty()) {
        static_cast<void>(require(root, section_words.front(), report));
        for (const auto& entry : root.entries) check_key(*entry.key, top_level_keys, true, report);
        return;
    }
    const bool needs_logsource = meant != "correlation";
    if (needs_logsource) static_cast<void>(read_logsource(root, report));
    static_cast<void>(read_metadata(root, std::span{required}.subspan(needs_logsource ? 0 : 1), report));
}

} // namespace detail

/// Reads one document, with its actions carried out, into the model. What it means is not checked here: that is
/// `validate`'s part. Everything wrong with its shape is reported, not only the first. Precondition: `root` is a map.
/// O(size).
[[nodiscard]] inline any_rule read_rule(const node& root, reporter& report) {
    const auto errors = report.errors();
    const bool is_detection = present(root, "detection") != nullptr;
    const bool is_correlation = has_section(root, "correlation");
    const bool is_filter = has_section(root, "filter");
    const int kinds = (is_detection ? 1 : 0) + (is_correlation ? 1 : 0) + (is_filter ? 1 : 0);
    if (kinds > 1) {
        report.error(diagnostic_code::not_a_rule, root.position,
                     "a document holds one of detection, correlation and filter, not several",
                     is_detection && is_filter ? "indent 'filter' if it is a selection of the detection" : "");
        return {};
    }
    any_rule read;
    if (is_correlation) {
        read = detail::read_correlation_rule(root, *root.find("correlation"), report);
    } else if (is_filter) {
        read = detail::read_filter_rule(root, *root.find_entry("filter"), report);
    } else if (is_detection) {
        for (const std::string_view word : {"correlation", "filter"}) {
            if (const auto* ignored = present(root, word)) {
                report.warning(diagnostic_code::unknown_key, root.find_entry(word)->key->position,
                               "a " + std::string{word} + " that is " + std::string{kind_name(*ignored)} +
                                   " beside a detection is ignored");
            }
        }
        detail::read_detection_rule(root, *root.find_entry("detection"), report, read.emplace<detection_rule>());
    } else {
        detail::report_no_section(root, report);
    }
    if (report.errors() != errors) { return {}; }
    return read;
}

} // namespace VARSIGMA_NAMESPACE::yaml
