// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Characters from `first` to `last`, both included.
struct regex_range {
    char32_t first = 0;
    char32_t last = 0;

    friend constexpr bool operator==(regex_range, regex_range) = default;
};

enum class regex_form : std::uint8_t {
    characters, ///< one character of `ranges`, or of all others if `excluded`
    any,        ///< any character; a line break only if `line_breaks`
    begin_text,
    end_text,
    sequence,
    choice,
    repetition, ///< of the one child, `least` to `most` times
};

/// A regular expression as it is understood, independent of any notation.
struct regex_node {
    regex_form form = regex_form::sequence;
    std::vector<regex_range> ranges;
    bool excluded = false;
    bool line_breaks = false;
    std::size_t least = 0;
    std::optional<std::size_t> most; ///< nothing: without limit
    std::vector<regex_node> children;
};

/// Whether a beginning or an end of the text is asked for anywhere below.
[[nodiscard]] inline bool has_anchor(const regex_node& node) noexcept {
    if (node.form == regex_form::begin_text || node.form == regex_form::end_text) { return true; }
    for (const auto& child : node.children) {
        if (has_anchor(child)) { return true; }
    }
    return false;
}

/// Whether a `.` that excludes line breaks is anywhere below.
[[nodiscard]] inline bool has_line_dot(const regex_node& node) noexcept {
    if (node.form == regex_form::any) { return !node.line_breaks; }
    for (const auto& child : node.children) {
        if (has_line_dot(child)) { return true; }
    }
    return false;
}

} // namespace VARSIGMA_NAMESPACE::detail
