// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string_view>

namespace scan {

/// Some services deliver their events as `{"Records": [...]}`.
inline constexpr std::string_view records_key = "Records";

namespace detail {

/// The first byte from `at` on that is not blank; the size if there is none.
[[nodiscard]] constexpr std::size_t skip_blanks(std::string_view text, std::size_t at) noexcept {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n')) { ++at; }
    return at;
}

} // namespace detail

/// Where the list's elements begin, if `text` begins as such a wrapper; 0 otherwise. A few instructions for any other
/// event.
[[nodiscard]] constexpr std::size_t wrapper_beginning(std::string_view text) noexcept {
    // nearly all events begin so
    if (text.size() > 2 && text[0] == '{' && text[1] == '"' && text[2] != records_key.front()) { return 0; }
    auto at = detail::skip_blanks(text, 0);
    if (at == text.size() || text[at] != '{') { return 0; }
    at = detail::skip_blanks(text, at + 1);
    if (text.size() - at < records_key.size() + 2 || text[at] != '"' || text[at + 1] != records_key.front()) {
        return 0;
    }
    text.remove_prefix(at + 1);
    if (!text.starts_with(records_key) || text[records_key.size()] != '"') { return 0; }
    const auto passed = at + 1;
    at = detail::skip_blanks(text, records_key.size() + 1);
    if (at == text.size() || text[at] != ':') { return 0; }
    at = detail::skip_blanks(text, at + 1);
    return at != text.size() && text[at] == '[' ? passed + at + 1 : 0;
}

/// Whether `text` begins as a list of objects does.
[[nodiscard]] constexpr bool begins_as_list(std::string_view text) noexcept {
    auto at = detail::skip_blanks(text, 0);
    if (at >= text.size() || text[at] != '[') { return false; }
    at = detail::skip_blanks(text, at + 1);
    return at < text.size() && text[at] == '{';
}

} // namespace scan
