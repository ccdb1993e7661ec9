// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/detail/regex_part.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Reads the structure of an expression that RE2 has accepted: what is repeated, chosen, and where. What takes one
/// character is only found, not understood. Repetitions of repetitions of one atom become one. O(length).
class regex_part_reader {
public:
    static constexpr std::size_t max_depth = 100;

    /// \param large_count counts from there on make an automaton large
    regex_part_reader(std::string_view text, regex_flags flags, std::size_t large_count) noexcept
        : text_(text), flags_(flags), large_count_(large_count) {}

    /// The tree; nothing if something in the expression is not known here, or nests too deeply.
    [[nodiscard]] std::optional<regex_part> read() {
        auto tree = choice(0);
        if (!known_ || at_ != text_.size()) { return std::nullopt; }
        relaxed_.append(text_.substr(copied_));
        return tree;
    }

    /// What the numbers of atoms mean.
    [[nodiscard]] const std::vector<regex_atom>& atoms() const noexcept { return atoms_; }
    /// Whether one atom is repeated with a large count.
    [[nodiscard]] bool has_large_count() const noexcept { return has_large_count_; }
    /// The expression with `*` and `+` for large counts: it matches whatever the expression matches, and more. After
    /// `read`.
    [[nodiscard]] const std::string& relaxed() const noexcept { return relaxed_; }

private:
    regex_part give_up() noexcept {
        known_ = false;
        at_ = text_.size();
        return {};
    }

    [[nodiscard]] bool at_end() const noexcept { return at_ == text_.size(); }
    [[nodiscard]] bool next_is(std::string_view what) const noexcept { return text_.substr(at_).starts_with(what); }
    [[nodiscard]] bool take(std::string_view what) noexcept {
        if (!next_is(what)) { return false; }
        at_ += what.size();
        return true;
    }

    [[nodiscard]] regex_part choice(std::size_t depth) {
        if (depth > max_depth) { return give_up(); }
        const auto outer = flags_; // flags set inside a group end with it
        const bool outer_lazy = lazy_;
        regex_part whole;
        whole.form = part_form::choice;
        whole.children.push_back(sequence(depth));
        while (take("|")) { whole.children.push_back(sequence(depth)); }
        flags_ = outer;
        lazy_ = outer_lazy;
        if (whole.children.size() != 1) { return of_one_character(std::move(whole)); }
        auto only = std::move(whole.children.front());
        return only;
    }

    /// A choice between single characters takes one character, too.
    [[nodiscard]] regex_part of_one_character(regex_part chosen) {
        std::string source;
        const auto& first = chosen.children.front();
        for (const auto& each : chosen.children) {
            if (each.form != part_form::atom || !(atoms_[each.atom].flags == atoms_[first.atom].flags)) {
                return chosen;
            }
            source.append(source.empty() ? "" : "|").append(atoms_[each.atom].source);
        }
        return of_atom(std::move(source), atoms_[first.atom].flags);
    }

    [[nodiscard]] regex_part sequence(std::size_t depth) {
        regex_part whole;
        while (!at_end() && !next_is("|") && !next_is(")")) {
            if (take("\\Q")) {
                quoted(whole);
                continue;
            }
            if (is_flag_setting()) {
                if (is_repetition()) { return give_up(); } // of what stands before the setting
                continue;
            }
            whole.children.push_back(repeated(single(depth)));
        }
        if (whole.children.size() != 1) { return whole; }
        auto only = std::move(whole.children.front());
        return only;
    }

    /// Behind `\Q`. What is repeated behind `\E` is the last character.
    void quoted(regex_part& whole) {
        while (!at_end() && !take("\\E")) { whole.children.push_back(literal()); }
        if (whole.children.empty()) {
            if (is_repetition()) { static_cast<void>(give_up()); }
            return;
        }
        auto last = std::move(whole.children.back());
        whole.children.back() = repeated(std::move(last));
    }

