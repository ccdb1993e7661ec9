// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/query_report.hpp>
#include <varsigma/convert/detail/watcher_threshold.hpp>
#include <varsigma/convert/target_names.hpp>
#include <varsigma/convert/watcher_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/severity_level.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE::detail {

/// Writes a watch for Elasticsearch 7.12 and later.
class watcher_writer {
public:
    /// Refers to all of them.
    watcher_writer(const xpack_watcher_options& options, target_names& names, query_report& report) noexcept
        : options_(options), names_(names), report_(report) {}

    /// `threshold`: when it fires, if not at every event.
    [[nodiscard]] std::string write(const rule_metadata& about, const std::string& query,
                                    const std::optional<watcher_threshold>& threshold, std::string_view timeframe) {
        if (query.find("{{") != std::string::npos) { // only expressions that were left as they are
            report_.refuse({}, "an expression with two braces in a row, which begin a template");
        }
        const auto interval = interval_of(timeframe);
        query_json search;
        search["size"] = options_.hits;
        search["track_total_hits"] = true;
        auto& filter = search["query"]["bool"]["filter"];
        filter.push_back({{"query_string", {{"query", query}, {"analyze_wildcard", true}}}});
        if (!options_.time_field.empty()) {
            const auto window = timeframe.empty() ? std::string_view{interval} : timeframe;
            query_json range;
            range["range"][valid_text(options_.time_field, report_)] = {
                {"gte", "{{ctx.trigger.scheduled_time}}||-" + std::string{window}},
                {"lt", "{{ctx.trigger.scheduled_time}}"}};
            filter.push_back(std::move(range));
        }
        query_json condition;
        if (threshold) {
            watcher_counting counting{*threshold, options_.value_suffix, options_.groups, report_};
            if (auto counted = counting.aggregations(); !counted.is_null()) { search["aggs"] = std::move(counted); }
            condition = counting.condition();
        } else {
            condition["compare"]["ctx.payload.hits.total.value"]["gt"] = 0;
        }

        query_json watch;
        watch["trigger"]["schedule"]["interval"] = interval;
        auto& request = watch["input"]["search"]["request"];
        request["body"] = std::move(search);
        request["indices"] = query_json::array();
        for (const auto& index : options_.indices) { request["indices"].push_back(valid_text(index, report_)); }
        request["rest_total_hits_as_int"] = false; // a watch is shown the older form unless it asks for this one
        watch["condition"] = std::move(condition);
        watch["actions"] = actions(about, threshold && !threshold->group_by.empty());
        watch["metadata"] = {{"title", valid_text(about.title, report_)},
                             {"id", valid_text(about.id, report_)},
                             {"level", std::string{name(about.level)}}};
        return finished(about, indented(watch));
    }

private:
    [[nodiscard]] std::string finished(const rule_metadata& about, std::string body) {
        if (!options_.shell) { return body; }
        auto wanted = sigmac_watch_name(about.title);
        if (wanted.empty()) { wanted = about.id.empty() ? "untitled" : about.id; }
        const auto address = options_.host + "/_watcher/watch/" + path_segment(names_.take(wanted));
        return "curl -s -XPUT -H 'Content-Type: application/json' --data-binary @- " + shell_word(address) +
               " <<'EOF'\n" + body + "\nEOF\n";
    }

    /// How often the watch runs: a rule's timeframe, where it can be one.
    [[nodiscard]] std::string interval_of(std::string_view timeframe) {
        if (timeframe.empty()) { return valid_text(options_.interval, report_); }
        const bool is_span = timeframe.size() > 1 && timeframe.size() < 10 &&
                             std::all_of(timeframe.begin(), timeframe.end() - 1, is_digit) &&
                             timeframe.find_first_not_of('0') + 1 < timeframe.size() &&
                             std::string_view{"smhdwMy"}.find(timeframe.back()) != std::string_view::npos;
        if (!is_span) { report_.refuse({}, "the time span " + varsigma::quoted(timeframe)); }
        const bool is_interval = timeframe.back() != 'M' && timeframe.back() != 'y';
        return is_interval ? std::string{timeframe} : valid_text(options_.interval, report_);
    }

    /// Text of a rule within a template, which must not begin one of its own.
    [[nodiscard]] std::string plain_in_template(std::string_view text) {
        auto plain = valid_text(text, report_);
        for (auto at = plain.find("{{"); at != std::string::npos; at = plain.find("{{", at)) {
            plain.insert(at + 1, 1, ' ');
            report_.warn(diagnostic_code::meaning_shifts, {},
                         "braces in the title are set apart, since two of them begin a template");
        }
        return plain;
    }

    [[nodiscard]] query_json actions(const rule_metadata& about, bool grouped) {
        const auto subject = "Sigma Rule '" + plain_in_template(about.title) + "'";
        query_json all;
        if (!options_.recipients.empty()) {
            query_json mail;
            for (const auto& each : options_.recipients) { mail["to"].push_back(valid_text(each, report_)); }
            mail["subject"] = subject;
            mail["body"] = grouped ? group_list() : hit_list(about);
            mail["attachments"]["data.json"]["data"]["format"] = "json";
            all["send_email"]["email"] = std::move(mail);
        }
        if (!options_.webhook.empty()) {
            all["post"]["webhook"] = {{"method", "POST"},
                                      {"url", valid_text(options_.webhook, report_)},
                                      {"headers", {{"Content-Type", "application/json"}}},
                                      {"body", "{\"rule\": {{#toJson}}ctx.metadata{{/toJson}}, "
                                               "\"found\": {{#toJson}}ctx.payload{{/toJson}} }"}};
        }
        if (all.is_null()) {
            all["log"]["logging"] = {{"level", "warn"},
                                     {"text", subject + ": {{ctx.payload.hits.total.value}} events"}};
        }
        return all;
    }

    [[nodiscard]] static std::string group_list() {
        return "Hits:\n{{#ctx.payload.aggregations.by.buckets}}\n {{key}} {{doc_count}}\n"
               "{{/ctx.payload.aggregations.by.buckets}}\n";
    }

    [[nodiscard]] std::string hit_list(const rule_metadata& about) {
        std::string hit = "{{_source}}\n";
        if (!about.fields.empty()) {
            hit = "Hit on {{_source.@timestamp}}:\n";
            for (const auto& field : about.fields) {
                const bool is_name = std::all_of(field.begin(), field.end(),
                                                 [](char byte) { return is_unreserved(byte) || byte == '@'; });
                if (is_name) {
                    hit.append(field).append(" = {{_source.").append(field).append("}}\n");
                } else {
                    report_.warn(diagnostic_code::meaning_shifts, {},
                                 "the field " + varsigma::quoted(field) +
                                     " is not in the mail, since templates have no such name");
                }
            }
        }
        return "Hits:\n{{#ctx.payload.hits.hits}}" + hit + std::string(80, '=') + "\n{{/ctx.payload.hits.hits}}";
    }

    const xpack_watcher_options& options_; // all of them live for one conversion
    target_names& names_;
    query_report& report_;
};

} // namespace VARSIGMA_NAMESPACE::detail
