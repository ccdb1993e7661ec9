// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <re2/re2.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

// The part of Lucene's query syntax that converters write, read again: written from the syntax's own description and
// without any code of the converters, so that a mistake of theirs is not made twice.
// Source: Apache Lucene, "Query Parser Syntax" and class `RegExp`; Elasticsearch reference, "Query string query".

namespace lucene {

/// One character of a term, or a wildcard.
struct term_symbol {
    char32_t character = 0;
    enum class kind : std::uint8_t { literal, run, one } which = kind::literal;
};

enum class node_kind : std::uint8_t { term, regex, range, exists, everything, all_of, any_of, negation };

/// A query, as a tree. Fields are numbers (`field_names`); `no_field` is the whole event.
struct query {
    static constexpr std::size_t no_field = ~std::size_t{0};

    node_kind kind = node_kind::term;
    std::size_t field = no_field;
    bool exact = false;            ///< of a field that holds the text as it is
    std::vector<term_symbol> term; ///< as written
    std::string text;              ///< the term without its escapes; of a range, the number
    bool has_wildcards = false;
    std::string relation;            ///< of a range: > >= < <=
    std::shared_ptr<RE2> expression; ///< must match the whole text
    std::vector<query> children;
};

/// The fields that queries name, each once.
class field_names {
public:
    std::size_t number_of(const std::string& name) {
        const auto [place, fresh] = numbers_.try_emplace(name, names_.size());
        if (fresh) { names_.push_back(name); }
        return place->second;
    }
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

private:
    std::unordered_map<std::string, std::size_t> numbers_;
    std::vector<std::string> names_;
};

/// Recursive descent over one query. Throws `std::runtime_error` where Lucene would not accept it.
class query_parser {
public:
    query_parser(std::string_view text, field_names& fields) : text_(text), fields_(fields) {}

    query parse() {
        auto whole = alternatives(query::no_field, false);
        skip_blanks();
        if (at_ != text_.size()) { fail("something is left"); }
        return whole;
    }

private:
    [[noreturn]] void fail(const std::string& why) const {
        throw std::runtime_error(why + " at " + std::to_string(at_) + " of " + std::string{text_});
    }
    static bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }
    void skip_blanks() {
        while (at_ < text_.size() && is_blank(text_[at_])) { ++at_; }
    }
    [[nodiscard]] bool next_is(std::string_view what) const { return text_.substr(at_, what.size()) == what; }
    bool take(std::string_view what) {
        if (!next_is(what)) { return false; }
        at_ += what.size();
        return true;
    }
    bool take_word(std::string_view word) {
        skip_blanks();
        const auto end = at_ + word.size();
        if (!next_is(word) || (end < text_.size() && !is_blank(text_[end]) && text_[end] != '(')) { return false; }
        at_ = end;
        return true;
    }

    /// OR and its absence are the same; AND and OR side by side have no sensible meaning in Lucene and are rejected.
    query alternatives(std::size_t field, bool exact) {
        std::vector<query> parts;
        std::optional<bool> conjunction;
        parts.push_back(operand(field, exact));
        for (;;) {
            skip_blanks();
            if (at_ == text_.size() || text_[at_] == ')') { break; }
            const bool is_and = take_word("AND");
            if (!is_and) { static_cast<void>(take_word("OR")); }
            if (conjunction.value_or(is_and) != is_and) { fail("AND beside OR"); }
            conjunction = is_and;
            parts.push_back(operand(field, exact));
        }
        if (parts.size() == 1) { return std::move(parts.front()); }
        query whole;
        whole.kind = *conjunction ? node_kind::all_of : node_kind::any_of;
        whole.children = std::move(parts);
        return whole;
    }

    query operand(std::size_t field, bool exact) {
        skip_blanks();
        if (at_ == text_.size()) { fail("an operand is missing"); }
        if (take_word("NOT")) {
            query whole;
            whole.kind = node_kind::negation;
            whole.children.push_back(operand(field, exact));
            return whole;
        }
        if (take("(")) {
            auto inner = alternatives(field, exact);
            skip_blanks();
            if (!take(")")) { fail("a parenthesis is not closed"); }
            return inner;
        }
        if (field == query::no_field) {
            if (take("*:*")) {
                query whole;
                whole.kind = node_kind::everything;
                return whole;
            }
            const auto start = at_;
            if (const auto name = field_name()) {
                if (*name == "_exists_") { return presence(); }
                constexpr std::string_view suffix = ".keyword";
                const bool is_exact = name->size() > suffix.size() && name->ends_with(suffix);
                const auto number = fields_.number_of(is_exact ? name->substr(0, name->size() - suffix.size()) : *name);
                if (take("(")) {
                    auto inner = alternatives(number, is_exact);
                    if (!take(")")) { fail("a parenthesis is not closed"); }
                    return inner;
                }
                return value(number, is_exact);
            }
            at_ = start;
        }
        return value(field, exact);
    }

