// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/convert/detail/lucene_query.hpp>
#include <varsigma/convert/detail/query_report.hpp>
#include <varsigma/convert/kibana.hpp>
#include <varsigma/convert/lucene.hpp>
#include <varsigma/convert/target_names.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/document.hpp>

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE result<converted> to_kibana_query(const detection_rule& rule, const kibana_options& options) {
    return to_lucene(rule, options.query);
}

VARSIGMA_INLINE result<converted> to_kibana_query(std::span<const detection_rule> rules,
                                                  const kibana_options& options) {
    return to_lucene(rules, options.query);
}

VARSIGMA_INLINE result<converted> to_kibana(const detection_rule& rule, const kibana_options& options,
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

VARSIGMA_INLINE result<converted> to_kibana(const detection_rule& rule, const kibana_options& options) {
    target_names names;
    return to_kibana(rule, options, names);
}

VARSIGMA_INLINE result<converted> to_kibana(std::span<const detection_rule> rules, const kibana_options& options) {
    target_names names;
    return detail::one_line_each(rules, [&](const detection_rule& rule) { return to_kibana(rule, options, names); });
}

} // namespace VARSIGMA_NAMESPACE
