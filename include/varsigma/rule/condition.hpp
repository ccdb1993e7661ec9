// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE {

enum class condition_operator : std::uint8_t {
    identifier, ///< a selection by its name
    quantified, ///< `N of pattern`, `all of them`
    negation,
    conjunction,
    disjunction,
};

/// One node of a condition's tree. Nodes stand in one array and refer to each other by index; children of a node are
/// a chain: its `first_child`, then each child's `next_sibling`. Texts are ranges of the condition's text.
struct condition_node {
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    static constexpr std::uint32_t all = ~std::uint32_t{0}; ///< as `count`: all of the selections

    condition_operator op = condition_operator::identifier;
    std::uint32_t text_offset = 0; ///< of the identifier or of the pattern (`them` included)
    std::uint32_t text_length = 0;
    std::uint32_t count = 1; ///< for `quantified`: how many must hold
    std::uint32_t first_child = none;
    std::uint32_t next_sibling = none;

    /// The identifier or the pattern. Precondition: `text` is what was parsed.
    [[nodiscard]] constexpr std::string_view text_in(std::string_view text) const noexcept {
        return text.substr(text_offset, text_length);
    }

    friend constexpr bool operator==(const condition_node&, const condition_node&) = default;
};

/// What `parse_condition` found besides the nodes it wrote.
struct parsed_condition {
    std::uint32_t root = condition_node::none;

    std::optional<diagnostic_code> error; ///< `condition_syntax` or `condition_too_deep`
    std::size_t error_offset = 0;         ///< in bytes, where `error` was noticed
    std::string_view reason;              ///< a constant

    /// Where the first operator in capitals stands, if there is one (`condition_upper_case`).
    std::optional<std::size_t> upper_case_offset;

    /// Where the deprecated aggregation begins: the offset of `|`. What follows is not parsed here.
    std::optional<std::size_t> pipe_offset;
};

/// Whether a pattern of `N of pattern` is the word `them`, in any case as all words of conditions.
[[nodiscard]] constexpr bool is_them(std::string_view pattern) noexcept {
    constexpr std::string_view word = "them";
    if (pattern.size() != word.size()) { return false; }
    for (std::size_t at = 0; at < word.size(); ++at) {
        if (fold_ascii(pattern[at]) != word[at]) { return false; }
    }
    return true;
}

namespace detail {

/// Whether a pattern that begins and ends with a star is a text's; takes one off `steps` for each comparison of
/// characters, false once nothing is left.
[[nodiscard]] constexpr bool selects_between(std::string_view pattern, std::string_view text,
                                             std::uint64_t& steps) noexcept {
    std::size_t at = 0;
    std::size_t in_pattern = 0;
    std::size_t star = 0;
    std::size_t retry = 0;
    while (in_pattern < pattern.size()) { // behind the last star anything may stand
        if (steps == 0) { return false; }
        --steps;
        if (pattern[in_pattern] == '*') {
            star = in_pattern++;
            retry = at;
        } else if (at == text.size()) {
            return false;
        } else if (pattern[in_pattern] == text[at]) {
            ++in_pattern;
            ++at;
        } else {
            in_pattern = star + 1;
            at = ++retry;
        }
    }
    return true;
}

/// As `selects` below, but takes one off `steps` for each comparison of characters; false once nothing is left.
[[nodiscard]] constexpr bool selects_within(std::string_view pattern, std::string_view name,
                                            std::uint64_t& steps) noexcept {
    const bool hidden = name.starts_with('_');
    if (is_them(pattern)) { return !hidden; }
    if (hidden && !pattern.starts_with('_')) { return false; }
    // what stands before the first star and behind the last one is compared where it has to stand
    std::size_t head = 0;
    for (; head < pattern.size() && pattern[head] != '*'; ++head) {
        if (steps == 0 || head == name.size()) { return false; }
        --steps;
        if (pattern[head] != name[head]) { return false; }
    }
    if (head == pattern.size()) { return head == name.size(); }
    const auto tail = pattern.substr(pattern.rfind('*') + 1);
    if (steps < tail.size()) {
        steps = 0;
        return false;
    }
    steps -= tail.size();
    if (name.size() - head < tail.size() || !name.ends_with(tail)) { return false; }
    return selects_between(pattern.substr(head, pattern.size() - head - tail.size()),
                           name.substr(head, name.size() - head - tail.size()), steps);
}

} // namespace detail

