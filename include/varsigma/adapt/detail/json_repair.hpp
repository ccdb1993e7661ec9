// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/adapt/detail/json_escape.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// Copies `text` to `out` with everything mended that makes parsers reject JSON for the text inside its strings, and
/// tells whether there was anything. An attacker who gets one bad byte into a log line must not make the event vanish.
///
/// Each byte that is not valid UTF-8 becomes U+FFFD, as does each `\uXXXX` that names half a surrogate pair; a control
/// character (below 0x20, NUL included) inside a string is escaped, and so is kept as it was, and so is a backslash that
/// escapes nothing (`\x22`, as some web servers write, or an unescaped path). Nothing else changes: what breaks the
/// grammar stays broken, so that `out` may still be no JSON. `out` is overwritten and keeps its capacity; `text` must not
/// look into it. O(n), and `out` is at most six times as long as `text`.
inline bool repair_json(std::string_view text, std::string& out) {
    constexpr std::size_t escape_length = 6;
    out.clear();
    bool repaired = false;
    bool inside = false;
    const char* at = text.data();
    const char* const last = at + text.size();
    const char* copied = at; // everything before it is in `out`
    const auto replace = [&](std::size_t length, std::string_view replacement) {
        out.append(copied, at);
        out += replacement;
        at += length;
        copied = at;
        repaired = true;
    };
    while (at != last) {
        const char byte = *at;
        if (static_cast<unsigned char>(byte) >= 0x80) {
            if (const auto next = utf8::decode(at, last); next.valid) {
                at += next.length;
            } else {
                replace(1, "\xEF\xBF\xBD");
            }
        } else if (byte == '"') {
            inside = !inside;
            ++at;
        } else if (inside && byte == '\\') {
            const std::string_view rest{at, static_cast<std::size_t>(last - at)};
            const auto unit = detail::escaped_code_unit(rest);
            if (unit == detail::no_code_unit) {
                const bool is_escape =
                    rest.size() > 1 && detail::short_escapes[static_cast<unsigned char>(rest[1])] != 0;
                if (is_escape || rest.size() == 1) {
                    at += is_escape ? 2 : 1;
                } else {
                    replace(1, "\\\\"); // escapes nothing, and so is itself
                }
            } else if (detail::is_high_surrogate(unit) &&
                       detail::is_low_surrogate(detail::escaped_code_unit(rest.substr(escape_length)))) {
                at += 2 * escape_length;
            } else if (detail::is_high_surrogate(unit) || detail::is_low_surrogate(unit)) {
                replace(escape_length, "\\ufffd");
            } else {
                at += escape_length;
            }
        } else if (inside && static_cast<unsigned char>(byte) < 0x20) {
            constexpr std::string_view digits = "0123456789abcdef";
            const auto code = static_cast<unsigned char>(byte);
            const char escape[] = {'\\', 'u', '0', '0', digits[code >> 4U], digits[code & 0xFU]};
            replace(1, {escape, sizeof escape});
        } else {
            ++at;
        }
    }
    out.append(copied, last);
    return repaired;
}

} // namespace VARSIGMA_NAMESPACE
