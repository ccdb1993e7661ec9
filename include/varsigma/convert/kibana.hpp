// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/convert/lucene.hpp>
#include <varsigma/convert/query_json.hpp>
#include <varsigma/convert/query_report.hpp>
#include <varsigma/convert/target_names.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/document.hpp>

#include <span>
#include <string>
#include <utility>

// Needs nlohmann-json: the target varsigma::convert_json. The bare query needs nothing: lucene.hpp.

namespace VARSIGMA_NAMESPACE {

/// How a saved search is written.
struct kibana_options {
    lucene_options query = {};
    std::string index_pattern = "logs-*";  ///< id of the data view that is searched
    std::string time_field = "@timestamp"; ///< by which hits are sorted, latest first; if empty, they are not
};

/// The rule as the query string for Kibana's search bar, in the language Lucene: `to_lucene` under its other name.
[[nodiscard]] inline result<converted> to_kibana_query(const detection_rule& rule, const kibana_options& options = {}) {
    return to_lucene(rule, options.query);
}
[[nodiscard]] inline result<converted> to_kibana_query(std::span<const detection_rule> rules,
                                                       const kibana_options& options = {}) {
    return to_lucene(rules, options.query);
}

/// The rule as a saved search, one line of NDJSON for "Stack Management, Saved Objects, Import".
///
/// Its id is the rule's (of a rule without one, made of its title), so that a second import replaces it; `names` keeps
/// those of several rules apart, since rules of one file may share both. Columns are the rule's `fields`. What is said
/// of `to_lucene` holds for its query. There is no such form in the profile `sigmac_2019`. Kibana 7 and 8.
[[nodiscard]] inline result<converted> to_kibana(const detection_rule& rule, const kibana_options& options,
                                                 target_names& names) {
    detail::query_report report{rule.origin};
    if (options.query.profile == query_profile::sigmac_2019) {
        report.refuse({}, "a saved search, for which the profile sigmac_2019 has no form");
        return report.finish({});
    }
    auto query = to_lucene(rule, options.query);
    if (!query) { return query; }
    const auto text = [&](std::string_view from) { return detail::valid_text(from, report); };

    detail::query_json source;
    source["query"] = {{"query", text(query->text)}, {"language", "lucene"}};
    source["filter"] = detail::query_json::array();
    source["indexRefName"] = "kibanaSavedObjectMeta.searchSourceJSON.index";
    auto columns = detail::query_json::array();
    for (const auto& field : rule.metadata.fields) { columns.push_back(text(field)); }
    auto sort = detail::query_json::array();
    if (!options.time_field.empty()) { sort.push_back({text(options.time_field), "desc"}); }

    const auto& about = rule.metadata;
    detail::query_json object;
    object["id"] =
        text(names.take(about.id.empty() ? detail::path_segment(detail::sigmac_watch_name(about.title)) : about.id));
    object["type"] = "search";
    object["attributes"] = {{"title", "Sigma: " + text(about.title)},
                            {"description", text(about.description)},
                            {"columns", std::move(columns)},
                            {"sort", std::move(sort)},
                            {"kibanaSavedObjectMeta", {{"searchSourceJSON", detail::on_one_line(source)}}}};
    object["references"] = {{{"id", text(options.index_pattern)},
                             {"name", "kibanaSavedObjectMeta.searchSourceJSON.index"},
                             {"type", "index-pattern"}}};
    auto made = report.finish(detail::on_one_line(object));
    if (made) { made->warnings.insert(made->warnings.begin(), query->warnings.begin(), query->warnings.end()); }
    return made;
}

/// The same for a rule that is alone.
[[nodiscard]] inline result<converted> to_kibana(const detection_rule& rule, const kibana_options& options = {}) {
    target_names names;
    return to_kibana(rule, options, names);
}

/// The rules as saved searches, a line each; an error if one of them cannot be expressed.
[[nodiscard]] inline result<converted> to_kibana(std::span<const detection_rule> rules,
                                                 const kibana_options& options = {}) {
    target_names names;
    return detail::one_line_each(rules, [&](const detection_rule& rule) { return to_kibana(rule, options, names); });
}

} // namespace VARSIGMA_NAMESPACE
