// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// How much a detection matters. `none` where the rule does not say.
enum class severity_level : std::uint8_t { none, informational, low, medium, high, critical };

[[nodiscard]] constexpr std::string_view name(severity_level level) noexcept {
    switch (level) {
    case severity_level::none: return "";
    case severity_level::informational: return "informational";
    case severity_level::low: return "low";
    case severity_level::medium: return "medium";
    case severity_level::high: return "high";
    case severity_level::critical: return "critical";
    }
    return "";
}

/// The level that a word names, as rules write it: in lower case; or nothing, for an empty word too.
[[nodiscard]] constexpr std::optional<severity_level> parse_severity_level(std::string_view word) noexcept {
    for (const auto level : {severity_level::informational, severity_level::low, severity_level::medium,
                             severity_level::high, severity_level::critical}) {
        if (name(level) == word) { return level; }
    }
    return std::nullopt;
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, severity_level level) {
    return out << name(level);
}

} // namespace VARSIGMA_NAMESPACE
