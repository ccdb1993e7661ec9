// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/value_reader.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/suggest.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::yaml {

namespace detail {

/// The entry of `map` whose key is probably a misspelling of `key`, or null.
[[nodiscard]] inline const map_entry* find_misspelt(const node& map, std::string_view key) {
    const auto near = closest(key, map.entries, [](const map_entry& entry) { return entry.key->text; });
    return near.empty() ? nullptr : map.find_entry(near);
}

/// The entry of `map` whose value is a map with that key, or null: the key is indented too much.
[[nodiscard]] inline const map_entry* find_around(const node& map, std::string_view key) {
    for (const auto& entry : map.entries) {
        if (entry.value->find_entry(key) != nullptr) return &entry;
    }
    return nullptr;
}

/// Says that `key` is missing in `map`, and where it probably stands instead: misspelt, one level too deep, or in
/// `outside`.
inline void report_missing(const node& map, std::string_view key, const node* outside, std::string_view section,
                           reporter& report) {
    const std::string missing = "the key " + varsigma::quoted(key) + " is missing";
    const auto* out = outside == nullptr ? nullptr : outside->find_entry(key);
    if (out != nullptr) {
        report.error(diagnostic_code::missing_key, out->key->position,
                     varsigma::quoted(key) + " stands outside of " + varsigma::quoted(section),
                     "indent it as the other keys of " + varsigma::quoted(section));
    } else if (const auto* misspelt = find_misspelt(map, key)) {
        report.error(diagnostic_code::missing_key, misspelt->key->position,
                     missing + ", but there is " + varsigma::quoted(misspelt->key->text), did_you_mean(key));
    } else if (const auto* around = find_around(map, key)) {
        report.error(diagnostic_code::missing_key, around->value->find_entry(key)->key->position,
                     varsigma::quoted(key) + " stands within " + varsigma::quoted(around->key->text), "indent it less");
    } else {
        report.error(diagnostic_code::missing_key, map.position, missing);
    }
}

} // namespace detail

/// The value under `key`; null, with an error that says what to do, if there is none.
///
/// \param outside the map around `map`, where the key may stand for want of indentation; or null
/// \param section the key under which `map` stands in it
/// O(entries of `map`, of the maps directly in it and of `outside`).
[[nodiscard]] inline const node* require(const node& map, std::string_view key, reporter& report,
                                         const node* outside = nullptr, std::string_view section = {}) {
    const auto* entry = map.find_entry(key);
    if (entry == nullptr) {
        detail::report_missing(map, key, outside, section, report);
        return nullptr;
    }
    if (is_null(*entry->value)) {
        report.error(diagnostic_code::missing_key, entry->key->position,
                     "the key " + varsigma::quoted(key) + " has no value");
        return nullptr;
    }
    return entry->value;
}

/// Warns of a key that changes what `section` means, but stands outside of it.
inline void warn_of_outside(const node& outside, std::string_view key, std::string_view section, reporter& report) {
    const auto* entry = outside.find_entry(key);
    if (entry == nullptr || is_null(*entry->value)) return;
    report.warning(diagnostic_code::unknown_key, entry->key->position,
                   varsigma::quoted(key) + " stands outside of " + varsigma::quoted(section) + " and is ignored",
                   "indent it if it belongs there");
}

/// The known key that `word` is probably a misspelling of, or an empty view.
[[nodiscard]] constexpr std::string_view misspelt_key(std::string_view word,
                                                      std::span<const std::string_view> known) noexcept {
    return closest(word, known, [](std::string_view key) { return key; });
}

/// Warns of a key that is not in `known`: always, or with `only_misspelt` just if it is near one that is.
inline void check_key(const node& key, std::span<const std::string_view> known, bool only_misspelt, reporter& report) {
    if (std::find(known.begin(), known.end(), key.text) != known.end()) return;
    const auto meant = misspelt_key(key.text, known);
    if (only_misspelt && meant.empty()) return;
    report.warning(diagnostic_code::unknown_key, key.position, "unknown key " + varsigma::quoted(key.text),
                   did_you_mean(meant));
}

/// Those of `required` that `map` lacks: `require` speaks of them, and of the keys that are probably meant to be one.
[[nodiscard]] inline std::vector<std::string_view> missing_keys(const node& map,
                                                                std::span<const std::string_view> required) {
    std::vector<std::string_view> missing;
    for (const auto key : required) {
        if (map.find_entry(key) == nullptr) missing.push_back(key);
    }
    return missing;
}

} // namespace VARSIGMA_NAMESPACE::yaml
