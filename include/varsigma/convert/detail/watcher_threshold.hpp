// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/query_report.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/aggregation.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/text/number.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// When a watch fires that counts: what correlations of events, and the deprecated aggregations, mean for it.

namespace VARSIGMA_NAMESPACE::detail {

/// What is counted, in which groups, and which counts fire.
struct watcher_threshold {
    std::string distinct; ///< field whose different values are counted; empty: events
    std::vector<std::string> group_by;
    std::vector<correlation_bound> bounds;
    std::string window;
    source_position position;
};

[[nodiscard]] constexpr std::string_view relation_name(comparison relation) noexcept {
    switch (relation) {
    case comparison::equal: return "eq";
    case comparison::gt: return "gt";
    case comparison::gte: return "gte";
    case comparison::lt: return "lt";
    case comparison::lte: return "lte";
    }
    return {};
}

/// A correlation's relation as scripts write it; empty if there is none of that name.
[[nodiscard]] constexpr std::string_view sign_of(std::string_view relation) noexcept {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> signs{
        {{"gt", ">"}, {"gte", ">="}, {"lt", "<"}, {"lte", "<="}, {"eq", "=="}, {"neq", "!="}}};
    for (const auto& [name, sign] : signs) {
        if (name == relation) { return sign; }
    }
    return {};
}

/// Of the deprecated pipe. Only counts have a form; others are refused.
[[nodiscard]] inline watcher_threshold threshold_of(const detection_rule& rule, query_report& report) {
    const auto& asked = *rule.aggregate;
    watcher_threshold made;
    made.position = rule.conditions.empty() ? rule.origin.position : rule.conditions.front().position;
    if (asked.function != aggregation_function::count) {
        report.refuse(made.position, "the aggregation " + varsigma::quoted("| " + asked.text));
    }
    made.distinct = asked.field;
    made.group_by = asked.group_by;
    made.bounds.push_back({std::string{relation_name(asked.relation)}, asked.threshold});
    made.window = asked.timeframe.empty() ? rule.timeframe : asked.timeframe;
    return made;
}

/// Of a correlation. Only the two types that count have a form; others are refused.
[[nodiscard]] inline watcher_threshold threshold_of(const correlation_rule& rule, query_report& report) {
    const bool counts = rule.type == correlation_type::event_count || rule.type == correlation_type::value_count;
    if (!counts) {
        report.refuse(rule.origin.position, "a correlation of the type " + varsigma::quoted(name(rule.type)));
    }
    if (!rule.aliases.empty()) { report.refuse(rule.origin.position, "the aliases of a correlation"); }
    watcher_threshold made;
    made.position = rule.origin.position;
    if (rule.type == correlation_type::value_count) {
        if (rule.fields.size() != 1) { report.refuse(rule.origin.position, "values of more than one field together"); }
        if (!rule.fields.empty()) { made.distinct = rule.fields.front(); }
    }
    made.group_by = rule.group_by;
    made.bounds = rule.bounds;
    made.window = rule.timespan;
    return made;
}

/// Writes a threshold as a watch has it.
class watcher_counting {
public:
    /// Refers to all of them.
    watcher_counting(const watcher_threshold& asked, std::string_view value_suffix, std::size_t groups,
                     query_report& report) noexcept
        : asked_(asked), value_suffix_(value_suffix), groups_(groups), report_(report) {}

    /// The aggregations of the search; null if hits are enough.
    [[nodiscard]] query_json aggregations() {
        warn();
        query_json distinct;
        if (!asked_.distinct.empty()) {
            distinct["values"]["cardinality"] = {{"field", exact(asked_.distinct)},
                                                 {"precision_threshold", most_exact_values}};
        }
        if (asked_.group_by.empty()) { return distinct; }
        auto inner = std::move(distinct);
        inner["within"]["bucket_selector"] = {{"buckets_path", {{"n", asked_.distinct.empty() ? "_count" : "values"}}},
                                              {"script", test_of("params.n", {})}};
        query_json terms;
        if (asked_.group_by.size() == 1) {
            terms["field"] = exact(asked_.group_by.front());
        } else {
            for (const auto& field : asked_.group_by) { terms["terms"].push_back({{"field", exact(field)}}); }
        }
        terms["size"] = groups_;
        terms["order"][asked_.distinct.empty() ? "_count" : "values"] = "desc";
        query_json all;
        all["by"][asked_.group_by.size() == 1 ? "terms" : "multi_terms"] = std::move(terms);
        all["by"]["aggs"] = std::move(inner);
        return all;
    }

