// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/page_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/document.hpp>

#include <span>
#include <string>

namespace VARSIGMA_NAMESPACE {

/// The page about the rules of one file in Markdown, as GitHub shows it: a table, the rule, a section for each query.
///
/// In: rules that `validate` has accepted. The title is that of the first; tags, references and false positives are
/// those of all, the level is the highest, and the data what any of them needs. What rules say is text of the page,
/// never markup of it, and a cell never ends early; only references to http and https addresses are links, and no text
/// becomes one when GitHub shows the page. Concealed characters are named in the table, and below the blocks, where
/// they stay. Always valid UTF-8. O(size of the rules and of the options).
[[nodiscard]] std::string to_page_markdown(std::span<const detection_rule> rules, const page_options& options);

/// The same for a file of one rule.
[[nodiscard]] std::string to_page_markdown(const detection_rule& rule, const page_options& options = {});

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/convert/page_markdown.ipp>
#endif
