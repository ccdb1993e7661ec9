// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/page_text.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <string>
#include <string_view>

// Which texts become links of a page. A rule's own are links only if they lead to the web.

namespace VARSIGMA_NAMESPACE::detail {

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
