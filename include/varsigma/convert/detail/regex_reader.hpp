// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/regex_tree.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Reads a regular expression in RE2's syntax, as far as other systems can have a form for it.
///
/// Greediness and captures are dropped: they do not change whether there is a match. What cannot be read is named by
/// `unknown()`, and the tree is then of no use. Nesting is limited. O(length). Source: RE2, "syntax".
class regex_reader {
public:
    static constexpr std::size_t max_depth = 100;

    regex_reader(std::string_view text, regex_flags flags) noexcept : text_(text), flags_(flags) {}

    [[nodiscard]] regex_node read() {
        auto tree = choice(0);
        if (unknown_.empty() && at_ != text_.size()) { give_up("a parenthesis that was not opened"); }
        return tree;
    }

    /// What has no counterpart; empty if everything was read.
    [[nodiscard]] const std::string& unknown() const noexcept { return unknown_; }

private:
    regex_node give_up(std::string what) {
        if (unknown_.empty()) { unknown_ = std::move(what); }
        at_ = text_.size();
        return {};
    }

    [[nodiscard]] bool next_is(std::string_view what) const noexcept { return text_.substr(at_).starts_with(what); }
    [[nodiscard]] bool take(std::string_view what) noexcept {
        if (!next_is(what)) { return false; }
        at_ += what.size();
        return true;
    }
    [[nodiscard]] char32_t take_character() noexcept {
        const auto next = utf8::decode(text_.data() + at_, text_.data() + text_.size());
        at_ += next.length;
        return next.character;
    }

    [[nodiscard]] regex_node choice(std::size_t depth) {
        if (depth > max_depth) { return give_up("groups that are nested too deeply"); }
        const auto outer = flags_; // flags set inside a group end with it
        regex_node whole;
        whole.form = regex_form::choice;
        whole.children.push_back(sequence(depth));
        while (take("|")) { whole.children.push_back(sequence(depth)); }
        flags_ = outer;
        if (whole.children.size() != 1) { return whole; }
        auto only = std::move(whole.children.front());
        return only;
    }

    [[nodiscard]] regex_node sequence(std::size_t depth) {
        regex_node whole;
        while (at_ != text_.size() && !next_is("|") && !next_is(")")) {
            if (take("\\Q")) {
                while (at_ != text_.size() && !take("\\E")) {
                    whole.children.push_back(of_character(take_character()));
                }
                continue;
            }
            if (is_flag_setting()) { continue; }
            if (at_ == text_.size()) { break; }
            whole.children.push_back(repeated(atom(depth)));
        }
        return whole;
    }

    /// `(?i)`: takes it.
    [[nodiscard]] bool is_flag_setting() {
        if (!next_is("(?")) { return false; }
        const auto end = text_.find_first_not_of("imsU-", at_ + 2);
        if (end == std::string_view::npos || text_[end] != ')') { return false; }
        set_flags(text_.substr(at_ + 2, end - at_ - 2));
        at_ = end + 1;
        return true;
    }

    void set_flags(std::string_view letters) noexcept {
        bool on = true;
        for (const char letter : letters) {
            switch (letter) {
            case '-': on = false; break;
            case 'i': flags_.ignore_case = on; break;
            case 'm': flags_.multi_line = on; break;
            case 's': flags_.dot_all = on; break;
            default: break; // greediness
            }
        }
    }

    [[nodiscard]] regex_node atom(std::size_t depth) {
        if (take("(")) { return group(depth); }
        if (take("[")) { return bracket(); }
        if (take(".")) {
            regex_node dot;
            dot.form = regex_form::any;
            dot.line_breaks = flags_.dot_all;
            return dot;
        }
        if (take("^")) { return anchor(regex_form::begin_text, "^"); }
        if (take("$")) { return anchor(regex_form::end_text, "$"); }
        if (next_is("\\")) { return escape(); }
        if (next_is("*") || next_is("+") || next_is("?")) { return give_up("a repetition of nothing"); }
        return of_character(take_character());
    }

    [[nodiscard]] regex_node anchor(regex_form form, std::string_view written) {
        if (flags_.multi_line) { return give_up("'" + std::string{written} + "' at the lines of the text"); }
        return anchor_at_text(form);
    }
    [[nodiscard]] static regex_node anchor_at_text(regex_form form) {
        regex_node made;
        made.form = form;
        return made;
    }