    /// The condition of the watch.
    [[nodiscard]] query_json condition() const {
        query_json made;
        if (!asked_.group_by.empty()) { // those that are not within the bounds are not there any more
            made["array_compare"]["ctx.payload.aggregations.by.buckets"] = {
                {"path", "doc_count"}, {"gte", {{"value", 1}, {"quantifier", "some"}}}};
            return made;
        }
        made["script"] =
            test_of(asked_.distinct.empty() ? "ctx.payload.hits.total.value" : "ctx.payload.aggregations.values.value",
                    "return ");
        return made;
    }

private:
    static constexpr std::size_t most_exact_values = 40'000; // the most that Elasticsearch takes

    [[nodiscard]] std::string exact(std::string_view field) {
        if (field.find("{{") != std::string_view::npos) {
            report_.refuse(asked_.position,
                           "the field " + varsigma::quoted(field) + ", since two braces begin a template");
        }
        auto name = valid_text(field, report_) + std::string{value_suffix_};
        report_.warn(diagnostic_code::needs_mapping, asked_.position,
                     "the field " + varsigma::quoted(name) + " must hold whole values, or nothing is counted");
        return name;
    }

    /// The bounds as a script over `counted`, which never holds where nothing is there to be counted: no group exists
    /// without an event, and events without the field are none.
    [[nodiscard]] query_json test_of(std::string_view counted, std::string_view begin) const {
        query_json script;
        auto source = std::string{begin}.append(counted).append(" > 0");
        for (std::size_t at = 0; at < asked_.bounds.size(); ++at) {
            const auto& bound = asked_.bounds[at];
            const auto sign = sign_of(bound.relation);
            if (sign.empty()) {
                report_.refuse(asked_.position, "the comparison " + varsigma::quoted(bound.relation));
                continue;
            }
            if (!is_count(bound.threshold)) {
                report_.refuse(asked_.position, "a count that is beyond every number");
                continue;
            }
            const auto parameter = "bound" + std::to_string(at);
            source.append(" && ").append(counted).append(" ").append(sign).append(" params.").append(parameter);
            script["params"][parameter] = json_of(bound.threshold);
        }
        if (asked_.bounds.empty()) { report_.refuse(asked_.position, "a correlation without a condition"); }
        query_json ordered;
        ordered["source"] = std::move(source);
        ordered["lang"] = "painless";
        ordered["params"] = std::move(script["params"]);
        return ordered;
    }

    /// Whether a script can compare with it.
    [[nodiscard]] static bool is_count(const number& bound) noexcept {
        switch (bound.which()) {
        case number::kind::signed_integer: return true;
        case number::kind::unsigned_integer: return false; // beyond the largest of Java's
        case number::kind::real: break;
        }
        return std::isfinite(bound.as_real());
    }

    void warn() {
        const auto window = asked_.window.empty() ? std::string{"interval"} : asked_.window;
        const bool overlaps = window.ends_with('M') || window.ends_with('y');
        report_.warn(diagnostic_code::meaning_shifts, asked_.position,
                     "each run counts the events of the last " + window +
                         (overlaps
                              ? ", so that what is within the bounds is reported again by every run until it is not"
                              : ", so that those on both sides of a run are not seen together"));
        auto fields = asked_.group_by;
        if (!asked_.distinct.empty()) { fields.push_back(asked_.distinct); }
        for (const auto& field : fields) {
            report_.warn(diagnostic_code::meaning_shifts, asked_.position,
                         "values of " + varsigma::quoted(field) + " that differ by case only are counted apart");
        }
        for (const auto& bound : asked_.bounds) {
            if (!asked_.group_by.empty() && bound.relation != "gt" && bound.relation != "gte") {
                report_.warn(diagnostic_code::meaning_shifts, asked_.position,
                             "only the " + std::to_string(groups_) + " largest groups are looked at");
            }
            if (!asked_.distinct.empty() && bound.threshold > number{most_exact_values}) {
                report_.warn(diagnostic_code::meaning_shifts, asked_.position,
                             "more than " + std::to_string(most_exact_values) + " different values are estimated");
            }
        }
    }

    const watcher_threshold& asked_; // all of them live for one conversion
    std::string_view value_suffix_;
    std::size_t groups_;
    query_report& report_;
};

} // namespace VARSIGMA_NAMESPACE::detail
