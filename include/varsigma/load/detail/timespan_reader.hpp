// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/value_reader.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE::yaml {

/// Whether a text is a time span, `10m`: a whole number above zero and one of the units s m h d w M y.
/// Source: Sigma specification 2.1.0, "Sigma correlations".
[[nodiscard]] constexpr bool is_timespan(std::string_view text) noexcept {
    if (text.size() < 2 || std::string_view{"smhdwMy"}.find(text.back()) == std::string_view::npos) return false;
    const auto digits = text.substr(0, text.size() - 1);
    return std::all_of(digits.begin(), digits.end(), is_digit) &&
           digits.find_first_not_of('0') != std::string_view::npos;
}

/// The time span in `value`, as written; nothing, with an error, for anything else. `what` names the key.
[[nodiscard]] inline std::optional<std::string_view> read_timespan(const node& value, std::string_view what,
                                                                   reporter& report) {
    if (value.kind == node_kind::scalar && is_timespan(value.text)) return value.text;
    const auto found = value.kind == node_kind::scalar ? varsigma::quoted(value.text) : std::string{kind_name(value)};
    report.error(diagnostic_code::value_kind, value.position, std::string{what} + ": " + found + " is no time span",
                 "write a whole number and a unit without a blank between them: s, m, h, d, w, M (months) or y");
    return std::nullopt;
}

} // namespace VARSIGMA_NAMESPACE::yaml
