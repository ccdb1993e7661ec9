// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/rule/detail/encoded_text.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/rule_number.hpp>
#include <varsigma/rule/detection.hpp>

#include <optional>
#include <string>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// The text of a plain value: of a number its shortest decimal form, whatever its spelling in the rule; of text its
/// content with Sigma's escapes.
[[nodiscard]] inline std::string plain_text_of(const rule_value& value) {
    if (value.kind == value_kind::boolean) { return value.boolean ? "true" : "false"; }
    return value.kind == value_kind::number ? number_text_of(value.view()) : value.text;
}

/// The patterns that a value of a text test stands for, alternatives of each other: one, except for encodings with offsets,
/// of which all may be empty. Encoded, with the dashes of `windash` as classes, and opened at its ends; a keyword may stand
/// anywhere. Nothing if there are wildcards in what is to be encoded.
///
/// Precondition: the chain's kind is `value`. O(length).
[[nodiscard]] inline std::optional<std::vector<sigma_string>> value_patterns(const interpretation& meaning,
                                                                             bool is_keyword, const rule_value& value) {
    const bool before = meaning.open_before || is_keyword;
    const bool after = meaning.open_after || is_keyword;
    const auto opened = [&](const sigma_string& text) {
        return before && after ? text.contains() : before ? text.endswith() : after ? text.startswith() : text;
    };
    const auto read =
        value.kind == value_kind::text ? sigma_string::parse(value.text) : sigma_string::literal(plain_text_of(value));
    std::vector<sigma_string> patterns;
    if (meaning.encoding_count == 0) {
        patterns.push_back(opened(meaning.windash ? read.windash() : read));
        return patterns;
    }
    const auto plain = read.plain();
    if (!plain) { return std::nullopt; }
    for (const auto& encoded : encoded_texts(*plain, meaning.encoding_steps())) {
        patterns.push_back(opened(sigma_string::literal(encoded)));
    }
    return patterns;
}

} // namespace VARSIGMA_NAMESPACE::detail
