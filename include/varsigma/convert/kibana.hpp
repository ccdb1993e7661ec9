// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/convert/lucene_options.hpp>
#include <varsigma/convert/target_names.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/document.hpp>

#include <span>
#include <string>

// Needs nlohmann-json: the target varsigma::convert_json. The bare query needs nothing: lucene.hpp.

namespace VARSIGMA_NAMESPACE {

/// How a saved search is written.
struct kibana_options {
    lucene_options query = {};
    std::string index_pattern = "logs-*";  ///< id of the data view that is searched
    std::string time_field = "@timestamp"; ///< by which hits are sorted, latest first; if empty, they are not
};

/// The rule as the query string for Kibana's search bar, in the language Lucene: `to_lucene` under its other name.
[[nodiscard]] result<converted> to_kibana_query(const detection_rule& rule, const kibana_options& options = {});
[[nodiscard]] result<converted> to_kibana_query(std::span<const detection_rule> rules,
                                                const kibana_options& options = {});

/// The rule as a saved search, one line of NDJSON for "Stack Management, Saved Objects, Import".
///
/// Its id is the rule's (of a rule without one, made of its title), so that a second import replaces it; `names` keeps
/// those of several rules apart, since rules of one file may share both. Columns are the rule's `fields`. What is said
/// of `to_lucene` holds for its query. There is no such form in the profile `sigmac_2019`. Kibana 7 and 8.
[[nodiscard]] result<converted> to_kibana(const detection_rule& rule, const kibana_options& options,
                                          target_names& names);

/// The same for a rule that is alone.
[[nodiscard]] result<converted> to_kibana(const detection_rule& rule, const kibana_options& options = {});

/// The rules as saved searches, a line each; an error if one of them cannot be expressed.
[[nodiscard]] result<converted> to_kibana(std::span<const detection_rule> rules, const kibana_options& options = {});

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/convert/kibana.ipp>
#endif
