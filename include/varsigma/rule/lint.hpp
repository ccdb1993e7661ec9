// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/diagnostic.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/interpretation.hpp>
#include <varsigma/rule/rule_findings.hpp>
#include <varsigma/rule/value_doubt.hpp>
#include <varsigma/text/ascii.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace varsigma {

/// Traps of Sigma's notation that a value probably fell into.
struct value_suspicions {
    bool escaped_slash = false;        ///< `\/`: a backslash and a slash, where a slash was meant
    bool url = false;                  ///< … in the form `:\/\/`
    bool device_prefix = false;        ///< `\\?\`: one backslash, any one character, one backslash
    char escaped_wildcard = '\0';      ///< `C:\Windows\*`: the star (or the `?`) is itself, where a wildcard was meant
    bool doubled_at_beginning = false; ///< `\\server`: one backslash, where two were meant

    /// Whether there is one.
    [[nodiscard]] constexpr bool any() const noexcept {
        return escaped_slash || device_prefix || escaped_wildcard != '\0' || doubled_at_beginning;
    }
};

namespace detail {

[[nodiscard]] constexpr bool is_ascii_letter(char c) noexcept {
    const char lower = fold_ascii(c);
    return lower >= 'a' && lower <= 'z';
}

/// What may end the name of a folder.
[[nodiscard]] constexpr bool ends_folder_name(char c) noexcept {
    return is_ascii_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.' || c == '%' || c == ')' || c == '}';
}

