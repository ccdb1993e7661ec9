// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string_view>

namespace scan {

/// Some services deliver their events as `{"Records": [...]}`.
inline constexpr std::string_view records_key = "Records";

/// Where the list's elements begin, if `text` begins as such a wrapper; 0 otherwise. Cheap for any other event.
[[nodiscard]] constexpr std::size_t wrapper_beginning(std::string_view text) noexcept {
    std::size_t at = 0;
    const auto skip_blanks = [&] {
        while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n')) {
            ++at;
        }
    };
    const auto take = [&](std::string_view expected) {
        skip_blanks();
        const bool found = text.substr(at).starts_with(expected);
        at += found ? expected.size() : 0;
        return found;
    };
    const bool found = take("{") && take("\"") && text.substr(at).starts_with(records_key) &&
                       text.substr(at + records_key.size()).starts_with('"');
    if (!found) { return 0; }
    at += records_key.size() + 1;
    return take(":") && take("[") ? at : 0;
}

} // namespace scan
