// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/query_tree.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/detail/dash.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/rule/detail/encoded_text.hpp>
#include <varsigma/rule/detail/rule_number.hpp>
#include <varsigma/rule/detail/value_problem.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// The text that a plain value asks for: of a number its shortest decimal form, of text its content with Sigma's
/// escapes.
[[nodiscard]] inline std::string plain_text_of(const rule_value& value) {
    if (value.kind == value_kind::boolean) { return value.boolean ? "true" : "false"; }
    if (value.kind != value_kind::number) { return value.text; }
    return number_text_of(value.view());
}

/// The patterns that a value of a text test stands for, alternatives of each other: one, except for encodings with
/// offsets.
///
/// Encoded, with the dashes of `windash` as classes, and opened at its ends. Empty where every encoding would be.
/// Precondition: the chain's kind is `value`, and the value has no problem with it. O(length).
[[nodiscard]] inline std::vector<sigma_string> patterns_of(const query_test& test, const rule_value& value) {
    const auto& meaning = test.meaning;
    const bool before = meaning.open_before || test.is_keyword();
    const bool after = meaning.open_after || test.is_keyword();
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
    for (const auto& encoded : encoded_texts(read.plain().value_or(std::string{}), meaning.encoding_steps())) {
        patterns.push_back(opened(sigma_string::literal(encoded)));
    }
    return patterns;
}

/// The pattern once for each choice of its dashes, the last changing fastest; nothing if that would be more than
/// `most`. O(length) for each.
[[nodiscard]] inline std::optional<std::vector<sigma_string>> with_dashes(const sigma_string& pattern,
                                                                          std::size_t most) {
    std::vector<symbol> symbols{pattern.symbols().begin(), pattern.symbols().end()};
    std::vector<std::size_t> places;
    std::size_t count = 1;
    for (std::size_t at = 0; at < symbols.size(); ++at) {
        if (symbols[at] != symbol::any_dash) { continue; }
        places.push_back(at);
        count *= dashes.size();
        if (count > most) { return std::nullopt; }
    }
    std::vector<sigma_string> made;
    made.reserve(count);
    for (std::size_t choice = 0; choice < count; ++choice) {
        auto rest = choice;
        for (std::size_t place = places.size(); place-- != 0; rest /= dashes.size()) {
            symbols[places[place]] = literal_symbol(dashes[rest % dashes.size()]);
        }
        made.push_back(sigma_string::from_symbols(symbols));
    }
    return made;
}

} // namespace VARSIGMA_NAMESPACE::detail
