// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace VARSIGMA_NAMESPACE {

/// The names that watches or saved searches were given, so that two rules of one title do not replace each other there.
class target_names {
public:
    /// `wanted`, or `wanted-2`, `wanted-3` … if that was taken; takes it. Amortised O(size of the name).
    [[nodiscard]] std::string take(const std::string& wanted) {
        auto name = wanted;
        if (taken_.insert(name).second) { return name; }
        auto& number = latest_[wanted];
        do { // each name that is taken is met once, as there is one way to read it as a title and a number
            ++number;
            ++steps_;
            name = wanted + '-' + std::to_string(number + 1);
        } while (!taken_.insert(name).second);
        return name;
    }

    /// How many names were tried in place of those that were taken.
    [[nodiscard]] std::size_t steps() const noexcept { return steps_; }

private:
    std::unordered_set<std::string> taken_;
    std::unordered_map<std::string, std::size_t> latest_; // the last number that was given to a name, from one on
    std::size_t steps_ = 0;
};

namespace detail {

/// A title as sigmac made a name of it: blanks as `-`, parentheses dropped.
[[nodiscard]] inline std::string sigmac_watch_name(std::string_view title) {
    std::string name;
    for (const char byte : title) {
        if (byte == '(' || byte == ')') { continue; }
        name += byte == ' ' || (byte >= '\t' && byte <= '\r') ? '-' : byte;
    }
    return name;
}

/// Whether the text stands for itself in a path. Source: RFC 3986, section 2.3.
[[nodiscard]] constexpr bool is_unreserved(char byte) noexcept {
    const char small = fold_ascii(byte);
    return is_digit(byte) || (small >= 'a' && small <= 'z') || byte == '-' || byte == '_' || byte == '.' || byte == '~';
}

/// Whether a shell takes the byte for itself within a word that is not quoted; the rest may have a meaning for it.
[[nodiscard]] constexpr bool is_safe_unquoted(char byte) noexcept {
    return is_unreserved(byte) || static_cast<unsigned char>(byte) >= 0x80 ||
           std::string_view{"/,:@%+="}.find(byte) != std::string_view::npos;
}

/// A name as one segment of a path: everything else as `%` and its code, and dots too if there is nothing else.
[[nodiscard]] inline std::string path_segment(std::string_view name) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const bool only_dots = name.find_first_not_of('.') == std::string_view::npos;
    std::string segment;
    for (const char byte : name) {
        if (is_unreserved(byte) && !only_dots) {
            segment += byte;
            continue;
        }
        const auto code = static_cast<unsigned char>(byte);
        segment += '%';
        segment += digits[code >> 4U];
        segment += digits[code & 0xFU];
    }
    return segment;
}

/// A word of a shell's command, whatever is in it. Source: POSIX, Shell Command Language, 2.2.2.
[[nodiscard]] inline std::string shell_word(std::string_view text) {
    std::string word{'\''};
    for (const char byte : text) {
        if (byte == '\'') {
            word += "'\\''";
        } else {
            word += byte;
        }
    }
    return word + '\'';
}

} // namespace detail

} // namespace VARSIGMA_NAMESPACE
