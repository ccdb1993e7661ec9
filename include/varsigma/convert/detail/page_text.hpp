// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/core/utf8_character.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// What a rule says, as text of a page: rules come from strangers, so that nothing of them is markup, and nothing hides.

namespace VARSIGMA_NAMESPACE::detail {

/// Whether a character is not seen, or changes the order in which others are (`is_visible`). Tabs and line breaks are
/// none of these, nor are the two joiners, since scripts and emoji need them.
[[nodiscard]] constexpr bool is_concealed(char32_t character) noexcept {
    const bool is_joiner = character == 0x200C || character == 0x200D;
    return character != U'\t' && character != U'\n' && !is_joiner && !is_visible(character);
}

/// `U+202E`.
[[nodiscard]] inline std::string code_point_name(char32_t character) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string name;
    for (std::uint32_t rest = character; rest != 0 || name.size() < 4; rest >>= 4U) { name += digits[rest & 0xFU]; }
    std::reverse(name.begin(), name.end());
    return "U+" + name;
}

/// Calls `visit(character, bytes)` for each character of a text; an invalid byte is U+FFFD. O(length).
template <class Visit>
void for_each_character(std::string_view text, Visit visit) {
    const char* first = text.data();
    const char* const last = first + text.size();
    while (first != last) {
        const auto next = utf8::decode(first, last);
        if (next.valid) {
            visit(next.character, std::string_view{first, next.length});
        } else {
            visit(utf8::replacement_character, std::string_view{"\xEF\xBF\xBD"});
        }
        first += next.length;
    }
}

/// The text with nothing concealed: such characters are written as `<U+202E>`, line breaks of all kinds are one `\n`,
/// blanks at both ends are dropped. Valid UTF-8. O(length).
[[nodiscard]] inline std::string shown_text(std::string_view text) {
    std::string shown;
    bool after_return = false;
    for_each_character(text, [&](char32_t character, std::string_view bytes) {
        const bool is_break = character == U'\n' || character == U'\r';
        if (is_break) {
            if (character != U'\n' || !after_return) { shown += '\n'; }
        } else if (is_concealed(character)) {
            shown += '<' + code_point_name(character) + '>';
        } else {
            shown += bytes;
        }
        after_return = character == U'\r';
    });
    constexpr std::string_view blank = " \t\n";
    const auto first = shown.find_first_not_of(blank);
    return first == shown.npos ? std::string{} : shown.substr(first, shown.find_last_not_of(blank) + 1 - first);
}

/// The concealed characters of a text by their names, each once, separated by commas. O(length).
[[nodiscard]] inline std::string concealed_names(std::string_view text) {
    std::string names;
    for_each_character(text, [&](char32_t character, std::string_view /*bytes*/) {
        if (!is_concealed(character) || character == U'\r') { return; }
        const auto name = code_point_name(character);
        if (names.find(name) == names.npos) { names.append(names.empty() ? "" : ", ").append(name); }
    });
    return names;
}

/// A text as text or attribute of HTML. Precondition: nothing in it is concealed. O(length).
[[nodiscard]] inline std::string html_text(std::string_view shown) {
    std::string text;
    for (const char byte : shown) {
        switch (byte) {
        case '<': text += "&lt;"; break;
        case '>': text += "&gt;"; break;
        case '&': text += "&amp;"; break;
        case '"': text += "&quot;"; break;
        case '\'': text += "&#39;"; break;
        default: text += byte;
        }
    }
    return text;
}

/// A text as HTML of which a reader sees everything and a copy has every character.
///
/// A concealed character is inside an element that shows its name and keeps its effect within. O(length).
[[nodiscard]] inline std::string html_code(std::string_view text) {
    std::string code;
    for_each_character(text, [&](char32_t character, std::string_view bytes) {
        if (character == U'\r') {
            code += "&#13;"; // alone it would become a line break, before one it would vanish
            return;
        }
        if (!is_concealed(character)) {
            code += html_text(bytes);
            return;
        }
        code += "<span class=\"u\" data-u=\"" + code_point_name(character) + "\">";
        code += character == 0 ? std::string_view{"\xEF\xBF\xBD"} : bytes; // HTML cannot hold a zero
        code += "</span>";
    });
    return code;
}

/// The text as Python's `repr` writes bytes, without the `b'` and `'` around it; every `'` is escaped. One line of
/// ASCII. O(length).
[[nodiscard]] inline std::string repr_text(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string written;
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        switch (byte) {
        case '\n': written += "\\n"; break;
        case '\r': written += "\\r"; break;
        case '\t': written += "\\t"; break;
        case '\\': written += "\\\\"; break;
        case '\'': written += "\\'"; break;
        default:
            if (code >= 0x20 && code < 0x7F) {
                written += byte;
            } else {
                written += "\\x";
                written += digits[code >> 4U];
                written += digits[code & 0xFU];
            }
        }
    }
    return written;
}

// Which texts become links of a page. A rule's own are links only if they lead to the web.

/// Whether the text begins with `prefix`, which is in lower case, without regard to the case of ASCII letters.
[[nodiscard]] constexpr bool has_scheme(std::string_view text, std::string_view prefix) noexcept {
    if (text.size() < prefix.size()) { return false; }
    for (std::size_t at = 0; at < prefix.size(); ++at) {
        if (fold_ascii(text[at]) != prefix[at]) { return false; }
    }
    return true;
}

/// Whether the text can be an address: nothing in it is blank, concealed or invalid, nor a backslash. Browsers take
/// that for `/`, and by its code for part of a name: what is written and where the link leads would differ. O(length).
[[nodiscard]] inline bool is_clean_address(std::string_view text) {
    bool clean = !text.empty();
    for_each_character(text, [&](char32_t character, std::string_view /*bytes*/) {
        clean = clean && character > U' ' && character != U'\\' && !is_concealed(character) &&
                character != utf8::replacement_character;
    });
    return clean;
}

/// An address as the target of a link. Precondition: `is_clean_address(text)`.
///
/// Characters that could end an attribute of HTML or a target in Markdown are written by their codes, as is what is not
/// ASCII. Source: RFC 3986, section 2.1. O(length).
[[nodiscard]] inline std::string encoded_address(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view encoded = "\"'<>()^`{|}";
    std::string target;
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        if (code < 0x80 && encoded.find(byte) == encoded.npos) {
            target += byte;
            continue;
        }
        target += '%';
        target += digits[code >> 4U];
        target += digits[code & 0xFU];
    }
    return target;
}

/// Whether an address of the web names its host and nothing in front of it: what stands before an `@` looks like a
/// host, and is none. `rest` follows the scheme. O(length).
[[nodiscard]] constexpr bool begins_with_host(std::string_view rest) noexcept {
    const auto authority = rest.substr(0, rest.find_first_of("/?#"));
    return !authority.empty() && authority.find('@') == authority.npos;
}

/// Where a text of a rule leads, if it is an address of the web (http or https); otherwise empty.
[[nodiscard]] inline std::string web_address(std::string_view text) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (has_scheme(text, scheme) && begins_with_host(text.substr(scheme.size())) && is_clean_address(text)) {
            return encoded_address(text);
        }
    }
    return {};
}

/// Where a target of the caller's leads: the web, or a place relative to the page; empty if neither.
[[nodiscard]] inline std::string page_address(std::string_view text) {
    const auto colon = text.find(':');
    const bool is_relative = colon == text.npos || text.find_first_of("/?#") < colon;
    return is_relative && is_clean_address(text) ? encoded_address(text) : web_address(text);
}

} // namespace VARSIGMA_NAMESPACE::detail
