// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/lucene_regex.hpp>
#include <varsigma/convert/detail/lucene_term.hpp>
#include <varsigma/convert/detail/query_report.hpp>
#include <varsigma/convert/detail/query_tree.hpp>
#include <varsigma/convert/detail/query_value.hpp>
#include <varsigma/convert/detail/regex_reader.hpp>
#include <varsigma/convert/lucene_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/detail/value_problem.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {
namespace detail {

/// What may differ between targets of Lucene's syntax.
struct lucene_dialect {
    std::string_view
        exact_suffix; ///< behind the name of a field, for the one that holds the text as it is; may be empty
    lucene_regex_form regex = lucene_regex_form::search;
    bool regex_on_exact = false;       ///< expressions ask the field that holds the text as it is
    std::size_t most_alternatives = 0; ///< that the dashes of one value may make
};

/// Writes a tree in Lucene's syntax, in the current form: AND, OR and NOT below another node in parentheses.
///
/// What has no form, and what needs a warning, goes to the report.
class lucene_writer {
public:
    /// How long a query may become, in bytes; a rule that needs more is refused.
    static constexpr std::size_t longest = std::size_t{16} << 20;

    // What targets take unless they are told otherwise; a query beyond it is written, with a warning.
    // Source: Elasticsearch reference, "Search settings" and "Index modules", max_clause_count and max_regex_length.
    static constexpr std::size_t most_terms = 1'024;
    static constexpr std::size_t most_regex_characters = 1'000;

    /// Refers to the report, and to the dialect's text.
    lucene_writer(lucene_dialect dialect, query_report& report) noexcept : dialect_(dialect), report_(report) {}

    /// Precondition: the tree was made in the default style.
    [[nodiscard]] std::string write(const query_node& root) {
        append(root, false);
        if (terms_ > most_terms) {
            report_.warn(diagnostic_code::needs_mapping, {},
                         "the query has " + std::to_string(terms_) + " terms; the target must allow more than " +
                             std::to_string(most_terms));
        }
        return std::move(written_);
    }

private:
    void append(const query_node& node, bool nested) {
        if (node.form == query_form::test) {
            append_test(node.test, nested);
            return;
        }
        if (node.is_constant() && node.form == query_form::all_of) {
            written_ += "*:*";
            return;
        }
        if (nested) { written_ += '('; }
        if (node.is_constant()) {
            written_ += "NOT *:*";
        } else if (node.form == query_form::negation) {
            written_ += "NOT ";
            append(node.children.front(), true);
        } else if (node.form == query_form::any_of && is_list_of_one_field(node)) {
            append_list(node);
        } else {
            std::string_view separator;
            for (const auto& child : node.children) {
                written_ += separator;
                append(child, true);
                separator = node.form == query_form::all_of ? " AND " : " OR ";
            }
        }
        if (nested) { written_ += ')'; }
    }

    /// Whether the alternatives are plain values of one field, which has a form of its own: `f:(a OR b)`.
    [[nodiscard]] static bool is_list_of_one_field(const query_node& node) noexcept {
        const auto& first = node.children.front().test;
        for (const auto& child : node.children) {
            if (child.form != query_form::test) { return false; }
            const auto& test = child.test;
            if (test.is_keyword() || test.meaning.kind != test_kind::value || test.meaning.windash) { return false; }
            if (test.values.front().kind == value_kind::boolean && !test.meaning.is_text_only()) { return false; }
            if (encoded_alternatives(test.meaning.encoding_steps()) != 1) { return false; }
            if (test.field() != first.field() || test.meaning.cased != first.meaning.cased) { return false; }
        }
        return true;
    }

    void append_list(const query_node& node) {
        append_field(node.children.front().test);
        written_ += '(';
        std::string_view separator;
        for (const auto& child : node.children) {
            written_ += separator;
            append_words(words_of(child.test));
            separator = " OR ";
        }
        written_ += ')';
    }

