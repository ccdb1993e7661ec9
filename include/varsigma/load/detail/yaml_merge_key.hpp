// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/arena.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/yaml_node.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::yaml {

/// Whether a key is `<<`, unquoted. Source: yaml.org, "Merge key language-independent type for YAML 1.1".
[[nodiscard]] inline bool is_merge_key(const node& key) noexcept {
    return key.tag == scalar_tag::plain && key.text == "<<";
}

/// Puts the entries of the maps that `<<` names before the map's own, as PyYAML does: what comes first keeps its place,
/// the map's own values win, and of several merged maps the one named first wins.
///
/// Reports `wrong_type` and returns nothing if `<<` holds anything but a map or a list of maps.
/// O(entries of the result).
[[nodiscard]] inline std::vector<map_entry> merged_entries(std::span<const map_entry> entries, reporter& report) {
    std::vector<map_entry> merged;
    key_positions positions;
    const auto put = [&](const map_entry& entry) {
        const auto at = positions.find(entry.key->text);
        if (at != positions.size()) {
            merged[at].value = entry.value;
            return;
        }
        positions.add(entry.key->text);
        merged.push_back(entry);
    };
    const auto put_all = [&](const node& source) {
        if (source.kind != node_kind::mapping) {
            report.error(diagnostic_code::wrong_type, source.position, "`<<` takes a map or a list of maps");
            return;
        }
        for (const auto& entry : source.entries) put(entry);
    };
    for (const auto& entry : entries) {
        if (!is_merge_key(*entry.key)) continue;
        if (entry.value->kind == node_kind::sequence) {
            const auto sources = entry.value->items;
            for (auto at = sources.size(); at-- > 0;) put_all(*sources[at]);
        } else {
            put_all(*entry.value);
        }
    }
    for (const auto& entry : entries) {
        if (!is_merge_key(*entry.key)) put(entry);
    }
    return merged;
}

} // namespace VARSIGMA_NAMESPACE::yaml
