// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/convert/target_names.hpp>
#include <varsigma/convert/watcher_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/document.hpp>

#include <span>

// Needs nlohmann-json: the target varsigma::convert_json.

namespace VARSIGMA_NAMESPACE {

/// The rule as a watch of Elasticsearch's Watcher, formerly X-Pack Watcher: a shell's script that puts it there, or its
/// JSON.
///
/// In: a rule that `validate` has accepted, its placeholders expanded. What is said of `to_lucene` holds for its query.
/// The deprecated aggregations that count become aggregations of the search; others are an error. `names` keeps watches
/// of one title apart. The JSON is ASCII, the heredoc quoted, so that nothing of a rule is the shell's. Elasticsearch
/// 7.12 or later.
[[nodiscard]] result<converted> to_xpack_watcher(const detection_rule& rule, const xpack_watcher_options& options,
                                                 target_names& names);

/// The same for a rule that is alone.
[[nodiscard]] result<converted> to_xpack_watcher(const detection_rule& rule, const xpack_watcher_options& options = {});

/// The rules of one file, one watch after the other; an error if one of them cannot be expressed.
[[nodiscard]] result<converted> to_xpack_watcher(std::span<const detection_rule> rules,
                                                 const xpack_watcher_options& options = {});

/// A correlation over `rules` as a watch: of the types `event_count` and `value_count`; others are an error.
///
/// The rules are those that the correlation names by id or by name; one that is not there is `undefined_identifier`.
/// There is no such form in the profile `sigmac_2019`. O(rules + size of those that it names).
[[nodiscard]] result<converted> to_xpack_watcher(const correlation_rule& rule, std::span<const detection_rule> rules,
                                                 const xpack_watcher_options& options, target_names& names);

/// The same for a correlation that is alone.
[[nodiscard]] result<converted> to_xpack_watcher(const correlation_rule& rule, std::span<const detection_rule> rules,
                                                 const xpack_watcher_options& options = {});

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/convert/xpack_watcher.ipp>
#endif
