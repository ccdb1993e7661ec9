// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/value_reader.hpp>
#include <varsigma/load/detail/yaml_node.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace VARSIGMA_NAMESPACE::yaml {

/// Whether what stands in a rule under `key` within `section` decides about what it matches, or just describes it. An
/// empty `key` asks about a section that is no map.
[[nodiscard]] inline bool decides_about_matches(std::string_view section, std::string_view key) noexcept {
    static constexpr std::array<std::string_view, 9> deciding{
        "detection", "logsource",     "correlation", "filter",   "action",
        "taxonomy",  "sigma-version", "timeframe",   "generate",
    };
    return std::find(deciding.begin(), deciding.end(), section) != deciding.end() &&
           !(section == "logsource" && key == "definition");
}

/// Whether a document is a correlation, or a filter, by the section of that name: a map; or anything but a map, null
/// aside, where no `detection` stands beside it. Beside one it is an unknown key.
[[nodiscard]] inline bool has_section(const node& root, std::string_view section) {
    const auto* value = present(root, section);
    return value != nullptr && (value->kind == node_kind::mapping || present(root, "detection") == nullptr);
}

/// Whether a document takes no part in actions.
[[nodiscard]] inline bool stands_apart(const node& root) {
    return has_section(root, "correlation") || has_section(root, "filter");
}

} // namespace VARSIGMA_NAMESPACE::yaml
