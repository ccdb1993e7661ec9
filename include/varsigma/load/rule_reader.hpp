// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/load/correlation_reader.hpp>
#include <varsigma/load/detection_reader.hpp>
#include <varsigma/load/metadata_reader.hpp>
#include <varsigma/load/report.hpp>
#include <varsigma/load/value_reader.hpp>
#include <varsigma/load/yaml_node.hpp>
#include <varsigma/rule/document.hpp>

#include <array>
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

/// Reads a map of selections and conditions, calling `read_other` for each key that is neither.
template <class ReadOther>
void read_selections(const node& map, reporter& report, std::vector<selection>& selections,
                     std::vector<condition>& conditions, ReadOther read_other) {
    selections.reserve(map.entries.size());
    for (const auto& entry : map.entries) {
        if (entry.key->text == "condition" || read_other(entry)) continue;
        read_selection(entry, report, selections);
    }
    if (const auto* value = require(map, "condition", report)) read_conditions(*value, report, conditions);
}

[[nodiscard]] inline detection_rule read_detection_rule(const node& root, const node& body, reporter& report) {
    detection_rule rule;
    rule.origin = origin_of(root, report);
    rule.metadata = read_metadata(root, report);
    rule.source = read_logsource(root, report);
    if (body.kind != node_kind::mapping) {
        report.error(diagnostic_code::wrong_type, body.position, wrong_kind("detection", "a map", body));
        return rule;
    }
    const auto errors = report.errors();
    read_selections(body, report, rule.selections, rule.conditions, [&](const map_entry& entry) {
        if (entry.key->text != "timeframe") return false;
        const auto text = read_text(*entry.value, "timeframe", strictness::exact, report);
        if (text) rule.timeframe = *text;
        return true;
    });
    if (rule.selections.empty() && report.errors() == errors) {
        report.error(diagnostic_code::empty_detection, body.position, "detection has no selection");
    }
    return rule;
}

[[nodiscard]] inline filter_rule read_filter_rule(const node& root, const node& body, reporter& report) {
    filter_rule rule;
    rule.origin = origin_of(root, report);
    rule.metadata = read_metadata(root, report);
    rule.source = read_logsource(root, report);
    if (body.kind != node_kind::mapping) {
        report.error(diagnostic_code::wrong_type, body.position, wrong_kind("filter", "a map", body));
        return rule;
    }
    const auto errors = report.errors();
    read_selections(body, report, rule.selections, rule.conditions,
                    [](const map_entry& entry) { return entry.key->text == "rules"; });
    if (rule.selections.empty() && report.errors() == errors) {
        report.error(diagnostic_code::empty_detection, body.position, "filter has no selection");
    }
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
        read = detail::read_detection_rule(root, *body, report);
    } else {
        // what was probably meant
        for (const auto& entry : root.entries) check_key(*entry.key, detail::top_level_keys, true, report);
    }
    if (report.errors() != errors) { return {}; }
    return read;
}

} // namespace varsigma::yaml
