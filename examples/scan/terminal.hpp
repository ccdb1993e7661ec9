// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/rule/document.hpp>

#include <cstdlib>
#include <string_view>

#include <unistd.h>

namespace scan {

/// Whether a person is likely to read what is written there.
[[nodiscard]] inline bool is_terminal(int descriptor) noexcept {
    return ::isatty(descriptor) == 1;
}

/// Whether colours are welcome there. Source: no-color.org.
[[nodiscard]] inline bool wants_colour(int descriptor) noexcept {
    const char* const unwanted = std::getenv("NO_COLOR"); // NOLINT(concurrency-mt-unsafe): nothing sets variables
    return is_terminal(descriptor) && (unwanted == nullptr || *unwanted == '\0');
}

inline constexpr std::string_view plain = "\x1b[0m";
inline constexpr std::string_view faint = "\x1b[2m";
inline constexpr std::string_view bold = "\x1b[1m";

[[nodiscard]] constexpr std::string_view colour_of(varsigma::severity_level level) noexcept {
    using varsigma::severity_level;
    switch (level) {
    case severity_level::critical: return "\x1b[1;97;41m"; // white on red
    case severity_level::high: return "\x1b[1;31m";        // red
    case severity_level::medium: return "\x1b[33m";        // yellow
    case severity_level::low: return "\x1b[36m";           // cyan
    case severity_level::informational:
    case severity_level::none: break;
    }
    return faint;
}

} // namespace scan