    void append_test(const query_test& test, bool nested) {
        if (report_.refused()) { return; } // what is written is of no use any more
        if (test.meaning.kind != test_kind::value) { ++terms_; }
        switch (test.meaning.kind) {
        case test_kind::value: append_plain(test, nested); return;
        case test_kind::regex: append_regex(test); return;
        case test_kind::exists: append_presence(test); return;
        case test_kind::cidr:
            append_field(test);
            append_lucene_term(sigma_string::literal(test.values.front().text).symbols(), written_);
            report_.warn(diagnostic_code::needs_mapping, test.position(),
                         "the field " + varsigma::quoted(test.field()) +
                             " must be mapped as an address to be in a network");
            return;
        case test_kind::compare: append_comparison(test); return;
        case test_kind::field:
            report_.refuse(test.position(),
                           "the modifier 'fieldref', since values cannot be compared with one another");
            return;
        case test_kind::time_of_day:
            report_.refuse(test.position(), "the modifier " + varsigma::quoted(part_of_time(test)) +
                                                ", since a time cannot be taken apart");
            return;
        }
    }

    /// The modifier of the chain that asks for a part of a time.
    [[nodiscard]] static std::string_view part_of_time(const query_test& test) noexcept {
        for (const auto each : test.item->modifiers) {
            if (each >= modifier::minute && each <= modifier::year) { return name(each); }
        }
        return {};
    }

    void append_plain(const query_test& test, bool nested) {
        const auto words = words_of(test);
        if (test.is_keyword()) {
            if (test.meaning.cased) { report_.refuse(test.position(), "the modifier 'cased' without a field"); }
            report_.warn(
                diagnostic_code::needs_mapping, test.position(),
                "keywords are looked for in the fields that the target searches by itself, in the whole text of each");
            const bool grouped = nested && words.size() > 1;
            if (grouped) { written_ += '('; }
            append_words(words);
            if (grouped) { written_ += ')'; }
            return;
        }
        append_field(test);
        if (words.size() > 1) { written_ += '('; }
        append_words(words);
        if (words.size() > 1) { written_ += ')'; }
    }

    void append_words(const std::vector<std::string>& words) {
        std::string_view separator;
        for (const auto& word : words) {
            if (written_.size() > longest) {
                refuse_as_too_long();
                return;
            }
            written_ += separator;
            written_ += word;
            separator = " OR ";
        }
    }

    /// The words that a value may be.
    [[nodiscard]] std::vector<std::string> words_of(const query_test& test) {
        std::vector<std::string> words;
        if (report_.refused()) { return words; }
        for (const auto& pattern : patterns_of(test, test.values.front())) {
            const auto fit = longest / (pattern.symbols().size() + 1) + 1;
            const auto expanded = with_dashes(pattern, std::min(dialect_.most_alternatives, fit));
            if (!expanded) {
                report_.refuse(test.position(),
                               "the modifier 'windash' over so many dashes, which would be more than " +
                                   std::to_string(dialect_.most_alternatives) + " alternatives");
                return {};
            }
            for (const auto& each : *expanded) {
                append_lucene_term(each.symbols(), words.emplace_back());
                check(words.back(), test);
            }
        }
        terms_ += words.size();
        return words;
    }

    /// A query is text, which not all bytes are.
    void check(std::string_view word, const query_test& test) {
        if (!utf8::is_valid(word)) {
            report_.refuse(test.position(), "a value of " + subject(test) + " that is bytes and not text");
        } else if (word.find('\0') != std::string_view::npos) {
            report_.warn(diagnostic_code::meaning_shifts, test.position(),
                         "a value of " + subject(test) + " has characters of the code 0, which few programs pass on");
        }
    }

    [[nodiscard]] static std::string subject(const query_test& test) {
        return test.is_keyword() ? std::string{"the keywords"} : varsigma::quoted(test.field());
    }

    void append_name(const query_test& test) {
        if (test.field().find('*') != std::string_view::npos) {
            report_.refuse(test.position(), "a field of the name " + varsigma::quoted(test.field()) +
                                                ", which names every field that fits, even if it is escaped");
        }
        append_lucene_field(test.field(), written_);
    }

    void append_field(const query_test& test) {
        if (test.field() == "_exists_") {
            report_.refuse(test.position(), "a field of the name '_exists_', which asks whether a field is there");
        }
        append_name(test);
        const bool is_regex = test.meaning.kind == test_kind::regex;
        if (is_regex ? dialect_.regex_on_exact : test.meaning.cased) {
            if (dialect_.exact_suffix.empty()) {
                report_.refuse(test.position(),
                               std::string{is_regex ? "a regular expression" : "the modifier 'cased'"} +
                                   ", since no field holds the text as it is");
            }
            append_lucene_field(dialect_.exact_suffix, written_);
            report_.warn(diagnostic_code::needs_mapping, test.position(),
                         "the field " + varsigma::quoted(std::string{test.field()}.append(dialect_.exact_suffix)) +
                             " must hold the text as it is, whatever its length, to compare it with regard to case");
        }
        written_ += ':';
    }

