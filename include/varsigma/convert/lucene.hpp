// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/convert/lucene_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/document.hpp>

#include <span>

namespace VARSIGMA_NAMESPACE {

/// The rule as a query in Lucene's syntax, as Kibana (language Lucene), Elasticsearch and OpenSearch (`query_string`)
/// read it.
///
/// In: a rule that `validate` has accepted, its placeholders expanded. Out: text, on one line unless the rule itself
/// asks for line breaks (which `\s` in an expression does), or an error that names what cannot be expressed:
/// `not_expressible` for `fieldref`, parts of times, an aggregation, expressions beyond Lucene's. Warnings say where
/// the text means something else, or what it needs of the index; semantics and mappings: docs/converters.md. The
/// logsource takes no part. O(size of the rule and of what it expands to).
[[nodiscard]] result<converted> to_lucene(const detection_rule& rule, const lucene_options& options = {});

/// The rules of one file, a line each; an error if one of them cannot be expressed.
///
/// The profile `sigmac_2019` writes keywords by what stood before them in the same file, so that it needs the rules of
/// a file together.
[[nodiscard]] result<converted> to_lucene(std::span<const detection_rule> rules, const lucene_options& options = {});

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/convert/lucene.ipp>
#endif
