// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/load/report.hpp>
#include <varsigma/load/yaml_node.hpp>
#include <varsigma/rule/rule_findings.hpp>
#include <varsigma/rule/suggest.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace varsigma::yaml {

/// The known key that `word` is probably a misspelling of, or an empty view: at most two slips away, and less than half
/// of its letters, so that a short key of somebody's own is not taken for another. Case does not count.
[[nodiscard]] constexpr std::string_view misspelt_key(std::string_view word,
                                                      std::span<const std::string_view> known) noexcept {
    std::string_view best;
    std::size_t nearest = 3;
    for (const auto candidate : known) {
        const auto shorter = std::min(candidate.size(), word.size());
        if (std::max(candidate.size(), word.size()) - shorter >= nearest) continue;
        const auto distance = spelling_distance(word, candidate);
        if (distance < nearest && 2 * distance < shorter) {
            best = candidate;
            nearest = distance;
        }
    }
    return best;
}

/// Warns of a key that is not in `known`: always, or with `only_misspelt` just if it is near one that is.
inline void check_key(const node& key, std::span<const std::string_view> known, bool only_misspelt, reporter& report) {
    for (const auto candidate : known) {
        if (candidate == key.text) return;
    }
    const auto meant = misspelt_key(key.text, known);
    if (only_misspelt && meant.empty()) return;
    report.warning(diagnostic_code::unknown_key, key.position, "unknown key " + varsigma::quoted(key.text),
                   did_you_mean(meant));
}

} // namespace varsigma::yaml
