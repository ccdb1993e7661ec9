// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/load/detail/yaml_scalar.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Reading of values that must be texts, or lists of texts. `what` names the key in messages.

namespace VARSIGMA_NAMESPACE::yaml {

/// What a node is, for messages.
[[nodiscard]] inline std::string_view kind_name(const node& value) {
    if (value.kind == node_kind::sequence) return "a list";
    if (value.kind == node_kind::mapping) return "a map";
    switch (typed(value).type) {
    case scalar_type::null: return "null";
    case scalar_type::boolean: return "a boolean";
    case scalar_type::number: return "a number";
    case scalar_type::text: return "text";
    case scalar_type::malformed: break;
    }
    return "malformed";
}

[[nodiscard]] inline bool is_null(const node& value) {
    return value.kind == node_kind::scalar && typed(value).type == scalar_type::null;
}

[[nodiscard]] inline std::string wrong_kind(std::string_view what, std::string_view expected, const node& value) {
    std::string message{what};
    message += " must be ";
    message += expected;
    message += ", not ";
    message += kind_name(value);
    return message;
}

/// The value under a key; null if the key is not there or has none (YAML's null).
[[nodiscard]] inline const node* present(const node& map, std::string_view key) {
    const auto* value = map.find(key);
    return value == nullptr || is_null(*value) ? nullptr : value;
}

/// How a reader treats values of another kind than they should have.
enum class strictness : unsigned char {
    lenient, ///< with a warning: scalars count by their spelling, the rest is left out; for what only describes a rule
    exact,   ///< they are errors, for what decides about matching
};

/// The text of `value`; nothing, with an error or a warning, for what is none. Null is none either: callers treat it
/// beforehand.
[[nodiscard]] inline std::optional<std::string_view> read_text(const node& value, std::string_view what, strictness how,
                                                               reporter& report) {
    if (value.kind == node_kind::scalar) {
        const auto type = typed(value).type;
        if (type == scalar_type::text) return value.text;
        if (how == strictness::lenient && type != scalar_type::null) {
            report.warning(diagnostic_code::wrong_type, value.position, wrong_kind(what, "text", value),
                           "write it in quotes");
            return value.text;
        }
    }
    if (how == strictness::lenient) {
        report.warning(diagnostic_code::wrong_type, value.position, wrong_kind(what, "text", value), "it is left out");
    } else {
        report.error(diagnostic_code::wrong_type, value.position, wrong_kind(what, "text", value),
                     value.kind == node_kind::scalar && !is_null(value) ? "write it in quotes" : "");
    }
    return std::nullopt;
}

/// Appends the texts of a list, or the one that stands there instead.
///
/// \param single whether one text may stand for a list without a warning
/// With `strictness::exact` a map, and an entry that is no text, is an error, else a warning, and it is left out.
inline void read_texts(const node& value, std::string_view what, bool single, strictness how, reporter& report,
                       std::vector<std::string>& texts) {
    if (value.kind == node_kind::mapping) {
        if (how == strictness::lenient) {
            report.warning(diagnostic_code::wrong_type, value.position, wrong_kind(what, "a list", value),
                           "it is left out");
        } else {
            report.error(diagnostic_code::wrong_type, value.position, wrong_kind(what, "a list", value));
        }
        return;
    }
    if (value.kind == node_kind::scalar) {
        if (!single) report.warning(diagnostic_code::wrong_type, value.position, wrong_kind(what, "a list", value));
        if (const auto text = read_text(value, what, how, report)) texts.emplace_back(*text);
        return;
    }
    texts.reserve(texts.size() + value.items.size());
    for (const auto* item : value.items) {
        if (how == strictness::lenient && (item->kind != node_kind::scalar || is_null(*item))) {
            report.warning(diagnostic_code::wrong_type, item->position,
                           wrong_kind("an entry of " + std::string{what}, "text", *item),
                           item->kind == node_kind::mapping
                               ? "the entry is left out; write a text with a colon in quotes"
                               : "the entry is left out");
        } else if (const auto text = read_text(*item, what, how, report)) {
            texts.emplace_back(*text);
        }
    }
}

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
