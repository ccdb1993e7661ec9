// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// How sigmac 0.7.1 wrote values: it never read their escapes, but changed some characters of the text as it stood.

namespace VARSIGMA_NAMESPACE::detail {

enum class sigmac_target : std::uint8_t { kibana, graylog };

/// Blanks in Python's sense.
[[nodiscard]] constexpr bool is_python_blank(char32_t one) noexcept {
    return (one >= U'\t' && one <= U'\r') || (one >= 0x1C && one <= U' ') || one == 0x85 || one == 0xA0 ||
           one == 0x1680 || (one >= 0x2000 && one <= 0x200A) || one == 0x2028 || one == 0x2029 || one == 0x202F ||
           one == 0x205F || one == 0x3000;
}

[[nodiscard]] inline bool is_blank_text(std::string_view text) noexcept {
    const char* const last = text.data() + text.size();
    for (const char* at = text.data(); at != last;) {
        const auto next = utf8::decode(at, last);
        if (!is_python_blank(next.character)) { return false; }
        at += next.length;
    }
    return true;
}

/// Whether sigmac took the value for one with wildcards: a `*` or `?` without a backslash right before it.
[[nodiscard]] constexpr bool has_sigmac_wildcard(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((text[at] == '*' || text[at] == '?') && (at == 0 || text[at - 1] != '\\')) { return true; }
    }
    return false;
}

/// The value with sigmac's escapes.
///
/// A backslash stands before each of `+ - ! ( ) { } [ ] ^ " ~ : /`, `&&`, `||`, before a backslash that neither follows
/// one nor stands before `*`, `?` or one; for Kibana also before blanks, `=` and `\u`, and `<` and `>` go. O(length).
[[nodiscard]] inline std::string sigmac_escaped(std::string_view text, sigmac_target target) {
    const bool kibana = target == sigmac_target::kibana;
    std::string written;
    for (std::size_t at = 0; at < text.size();) {
        const auto next = utf8::decode(text.data() + at, text.data() + text.size());
        const auto rest = text.substr(at);
        const char byte = rest.front();
        std::size_t length = next.length;
        bool escaped = std::string_view{"+-!(){}[]^\"~:/"}.find(byte) != std::string_view::npos;
        if (byte == '\\') {
            const bool follows = at != 0 && text[at - 1] == '\\';
            const bool stands_before = rest.size() > 1 && std::string_view{"*?\\"}.find(rest[1]) != rest.npos;
            escaped = !follows && !stands_before;
            if (kibana && !escaped && rest.starts_with("\\u")) {
                escaped = true;
                length = 2;
            }
        } else if (rest.starts_with("&&") || rest.starts_with("||")) {
            escaped = true;
            length = 2;
        } else if (kibana) {
            escaped = escaped || byte == '=' || is_python_blank(next.character);
        }
        if (escaped) { written += '\\'; }
        if (!kibana || (byte != '<' && byte != '>')) { written += rest.substr(0, length); }
        at += length;
    }
    return written;
}

} // namespace VARSIGMA_NAMESPACE::detail