/// Whether `name` is what a pattern of `N of pattern` selects.
///
/// `them`, in any case, is every name that does not begin with `_`. Any other pattern may hold stars anywhere and is
/// compared whole, with case; it skips names that begin with `_` unless it does so itself. O(|pattern|) with one star
/// at the most, else O(|pattern|·|name|); over all patterns and names of a rule, `pattern_budget` bounds it.
[[nodiscard]] constexpr bool selects(std::string_view pattern, std::string_view name) noexcept {
    std::uint64_t steps = ~std::uint64_t{0};
    return detail::selects_within(pattern, name, steps);
}

namespace detail {

/// Recursive descent: `or` over `and` over `not`; the depth of recursion is limited, and runs of one operator are one
/// node, so that long conditions are wide and not deep.
template <class Nodes>
class condition_parser {
public:
    constexpr condition_parser(std::string_view text, Nodes& nodes, std::size_t max_depth) noexcept
        : text_(text), nodes_(nodes), max_depth_(max_depth) {
        advance();
    }

    constexpr parsed_condition parse() {
        const auto root = disjunction(0);
        if (!outcome_.error && token_ != token::end) { fail("expected an operator"); }
        if (!outcome_.error) { outcome_.root = root; }
        return outcome_;
    }

private:
    enum class token : std::uint8_t { end, open, close, and_, or_, not_, of, word };

    static constexpr auto none = condition_node::none;

    static constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    static constexpr bool ends_word(char c) noexcept { return is_blank(c) || c == '(' || c == ')' || c == '|'; }

    constexpr bool is_operator(std::string_view word) noexcept {
        const auto written = text_.substr(start_, length_);
        if (written.size() != word.size()) { return false; }
        for (std::size_t at = 0; at < word.size(); ++at) {
            if (fold_ascii(written[at]) != word[at]) { return false; }
        }
        if (written != word && !outcome_.upper_case_offset) { outcome_.upper_case_offset = start_; }
        return true;
    }

    constexpr void advance() noexcept {
        start_ += length_;
        length_ = 0;
        while (start_ < text_.size() && is_blank(text_[start_])) { ++start_; }
        if (start_ == text_.size()) {
            token_ = token::end;
            return;
        }
        switch (text_[start_]) {
        case '|':
            outcome_.pipe_offset = start_;
            token_ = token::end;
            return;
        case '(':
            length_ = 1;
            token_ = token::open;
            return;
        case ')':
            length_ = 1;
            token_ = token::close;
            return;
        default: break;
        }
        while (start_ + length_ < text_.size() && !ends_word(text_[start_ + length_])) { ++length_; }
        token_ = is_operator("and")   ? token::and_
                 : is_operator("or")  ? token::or_
                 : is_operator("not") ? token::not_
                 : is_operator("of")  ? token::of
                                      : token::word;
    }

    constexpr std::uint32_t fail(std::string_view reason,
                                 diagnostic_code code = diagnostic_code::condition_syntax) noexcept {
        if (!outcome_.error) {
            outcome_.error = code;
            outcome_.error_offset = start_;
            outcome_.reason = reason;
        }
        return none;
    }

    constexpr std::uint32_t add(condition_node node) {
        nodes_.push_back(node);
        return static_cast<std::uint32_t>(nodes_.size() - 1);
    }

    /// `operand (separator operand)*`; a single operand stands for itself.
    template <class Operand>
    constexpr std::uint32_t chain(token separator, condition_operator op, Operand operand) {
        const auto first = operand();
        if (outcome_.error || token_ != separator) { return first; }
        auto last = first;
        while (token_ == separator) {
            advance();
            const auto next = operand();
            if (outcome_.error) { return none; }
            nodes_[last].next_sibling = next;
            last = next;
        }
        condition_node parent;
        parent.op = op;
        parent.first_child = first;
        return add(parent);
    }

    constexpr std::uint32_t disjunction(std::size_t depth) {
        return chain(token::or_, condition_operator::disjunction, [&] { return conjunction(depth); });
    }

