// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/query_report.hpp>
#include <varsigma/convert/detail/query_tree.hpp>
#include <varsigma/convert/detail/query_value.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/logic.hpp>
#include <varsigma/rule/detail/model_fault.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/detail/value_problem.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/modifier.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// How much of the rule's spelling the tree keeps.
struct query_tree_style {
    bool split_values = true;      ///< a test for each value, instead of one for the whole list
    bool binary_operators = false; ///< `a or b or c` is `(a or b) or c`
    bool groups_below_not = false; ///< below a negation, each selection and each operator is in a group
};

/// Makes the tree of one rule.
class query_builder {
public:
    /// How many combinations `2 of them` may be written out as, and how many nodes the tree may have: a selection
    /// stands in it as often as conditions name it.
    static constexpr std::size_t most_combinations = 1'000;
    static constexpr std::size_t most_nodes = 200'000;

    /// Refers to everything it is given.
    query_builder(const detection_rule& rule, query_tree_style style, query_report& report)
        : rule_(rule), style_(style), report_(report) {}

    /// The tree, which refers to the rule. If the report says `refused` afterwards, it is of no use.
    [[nodiscard]] query_node build() {
        if (auto fault = structural_fault(rule_)) {
            report_.refuse(fault->position, std::move(fault->message), fault->code);
            return query_constant(false);
        }
        const auto logic = rule_logic::of(rule_);
        if (!logic) {
            report_.refuse(logic.error().position, logic.error().message, logic.error().code);
            return query_constant(false);
        }
        logic_ = &*logic;
        return of(logic->root(), false);
    }

private:
    /// The tree below a node of the rule's logic. `below_not`: below a negation of its condition.
    [[nodiscard]] query_node of(const logic_node& node, bool below_not) {
        switch (node.origin) {
        case logic_origin::rule: return joined(query_form::any_of, of_children(node, below_not));
        case logic_origin::condition: return of(child(node, 0), below_not);
        case logic_origin::connective: return of_connective(node, below_not);
        case logic_origin::quantifier: return of_quantifier(node, below_not);
        case logic_origin::selection: {
            auto made = of(child(node, 0), false);
            return style_.groups_below_not && below_not ? query_over(query_form::group, std::move(made)) : made;
        }
        case logic_origin::detection: {
            if (!spend(1)) { break; }
            const bool all = node.part->form == detection_form::all_of;
            return joined(all ? query_form::all_of : query_form::any_of, of_children(node, false));
        }
        case logic_origin::item: return spend(1) ? of_item(logic_->items()[node.subject]) : query_constant(false);
        case logic_origin::value: break; // their items write them
        }
        return query_constant(false);
    }

    [[nodiscard]] const logic_node& child(const logic_node& node, std::size_t at) const {
        return logic_->nodes()[logic_->children(node)[at]];
    }

    [[nodiscard]] std::vector<query_node> of_children(const logic_node& node, bool below_not) {
        std::vector<query_node> made;
        made.reserve(node.count);
        for (std::size_t at = 0; at < node.count && !report_.refused(); ++at) {
            made.push_back(of(child(node, at), below_not));
        }
        return made;
    }

    [[nodiscard]] query_node of_connective(const logic_node& node, bool below_not) {
        if (node.is_negated) {
            auto inner = of(child(node, 0), true);
            if (style_.groups_below_not && inner.form != query_form::group) {
                inner = query_over(query_form::group, std::move(inner));
            }
            return negated(std::move(inner));
        }
        const auto form = node.clause->op == condition_operator::conjunction ? query_form::all_of : query_form::any_of;
        std::vector<query_node> children;
        for (std::size_t at = 0; at < node.count && !report_.refused(); ++at) {
            if (style_.binary_operators && children.size() == 2) {
                auto pair = joined(form, std::move(children));
                children.clear();
                children.push_back(std::move(pair));
            }
            children.push_back(of(child(node, at), below_not));
        }
        return joined(form, std::move(children));
    }

    [[nodiscard]] query_node of_quantifier(const logic_node& node, bool below_not) {
        auto selected = of_children(node, below_not);
        if (node.needed == node.count) { return joined(query_form::all_of, std::move(selected)); }
        if (node.needed == 1) { return joined(query_form::any_of, std::move(selected)); }
        if (node.needed > node.count) { return query_constant(false); }
        return combinations(rule_.conditions[node.subject], node.needed, selected);
    }