    [[nodiscard]] regex_node group(std::size_t depth) {
        const auto outer = flags_;
        if (take("?")) {
            if (take("P<") || (next_is("<") && !next_is("<=") && !next_is("<!") && take("<"))) {
                const auto end = text_.find('>', at_);
                if (end == std::string_view::npos) { return give_up("a group without a name"); }
                at_ = end + 1;
            } else {
                const auto end = text_.find_first_not_of("imsU-", at_);
                if (end == std::string_view::npos || text_[end] != ':') { return give_up("a look around"); }
                set_flags(text_.substr(at_, end - at_));
                at_ = end + 1;
            }
        }
        auto inner = choice(depth + 1);
        flags_ = outer;
        if (unknown_.empty() && !take(")")) { return give_up("a parenthesis that is not closed"); }
        return inner;
    }

    [[nodiscard]] regex_node repeated(regex_node of) {
        regex_node whole;
        whole.form = regex_form::repetition;
        if (!repetition(whole.least, whole.most)) { return of; }
        static_cast<void>(take("?")); // lazy or not, it matches the same texts
        std::size_t least = 0;
        if (std::optional<std::size_t> most; repetition(least, most)) {
            return give_up("a repetition of a repetition");
        }
        whole.children.push_back(std::move(of));
        return whole;
    }

    /// Takes `*`, `+`, `?` or a count, if one stands here.
    [[nodiscard]] bool repetition(std::size_t& least, std::optional<std::size_t>& most) noexcept {
        if (take("*")) { return true; }
        if (take("+")) {
            least = 1;
            return true;
        }
        if (take("?")) {
            most = 1;
            return true;
        }
        return counted(least, most);
    }

    /// `{2}`, `{2,}`, `{2,5}`; anything else is a literal brace.
    [[nodiscard]] bool counted(std::size_t& least, std::optional<std::size_t>& most) noexcept {
        const auto start = at_;
        const auto number = [this]() -> std::optional<std::size_t> {
            if (at_ == text_.size() || !is_digit(text_[at_])) { return std::nullopt; }
            std::size_t value = 0;
            while (at_ != text_.size() && is_digit(text_[at_]) && value < 10'000) {
                value = value * 10 + static_cast<std::size_t>(text_[at_++] - '0');
            }
            return value;
        };
        if (take("{")) {
            if (const auto low = number()) {
                least = *low;
                most = low;
                if (take(",")) { most = number(); }
                if (take("}")) { return true; }
            }
        }
        at_ = start;
        return false;
    }

    [[nodiscard]] regex_node of_character(char32_t one) const { return of_ranges({{one, one}}, false); }

    [[nodiscard]] regex_node of_ranges(std::vector<regex_range> ranges, bool excluded) const {
        regex_node made;
        made.form = regex_form::characters;
        made.excluded = excluded;
        made.ranges = flags_.ignore_case ? with_other_case(ranges) : merged(std::move(ranges));
        return made;
    }

    [[nodiscard]] regex_node escape() {
        if (take("\\A")) { return anchor_at_text(regex_form::begin_text); }
        if (take("\\z")) { return anchor_at_text(regex_form::end_text); }
        if (next_is("\\b") || next_is("\\B")) { return give_up("a boundary of words"); }
        std::vector<regex_range> ranges;
        bool excluded = false;
        if (named_escape(ranges, excluded)) { return of_ranges(std::move(ranges), excluded); }
        const auto one = escaped_character();
        return one ? of_character(*one) : regex_node{};
    }

    /// `\d` and its like, if that is what stands here.
    [[nodiscard]] bool named_escape(std::vector<regex_range>& ranges, bool& excluded) {
        if (at_ + 1 >= text_.size()) { return false; }
        const char letter = text_[at_ + 1];
        for (const auto& known : known_characters) {
            if (known.letter == '\0' || fold_ascii(letter) != known.letter) { continue; }
            add_ranges(known, ranges);
            excluded = letter != known.letter;
            at_ += 2;
            return true;
        }
        return false;
    }

