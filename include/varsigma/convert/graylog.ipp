// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/convert/detail/lucene_query.hpp>
#include <varsigma/convert/detail/sigmac_writer.hpp>
#include <varsigma/convert/graylog.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/document.hpp>

#include <span>

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE result<converted> to_graylog(const detection_rule& rule, const graylog_options& options) {
    if (options.profile == query_profile::sigmac_2019) {
        return detail::to_sigmac_lines({&rule, 1}, detail::sigmac_target::graylog);
    }
    return detail::to_current_lucene(
        rule, {options.exact_suffix, options.regex, options.regex_on_exact, options.most_alternatives});
}

VARSIGMA_INLINE result<converted> to_graylog(std::span<const detection_rule> rules, const graylog_options& options) {
    if (options.profile == query_profile::sigmac_2019) {
        return detail::to_sigmac_lines(rules, detail::sigmac_target::graylog);
    }
    return detail::one_line_each(rules, [&](const detection_rule& rule) { return to_graylog(rule, options); });
}

} // namespace VARSIGMA_NAMESPACE
