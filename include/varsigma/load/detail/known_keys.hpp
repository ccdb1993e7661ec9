// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/suggest.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::yaml {

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
