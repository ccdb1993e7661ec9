// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "options.hpp"

#include <varsigma/convert/graylog.hpp>
#include <varsigma/convert/kibana.hpp>
#include <varsigma/convert/lucene.hpp>
#include <varsigma/convert/xpack_watcher.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/collection.hpp>
#include <varsigma/rule/document.hpp>

#include <span>

namespace convert {

/// Converts what was loaded, one rule or one file after the other.
class converter {
public:
    explicit converter(const options& chosen) : to_(chosen.to) {
        const varsigma::lucene_options query{.profile = chosen.profile};
        graylog_.profile = chosen.profile;
        kibana_.query = query;
        watcher_.query = query;
        if (!chosen.indices.empty()) { kibana_.index_pattern = chosen.indices.front(); }
        watcher_.indices = chosen.indices;
        watcher_.recipients = chosen.recipients;
        watcher_.webhook = chosen.webhook;
        watcher_.shell = !chosen.json;
        if (!chosen.host.empty()) { watcher_.host = chosen.host; }
        if (!chosen.interval.empty()) { watcher_.interval = chosen.interval; }
    }

    /// One rule.
    [[nodiscard]] varsigma::result<varsigma::converted> operator()(const varsigma::detection_rule& rule) {
        switch (to_) {
        case target::lucene:
        case target::kibana: break;
        case target::graylog: return to_graylog(rule, graylog_);
        case target::xpack_watcher: return to_xpack_watcher(rule, watcher_, names_);
        case target::saved_search: return to_kibana(rule, kibana_);
        }
        return to_lucene(rule, kibana_.query);
    }

    /// The rules of one file, together.
    [[nodiscard]] varsigma::result<varsigma::converted>
    operator()(std::span<const varsigma::detection_rule> rules) const {
        switch (to_) {
        case target::lucene:
        case target::kibana: break;
        case target::graylog: return to_graylog(rules, graylog_);
        case target::xpack_watcher: return to_xpack_watcher(rules, watcher_);
        case target::saved_search: return to_kibana(rules, kibana_);
        }
        return to_lucene(rules, kibana_.query);
    }

    /// A correlation over the rules; only watches can count.
    [[nodiscard]] varsigma::result<varsigma::converted> operator()(const varsigma::correlation_rule& rule,
                                                                   std::span<const varsigma::detection_rule> rules) {
        if (to_ == target::xpack_watcher) { return to_xpack_watcher(rule, rules, watcher_, names_); }
        return varsigma::diagnostic{varsigma::diagnostic_code::not_expressible,
                                    varsigma::severity::error,
                                    rule.origin.file,
                                    rule.origin.position,
                                    "a correlation in a query",
                                    {}};
    }

private:
    target to_;
    varsigma::graylog_options graylog_;
    varsigma::kibana_options kibana_;
    varsigma::xpack_watcher_options watcher_;
    varsigma::watch_names names_;
};

} // namespace convert
