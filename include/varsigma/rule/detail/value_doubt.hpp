// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/pattern/detail/sigma_syntax.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/regex_reach.hpp>
#include <varsigma/rule/detail/suspect.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

// Values that are legal and hardly meant, judged by what they say together with their modifiers: one judgement for
// rules that are loaded (`lint`) and for those written as types (`strict`). Traps of the notation itself are in
// `suspect.hpp`.

namespace VARSIGMA_NAMESPACE {
namespace detail {

/// A character that an escape of a double-quoted YAML text makes, and the escape.
struct yaml_escape {
    std::string_view made;
    std::string_view written;
};

/// Escapes that read like the beginning of a name behind a backslash. Source: YAML 1.1, section 5.7, "Escape
/// Sequences".
inline constexpr std::array yaml_escapes{
    yaml_escape{{"\0", 1}, "\\0"},  yaml_escape{"\a", "\\a"},           yaml_escape{"\b", "\\b"},
    yaml_escape{"\t", "\\t"},       yaml_escape{"\n", "\\n"},           yaml_escape{"\v", "\\v"},
    yaml_escape{"\f", "\\f"},       yaml_escape{"\r", "\\r"},           yaml_escape{"\x1b", "\\e"},
    yaml_escape{"\xC2\x85", "\\N"}, yaml_escape{"\xE2\x80\xA8", "\\L"}, yaml_escape{"\xE2\x80\xA9", "\\P"},
};

/// The escape that made the control character or line break at the beginning of `text`, or null.
[[nodiscard]] constexpr const yaml_escape* escape_at(std::string_view text) noexcept {
    for (const auto& each : yaml_escapes) {
        if (text.starts_with(each.made)) { return &each; }
    }
    return nullptr;
}

/// How many bytes the control character at the beginning of `text` takes; 0 if none is there. Precondition: not empty.
[[nodiscard]] constexpr std::size_t control_size(std::string_view text) noexcept {
    if (const auto* const made = escape_at(text)) { return made->made.size(); }
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x20 || first == 0x7F) { return 1; }
    const bool is_c1 = first == 0xC2 && text.size() > 1 && static_cast<unsigned char>(text[1]) < 0xA0;
    return is_c1 ? 2 : 0;
}

/// Names that a Windows process finds in its environment, or `cmd` makes up; in small letters.
/// Source: Microsoft, "Recognized environment variables" (User State Migration Tool), and `set /?`.
inline constexpr auto windows_variables = std::to_array<std::string_view>({
    "allusersappdata",
    "allusersprofile",
    "appdata",
    "cd",
    "clientname",
    "cmdcmdline",
    "cmdextversion",
    "commonprogramfiles",
    "commonprogramfiles(arm)",
    "commonprogramfiles(x86)",
    "commonprogramw6432",
    "computername",
    "comspec",
    "csidl_system",
    "date",
    "driverdata",
    "errorlevel",
    "highestnumanodenumber",
    "homedrive",
    "homepath",
    "homeshare",
    "localappdata",
    "logonserver",
    "number_of_processors",
    "onedrive",
    "onedriveconsumer",
    "os",
    "path",
    "pathext",
    "processor_architecture",
    "processor_architew6432",
    "processor_identifier",
    "processor_level",
    "processor_revision",
    "profilesfolder",
    "programdata",
    "programfiles",
    "programfiles(arm)",
    "programfiles(x86)",
    "programw6432",
    "prompt",
    "psmodulepath",
    "public",
    "random",
    "sessionname",
    "systemdrive",
    "systemroot",
    "temp",
    "time",
    "tmp",
    "userdnsdomain",
    "userdomain",
    "userdomain_roamingprofile",
    "username",
    "userprofile",
    "windir",
});

[[nodiscard]] constexpr bool is_windows_variable(std::string_view name) noexcept {
    return std::any_of(windows_variables.begin(), windows_variables.end(), [&](std::string_view known) {
        return std::equal(known.begin(), known.end(), name.begin(), name.end(),
                          [](char lower, char c) { return lower == fold_ascii(c); });
    });
}

/// Whether nothing but stars remains of a text in Sigma's notation once `open` ends have theirs.
[[nodiscard]] constexpr bool is_only_stars(std::string_view text, bool open) noexcept {
    struct sink {
        bool other = false;
        bool star = false;
        constexpr void push_back(symbol next) noexcept { (next == symbol::any_run ? star : other) = true; }
    } seen;
    parse_sigma_string(text, seen);
    return !seen.other && (seen.star || open);
}

} // namespace detail