    void append_presence(const query_test& test) {
        written_ += "_exists_:";
        append_name(test);
        if (test.item->modifiers.contains(modifier::exists)) {
            report_.warn(diagnostic_code::meaning_shifts, test.position(),
                         "for the target a field " + varsigma::quoted(test.field()) + " that is null is not there");
        }
    }

    void append_comparison(const query_test& test) {
        append_field(test);
        switch (test.meaning.relation) {
        case comparison::gt: written_ += '>'; break;
        case comparison::gte: written_ += ">="; break;
        case comparison::lt: written_ += '<'; break;
        case comparison::lte: written_ += "<="; break;
        case comparison::equal: break;
        }
        const auto text = plain_text_of(test.values.front());
        if (!is_digit(text.back())) { report_.refuse(test.position(), "the number " + varsigma::quoted(text)); }
        written_ += text;
        report_.warn(diagnostic_code::needs_mapping, test.position(),
                     "the field " + varsigma::quoted(test.field()) +
                         " must be mapped as a number to be compared as one");
    }

    void append_regex(const query_test& test) {
        const auto text = plain_text_of(test.values.front());
        if (!test.is_keyword()) { append_field(test); }
        written_ += '/';
        const auto begin = written_.size();
        if (dialect_.regex == lucene_regex_form::as_written) {
            append_regex_as_written(test, text);
        } else {
            append_searching_regex(test, text);
        }
        if (written_.ends_with('\\')) { written_ += "()"; } // or Lucene, if it could, took the end for an escaped slash
        check_regex(std::string_view{written_}.substr(begin), test);
        written_ += '/';
    }

    void check_regex(const std::string_view written, const query_test& test) {
        check(written, test);
        if (written_.size() > longest) { refuse_as_too_long(); }
        if (test.is_keyword() || !dialect_.regex_on_exact) {
            report_.warn(
                diagnostic_code::needs_mapping, test.position(),
                "the regular expressions on " + subject(test) +
                    " see what the index holds: the text as it is only if it is neither analysed nor normalised");
        }
        if (const auto length = utf8::length(written); length > most_regex_characters) {
            report_.warn(diagnostic_code::needs_mapping, test.position(),
                         "a regular expression on " + subject(test) + " has " + std::to_string(length) +
                             " characters; the target must allow more than " + std::to_string(most_regex_characters));
        }
    }

    void refuse_as_too_long() { report_.refuse({}, "the query would be too long", diagnostic_code::rule_too_large); }

    void append_regex_as_written(const query_test& test, std::string_view text) {
        bool escaped = false;
        for (const char byte : text) {
            if (byte == '/' && !escaped) { written_ += '\\'; }
            written_ += byte;
            escaped = byte == '\\' && !escaped;
        }
        report_.warn(diagnostic_code::meaning_shifts, test.position(),
                     "the expression " + varsigma::quoted(text) +
                         " is left as it is: it must match the whole text, and means what Lucene makes of it");
        const auto& meaning = test.meaning;
        if (meaning.regex_ignore_case || meaning.regex_multi_line || meaning.regex_dot_all) {
            report_.refuse(test.position(), "the flags of 're'");
        }
    }

    void append_searching_regex(const query_test& test, std::string_view text) {
        const auto& meaning = test.meaning;
        regex_reader reader{text, {meaning.regex_ignore_case, meaning.regex_multi_line, meaning.regex_dot_all}};
        const auto read = reader.read();
        lucene_regex_writer writer;
        if (reader.unknown().empty()) { written_ += writer.write(read); }
        if (!reader.unknown().empty() || writer.has_inner_anchor()) {
            report_.refuse(test.position(), "the regular expression " + varsigma::quoted(text) + ", which has " +
                                                (reader.unknown().empty() ? "a '^' or '$' inside" : reader.unknown()));
        } else if (has_line_dot(read)) {
            report_.warn(diagnostic_code::meaning_shifts, test.position(),
                         "the '.' of the expression " + varsigma::quoted(text) + " matches line breaks as well");
        }
    }

    lucene_dialect dialect_;
    query_report& report_; // lives for one conversion
    std::string written_;
    std::size_t terms_ = 0; // of the query, as the target counts them
};

} // namespace detail

} // namespace VARSIGMA_NAMESPACE