    /// A name with its colon, if one stands here.
    std::optional<std::string> field_name() {
        std::string name;
        while (at_ < text_.size() && !is_blank(text_[at_])) {
            const char byte = text_[at_];
            if (byte == ':') {
                ++at_;
                return name.empty() ? std::nullopt : std::optional{name};
            }
            if (std::string_view{"\"()[]{}*?/!^~"}.find(byte) != std::string_view::npos) { return std::nullopt; }
            if (byte == '\\') { ++at_; }
            if (at_ == text_.size()) { return std::nullopt; }
            name += text_[at_++];
        }
        return std::nullopt;
    }

    query presence() {
        const auto word = term_word();
        query made;
        made.kind = node_kind::exists;
        made.field = fields_.number_of(word.text);
        return made;
    }

    query value(std::size_t field, bool exact) {
        query made;
        if (take("\"")) {
            made = quoted();
        } else if (take("/")) {
            made = regex();
        } else {
            for (const std::string_view relation : {">=", "<=", ">", "<"}) {
                if (field == query::no_field || !take(relation)) { continue; }
                made = term_word();
                made.kind = node_kind::range;
                made.relation = relation;
                made.field = field;
                return made;
            }
            made = term_word();
        }
        made.field = field;
        made.exact = exact;
        return made;
    }

    query quoted() {
        query made;
        while (at_ < text_.size() && text_[at_] != '"') {
            if (text_[at_] == '\\' && ++at_ == text_.size()) { fail("a backslash at the end"); }
            add_literal(made);
        }
        if (!take("\"")) { fail("a quote is not closed"); }
        return made;
    }

    query term_word() {
        query made;
        while (at_ < text_.size() && !is_blank(text_[at_])) {
            const char byte = text_[at_];
            if (byte == ')') { break; }
            if (byte == '*' || byte == '?') {
                made.term.push_back({0, byte == '*' ? term_symbol::kind::run : term_symbol::kind::one});
                made.has_wildcards = true;
                made.text += byte;
                ++at_;
                continue;
            }
            const bool inside = !made.term.empty();
            const auto special = inside ? std::string_view{"!(:^[]\"{}~/"} : std::string_view{"+-!(:^[]\"{}~/"};
            if (special.find(byte) != std::string_view::npos) { fail("an unescaped special character"); }
            if (byte == '\\') {
                if (++at_ == text_.size()) { fail("a backslash at the end"); }
                if (text_[at_] == 'u') { fail("a character by its code"); }
            }
            add_literal(made);
        }
        if (made.term.empty()) { fail("a term is missing"); }
        if (made.text == "AND" || made.text == "OR" || made.text == "NOT") { fail("an operator as a term"); }
        return made;
    }

    void add_literal(query& made) {
        const auto lead = static_cast<unsigned char>(text_[at_]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (at_ + length > text_.size()) { fail("invalid UTF-8"); }
        char32_t code = length == 1 ? lead : lead & (0x7FU >> length);
        for (std::size_t more = 1; more < length; ++more) {
            code = code << 6U | (static_cast<unsigned char>(text_[at_ + more]) & 0x3FU);
        }
        made.text += text_.substr(at_, length);
        made.term.push_back({code, term_symbol::kind::literal});
        at_ += length;
    }

    /// Lucene's expressions as RE2 reads them: what the converters write means the same there, for the whole text and
    /// with dots for any character.
    query regex() {
        std::string expression;
        const auto end = regex_end();
        while (at_ < end) {
            if (text_[at_] == '\\') {
                if (at_ + 1 == end) { fail("a backslash at the end"); }
                const char next = text_[at_ + 1];
                if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9')) {
                    fail("an escaped letter");
                }
                expression += '\\';
                ++at_;
            } else if (std::string_view{"\"#@&<>~"}.find(text_[at_]) != std::string_view::npos) {
                fail("an operator of Lucene's expressions");
            }
            expression += text_[at_++];
        }
        if (!take("/")) { fail("an expression is not closed"); }
        query made;
        made.kind = node_kind::regex;
        RE2::Options options{RE2::Quiet};
        options.set_dot_nl(true);
        options.set_never_nl(false);
        made.expression = std::make_shared<RE2>(expression, options);
        if (!made.expression->ok()) { fail("an expression that is none: " + made.expression->error()); }
        return made;
    }

    /// Where the expression ends: at the first slash without a backslash right before it, whatever that backslash is;
    /// without such a slash at the last one. (Lucene's tokens are `"/" ( ~["/"] | "\\/" )* "/"`, the longest that there
    /// is.)
    [[nodiscard]] std::size_t regex_end() const {
        auto last = text_.size();
        for (auto at = at_; at < text_.size(); ++at) {
            if (text_[at] != '/') { continue; }
            last = at;
            if (at == at_ || text_[at - 1] != '\\') { break; }
        }
        return last;
    }

    std::string_view text_;
    field_names& fields_;
    std::size_t at_ = 0;
};

} // namespace lucene