/// What may begin the name of a folder or a host.
[[nodiscard]] constexpr bool begins_name(char c) noexcept {
    return is_ascii_letter(c) || is_digit(c) || c == '_' || c == '%' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// One pass over a value's notation, reading it as `parse_sigma_string` does.
class suspicion_scanner {
public:
    constexpr suspicion_scanner(std::string_view text, bool begins_at_front) noexcept : text_(text) {
        std::size_t at = 0;
        while (at < text_.size()) {
            if (text_[at] == '\\') {
                at += backslash(at);
            } else {
                if (text_[at] == ':' && at != 0 && is_ascii_letter(text_[at - 1]) && next(at) == '\\' &&
                    (at == 1 || !begins_name(text_[at - 2]))) {
                    in_path_ = true; // a drive
                }
                ++at;
            }
        }
        // who doubles every backslash means one by each; who writes some alone means what the front looks like
        const bool looks_doubled = text_.size() > 2 && text_.starts_with("\\\\") &&
                                   (begins_name(text_[2]) || (text_[2] == '.' && next(2) == '\\'));
        found_.doubled_at_beginning = looks_doubled && !doubled_later_ && (begins_at_front || alone_);
    }

    [[nodiscard]] constexpr const value_suspicions& found() const noexcept { return found_; }

private:
    [[nodiscard]] constexpr char next(std::size_t at) const noexcept {
        return at + 1 < text_.size() ? text_[at + 1] : '\0';
    }

    /// Looks at the backslash at `at`; how many bytes of the notation it takes with it.
    constexpr std::size_t backslash(std::size_t at) noexcept {
        const char escaped = next(at);
        switch (escaped) {
        case '\\':
            if (at != 0) doubled_later_ = true;
            if (next(at + 1) == '?' && next(at + 2) == '\\' && !is_special(next(at + 3))) found_.device_prefix = true;
            return 2;
        case '*':
        case '?':
            if (in_path_ && at != 0 && (ends_folder_name(text_[at - 1]) || text_[at - 1] == ':')) {
                found_.escaped_wildcard = escaped;
            }
            return 2;
        case '/': slash(at); return 1;
        default:
            if (begins_name(escaped)) alone_ = in_path_ = true;
            return 1;
        }
    }

    constexpr void slash(std::size_t at) noexcept {
        // `\bin\/../lib` is how such paths do appear; elsewhere the backslash was to escape the slash, as in other tools
        const bool in_folder = alone_ && at != 0 && ends_folder_name(text_[at - 1]);
        if (in_folder) return;
        found_.escaped_slash = true;
        if (at != 0 && text_[at - 1] == ':' && text_.substr(at, 4) == "\\/\\/") found_.url = true;
    }

    static constexpr bool is_special(char c) noexcept { return c == '*' || c == '?' || c == '\\'; }

    std::string_view text_;
    value_suspicions found_;
    bool in_path_ = false;       // a drive or a folder was seen
    bool alone_ = false;         // a backslash that stands for itself was seen before a name
    bool doubled_later_ = false; // `\\` was seen behind the front
};

/// Reports what is suspicious about the values of one item.
class item_linter {
public:
    item_linter(const detection_item& item, const interpretation& meaning, const item_findings& found) noexcept
        : item_(item), meaning_(meaning), found_(found) {}

    void lint() const {
        if (widens_in_vain(meaning_)) {
            found_.warn(diagnostic_code::encoding_unused, {},
                        "text is widened to UTF-16 and not encoded after that: hardly any event holds such text",
                        "put base64 or base64offset behind it, or leave it out");
        }
        for (const auto& value : item_.values) {
            if (value.kind != value_kind::text) { continue; }
            if (meaning_.kind == test_kind::value) {
                lint_backslashes(value);
                lint_placeholder(value);
            }
            lint_control_characters(value);
            lint_catch_all(value);
        }
    }

private:
    void lint_backslashes(const rule_value& value) const {
        if (value.text.find('\\') == std::string::npos) { return; }
        const bool at_front = !meaning_.open_before && !item_.is_keyword();
        const auto suspicions = suspicion_scanner{value.text, at_front}.found();
        const auto text = varsigma::quoted(value.text);
        if (suspicions.escaped_slash) {
            found_.warn(diagnostic_code::escaped_slash, value.position,
                        "\\/ in " + text + " is a backslash and a slash: a slash needs no escape",
                        suspicions.url ? "write '://' for a URL" : "write '/' for a slash");
        }
        if (suspicions.device_prefix) {
            found_.warn(diagnostic_code::escaped_wildcard, value.position,
                        "\\\\?\\ in " + text + " is one backslash, any one character and a backslash",
                        "write '\\\\\\\\\\?\\' for the prefix of a device path");
        }
        if (suspicions.escaped_wildcard != '\0') {
            const std::string mark(1, suspicions.escaped_wildcard);
            found_.warn(diagnostic_code::escaped_wildcard, value.position,
                        "\\" + mark + " in " + text + " is the character " + mark + " without a backslash, no wildcard",
                        "write '\\\\" + mark + "' for a backslash and a wildcard");
        }
        if (suspicions.doubled_at_beginning || is_lone_backslash(meaning_, value.text)) {
            found_.warn(diagnostic_code::lost_backslash, value.position,
                        "the \\\\ at the beginning of " + text + " is one backslash",
                        "write '\\\\\\\\' for two backslashes");
        }
    }

    void lint_placeholder(const rule_value& value) const {
        if (unexpanded_placeholder(meaning_, value.text).empty()) { return; }
        found_.warn(diagnostic_code::placeholder_without_expand, value.position,
                    varsigma::quoted(value.text) + " is compared as it stands: a placeholder needs the modifier expand",
                    "write " + varsigma::quoted(key_text(item_.field, item_.modifiers) + "|expand"));
    }

    void lint_control_characters(const rule_value& value) const {
        if (value.double_quoted) {
            const auto escape = made_control_character(meaning_, value.text);
            if (!escape.empty()) {
                found_.warn(diagnostic_code::control_character, value.position,
                            std::string{escape}.append(" between double quotes is a control character, no backslash"),
                            "use single quotes if a backslash is meant");
            }
        }
        if (ends_in_line_break(value.text)) {
            found_.warn(diagnostic_code::trailing_line_break, value.position,
                        "the value ends in a line break, which has to be in the event as well",
                        "write |- or >- before the text to leave the line break out");
        }
    }

    void lint_catch_all(const rule_value& value) const {
        const bool is_keyword = item_.is_keyword();
        if (item_.values.size() < 2 && !is_keyword) { return; } // by itself it asks whether there is a value
        if (!matches_everything(meaning_, value.view(), is_keyword)) { return; }
        std::string reason = varsigma::quoted(value.text) + " matches every value";
        if (item_.values.size() > 1) {
            reason += meaning_.all ? ", so it adds nothing to the others" : ", so the others change nothing";
        }
        found_.warn(diagnostic_code::matches_everything, value.position, reason, "leave it out");
    }

    const detection_item& item_;
    const interpretation& meaning_;
    const item_findings& found_;
};

inline void lint_item(const detection_item& item, const interpretation& meaning, const item_findings& found) {
    item_linter{item, meaning, found}.lint();
}

inline void lint_detection(const named_detection& within, const detection& body, std::size_t depth,
                           rule_findings& found) {
    if (body.form != detection_form::item) {
        if (depth == 0) return;
        for (const auto& child : body.children) lint_detection(within, child, depth - 1, found);
        return;
    }
    const auto chain = interpret(body.item.modifiers);
    if (!chain.error) lint_item(body.item, chain.meaning, item_findings{found, within, body.item});
}

} // namespace detail

/// Looks for the traps in one value, given in Sigma's notation.
///
/// `begins_at_front` says that the value's first character is where a match begins, as without modifiers and under
/// `startswith`: only there `\\server` is suspicious by itself; elsewhere it takes other backslashes that stand alone.
/// A hint, not a proof: tuned so that published rules raise next to none. O(length).
[[nodiscard]] constexpr value_suspicions suspect(std::string_view text, bool begins_at_front) noexcept {
    return detail::suspicion_scanner{text, begins_at_front}.found();
}

/// Adds a warning for every value of the rule that is legal but probably does not say what its author meant:
/// `escaped_slash`, `escaped_wildcard`, `lost_backslash`, `control_character`, `trailing_line_break`, `matches_everything`,
/// `encoding_unused`, `placeholder_without_expand`.
///
/// Backslashes are looked at in values that are compared as text, not in regular expressions or names of fields. `validate`
/// does this too, so a rule that went through it needs no second look. Linear in the rule.
inline void lint(const detection_rule& rule, diagnostics& found) {
    constexpr std::size_t max_depth = 64;
    rule_findings findings{rule.origin, found};
    for (const auto& each : rule.selections) detail::lint_detection(each, each.body, max_depth, findings);
}

} // namespace varsigma
