// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// In which texts an expression finds something, as far as that can be told without compiling it.
enum class regex_reach : std::uint8_t {
    some,       ///< it may depend on the text
    every_line, ///< in every text that holds no line break: `^.*$`
    every_text, ///< in every text, the empty one included: `.*`, `(?i)a?`, `foo|`
};

namespace detail {

/// Reads an expression in RE2's syntax for what it finds in the empty text. Where in doubt, it asks for something.
class reach_reader {
public:
    constexpr reach_reader(std::string_view expression, bool multi_line, bool dot_all) noexcept
        : text_(expression), multi_line_(multi_line), dot_all_(dot_all) {}

    [[nodiscard]] constexpr regex_reach read() noexcept {
        const auto found = read_alternatives(0);
        if (at_ != text_.size()) { return regex_reach::some; }
        switch (found.rank()) {
        case 3: return regex_reach::every_text;
        case 2: return dot_all_ || multi_line_ ? regex_reach::every_text : regex_reach::every_line;
        default: return regex_reach::some;
        }
    }

private:
    static constexpr std::size_t deepest = 16; // groups within each other

    struct part {
        bool is_empty = true; // may be the empty text
        bool at_begin = false;
        bool at_end = false;
        bool is_dot = false;
        bool takes_line = false; // may be a whole line, whatever it holds

        /// How little it asks for: 3 for nothing at all.
        [[nodiscard]] constexpr int rank() const noexcept {
            if (!is_empty) { return 0; }
            if (!at_begin || !at_end) { return 3; }
            return takes_line ? 2 : 1;
        }
    };

    [[nodiscard]] constexpr char peek(std::size_t ahead = 0) const noexcept {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    constexpr part read_alternatives(std::size_t depth) noexcept {
        auto found = read_sequence(depth);
        while (peek() == '|') {
            ++at_;
            const auto next = read_sequence(depth);
            if (next.rank() > found.rank()) { found = next; }
        }
        return found;
    }

    constexpr part read_sequence(std::size_t depth) noexcept {
        part all;
        while (at_ < text_.size() && peek() != '|' && peek() != ')') {
            auto next = read_atom(depth);
            read_count(next);
            all.is_empty = all.is_empty && next.is_empty;
            all.at_begin = all.at_begin || next.at_begin;
            all.at_end = all.at_end || next.at_end;
            all.takes_line = all.takes_line || next.takes_line;
        }
        return all;
    }

    constexpr part read_atom(std::size_t depth) noexcept {
        part made;
        const char first = text_[at_++];
        switch (first) {
        case '^': made.at_begin = true; return made;
        case '$': made.at_end = true; return made;
        case '(': return read_group(depth);
        case '[': skip_class(); break;
        case '.': made.is_dot = true; break;
        case '\\':
            if (peek() == 'A' || peek() == 'z') {
                (peek() == 'A' ? made.at_begin : made.at_end) = true;
                ++at_;
                return made;
            }
            skip_escape();
            break;
        default:
            while ((static_cast<unsigned char>(peek()) & 0xC0U) == 0x80) { ++at_; } // the rest of a character
        }
        made.is_empty = false;
        return made;
    }

    constexpr part read_group(std::size_t depth) noexcept {
        if (peek() == '?') {
            const auto end = text_.find_first_of(":)>", at_);
            if (end == std::string_view::npos) { return give_up(); }
            read_flags(text_.substr(at_ + 1, end - at_ - 1));
            at_ = end + 1;
            if (text_[end] == ')') { return {}; } // flags alone
        }
        if (depth == deepest) { return give_up(); }
        const auto within = read_alternatives(depth + 1);
        if (peek() != ')') { return give_up(); }
        ++at_;
        return within;
    }

    constexpr void read_flags(std::string_view flags) noexcept {
        if (flags.find_first_not_of("imsU") != std::string_view::npos) {
            return;
        } // a name, or some that are taken back
        dot_all_ = dot_all_ || flags.find('s') != std::string_view::npos;
        multi_line_ = multi_line_ || flags.find('m') != std::string_view::npos;
    }

    constexpr void skip_class() noexcept {
        if (peek() == '^') { ++at_; }
        bool is_first = true;
        while (at_ < text_.size() && (is_first || peek() != ']')) {
            is_first = false;
            if (peek() == '[' && peek(1) == ':') { at_ = std::min(text_.find(":]", at_), text_.size() - 2) + 1; }
            if (peek() == '\\') { ++at_; }
            ++at_;
        }
        at_ = std::min(at_ + 1, text_.size());
    }

    constexpr void skip_escape() noexcept {
        const char which = peek();
        at_ = std::min(at_ + 1, text_.size());
        if (which == 'Q') { at_ = std::min(text_.find("\\E", at_), text_.size() - 2) + 2; }
        if ((which == 'p' || which == 'P' || which == 'x') && peek() == '{') {
            at_ = std::min(text_.find('}', at_), text_.size() - 1) + 1;
        }
    }

    /// Reads how often what was read stands there.
    constexpr void read_count(part& counted) noexcept {
        bool may_lack = false;
        bool has_end = false;
        switch (peek()) {
        case '*': may_lack = true; break;
        case '+': break;
        case '?': may_lack = has_end = true; break;
        case '{': {
            const auto size = text_.substr(at_).find('}');
            if (size == std::string_view::npos || !is_digit(peek(1))) { return; } // a brace like any other character
            const auto inside = text_.substr(at_ + 1, size - 1);
            may_lack = inside.substr(0, inside.find(',')).find_first_not_of('0') == std::string_view::npos;
            has_end = inside.back() != ',';
            at_ += size;
            break;
        }
        default: return;
        }
        ++at_;
        if (peek() == '?') { ++at_; } // as little as possible
        if (!may_lack) { return; }
        counted.takes_line = counted.takes_line || (counted.is_dot && !has_end);
        counted.is_empty = true;
        counted.at_begin = counted.at_end = false;
    }

    constexpr part give_up() noexcept {
        at_ = text_.size();
        part unknown;
        unknown.is_empty = false;
        return unknown;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool multi_line_;
    bool dot_all_;
};

} // namespace detail

/// In which texts a search for `expression`, in RE2's syntax, succeeds. Never more than is true; an expression that is
/// found everywhere for another reason than that it takes the empty text counts as `some`. O(length).
[[nodiscard]] constexpr regex_reach reach_of(std::string_view expression, bool multi_line = false,
                                             bool dot_all = false) noexcept {
    return detail::reach_reader{expression, multi_line, dot_all}.read();
}

} // namespace VARSIGMA_NAMESPACE
