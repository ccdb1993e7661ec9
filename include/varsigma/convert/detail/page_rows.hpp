// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/page_about.hpp>
#include <varsigma/convert/detail/page_attack.hpp>
#include <varsigma/convert/detail/page_data.hpp>
#include <varsigma/convert/detail/page_link.hpp>
#include <varsigma/convert/page_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/text/detail/casefold.hpp>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// A row of a page's table: what both forms of a page show, in the same order.
struct page_row {
    std::string_view label;
    bool is_list = false;
    std::vector<page_link> items = {}; ///< of a text, one or none; targets are encoded already, or empty
    std::string_view if_empty = {};    ///< what stands there then, if anything does
    std::string_view none = {};        ///< and otherwise in HTML, where a cell is not empty
};

/// The triggers of the techniques, in the table's order.
[[nodiscard]] inline std::vector<page_link> triggers_of(const std::vector<std::string>& techniques,
                                                        std::span<const page_trigger> table) {
    std::vector<page_link> lines;
    for (const auto& line : table) {
        for (const auto& technique : techniques) {
            if (equals_folded(line.technique, technique)) { lines.push_back(line.shown); }
        }
    }
    return lines;
}

/// The table of the page about the rules of one file: what they say of themselves, put together, and the data that each
/// needs.
[[nodiscard]] inline std::vector<page_row> page_rows(std::span<const detection_rule> rules,
                                                     const page_options& options) {
    const auto about = page_metadata(rules);
    const auto text = [](std::string_view label, std::string_view content) {
        page_row row{label};
        row.none = "not stated";
        if (!content.empty()) { row.items.push_back({std::string{content}, {}}); }
        return row;
    };
    const auto list = [](std::string_view label, std::vector<page_link> links) {
        page_row row{label, true, std::move(links)};
        row.none = "none named"; // a rule that names no false positives may well have some
        for (auto& link : row.items) { link.target = page_address(link.target); }
        return row;
    };

    const std::vector<page_need> needs(rules.begin(), rules.end());
    auto data = sources_needed(needs, options.data_sources);
    if (options.derived_data) {
        for (const auto& rule : needs) { data.push_back({data_in_words(rule.needed), {}}); }
    }
    auto data_row = list("Data Needed", std::move(data));
    if (options.data_sources.empty() && !options.derived_data) { data_row.none = "not described"; }

    const auto techniques = techniques_of(about.tags);
    std::vector<page_link> technique_links;
    technique_links.reserve(techniques.size());
    for (const auto& technique : techniques) { technique_links.push_back(technique_link(technique)); }
    auto triggers = list("Trigger", triggers_of(techniques, options.triggers));
    triggers.if_empty = "There is no Trigger for this technique yet.";

    std::vector<page_link> false_positives;
    for (const auto& each : about.falsepositives) { false_positives.push_back({each, {}}); }
    std::vector<page_link> references;
    for (const auto& each : about.references) { references.push_back({each, web_address(each)}); }

    page_row reference_row{"References", true, std::move(references)};
    reference_row.none = "none named";

    return {text("Title", about.title),
            text("Description", about.description),
            list("ATT&CK Tactic", tactics_of(about.tags)),
            list("ATT&CK Technique", std::move(technique_links)),
            std::move(data_row),
            std::move(triggers),
            text("Severity Level", name(about.level)),
            list("False Positives", std::move(false_positives)),
            text("Development Status", name(about.status)),
            std::move(reference_row),
            text("Author", about.author)};
}

/// The heading of the part with the rule and its queries, and what stands there for a rule that was not handed over.
inline constexpr std::string_view page_rules_heading = "Detection Rules";
inline constexpr std::string_view page_rule_heading = "Sigma rule";
inline constexpr std::string_view page_without_source = "The text of the rule was not handed over to this page.";

/// The text of a section as it is shown.
[[nodiscard]] inline std::string section_text(const page_section& section) {
    return section.form == page_text_form::python_repr ? repr_text(section.text) : section.text;
}

/// What has to be said of a text of which something is not seen; empty if there is nothing.
[[nodiscard]] inline std::string concealed_note(std::string_view text) {
    const auto names = concealed_names(text);
    return names.empty()
               ? names
               : "The text holds characters that are not seen, or that change the order of others: " + names + ".";
}

} // namespace VARSIGMA_NAMESPACE::detail