    constexpr std::uint32_t conjunction(std::size_t depth) {
        return chain(token::and_, condition_operator::conjunction, [&] { return operand(depth); });
    }

    constexpr std::uint32_t operand(std::size_t depth) {
        if (depth >= max_depth_) { return fail("nested too deeply", diagnostic_code::condition_too_deep); }
        switch (token_) {
        case token::not_: {
            advance();
            const auto child = operand(depth + 1);
            if (outcome_.error) { return none; }
            condition_node parent;
            parent.op = condition_operator::negation;
            parent.first_child = child;
            return add(parent);
        }
        case token::open: {
            advance();
            const auto inner = disjunction(depth + 1);
            if (outcome_.error) { return none; }
            if (token_ != token::close) { return fail("a parenthesis is not closed"); }
            advance();
            return inner;
        }
        case token::word: return identifier_or_quantifier();
        case token::close: return fail("a parenthesis is closed that was not opened");
        case token::end: return fail("the condition ends where a selection is expected");
        case token::and_:
        case token::or_:
        case token::of: break;
        }
        return fail("expected a selection");
    }

    constexpr std::uint32_t identifier_or_quantifier() {
        condition_node node = word_node();
        const auto word_start = start_;
        const auto word_length = length_;
        advance();
        if (token_ != token::of) { return add(node); }
        // only here the word is known to be a quantifier
        const auto of_start = start_;
        const auto of_length = length_;
        start_ = word_start;
        length_ = word_length;
        const auto count = quantity();
        if (!count) { return fail("expected a number, any or all before of"); }
        start_ = of_start;
        length_ = of_length;
        advance();
        if (token_ != token::word) { return fail("expected a pattern or them after of"); }
        node = word_node();
        static_cast<void>(is_operator("them")); // remembers capitals
        node.op = condition_operator::quantified;
        node.count = *count;
        advance();
        return add(node);
    }

    [[nodiscard]] constexpr condition_node word_node() const noexcept {
        condition_node node;
        node.text_offset = static_cast<std::uint32_t>(start_);
        node.text_length = static_cast<std::uint32_t>(length_);
        return node;
    }

    /// The number that the current word means as a quantifier; nothing if it is none.
    constexpr std::optional<std::uint32_t> quantity() noexcept {
        if (is_operator("all")) { return condition_node::all; }
        if (is_operator("any")) { return 1; }
        std::uint32_t value = 0;
        for (const char c : text_.substr(start_, length_)) {
            if (c < '0' || c > '9' || value > 100'000) { return std::nullopt; }
            value = value * 10 + static_cast<std::uint32_t>(c - '0');
        }
        if (value == 0) { return std::nullopt; }
        return value;
    }

    std::string_view text_;
    Nodes& nodes_; // lives for one call
    std::size_t max_depth_;
    std::size_t start_ = 0;
    std::size_t length_ = 0;
    token token_ = token::end;
    parsed_condition outcome_;
};

} // namespace detail

/// How deep parentheses and `not` may nest in a condition, unless the caller says otherwise.
inline constexpr std::size_t default_condition_depth = 64;

/// Parses a condition: `selection and not 1 of filter_*`.
///
/// `nodes` is any container with `push_back`, `size` and `operator[]`: a vector at run time, a fixed array at compile
/// time (a condition of n bytes has at most n nodes). On error `nodes` holds something unspecified. Words are compared
/// whole (`not_x` is one name); operators in capitals are taken, and reported by `upper_case_offset`. Parsing stops at
/// `|`. O(length). Source: Sigma specification 2.1.0, "Condition".
template <class Nodes>
[[nodiscard]] constexpr parsed_condition parse_condition(std::string_view text, Nodes& nodes,
                                                         std::size_t max_depth = default_condition_depth) {
    return detail::condition_parser<Nodes>{text, nodes, max_depth}.parse();
}

/// A condition of a rule: its text and its tree.
///
/// The tree is what `parse_condition` makes of the text; `validate` puts it there.
struct condition {
    std::string text;
    std::vector<condition_node> nodes;
    std::uint32_t root = condition_node::none;
    source_position position; ///< of the text
};

} // namespace VARSIGMA_NAMESPACE
