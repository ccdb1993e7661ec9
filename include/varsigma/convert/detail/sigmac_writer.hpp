// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/lucene_term.hpp>
#include <varsigma/convert/detail/query_builder.hpp>
#include <varsigma/convert/detail/query_report.hpp>
#include <varsigma/convert/detail/query_tree.hpp>
#include <varsigma/convert/detail/query_value.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// How sigmac 0.7.1 wrote values: it never read their escapes, but changed some characters of the text as it stood.

namespace VARSIGMA_NAMESPACE::detail {

enum class sigmac_target : std::uint8_t { kibana, graylog };

/// Blanks in Python's sense.
[[nodiscard]] constexpr bool is_python_blank(char32_t one) noexcept {
    return (one >= U'\t' && one <= U'\r') || (one >= 0x1C && one <= U' ') || one == 0x85 || one == 0xA0 ||
           one == 0x1680 || (one >= 0x2000 && one <= 0x200A) || one == 0x2028 || one == 0x2029 || one == 0x202F ||
           one == 0x205F || one == 0x3000;
}

[[nodiscard]] inline bool is_blank_text(std::string_view text) noexcept {
    const char* const last = text.data() + text.size();
    for (const char* at = text.data(); at != last;) {
        const auto next = utf8::decode(at, last);
        if (!is_python_blank(next.character)) { return false; }
        at += next.length;
    }
    return true;
}

/// Whether sigmac took the value for one with wildcards: a `*` or `?` without a backslash right before it.
[[nodiscard]] constexpr bool has_sigmac_wildcard(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((text[at] == '*' || text[at] == '?') && (at == 0 || text[at - 1] != '\\')) { return true; }
    }
    return false;
}

/// The value with sigmac's escapes.
///
/// A backslash stands before each of `+ - ! ( ) { } [ ] ^ " ~ : /`, `&&`, `||`, before a backslash that neither follows
/// one nor stands before `*`, `?` or one; for Kibana also before blanks, `=` and `\u`, and `<` and `>` go. O(length).
[[nodiscard]] inline std::string sigmac_escaped(std::string_view text, sigmac_target target) {
    const bool kibana = target == sigmac_target::kibana;
    std::string written;
    for (std::size_t at = 0; at < text.size();) {
        const auto next = utf8::decode(text.data() + at, text.data() + text.size());
        const auto rest = text.substr(at);
        const char byte = rest.front();
        std::size_t length = next.length;
        bool escaped = std::string_view{"+-!(){}[]^\"~:/"}.find(byte) != std::string_view::npos;
        if (byte == '\\') {
            const bool follows = at != 0 && text[at - 1] == '\\';
            const bool stands_before = rest.size() > 1 && std::string_view{"*?\\"}.find(rest[1]) != rest.npos;
            escaped = !follows && !stands_before;
            if (kibana && !escaped && rest.starts_with("\\u")) {
                escaped = true;
                length = 2;
            }
        } else if (rest.starts_with("&&") || rest.starts_with("||")) {
            escaped = true;
            length = 2;
        } else if (kibana) {
            escaped = escaped || byte == '=' || is_python_blank(next.character);
        }
        if (escaped) { written += '\\'; }
        if (!kibana || (byte != '<' && byte != '>')) { written += rest.substr(0, length); }
        at += length;
    }
    return written;
}

/// Whether both trees ask the same in the same spelling; adds to `steps` the parts that were compared. O(size).
[[nodiscard]] inline bool same_query(const query_node& left, const query_node& right, std::size_t& steps) noexcept {
    ++steps;
    if (left.form != right.form || left.children.size() != right.children.size()) { return false; }
    if (left.form == query_form::test) {
        const auto& [one, other] = std::pair{left.test, right.test};
        const auto same_value = [&](const rule_value& a, const rule_value& b) {
            ++steps;
            return a.kind == b.kind && a.text == b.text;
        };
        return one.field() == other.field() && one.meaning.kind == other.meaning.kind &&
               one.item->is_list == other.item->is_list &&
               std::equal(one.values.begin(), one.values.end(), other.values.begin(), other.values.end(), same_value);
    }
    return std::equal(left.children.begin(), left.children.end(), right.children.begin(),
                      [&](const query_node& one, const query_node& other) { return same_query(one, other, steps); });
}

/// Simplifies a tree in the way of sigmac, whose texts show how far it went.
///
/// Until nothing changes: duplicates among the children of an operator go; children of the same operator are taken up,
/// if every child is one or tests one field; what all children of an OR of ANDs (or an AND of ORs) share is taken out
/// of them; a negation of a negation goes.
class sigmac_simplifier {
public:
    /// How many children an operator may have, and how deep a tree may be: what is compared pairwise and walked
    /// recursively.
    static constexpr std::size_t most_children = 2'000;
    static constexpr std::size_t most_levels = 200;

