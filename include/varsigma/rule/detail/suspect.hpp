// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <cstddef>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

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
            if (escaped == '\0' && at + 1 == text_.size()) alone_ = true;
            return 1;
        }
    }

    constexpr void slash(std::size_t at) noexcept {
        // `\bin\/../lib` is how such paths do appear; elsewhere the backslash was to escape the slash, as in other
        // tools
        const bool in_folder = alone_ && at != 0 && ends_folder_name(text_[at - 1]);
        if (in_folder) return;
        found_.escaped_slash = true;
        if (at != 0 && text_[at - 1] == ':' && text_.substr(at, 4) == "\\/\\/") found_.url = true;
    }

    static constexpr bool is_special(char c) noexcept { return c == '*' || c == '?' || c == '\\'; }

    std::string_view text_;
    value_suspicions found_;
    bool in_path_ = false;       // a drive or a folder was seen
    bool alone_ = false;         // a backslash that stands for itself was seen before a name, or at the end
    bool doubled_later_ = false; // `\\` was seen behind the front
};

} // namespace detail

/// Looks for the traps in one value, given in Sigma's notation.
///
/// `begins_at_front` says that the value's first character is where a match begins, as without modifiers and under
/// `startswith`: only there `\\server` is suspicious by itself; elsewhere it takes other backslashes that stand alone.
/// A hint, not a proof: tuned so that published rules raise next to none. O(length).
[[nodiscard]] constexpr value_suspicions suspect(std::string_view text, bool begins_at_front) noexcept {
    return detail::suspicion_scanner{text, begins_at_front}.found();
}

} // namespace VARSIGMA_NAMESPACE
