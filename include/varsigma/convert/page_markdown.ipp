// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/page_markdown_text.hpp>
#include <varsigma/convert/detail/page_rows.hpp>
#include <varsigma/convert/page_markdown.hpp>
#include <varsigma/convert/page_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/document.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// The link in Markdown, or the text alone.
[[nodiscard]] inline std::string markdown_link(const page_link& link) {
    if (link.target.empty()) { return markdown_cell(link.text); }
    std::string target;
    for (const char byte : link.target) { target.append(byte == '&' ? "&amp;" : std::string(1, byte)); }
    return '[' + markdown_link_text(link.text) + "](" + target + ')';
}

[[nodiscard]] inline std::string markdown_cell(const page_row& row) {
    if (row.items.empty() && !row.if_empty.empty()) { return markdown_cell(row.if_empty); }
    if (!row.is_list) { return row.items.empty() ? std::string{} : markdown_link(row.items.front()); }
    std::string cell = "<ul>";
    for (const auto& item : row.items) { cell += "<li>" + markdown_link(item) + "</li>"; }
    return cell + "</ul>";
}

} // namespace VARSIGMA_NAMESPACE::detail

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE std::string to_page_markdown(std::span<const detection_rule> rules, const page_options& options) {
    constexpr std::size_t label_width = 20;
    std::string page;
    for (const auto& row : detail::page_rows(rules, options)) {
        auto label = detail::markdown_cell(row.label);
        label.resize(std::max(label.size(), label_width), ' ');
        page += "| " + label + " | " + detail::markdown_cell(row) + " |\n";
        if (row.label == "Title") { page += "|:---------------------|:-----|\n"; } // the first row is the table's head
    }
    page += "\n\n## " + std::string{detail::page_rules_heading} + "\n\n### " + std::string{detail::page_rule_heading} +
            "\n\n";
    if (options.source.empty()) {
        page += std::string{detail::page_without_source} + '\n';
    } else {
        page += detail::markdown_block(options.source) + detail::markdown_notes({}, options.source);
    }
    for (const auto& section : options.queries) {
        page += "\n### " + detail::markdown_heading(section.heading) + '\n';
        const auto text = detail::section_text(section);
        if (!text.empty()) { page += '\n' + detail::markdown_block(text); }
        page += detail::markdown_notes(section.notes, text);
    }
    return page;
}

VARSIGMA_INLINE std::string to_page_markdown(const detection_rule& rule, const page_options& options) {
    return to_page_markdown({&rule, 1}, options);
}

} // namespace VARSIGMA_NAMESPACE
