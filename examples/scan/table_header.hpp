// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace scan {

namespace detail {

/// Whether the text can be the name of a column: in quotes, or of letters, digits and a few other characters.
[[nodiscard]] constexpr bool is_column_name(std::string_view text) noexcept {
    const bool is_in_quotes = text.size() > 2 && text.front() == '"' && text.back() == '"';
    if (is_in_quotes) { text = text.substr(1, text.size() - 2); }
    bool has_letter = false;
    for (const char each : text) {
        const bool is_letter = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
                               static_cast<unsigned char>(each) >= 0x80; // of another script
        has_letter = has_letter || is_letter;
        const bool is_digit = each >= '0' && each <= '9';
        constexpr std::string_view others = " _-.@#/()";
        if (!is_letter && !is_digit && others.find(each) == std::string_view::npos) { return false; }
    }
    return has_letter;
}

} // namespace detail

/// Whether a text begins as a table in columns does (CSV): a line of names between commas, semicolons, tabs or bars,
/// and then no line, or one that has as many of these at least. O(length of two lines).
[[nodiscard]] constexpr bool begins_as_table(std::string_view text) noexcept {
    const auto take_line = [&] {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.ends_with('\r')) { line.remove_suffix(1); }
        return line;
    };
    auto header = take_line();
    const auto next = take_line();
    const auto first = header.find_first_of(",;\t|");
    if (first == std::string_view::npos) { return false; }
    const char separator = header[first];
    const auto separators = std::count(header.begin(), header.end(), separator);
    if (!next.empty() && std::count(next.begin(), next.end(), separator) < separators) { return false; }
    for (std::ptrdiff_t column = 0; column <= separators; ++column) {
        const auto end = std::min(header.find(separator), header.size());
        if (!detail::is_column_name(header.substr(0, end))) { return false; }
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    return true;
}

} // namespace scan
