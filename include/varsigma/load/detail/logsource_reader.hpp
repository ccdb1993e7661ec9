// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/event/rule_logsource.hpp>
#include <varsigma/load/detail/known_keys.hpp>
#include <varsigma/load/detail/metadata_reader.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/value_reader.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/suggest.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE::yaml {

namespace detail {

/// The attributes of a log source that decide which events a rule sees.
inline constexpr std::array<std::string_view, 3> logsource_words{"product", "category", "service"};

/// The first deciding attribute that stands beside the log source instead of in it, or null.
[[nodiscard]] inline const map_entry* find_attribute_outside(const node& root) {
    for (const auto word : logsource_words) {
        if (present(root, word) != nullptr) return root.find_entry(word);
    }
    return nullptr;
}

/// Says of a log source without any of the deciding attributes what is probably wrong with it.
inline void report_no_attribute(const map_entry& section, const node& root, reporter& report) {
    const std::string message = "logsource names no product, category or service";
    if (const auto* outside = find_attribute_outside(root)) {
        report.error(diagnostic_code::missing_key, outside->key->position,
                     message + ": " + varsigma::quoted(outside->key->text) + " stands outside of it", "indent it");
        return;
    }
    for (const auto& entry : section.value->entries) {
        const auto near = misspelt_key(entry.key->text, logsource_words);
        if (near.empty() || entry.key->text == near) continue;
        report.error(diagnostic_code::missing_key, entry.key->position,
                     message + ", but there is " + varsigma::quoted(entry.key->text), did_you_mean(near));
        return;
    }
    report.error(diagnostic_code::missing_key, section.key->position, message,
                 "name at least one of them, as a rule is not meant for every log");
}

/// Warns of keys that are not in the specification, and of those that decide but stand outside.
inline void check_attributes(const map_entry& section, const node& root, reporter& report) {
    static constexpr std::array<std::string_view, 4> words{"product", "category", "service", "definition"};
    for (const auto& entry : section.value->entries) {
        const auto key = entry.key->text;
        if (std::find(top_level_keys.begin(), top_level_keys.end(), key) == top_level_keys.end()) {
            check_key(*entry.key, words, false, report);
        } else {
            report.warning(diagnostic_code::unknown_key, entry.key->position,
                           varsigma::quoted(key) + " stands within 'logsource' and is ignored", "indent it less");
        }
    }
    for (const auto word : logsource_words) {
        if (present(*section.value, word) == nullptr) warn_of_outside(root, word, "logsource", report);
    }
}

} // namespace detail

/// The log source of a document. Errors: it is missing, no map, an attribute is no text, or it names neither product
/// nor category nor service. Warnings for other keys, and for these three outside of it. O(size).
[[nodiscard]] inline rule_logsource read_logsource(const node& root, reporter& report) {
    rule_logsource source;
    const auto* section = root.find_entry("logsource");
    if (section == nullptr || (is_null(*section->value) && detail::find_attribute_outside(root) == nullptr)) {
        static_cast<void>(require(root, "logsource", report));
        return source;
    }
    const auto& value = *section->value;
    if (value.kind != node_kind::mapping && !is_null(value)) {
        report.error(diagnostic_code::wrong_type, value.position, wrong_kind("logsource", "a map", value),
                     "write product, category or service below it, each with its value");
        return source;
    }
    const auto errors = report.errors();
    const std::array members{&source.product, &source.category, &source.service};
    for (std::size_t at = 0; at < members.size(); ++at) {
        const auto* attribute = present(value, detail::logsource_words[at]);
        if (attribute == nullptr) continue;
        const auto text = read_text(*attribute, detail::logsource_words[at], strictness::exact, report);
        if (text) *members[at] = *text;
    }
    if (const auto* definition = present(value, "definition")) {
        const auto text = read_text(*definition, "definition", strictness::lenient, report);
        if (text) source.definition = *text;
    }
    if (report.errors() != errors) return source;
    if (source.empty()) {
        detail::report_no_attribute(*section, root, report);
    } else {
        detail::check_attributes(*section, root, report);
    }
    return source;
}

} // namespace VARSIGMA_NAMESPACE::yaml
