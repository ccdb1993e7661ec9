// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/lucene_term.hpp>
#include <varsigma/convert/detail/query_builder.hpp>
#include <varsigma/convert/detail/query_report.hpp>
#include <varsigma/convert/detail/query_tree.hpp>
#include <varsigma/convert/detail/query_value.hpp>
#include <varsigma/convert/detail/sigmac_simplifier.hpp>
#include <varsigma/convert/detail/sigmac_text.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Writes queries as sigmac 0.7.1 did. One for all rules of a file, since how keywords are written depends on what was
/// written before.
///
/// Source: texts of that version, of which rules with a form that they do not show are refused. Wherever a text does
/// not mean what the rule says, the report is told.
class sigmac_writer {
public:
    explicit sigmac_writer(sigmac_target target) noexcept : target_(target) {}

    /// The query of a rule, as far as its selections go; an aggregation is the caller's to look at.
    [[nodiscard]] std::string write(const detection_rule& rule, query_report& report) {
        report_ = &report;
        written_.clear();
        if (rule.conditions.size() != 1) {
            refuse(rule.origin.position, "a list of conditions");
            return {};
        }
        for (const auto& node : rule.conditions.front().nodes) {
            if (node.op == condition_operator::quantified && node.count != 1 && node.count != condition_node::all) {
                refuse(rule.conditions.front().position, "a number of selections other than 1 and all");
            }
        }
        for (const auto& selection : rule.selections) { check_modifiers(selection.body); }
        if (report.refused()) { return {}; }
        auto tree =
            query_builder{rule, {.split_values = false, .binary_operators = true, .groups_below_not = true}, report}
                .build();
        sigmac_simplifier simplifier;
        const bool is_too_large = sigmac_simplifier::is_too_large(tree);
        if (!report.refused() && !is_too_large) { tree = simplifier.simplify(std::move(tree)); }
        if (is_too_large || simplifier.is_spent()) {
            report.refuse({}, "the rule is too large for this profile", diagnostic_code::rule_too_large);
        }
        if (report.refused()) { return {}; }
        if (simplifier.lost_an_alternative()) {
            shifts(rule.conditions.front().position, "an alternative that others contain is lost: 'a or (a and b)' is "
                                                     "written as 'a and b'");
        }
        append(tree);
        return std::move(written_);
    }

private:
    void refuse(source_position position, std::string_view form) {
        report_->refuse(position, std::string{form} + ", for which the profile sigmac_2019 has no form");
    }
    void shifts(source_position position, std::string message) {
        report_->warn(diagnostic_code::meaning_shifts, position, std::move(message));
    }

    void check_modifiers(const detection& part) {
        for (const auto& child : part.children) { check_modifiers(child); }
        if (part.form == detection_form::item && !part.item.modifiers.empty()) {
            refuse(part.item.position,
                   "the modifiers of " + varsigma::quoted(key_text(part.item.field, part.item.modifiers)));
        }
    }

    void append(const query_node& node) {
        switch (node.form) {
        case query_form::test: append_test(node.test); return;
        case query_form::negation:
            written_ += "NOT ";
            append(node.children.front());
            return;
        case query_form::group:
            if (node.children.front().is_junction()) {
                append(node.children.front());
            } else {
                written_ += '(';
                append(node.children.front());
                written_ += ')';
            }
            return;
        case query_form::all_of:
        case query_form::any_of: break;
        }
        if (node.is_constant()) { refuse({}, "a condition that asks for nothing"); }
        written_ += '(';
        std::string_view separator;
        for (const auto& child : node.children) {
            written_ += separator;
            append(child);
            separator = node.form == query_form::all_of ? " AND " : " OR ";
        }
        written_ += ')';
    }

    void append_test(const query_test& test) {
        if (test.meaning.kind == test_kind::exists) {
            written_ += "_exists_:";
            append_field(test);
            return;
        }
        for (const auto& value : test.values) {
            if (value.kind != value_kind::text && value.kind != value_kind::number) {
                refuse(known_or(value.position, test.position()), "a list with null, or a boolean");
                return;
            }
        }
        if (test.is_keyword()) {
            append_keyword(test);
            return;
        }
        const bool wildcards = std::any_of(test.values.begin(), test.values.end(), [](const rule_value& value) {
            return has_sigmac_wildcard(plain_text_of(value));
        });
        const bool exact = target_ == sigmac_target::kibana && wildcards;
        unquoted_ = exact;
        append_field(test);
        if (exact) {
            written_ += ".keyword";
            warn_of_case(test);
        }
        written_ += ':';
        if (!test.item->is_list) {
            append_value(test, test.values.front());
            return;
        }
        written_ += '(';
        std::string_view separator;
        for (const auto& value : test.values) {
            written_ += separator;
            append_value(test, value);
            separator = " ";
        }
        written_ += ')';
    }

    /// The field's name, which was never escaped.
    void append_field(const query_test& test) {
        written_ += test.field();
        std::string right;
        append_lucene_field(test.field(), right);
        if (right != test.field()) {
            shifts(test.position(),
                   "the field " + varsigma::quoted(test.field()) + " is not escaped, and taken for something else");
        }
    }

    void append_keyword(const query_test& test) {
        append_value(test, test.values.front());
        const auto symbols = sigma_string::parse(plain_text_of(test.values.front()));
        if (symbols.contains() != symbols) {
            shifts(test.position(), "keywords must be whole terms, and are not looked for within others");
        }
    }

    void warn_of_case(const query_test& test) {
        const auto has_letter = [](const rule_value& value) {
            const auto text = plain_text_of(value);
            return std::any_of(text.begin(), text.end(), [](char byte) {
                return static_cast<unsigned char>(byte) >= 0x80 || (fold_ascii(byte) >= 'a' && fold_ascii(byte) <= 'z');
            });
        };
        if (std::any_of(test.values.begin(), test.values.end(), has_letter)) {
            shifts(test.position(), "the field " + varsigma::quoted(std::string{test.field()} + ".keyword") +
                                        " is compared with regard to case");
        }
    }

    void append_value(const query_test& test, const rule_value& value) {
        const auto text = plain_text_of(value);
        const bool unquoted = target_ == sigmac_target::kibana && unquoted_;
        const bool blank = is_blank_text(text);
        const auto escaped = blank ? std::string{} : sigmac_escaped(text, target_);
        written_ += unquoted && !blank ? escaped : '"' + escaped + '"';
        const auto meant = value.kind == value_kind::text ? sigma_string::parse(text) : sigma_string::literal(text);
        const auto stands = read_lucene_term(escaped, !unquoted || blank);
        const bool joins = unquoted && is_lucene_operator(escaped);
        if (stands && !joins &&
            std::equal(stands->begin(), stands->end(), meant.symbols().begin(), meant.symbols().end())) {
            return;
        }
        const auto where = known_or(value.position, test.position());
        if (!unquoted && meant.has_wildcards()) {
            shifts(where, "the wildcards of " + varsigma::quoted(text) + " stand within quotes, where they are none");
        } else if (target_ == sigmac_target::kibana && text.find_first_of("<>") != std::string::npos) {
            shifts(where, "'<' and '>' are dropped from " + varsigma::quoted(text));
        } else {
            shifts(where, varsigma::quoted(text) + " is written as " + varsigma::quoted(escaped) +
                              ", which means another text");
        }
    }

    sigmac_target target_;
    bool unquoted_ = true;           // what the last field had, and so keywords have
    query_report* report_ = nullptr; // of the rule that is being written
    std::string written_;
};

} // namespace VARSIGMA_NAMESPACE::detail