    /// The one character that an escape stands for. Precondition: a backslash stands here.
    [[nodiscard]] std::optional<char32_t> escaped_character() {
        constexpr std::string_view letters = "aftnrv";
        constexpr std::string_view meanings = "\a\f\t\n\r\v";
        ++at_;
        if (at_ == text_.size()) {
            static_cast<void>(give_up("a backslash at the end"));
            return std::nullopt;
        }
        const char letter = text_[at_];
        if (const auto known = letters.find(letter); known != std::string_view::npos) {
            ++at_;
            return static_cast<unsigned char>(meanings[known]);
        }
        if (take("x")) { return hexadecimal(); }
        if (is_digit(letter) && letter == '0') { return octal(); }
        const bool is_word = is_digit(letter) || (fold_ascii(letter) >= 'a' && fold_ascii(letter) <= 'z');
        if (is_word) {
            static_cast<void>(give_up("'\\" + std::string{letter} + "'"));
            return std::nullopt;
        }
        return take_character();
    }

    [[nodiscard]] char32_t octal() noexcept {
        char32_t code = 0;
        for (int digit = 0; digit < 3 && at_ != text_.size() && text_[at_] >= '0' && text_[at_] <= '7'; ++digit) {
            code = code * 8 + static_cast<char32_t>(text_[at_++] - '0');
        }
        return code;
    }

    [[nodiscard]] std::optional<char32_t> hexadecimal() {
        const bool braced = take("{");
        char32_t code = 0;
        std::size_t digits = 0;
        while (at_ != text_.size() && hex_value(text_[at_]) >= 0 && code < 0x110000 && (braced || digits < 2)) {
            code = code << 4U | static_cast<char32_t>(hex_value(text_[at_++]));
            ++digits;
        }
        const bool surrogate = code >= 0xD800 && code < 0xE000; // no text has one
        if (digits == 0 || code >= 0x110000 || surrogate || (braced && !take("}"))) {
            static_cast<void>(give_up("a number of a character that is none"));
            return std::nullopt;
        }
        return code;
    }

    /// Behind `[`.
    [[nodiscard]] regex_node bracket() {
        const bool excluded = take("^");
        std::vector<regex_range> ranges;
        for (bool first = true; first || !next_is("]"); first = false) {
            if (at_ == text_.size()) { return give_up("a bracket that is not closed"); }
            if (take("[:")) {
                if (!posix_class(ranges)) { return give_up("a class of characters"); }
                continue;
            }
            bool rest = false;
            if (std::vector<regex_range> named; next_is("\\") && named_escape(named, rest)) {
                add_named(std::move(named), rest, ranges);
                continue;
            }
            const auto low = bracket_character();
            if (!low) { return {}; }
            auto high = low;
            if (next_is("-") && !next_is("-]")) {
                ++at_;
                if (at_ == text_.size()) { return give_up("a bracket that is not closed"); }
                high = bracket_character();
                if (!high) { return {}; }
            }
            if (*high < *low) { return give_up("a range that runs backwards"); }
            ranges.push_back({*low, *high});
        }
        ++at_; // the closing bracket
        return of_ranges(std::move(ranges), excluded);
    }

    [[nodiscard]] std::optional<char32_t> bracket_character() {
        if (next_is("\\")) { return escaped_character(); }
        return take_character();
    }

    [[nodiscard]] bool posix_class(std::vector<regex_range>& ranges) {
        const bool rest = take("^");
        for (const auto& known : known_characters) {
            if (known.name.empty() || !next_is(std::string{known.name} + ":]")) { continue; }
            at_ += known.name.size() + 2;
            std::vector<regex_range> named;
            add_ranges(known, named);
            add_named(std::move(named), rest, ranges);
            return true;
        }
        return false;
    }

    /// Adds a class within brackets, or all characters but those of it: of one without regard to case, but for both
    /// cases.
    void add_named(std::vector<regex_range> named, bool rest, std::vector<regex_range>& ranges) const {
        if (rest) { named = other_characters(flags_.ignore_case ? with_other_case(named) : named); }
        ranges.insert(ranges.end(), named.begin(), named.end());
    }

    std::string_view text_;
    regex_flags flags_;
    std::size_t at_ = 0;
    std::string unknown_;
};

} // namespace VARSIGMA_NAMESPACE::detail