    [[nodiscard]] static bool is_too_large(const query_node& node, std::size_t level = 0) noexcept {
        if (level > most_levels || node.children.size() > most_children) { return true; }
        return std::any_of(node.children.begin(), node.children.end(),
                           [level](const query_node& child) { return is_too_large(child, level + 1); });
    }

    /// What is left; of no use if `is_spent()` afterwards.
    [[nodiscard]] query_node simplify(query_node tree) {
        most_steps_ = free_steps + steps_per_node * size_of(tree);
        do {
            changed_ = false;
            tree = pass(std::move(tree));
        } while (changed_ && !is_spent());
        return tree;
    }

    /// Whether more parts would have to be compared than the size of the rule explains.
    [[nodiscard]] bool is_spent() const noexcept { return steps_ > most_steps_; }

    /// How many parts were compared.
    [[nodiscard]] std::size_t steps() const noexcept { return steps_; }

    /// Whether sharing left an alternative that asks for nothing more, which was then dropped like one that asks for
    /// nothing at all: `a or (a and b)` became `a and b`.
    [[nodiscard]] bool lost_an_alternative() const noexcept { return lost_; }

private:
    static constexpr std::size_t free_steps = std::size_t{1} << 22U;
    static constexpr std::size_t steps_per_node = 64;

    [[nodiscard]] query_node pass(query_node node) {
        if (is_spent()) { return node; }
        if (node.form == query_form::negation && node.children.front().form == query_form::negation) {
            changed_ = true;
            auto inner = std::move(node.children.front().children.front());
            return pass(std::move(inner));
        }
        if (node.is_junction() && !node.children.empty()) {
            if (node.children.size() == 1) {
                changed_ = true;
                auto only = std::move(node.children.front());
                return pass(std::move(only));
            }
            if (drop_duplicates(node) || take_up(node)) {
                changed_ = true;
                return pass(std::move(node));
            }
            if (auto shared = share(node); !shared.children.empty()) {
                changed_ = true;
                return pass(std::move(shared));
            }
        }
        std::vector<query_node> kept;
        kept.reserve(node.children.size());
        for (auto& child : node.children) {
            auto made = pass(std::move(child));
            if (!made.is_constant()) { kept.push_back(std::move(made)); }
        }
        node.children = std::move(kept);
        return node;
    }

    [[nodiscard]] bool holds(const std::vector<query_node>& nodes, const query_node& wanted) noexcept {
        return !is_spent() && std::any_of(nodes.begin(), nodes.end(),
                                          [&](const query_node& one) { return same_query(one, wanted, steps_); });
    }

    [[nodiscard]] bool drop_duplicates(query_node& node) {
        std::vector<query_node> kept;
        for (auto& child : node.children) {
            if (!holds(kept, child)) { kept.push_back(std::move(child)); }
        }
        const bool fewer = kept.size() < node.children.size();
        node.children = std::move(kept);
        return fewer;
    }

    /// `a or (b or c)` as `a or b or c`.
    [[nodiscard]] static bool take_up(query_node& node) {
        bool any = false;
        for (const auto& child : node.children) {
            if (child.form == node.form) {
                any = true;
            } else if (child.form != query_form::test || child.test.is_keyword() ||
                       child.test.meaning.kind == test_kind::exists) {
                return false;
            }
        }
        if (!any) { return false; }
        std::vector<query_node> children;
        for (auto& child : node.children) {
            if (child.form != node.form) {
                children.push_back(std::move(child));
                continue;
            }
            for (auto& inner : child.children) { children.push_back(std::move(inner)); }
        }
        node.children = std::move(children);
        return true;
    }

    /// `(a and b) or (a and c)` as `a and (b or c)`; a node without children if nothing is shared.
    [[nodiscard]] query_node share(query_node& node) {
        const auto other = node.form == query_form::all_of ? query_form::any_of : query_form::all_of;
        query_node outer{other, {}, {}};
        for (const auto& child : node.children) {
            if (child.form != other) { return outer; }
        }
        for (const auto& candidate : node.children.front().children) {
            const bool everywhere =
                std::all_of(node.children.begin(), node.children.end(),
                            [&](const query_node& child) { return holds(child.children, candidate); });
            if (everywhere && !holds(outer.children, candidate)) { outer.children.push_back(candidate); }
        }
        if (outer.children.empty()) { return outer; }
        for (auto& child : node.children) {
            auto& rest = child.children;
            rest.erase(std::remove_if(rest.begin(), rest.end(),
                                      [&](const query_node& one) { return holds(outer.children, one); }),
                       rest.end());
            lost_ = lost_ || rest.empty();
        }
        outer.children.push_back(std::move(node));
        return outer;
    }

    bool changed_ = false;
    bool lost_ = false;
    std::size_t steps_ = 0;
    std::size_t most_steps_ = 0;
};

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
