// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/load/value_reader.hpp>
#include <varsigma/load/yaml_node.hpp>

#include <string_view>

namespace varsigma::yaml {

/// Whether a document is a correlation, or a filter, by the section of that name: a map; or anything but a map, null aside,
/// where no `detection` stands beside it. Beside one it is an unknown key.
[[nodiscard]] inline bool has_section(const node& root, std::string_view section) {
    const auto* value = present(root, section);
    return value != nullptr && (value->kind == node_kind::mapping || present(root, "detection") == nullptr);
}

/// Whether a document takes no part in actions.
[[nodiscard]] inline bool stands_apart(const node& root) {
    return has_section(root, "correlation") || has_section(root, "filter");
}

} // namespace varsigma::yaml
