// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/load/correlation_reader.hpp>
#include <varsigma/load/detection_reader.hpp>
#include <varsigma/load/metadata_reader.hpp>
#include <varsigma/load/report.hpp>
#include <varsigma/load/value_reader.hpp>
#include <varsigma/load/yaml_node.hpp>
#include <varsigma/rule/document.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace varsigma::yaml {

/// A document that has been read. `monostate`: it was no rule, or a rule with errors.
using any_rule = std::variant<std::monostate, detection_rule, correlation_rule, filter_rule>;

namespace detail {

[[nodiscard]] inline rule_origin origin_of(const node& root, const reporter& report) {
    return {std::string{report.file()}, root.position};
}

/// Reads what rules with selections have in common: `body`, the map under the key `what`, into `rule`, calling
/// `read_other` for `other_key`, which is neither a selection nor the condition. False if `body` is no map.
template <class Rule, class ReadOther>
[[nodiscard]] bool read_common(const node& root, const node& body, std::string_view what, std::string_view other_key,
                               reporter& report, Rule& rule, ReadOther read_other) {
    rule.origin = origin_of(root, report);
    rule.metadata = read_metadata(root, report);
    rule.source = read_logsource(root, report);
    if (body.kind != node_kind::mapping) {
        report.error(diagnostic_code::wrong_type, body.position, wrong_kind(what, "a map", body));
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
    if (const auto* value = require(body, "condition", report)) read_conditions(*value, report, rule.conditions);
    if (rule.selections.empty() && report.errors() == errors) {
        report.error(diagnostic_code::empty_detection, body.position, std::string{what} + " has no selection");
    }
    return true;
}

inline void read_detection_rule(const node& root, const node& body, reporter& report, detection_rule& rule) {
    static_cast<void>(read_common(root, body, "detection", "timeframe", report, rule, [&](const map_entry& entry) {
        const auto text = read_text(*entry.value, "timeframe", strictness::exact, report);
        if (text) rule.timeframe = *text;
    }));
}

[[nodiscard]] inline filter_rule read_filter_rule(const node& root, const node& body, reporter& report) {
    filter_rule rule;
    const bool is_map = read_common(root, body, "filter", "rules", report, rule, [](const map_entry&) {});
    if (!is_map) return rule;
    if (const auto* rules = require(body, "rules", report)) {
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
    rule.metadata = read_metadata(root, report);
    correlation_reader reader{rule, report};
    reader.read(body);
    const auto* generate = root.find("generate");
    if (generate != nullptr && !is_null(*generate)) reader.read_generate(*generate);
    return rule;
}

} // namespace detail

/// Reads one document, with its actions carried out, into the model. What it means is not checked here: that is
/// `validate`'s part. Everything wrong with its shape is reported, not only the first. Precondition: `root` is a map.
/// O(size).
[[nodiscard]] inline any_rule read_rule(const node& root, reporter& report) {
    const auto errors = report.errors();
    const auto* detection = root.find("detection");
    const auto* correlation = root.find("correlation");
    const auto* filter = root.find("filter");
    const int kinds = (detection != nullptr ? 1 : 0) + (correlation != nullptr ? 1 : 0) + (filter != nullptr ? 1 : 0);
    if (kinds > 1) {
        report.error(diagnostic_code::not_a_rule, root.position,
                     "a document holds one of detection, correlation and filter, not several");
        return {};
    }
    any_rule read;
    if (correlation != nullptr) {
        read = detail::read_correlation_rule(root, *correlation, report);
    } else if (filter != nullptr) {
        read = detail::read_filter_rule(root, *filter, report);
    } else if (const auto* body = require(root, "detection", report)) {
        detail::read_detection_rule(root, *body, report, read.emplace<detection_rule>());
    } else {
        // what was probably meant
        for (const auto& entry : root.entries) check_key(*entry.key, detail::top_level_keys, true, report);
    }
    if (report.errors() != errors) { return {}; }
    return read;
}

} // namespace varsigma::yaml
