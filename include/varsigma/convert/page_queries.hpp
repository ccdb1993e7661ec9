// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/convert/graylog.hpp>
#include <varsigma/convert/kibana.hpp>
#include <varsigma/convert/page_options.hpp>
#include <varsigma/convert/watcher_options.hpp>
#include <varsigma/convert/xpack_watcher.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/document.hpp>

#include <span>
#include <string>
#include <utility>
#include <vector>

// Needs nlohmann-json: the target varsigma::convert_json.

namespace VARSIGMA_NAMESPACE {

/// How the queries of a page are written.
struct page_query_options {
    kibana_options kibana = {};
    xpack_watcher_options watcher = {};
    graylog_options graylog = {};
    page_text_form form = page_text_form::plain;
};

/// The sections of a page for the targets that the library converts to: a Kibana query, a watch, a Graylog query.
///
/// Warnings are notes. A rule that a target has no form for has a section too, which says why. O(size of the queries).
[[nodiscard]] std::vector<page_section> page_queries(std::span<const detection_rule> rules,
                                                     const page_query_options& options = {});

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/convert/page_queries.ipp>
#endif
