// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <string_view>

namespace VARSIGMA_NAMESPACE::yaml {

/// Whether a dash begins an item of a list for a reader's eye, though not for YAML: no blank or other dash follows it.
[[nodiscard]] constexpr bool is_dash_without_blank(std::string_view text) noexcept {
    constexpr std::string_view others = "- \t\r\n";
    return text.size() > 1 && text[0] == '-' && others.find(text[1]) == std::string_view::npos;
}

/// Whether a line after the first begins with a dash, blanks aside: one with a blank behind it, or with `tight` also
/// one without. O(n).
[[nodiscard]] constexpr bool has_line_with_dash(std::string_view lines, bool tight) noexcept {
    bool at_beginning = false; // of a line after the first
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const char c = lines[at];
        if (c == '\n' || c == '\r') {
            at_beginning = true;
        } else if (c != ' ' && c != '\t') {
            const auto rest = lines.substr(at);
            if (at_beginning && (rest.starts_with("- ") || (tight && is_dash_without_blank(rest)))) return true;
            at_beginning = false;
        }
    }
    return false;
}

} // namespace VARSIGMA_NAMESPACE::yaml
