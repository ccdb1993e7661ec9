// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/page_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/document.hpp>

#include <span>
#include <string>

namespace VARSIGMA_NAMESPACE {

/// The page about the rules of one file as one HTML file, which needs nothing else: readable on a phone, on paper, in
/// the dark.
///
/// The same rows and sections as `to_page_markdown`, with the rule coloured and buttons that copy. Its security policy
/// allows the page's own style and script, by their digests, and nothing else; no text of a rule is markup, and only
/// http and https addresses are links. Concealed characters show their names, and a copy has them still. Always valid
/// UTF-8. O(size of the rules and of the options).
[[nodiscard]] std::string to_page_html(std::span<const detection_rule> rules, const page_options& options);

/// The same for a file of one rule.
[[nodiscard]] std::string to_page_html(const detection_rule& rule, const page_options& options = {});

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/convert/page_html.ipp>
#endif
