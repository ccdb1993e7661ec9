// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "options.hpp"

#include <varsigma/convert/graylog.hpp>
#include <varsigma/convert/kibana.hpp>
#include <varsigma/convert/watcher_options.hpp>

namespace convert {

/// What the options mean for each of the library's converters.
struct settings {
    varsigma::graylog_options graylog;
    varsigma::kibana_options kibana;
    varsigma::xpack_watcher_options watcher;

    explicit settings(const options& chosen) {
        graylog.profile = chosen.profile;
        kibana.query.profile = chosen.profile;
        watcher.query.profile = chosen.profile;
        if (!chosen.indices.empty()) { kibana.index_pattern = chosen.indices.front(); }
        watcher.indices = chosen.indices;
        watcher.recipients = chosen.recipients;
        watcher.webhook = chosen.webhook;
        watcher.shell = !chosen.json;
        if (!chosen.host.empty()) { watcher.host = chosen.host; }
        if (!chosen.interval.empty()) { watcher.interval = chosen.interval; }
        if (chosen.time_field) { watcher.time_field = kibana.time_field = *chosen.time_field; }
        if (chosen.exact_suffix) {
            graylog.exact_suffix = kibana.query.exact_suffix = watcher.query.exact_suffix = *chosen.exact_suffix;
        }
        if (chosen.value_suffix) { watcher.value_suffix = *chosen.value_suffix; }
    }
};

} // namespace convert
