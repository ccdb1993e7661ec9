// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/query_report.hpp>
#include <varsigma/convert/detail/sigmac_writer.hpp>
#include <varsigma/convert/target_names.hpp>
#include <varsigma/convert/watcher_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/aggregation.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE::detail {

/// Writes watches as sigmac 0.7.1 did, for the rules of one file.
class sigmac_watcher {
public:
    /// Refers to both.
    sigmac_watcher(const xpack_watcher_options& options, target_names& names) noexcept
        : options_(options), names_(names) {}

    [[nodiscard]] std::string write(const detection_rule& rule, query_report& report) {
        const auto query = queries_.write(rule, report);
        const auto counted = rule.aggregate && rule.aggregate->function != aggregation_function::near;
        if (rule.aggregate && !counted) {
            report.warn(diagnostic_code::meaning_shifts, rule.origin.position,
                        "what must be near is left out: " + varsigma::quoted("| " + rule.aggregate->text));
        }
        const auto least = counted ? least_count(*rule.aggregate) : std::optional<std::int64_t>{};
        if (counted && !least) {
            report.refuse(rule.origin.position, "the aggregation " + varsigma::quoted("| " + rule.aggregate->text) +
                                                    ", for which the profile sigmac_2019 has no form");
        }
        if (report.refused()) { return {}; }
        auto body = indented(document(rule, query, least, report));
        std::string name;
        if (options_.shell) {
            name = names_.take(sigmac_watch_name(rule.metadata.title));
            check_script(rule, name, body, report);
        }
        report.warn(
            diagnostic_code::meaning_shifts, rule.origin.position,
            "every run looks at all events there are, and since Elasticsearch 7 the number of hits stands elsewhere");
        if (!options_.shell) { return body; }
        return "curl -s -XPUT -H 'Content-Type: application/json' --data-binary @- " + options_.host +
               "/_xpack/watcher/watch/" + name + " <<EOF\n" + body + "\nEOF\n";
    }

private:
    /// `count() by G > N`: N, the only form that is known.
    [[nodiscard]] static std::optional<std::int64_t> least_count(const aggregation& asked) noexcept {
        const bool known =
            asked.function == aggregation_function::count && asked.field.empty() && asked.group_by.size() == 1 &&
            asked.relation == comparison::gt && asked.threshold.which() == number::kind::signed_integer &&
            asked.threshold >= number{std::int64_t{0}} && asked.threshold < number{std::int64_t{1'000'000'000}};
        if (!known) { return std::nullopt; }
        return asked.threshold.as_signed();
    }

    /// Neither the address nor the watch is quoted in the script of that time, so that a shell would run commands of a
    /// rule: such a script is not written.
    static void check_script(const detection_rule& rule, std::string_view name, std::string_view body,
                             query_report& report) {
        const auto at = rule.origin.position;
        if (!std::all_of(name.begin(), name.end(), is_safe_unquoted)) {
            report.refuse(at, "the title " + varsigma::quoted(rule.metadata.title) +
                                  ", of which the shell would take a part for a command of its own");
        }
        for (const std::string_view command : {"$(", "${", "$[", "`"}) {
            if (body.find(command) == body.npos) { continue; }
            report.refuse(at,
                          "the text " + varsigma::quoted(command) + ", which the shell would replace by what it runs");
        }
        if (body.find("\\\\") != body.npos || body.find('$') != body.npos) {
            report.warn(diagnostic_code::meaning_shifts, at,
                        "the shell alters the watch: it takes '\\\\' and '$' between <<EOF and EOF for its own");
        }
        if (!std::all_of(name.begin(), name.end(), is_unreserved)) {
            report.warn(diagnostic_code::meaning_shifts, at,
                        "the title " + varsigma::quoted(rule.metadata.title) + " is not fit to be part of an address");
        }
        report.warn(diagnostic_code::meaning_shifts, at, "the path _xpack/watcher is gone since Elasticsearch 8");
    }

    [[nodiscard]] query_json document(const detection_rule& rule, const std::string& query,
                                      std::optional<std::int64_t> least, query_report& report) const {
        query_json search;
        search["size"] = 0;
        search["query"]["query_string"] = {{"query", valid_text(query, report)}, {"analyze_wildcard", true}};
        query_json condition;
        if (least) {
            search["aggs"]["by"]["terms"] = {
                {"field", valid_text(rule.aggregate->group_by.front(), report) + ".keyword"},
                {"size", 10},
                {"order", {{"_count", "desc"}}},
                {"min_doc_count", *least + 1}};
            condition["ctx.payload.aggregations.by.buckets.0.doc_count"]["gt"] = *least;
        } else {
            condition["ctx.payload.hits.total"]["not_eq"] = 0;
        }
        query_json mail;
        mail["to"] = recipients(report);
        mail["subject"] = "Sigma Rule '" + valid_text(rule.metadata.title, report) + "'";
        mail["body"] = least ? std::string{"Hits:\n{{#aggregations.by.buckets}}\n {{key}} {{doc_count}}\n"
                                           "{{/aggregations.by.buckets}}\n"}
                             : "Hits:\n{{#ctx.payload.hits.hits}}" + hit_of(rule, report) + std::string(80, '=') +
                                   "\n{{/ctx.payload.hits.hits}}";
        mail["attachments"]["data.json"]["data"]["format"] = "json";
        if (mail["subject"].get_ref<const std::string&>().find("{{") != std::string::npos) {
            report.warn(diagnostic_code::meaning_shifts, rule.origin.position, "the title is taken for a template");
        }

        query_json watch;
        watch["trigger"]["schedule"]["interval"] =
            valid_text(rule.timeframe.empty() ? options_.interval : rule.timeframe, report);
        auto& request = watch["input"]["search"]["request"];
        request["body"] = std::move(search);
        request["indices"] = query_json::array();
        for (const auto& index : options_.indices) { request["indices"].push_back(valid_text(index, report)); }
        watch["condition"]["compare"] = std::move(condition);
        watch["actions"]["send_email"]["email"] = std::move(mail);
        return watch;
    }

    [[nodiscard]] query_json recipients(query_report& report) const {
        if (options_.recipients.empty()) { return nullptr; }
        if (options_.recipients.size() == 1) { return valid_text(options_.recipients.front(), report); }
        auto all = query_json::array();
        for (const auto& each : options_.recipients) { all.push_back(valid_text(each, report)); }
        return all;
    }

    /// What the mail says of one hit: the rule's fields, their names brought to one width, or all of it.
    [[nodiscard]] static std::string hit_of(const detection_rule& rule, query_report& report) {
        const auto& fields = rule.metadata.fields;
        if (fields.empty()) { return "{{_source}}\n"; }
        std::size_t width = 0;
        for (const auto& field : fields) { width = std::max(width, utf8::length(field)); }
        std::string text = "Hit on {{_source.@timestamp}}:";
        for (const auto& field : fields) {
            const auto name = valid_text(field, report);
            text += '\n' + std::string(width - utf8::length(field), ' ') + name + " = {{_source." + name + "}}";
        }
        return text;
    }

    const xpack_watcher_options& options_; // both live for one conversion
    target_names& names_;
    sigmac_writer queries_{sigmac_target::kibana};
};

} // namespace VARSIGMA_NAMESPACE::detail