/// The escape that made the first control character of a text that stands between double quotes, as it is written
/// (`\n`); `\x` for those without a letter. Empty if there is none, or if the text is made of nothing but control
/// characters and blanks, which are meant. Line and paragraph separators count. Of a regular expression only the
/// backspace counts, which `\b` was not to be: what other escapes make, the expression would make of them too.
/// O(length).
[[nodiscard]] constexpr std::string_view made_control_character(const interpretation& meaning,
                                                                std::string_view text) noexcept {
    std::string_view first;
    bool other = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto size = detail::control_size(text.substr(at));
        other = other || (size == 0 && text[at] != ' ');
        if (size != 0 && first.empty() && (meaning.kind != test_kind::regex || text[at] == '\b')) {
            const auto* const made = detail::escape_at(text.substr(at));
            first = made != nullptr ? made->written : "\\x";
        }
        at += size == 0 ? 1 : size;
    }
    return other ? first : std::string_view{};
}

/// Whether a text ends in a line break, as a block scalar leaves it. Not if it is made of nothing but blanks.
/// O(length).
[[nodiscard]] constexpr bool ends_in_line_break(std::string_view text) noexcept {
    return text.ends_with('\n') && text.find_first_not_of(" \t\r\n") != std::string_view::npos;
}

/// In which texts an expression with the flags of its chain finds something. O(length).
[[nodiscard]] constexpr regex_reach reach_of(const interpretation& meaning, std::string_view expression) noexcept {
    return reach_of(expression, meaning.regex_multi_line, meaning.regex_dot_all);
}

/// Whether every value that is present (for a keyword: every event with a value) passes the test, those with line
/// breaks aside if it is a regular expression of which `reach_of` says so. O(length).
[[nodiscard]] constexpr bool matches_everything(const interpretation& meaning, const value_view& value,
                                                bool is_keyword) noexcept {
    if (value.kind != value_kind::text) { return false; }
    if (meaning.kind == test_kind::regex) { return reach_of(meaning, value.text) != regex_reach::some; }
    if (meaning.kind != test_kind::value) { return false; }
    const bool open = meaning.open_before || meaning.open_after || is_keyword;
    const auto steps = meaning.encoding_steps();
    if (steps.empty()) { return detail::is_only_stars(value.text, open); }
    // of nothing these make nothing; the others make a mark, or no alternative at all
    const bool stays_empty = std::all_of(steps.begin(), steps.end(), [](encoding step) {
        return step == encoding::base64 || step == encoding::utf16le || step == encoding::utf16be;
    });
    return open && stays_empty && value.text.empty();
}

/// Whether a step widens text to UTF-16 and none encodes the result, so that text of an event hardly ever holds it.
[[nodiscard]] constexpr bool widens_in_vain(const interpretation& meaning) noexcept {
    const auto steps = meaning.encoding_steps();
    return !steps.empty() && steps.back() != encoding::base64 && steps.back() != encoding::base64offset;
}

/// Whether `base64offset` leaves nothing of a value, so that it never matches.
[[nodiscard]] constexpr bool encodes_to_nothing(const interpretation& meaning, std::string_view text) noexcept {
    if (meaning.kind != test_kind::value || !text.empty()) { return false; }
    const auto steps = meaning.encoding_steps();
    const auto is = [](encoding wanted) { return [wanted](encoding step) { return step == wanted; }; };
    const auto offset = std::find_if(steps.begin(), steps.end(), is(encoding::base64offset));
    return offset != steps.end() && std::none_of(steps.begin(), offset, is(encoding::utf16_mark));
}

/// Whether a keyword is to begin or to end a value, which has no effect: keywords are looked for anywhere.
[[nodiscard]] constexpr bool anchors_in_vain(const interpretation& meaning, bool is_keyword) noexcept {
    return is_keyword && meaning.open_before != meaning.open_after;
}

