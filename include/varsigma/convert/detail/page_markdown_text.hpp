// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/page_rows.hpp>
#include <varsigma/convert/detail/page_text.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// What a rule says, as text in Markdown: no markup, and no link that the page did not make.

namespace VARSIGMA_NAMESPACE::detail {

[[nodiscard]] constexpr bool is_ascii_word(char byte) noexcept {
    return is_digit(byte) || (fold_ascii(byte) >= 'a' && fold_ascii(byte) <= 'z');
}

/// Where GitHub begins to read an address in plain text, and how the character stands there so that it does not; empty
/// where nothing begins. Source: GitHub Flavored Markdown 0.29, section 6.9, "Autolinks (extension)".
[[nodiscard]] inline std::string_view unlinked(std::string_view text, std::size_t at) {
    const auto follows = [&](std::string_view word) { // in any case: other readers are less strict
        if (at < word.size()) { return false; }
        for (std::size_t back = 0; back < word.size(); ++back) {
            if (fold_ascii(text[at - word.size() + back]) != word[back]) { return false; }
        }
        return true;
    };
    switch (text[at]) {
    case ':':
        return text.substr(at).starts_with("://") || follows("mailto") || follows("xmpp") ? std::string_view{"&#58;"}
                                                                                          : std::string_view{};
    case '.': return follows("www") ? std::string_view{"&#46;"} : std::string_view{};
    case '@': {
        // addresses of mail are looked for when entities are resolved already: only an element keeps their halves apart
        constexpr std::string_view in_name = "+-._:"; // with what `mailto:` ends with
        const char before = at == 0 ? ' ' : text[at - 1];
        const bool ends_name =
            is_ascii_word(before) || in_name.find(before) != in_name.npos || static_cast<unsigned char>(before) >= 0x80;
        return ends_name ? std::string_view{"<span>@</span>"} : std::string_view{};
    }
    default: return {};
    }
}

/// A text within one line of Markdown that is later shown as HTML. `unlink`: addresses in it do not become links; in
/// the text of a link nothing does. O(length).
[[nodiscard]] inline std::string markdown_line(std::string_view text, bool unlink) {
    constexpr std::string_view escaped = R"(\`*[]~$|)";
    const auto shown = shown_text(text);
    const auto is_word = [&](std::size_t at) { return at < shown.size() && is_ascii_word(shown[at]); };
    std::string line;
    for (std::size_t at = 0; at < shown.size(); ++at) {
        const char byte = shown[at];
        if (const auto written = unlink ? unlinked(shown, at) : std::string_view{}; !written.empty()) {
            line += written;
            continue;
        }
        switch (byte) {
        case '\n': line += "<br>"; break;
        case '\t': line += ' '; break;
        case '<': line += "&lt;"; break;
        case '>': line += "&gt;"; break;
        case '&': line += "&amp;"; break;
        default:
            // inside a word an underscore means nothing
            if (escaped.find(byte) != escaped.npos ||
                (byte == '_' && !(at != 0 && is_word(at - 1) && is_word(at + 1)))) {
                line += '\\';
            }
            line += byte;
        }
    }
    return line;
}

/// A text as one cell of a table. Line breaks are `<br>`; characters that mean something in Markdown or HTML, `|` among
/// them, stand for themselves, and addresses are text. O(length).
[[nodiscard]] inline std::string markdown_cell(std::string_view text) {
    return markdown_line(text, true);
}

/// A text behind which a link's target follows. As `markdown_cell`; addresses stay as they are. O(length).
[[nodiscard]] inline std::string markdown_link_text(std::string_view text) {
    return markdown_line(text, false);
}

/// A text as a paragraph or an item of a list, of one line: nothing at its beginning makes it a heading, a list, a
/// rule.
/// Source: CommonMark 0.30, sections 4.1 to 4.3 and 5.2. O(length).
[[nodiscard]] inline std::string markdown_paragraph(std::string_view text) {
    constexpr std::string_view opening = "#-+=";
    auto line = markdown_cell(text);
    std::size_t digits = 0;
    while (digits < line.size() && is_digit(line[digits])) { ++digits; }
    if (digits < line.size() &&
        (digits == 0 ? opening.find(line[0]) != opening.npos : line[digits] == '.' || line[digits] == ')')) {
        line.insert(digits, 1, '\\');
    }
    return line;
}

/// A text as a heading: `#` at its end is part of it. Source: CommonMark 0.30, section 4.2. O(length).
[[nodiscard]] inline std::string markdown_heading(std::string_view text) {
    auto line = markdown_cell(text);
    if (line.ends_with('#')) { line.insert(line.size() - 1, 1, '\\'); }
    return line;
}

/// A block that nothing in the text can end: its fence is longer than any run of backticks there. O(length).
[[nodiscard]] inline std::string markdown_block(std::string_view text) {
    std::string shown;
    utf8::repair(text, shown);
    std::size_t longest = 2;
    std::size_t run = 0;
    for (const char byte : shown) {
        run = byte == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(longest + 1, '`');
    return fence + '\n' + shown + (shown.ends_with('\n') ? "" : "\n") + fence + '\n';
}

/// The list of what has to be said, in front of which there is an empty line; nothing if there is nothing.
[[nodiscard]] inline std::string markdown_notes(const std::vector<std::string>& notes, std::string_view text) {
    std::string list;
    const auto add = [&](std::string_view note) {
        if (!note.empty()) { list.append(list.empty() ? "\n- " : "- ").append(markdown_paragraph(note)) += '\n'; }
    };
    for (const auto& note : notes) { add(note); }
    add(concealed_note(text));
    return list;
}

} // namespace VARSIGMA_NAMESPACE::detail
