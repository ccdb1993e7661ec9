// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstdint>
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

} // namespace VARSIGMA_NAMESPACE
