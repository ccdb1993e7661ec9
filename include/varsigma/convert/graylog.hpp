// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/convert/lucene_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/document.hpp>

#include <cstddef>
#include <span>
#include <string>

namespace VARSIGMA_NAMESPACE {

/// How a Graylog query is written; as for Lucene, but Graylog has no second field with the exact text.
struct graylog_options {
    query_profile profile = query_profile::lucene_current;
    std::string exact_suffix =
        {}; ///< if a pipeline keeps exact texts in fields of their own; if empty, `cased` is refused
    lucene_regex_form regex = lucene_regex_form::search;
    bool regex_on_exact = false; ///< expressions ask the field with `exact_suffix`
    std::size_t most_alternatives = 625;
};

/// The rule as a query for Graylog. What is said of `to_lucene` holds here too.
///
/// Graylog must allow wildcards at the beginning (`allow_leading_wildcard_searches`), or it rejects most queries.
[[nodiscard]] result<converted> to_graylog(const detection_rule& rule, const graylog_options& options = {});

/// The rules of one file, a line each; an error if one of them cannot be expressed.
[[nodiscard]] result<converted> to_graylog(std::span<const detection_rule> rules, const graylog_options& options = {});

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/convert/graylog.ipp>
#endif
