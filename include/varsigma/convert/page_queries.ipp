// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/convert/graylog.hpp>
#include <varsigma/convert/kibana.hpp>
#include <varsigma/convert/page_options.hpp>
#include <varsigma/convert/page_queries.hpp>
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

namespace VARSIGMA_NAMESPACE::detail {

[[nodiscard]] inline std::string page_note(const diagnostic& finding) {
    std::string note =
        finding.position.line == 0 ? std::string{} : "line " + std::to_string(finding.position.line) + ": ";
    note += finding.message;
    return finding.suggestion.empty() ? note : note + "; " + finding.suggestion;
}

/// A section with the text and its warnings, or with the reason why there is none.
[[nodiscard]] inline page_section query_section(std::string heading, const result<converted>& made,
                                                page_text_form form) {
    page_section section{std::move(heading), {}, {}, form};
    if (!made) {
        section.notes.push_back("This rule cannot be written for this target: " + page_note(made.error()));
        return section;
    }
    section.text = made->text;
    for (const auto& warning : made->warnings) { section.notes.push_back(page_note(warning)); }
    return section;
}

} // namespace VARSIGMA_NAMESPACE::detail

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE std::vector<page_section> page_queries(std::span<const detection_rule> rules,
                                                       const page_query_options& options) {
    return {detail::query_section("Kibana query", to_kibana_query(rules, options.kibana), options.form),
            detail::query_section("X-Pack Watcher", to_xpack_watcher(rules, options.watcher), options.form),
            detail::query_section("Graylog", to_graylog(rules, options.graylog), options.form)};
}

} // namespace VARSIGMA_NAMESPACE
