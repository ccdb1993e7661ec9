// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/rule/document.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <cstdlib>
#include <string>
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

/// Whether a terminal shows the character in its place: not if it controls the terminal or the direction of writing, by
/// which an event could forge what a person sees.
[[nodiscard]] constexpr bool is_visible(char32_t character) noexcept {
    if (character < 0x20 || (character >= 0x7F && character < 0xA0)) { return false; }
    const bool turns = (character >= 0x200E && character <= 0x200F) || (character >= 0x2028 && character <= 0x202E) ||
                       (character >= 0x2066 && character <= 0x2069);
    return !turns && character < varsigma::utf8::invalid_byte_base;
}

/// Appends at most `longest` characters of `text`, what is not visible as `\u{1b}`.
inline void append_visible(std::string_view text, std::size_t longest, std::string& out) {
    constexpr std::string_view digits = "0123456789abcdef";
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t count = 0; at != end; ++count) {
        if (count == longest) {
            out += "...";
            return;
        }
        const auto next = varsigma::utf8::decode(at, end);
        if (is_visible(next.character)) {
            out.append(at, next.length);
        } else {
            const auto code = next.character >= varsigma::utf8::invalid_byte_base
                                  ? next.character - varsigma::utf8::invalid_byte_base
                                  : next.character;
            out += "\\u{";
            bool begun = false;
            for (unsigned shift = 24; shift > 0;) {
                shift -= 4;
                const auto digit = code >> shift & 0xFU;
                begun = begun || digit != 0 || shift == 0;
                if (begun) { out += digits[digit]; }
            }
            out += '}';
        }
        at += next.length;
    }
}

} // namespace scan