    /// `(?i)`: takes it.
    [[nodiscard]] bool is_flag_setting() noexcept {
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
            default: lazy_ = on; break; // U
            }
        }
    }

    /// What a repetition may follow.
    [[nodiscard]] regex_part single(std::size_t depth) {
        if (take("(")) { return group(depth); }
        if (next_is("[")) { return bracket(); }
        if (next_is("\\")) { return escape(); }
        if (take(".")) { return of_atom(".", flags_); }
        if (take("^")) { return of_place(flags_.multi_line ? begin_of_line : begin_of_text); }
        if (take("$")) { return of_place(flags_.multi_line ? end_of_line : end_of_text); }
        return literal();
    }

    [[nodiscard]] regex_part group(std::size_t depth) {
        const auto outer = flags_;
        const bool outer_lazy = lazy_;
        if (take("?")) {
            if (take("P<") || take("<")) {
                const auto end = text_.find('>', at_);
                if (end == std::string_view::npos) { return give_up(); }
                at_ = end + 1;
            } else {
                const auto end = text_.find_first_not_of("imsU-", at_);
                if (end == std::string_view::npos || text_[end] != ':') { return give_up(); }
                set_flags(text_.substr(at_, end - at_));
                at_ = end + 1;
            }
        }
        auto inner = choice(depth + 1);
        flags_ = outer;
        lazy_ = outer_lazy;
        return take(")") ? std::move(inner) : give_up();
    }

    [[nodiscard]] static regex_part of_place(regex_place place) {
        regex_part made;
        made.form = part_form::place;
        made.places = place;
        return made;
    }

    [[nodiscard]] regex_part of_atom(std::string source, regex_flags flags) {
        flags.multi_line = false; // which characters it takes does not depend on it
        regex_atom wanted{std::move(source), flags};
        regex_part made;
        made.form = part_form::atom;
        made.atom = static_cast<std::size_t>(std::find(atoms_.begin(), atoms_.end(), wanted) - atoms_.begin());
        if (made.atom == atoms_.size()) {
            constexpr std::size_t most_atoms =
                256; // the automaton has no room for more, and each is looked for among all
            if (atoms_.size() == most_atoms) { return give_up(); }
            atoms_.push_back(std::move(wanted));
        }
        return made;
    }

    [[nodiscard]] regex_part literal() {
        const auto next = utf8::decode(text_.data() + at_, text_.data() + text_.size());
        const auto character = text_.substr(at_, next.length);
        at_ += next.length;
        const bool is_mark = next.character < 0x80 && !is_word(character.front()) && character.front() > ' ';
        return of_atom(std::string{is_mark ? "\\" : ""}.append(character), flags_);
    }
    [[nodiscard]] static bool is_word(char byte) noexcept {
        const char folded = fold_ascii(byte);
        return is_digit(byte) || (folded >= 'a' && folded <= 'z') || byte == '_';
    }

    /// As in RE2: a bracket that comes first stands for itself, names of classes may hold one.
    [[nodiscard]] regex_part bracket() {
        const auto begin = at_++;
        static_cast<void>(take("^"));
        for (bool first = true; first || !next_is("]"); first = false) {
            if (at_end()) { return give_up(); }
            if (next_is("[:")) {
                const auto end = text_.find(":]", at_ + 2);
                at_ = end == std::string_view::npos ? at_ + 1 : end + 2;
            } else {
                at_ += next_is("\\") ? std::size_t{2} : std::size_t{1};
                at_ = std::min(at_, text_.size());
            }
        }
        ++at_;
        return of_atom(std::string{text_.substr(begin, at_ - begin)}, flags_);
    }

    [[nodiscard]] regex_part escape() {
        if (take("\\A")) { return of_place(begin_of_text); }
        if (take("\\z")) { return of_place(end_of_text); }
        if (take("\\b")) { return of_place(word_boundary); }
        if (take("\\B")) { return of_place(no_word_boundary); }
        const auto begin = at_++;
        if (at_end()) { return give_up(); }
        const char kind = text_[at_];
        const auto next = utf8::decode(text_.data() + at_, text_.data() + text_.size());
        at_ += next.length;
        switch (kind) {
        case 'C': // a byte
        case 'E': return give_up();
        case 'p':
        case 'P': skip_name(1); break;
        case 'x': skip_name(2); break;
        default:
            // octal, of up to three digits; more begin with a zero or have at least two
            for (int digits = 1; is_octal(kind) && digits < 3 && !at_end() && is_octal(text_[at_]); ++digits) { ++at_; }
        }
        return of_atom(std::string{text_.substr(begin, at_ - begin)}, flags_);
    }
    [[nodiscard]] static bool is_octal(char byte) noexcept { return byte >= '0' && byte <= '7'; }

    /// `{…}` or that many bytes.
    void skip_name(std::size_t bytes) noexcept {
        if (at_end()) { return; }
        const auto end = next_is("{") ? text_.find('}', at_) : at_ + bytes - 1;
        at_ = std::min(end == std::string_view::npos ? end : end + 1, text_.size());
    }

    [[nodiscard]] regex_part repeated(regex_part of) {
        const auto begin = at_;
        std::size_t least = 0;
        auto most = regex_part::unlimited;
        if (!repetition(least, most)) { return of; }
        const auto end = at_;
        const bool greedy = take("?") == lazy_;
        if (text_[begin] == '{' && std::max(least, most == regex_part::unlimited ? 0 : most) >= large_count_) {
            relaxed_.append(text_.substr(copied_, begin - copied_)).append(least == 0 ? "*" : "+");
            copied_ = end;
        }
        auto made = joined(std::move(of), least, most, greedy);
        has_large_count_ = has_large_count_ || is_large(made);
        return made;
    }
    [[nodiscard]] bool is_large(const regex_part& part) const noexcept {
        const auto count = part.most == regex_part::unlimited ? part.least : part.most;
        return part.form == part_form::repetition && part.children.front().form == part_form::atom &&
               count >= large_count_;
    }

    /// Whether something stands here that repeats what is before it, or may do so.
    [[nodiscard]] bool is_repetition() const noexcept {
        return next_is("*") || next_is("+") || next_is("?") || next_is("{");
    }

    /// Takes `*`, `+`, `?` or a count, if one stands here.
    [[nodiscard]] bool repetition(std::size_t& least, std::size_t& most) noexcept {
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
    [[nodiscard]] bool counted(std::size_t& least, std::size_t& most) noexcept {
        const auto start = at_;
        if (take("{")) {
            if (const auto low = number()) {
                least = *low;
                most = least;
                if (take(",")) { most = number().value_or(regex_part::unlimited); }
                if (take("}")) { return true; }
            }
        }
        at_ = start;
        return false;
    }
    /// Without leading zeros: with them RE2 takes the brace for itself.
    [[nodiscard]] std::optional<std::size_t> number() noexcept {
        if (at_end() || !is_digit(text_[at_])) { return std::nullopt; }
        if (text_[at_] == '0' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])) { return std::nullopt; }
        std::size_t value = 0;
        while (!at_end() && is_digit(text_[at_]) && value < 100'000) {
            value = value * 10 + static_cast<std::size_t>(text_[at_++] - '0');
        }
        return value;
    }

    /// `of`, repeated. If that is a repetition of an atom and the counts leave no gap, it is one.
    [[nodiscard]] static regex_part joined(regex_part of, std::size_t least, std::size_t most, bool greedy) {
        if (least == 1 && most == 1) { return of; }
        regex_part whole;
        whole.form = part_form::repetition;
        whole.least = least;
        whole.most = most;
        whole.greedy = greedy;
        const bool of_counts = of.form == part_form::repetition && of.children.front().form == part_form::atom;
        if (of_counts && (least == most || leaves_no_gap(of, least))) {
            whole.least = least * of.least;
            whole.most = times(most, of.most);
            auto inner = std::move(of.children.front());
            whole.children.push_back(std::move(inner));
        } else {
            whole.children.push_back(std::move(of));
        }
        return whole;
    }
    /// Whether from `times` repetitions to one more no count is left out; then none is between later ones.
    [[nodiscard]] static bool leaves_no_gap(const regex_part& inner, std::size_t times) noexcept {
        if (inner.most == regex_part::unlimited) { return times != 0 || inner.least <= 1; }
        return times * inner.most + 1 >= (times + 1) * inner.least;
    }
    [[nodiscard]] static std::size_t times(std::size_t outer, std::size_t inner) noexcept {
        if (outer == 0 || inner == 0) { return 0; }
        return outer == regex_part::unlimited || inner == regex_part::unlimited ? regex_part::unlimited : outer * inner;
    }

    std::string_view text_;
    regex_flags flags_;
    std::size_t large_count_;
    bool lazy_ = false; // repetitions are, unless a question mark follows
    std::size_t at_ = 0;
    bool known_ = true;
    bool has_large_count_ = false;
    std::vector<regex_atom> atoms_;
    std::string relaxed_;
    std::size_t copied_ = 0; // of the text, into `relaxed_`
};

} // namespace VARSIGMA_NAMESPACE::detail