    /// `count` of the nodes, as any of all choices of so many, in the nodes' order.
    [[nodiscard]] query_node combinations(const condition& whole, std::size_t count,
                                          const std::vector<query_node>& nodes) {
        std::vector<std::size_t> chosen(count);
        for (std::size_t at = 0; at < count; ++at) { chosen[at] = at; }
        std::vector<query_node> alternatives;
        for (;;) {
            if (alternatives.size() == most_combinations) {
                report_.refuse(whole.position, std::to_string(count) + " of " + std::to_string(nodes.size()) +
                                                   " selections, which are too many combinations to write out");
                return query_constant(false);
            }
            std::vector<query_node> together;
            together.reserve(count);
            for (const auto at : chosen) {
                if (!spend(size_of(nodes[at]))) { return query_constant(false); }
                together.push_back(nodes[at]);
            }
            alternatives.push_back(joined(query_form::all_of, std::move(together)));
            // the next choice: the last place that can move on does, those behind it follow directly
            std::size_t place = count;
            while (place != 0 && chosen[place - 1] == nodes.size() - count + place - 1) { --place; }
            if (place == 0) { return joined(query_form::any_of, std::move(alternatives)); }
            ++chosen[place - 1];
            for (std::size_t at = place; at < count; ++at) { chosen[at] = chosen[at - 1] + 1; }
        }
    }

    /// Whether the tree may have so many nodes more. O(1).
    [[nodiscard]] bool spend(std::size_t nodes) {
        nodes_ += nodes;
        if (nodes_ > most_nodes) {
            report_.refuse({}, "the rule repeats so much that its query would be too long",
                           diagnostic_code::rule_too_large);
        }
        return !report_.refused();
    }

    [[nodiscard]] query_node of_item(const logic_item& of) {
        const auto& item = *of.item;
        const auto& chain = of.chain;
        if (chain.error || item.modifiers.contains(modifier::expand)) {
            report_.refuse(item.position,
                           chain.error ? std::string{chain.reason}
                                       : "the placeholders of " +
                                             varsigma::quoted(key_text(item.field, item.modifiers)) + " have no values",
                           chain.error.value_or(diagnostic_code::unknown_placeholder));
            return query_constant(false);
        }
        const auto& meaning = chain.meaning;
        const std::span<const rule_value> values{item.values};
        if (!spend(values.size())) { return query_constant(false); }
        if (!style_.split_values && !item.is_keyword() && (values.size() != 1 || item.is_list)) {
            return test_of(item, meaning, values);
        }
        std::vector<query_node> tests;
        tests.reserve(values.size());
        for (std::size_t at = 0; at < values.size(); ++at) {
            tests.push_back(of_value(item, meaning, values.subspan(at, 1)));
        }
        auto whole = joined(meaning.all ? query_form::all_of : query_form::any_of, std::move(tests));
        return meaning.negated ? negated(std::move(whole)) : whole;
    }

    [[nodiscard]] query_node of_value(const detection_item& item, const interpretation& meaning,
                                      std::span<const rule_value> one) {
        const auto& value = one.front();
        if (problem_of(meaning, value.view()) != value_problem::none) {
            report_.refuse(known_or(value.position, item.position),
                           varsigma::quoted(value.text) + " is no value for " +
                               varsigma::quoted(key_text(item.field, item.modifiers)),
                           code_of(problem_of(meaning, value.view())));
            return query_constant(false);
        }
        if (meaning.kind == test_kind::exists) {
            auto there = presence_of(item);
            return value.boolean ? there : negated(std::move(there));
        }
        if (meaning.kind == test_kind::value && value.kind == value_kind::null) {
            return item.is_keyword() ? query_constant(false) : negated(presence_of(item));
        }
        auto test = test_of(item, meaning, one);
        const bool never = meaning.encoding_count != 0 && patterns_of(test.test, value).empty();
        return never ? query_constant(false) : test;
    }

    [[nodiscard]] static query_node presence_of(const detection_item& item) {
        interpretation presence;
        presence.kind = test_kind::exists;
        return test_of(item, presence, {});
    }

    [[nodiscard]] static query_node test_of(const detection_item& item, const interpretation& meaning,
                                            std::span<const rule_value> values) {
        return {query_form::test, {&item, meaning, values}, {}};
    }

    const detection_rule& rule_; // all three live for one conversion
    query_tree_style style_;
    query_report& report_;
    const rule_logic* logic_ = nullptr; // while the tree is made
    std::size_t nodes_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::detail