/// Whether blanks stand before or behind the name of a field, which so belong to it.
[[nodiscard]] constexpr bool has_outer_blank(std::string_view field) noexcept {
    constexpr std::string_view blanks = " \t";
    return !field.empty() && (blanks.find(field.front()) != std::string_view::npos ||
                              blanks.find(field.back()) != std::string_view::npos);
}

/// A name without the blanks around it.
[[nodiscard]] constexpr std::string_view without_outer_blanks(std::string_view field) noexcept {
    constexpr std::string_view blanks = " \t";
    field.remove_prefix(std::min(field.find_first_not_of(blanks), field.size()));
    return field.substr(0, field.find_last_not_of(blanks) + 1); // npos + 1 is 0
}

/// Why the key of an item is hardly meant; the first reason, or nothing. O(length of the name).
[[nodiscard]] constexpr std::optional<diagnostic_code>
doubt_about_key(const interpretation& meaning, std::string_view field, bool is_keyword) noexcept {
    if (has_outer_blank(field)) { return diagnostic_code::blank_in_field; }
    if (anchors_in_vain(meaning, is_keyword)) { return diagnostic_code::anchor_unused; }
    if (widens_in_vain(meaning)) { return diagnostic_code::encoding_unused; }
    return std::nullopt;
}

/// The name in a value that is nothing but `%name%`, if it looks like a placeholder that nobody expands: the chain has
/// neither `expand` nor a modifier that looks for a part of the field, and Windows has no variable of that name.
/// O(length).
[[nodiscard]] constexpr std::string_view unexpanded_placeholder(const interpretation& meaning,
                                                                std::string_view text) noexcept {
    if (meaning.kind != test_kind::value || meaning.expand || meaning.open_before || meaning.open_after) { return {}; }
    if (text.size() < 3 || text.front() != '%' || text.back() != '%') { return {}; }
    const auto name = text.substr(1, text.size() - 2);
    if (name.find_first_of("%*?\\") != std::string_view::npos || detail::is_windows_variable(name)) { return {}; }
    return name;
}

/// Whether a value is `\\` alone, blanks before it aside, where the two backslashes of a network path were probably
/// meant: under `startswith` and `contains`, or with a star behind it. O(length).
[[nodiscard]] constexpr bool is_lone_backslash(const interpretation& meaning, std::string_view text) noexcept {
    if (meaning.kind != test_kind::value || meaning.encoding_count != 0) { return false; }
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const bool ends_open = meaning.open_after && text == "\\\\";
    return ends_open || (text == "\\\\*" && !meaning.open_before);
}

/// Why a value is hardly meant, of whose spelling nothing is known but its text; the first reason, or nothing. Control
/// characters therefore do not count. `is_one_of_several` says whether the item has more values. O(length).
[[nodiscard]] constexpr std::optional<diagnostic_code>
doubt_about(const interpretation& meaning, const value_view& value, bool is_keyword, bool is_one_of_several) noexcept {
    if (value.kind != value_kind::text) { return std::nullopt; }
    if (meaning.kind == test_kind::value) {
        const auto found = suspect(value.text, !meaning.open_before && !is_keyword);
        if (found.escaped_slash) { return diagnostic_code::escaped_slash; }
        if (found.device_prefix || found.escaped_wildcard != '\0') { return diagnostic_code::escaped_wildcard; }
        if (found.doubled_at_beginning || is_lone_backslash(meaning, value.text)) {
            return diagnostic_code::lost_backslash;
        }
        if (!unexpanded_placeholder(meaning, value.text).empty()) {
            return diagnostic_code::placeholder_without_expand;
        }
    }
    if (meaning.kind == test_kind::field && has_outer_blank(value.text)) { return diagnostic_code::blank_in_field; }
    if (encodes_to_nothing(meaning, value.text)) { return diagnostic_code::encoding_empty; }
    if (ends_in_line_break(value.text)) { return diagnostic_code::trailing_line_break; }
    if ((is_one_of_several || is_keyword) && matches_everything(meaning, value, is_keyword)) {
        return diagnostic_code::matches_everything;
    }
    return std::nullopt;
}

} // namespace VARSIGMA_NAMESPACE
