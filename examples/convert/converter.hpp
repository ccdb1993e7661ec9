// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "options.hpp"
#include "settings.hpp"

#include <varsigma/convert/graylog.hpp>
#include <varsigma/convert/kibana.hpp>
#include <varsigma/convert/lucene.hpp>
#include <varsigma/convert/xpack_watcher.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/collection.hpp>
#include <varsigma/rule/document.hpp>

#include <span>

namespace convert {

/// Converts what was loaded, one rule or one file after the other, to any target but pages.
class converter {
public:
    explicit converter(const options& chosen) : to_(chosen.to), with_(chosen) {}

    /// One rule.
    [[nodiscard]] varsigma::result<varsigma::converted> operator()(const varsigma::detection_rule& rule) {
        switch (to_) {
        case target::graylog: return to_graylog(rule, with_.graylog);
        case target::xpack_watcher: return to_xpack_watcher(rule, with_.watcher, names_);
        case target::saved_search: return to_kibana(rule, with_.kibana, names_);
        default: return to_lucene(rule, with_.kibana.query);
        }
    }

    /// The rules of one file, together.
    [[nodiscard]] varsigma::result<varsigma::converted>
    operator()(std::span<const varsigma::detection_rule> rules) const {
        switch (to_) {
        case target::graylog: return to_graylog(rules, with_.graylog);
        case target::xpack_watcher: return to_xpack_watcher(rules, with_.watcher);
        case target::saved_search: return to_kibana(rules, with_.kibana);
        default: return to_lucene(rules, with_.kibana.query);
        }
    }

    /// A correlation over the rules; only watches can count.
    [[nodiscard]] varsigma::result<varsigma::converted> operator()(const varsigma::correlation_rule& rule,
                                                                   std::span<const varsigma::detection_rule> rules) {
        if (to_ == target::xpack_watcher) { return to_xpack_watcher(rule, rules, with_.watcher, names_); }
        return varsigma::diagnostic{varsigma::diagnostic_code::not_expressible,
                                    varsigma::severity::error,
                                    rule.origin.file,
                                    rule.origin.position,
                                    "a correlation, which is written for xpack_watcher only",
                                    {}};
    }

private:
    target to_;
    settings with_;
    varsigma::target_names names_;
};

} // namespace convert
