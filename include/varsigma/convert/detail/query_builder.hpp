// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/query_report.hpp>
#include <varsigma/convert/detail/query_tree.hpp>
#include <varsigma/convert/detail/query_value.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/model_fault.hpp>
#include <varsigma/rule/detail/pattern_budget.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/detail/value_problem.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/modifier.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
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
        : rule_(rule), style_(style), report_(report), patterns_(rule.selections, rule.conditions) {
        for (const auto& each : rule.selections) { selections_.try_emplace(each.name, &each); }
    }

    /// The tree, which refers to the rule. If the report says `refused` afterwards, it is of no use.
    [[nodiscard]] query_node build() {
        if (auto fault = structural_fault(rule_)) {
            report_.refuse(fault->position, std::move(fault->message), fault->code);
            return query_constant(false);
        }
        std::vector<query_node> alternatives;
        for (const auto& each : rule_.conditions) { alternatives.push_back(of_condition(each, each.root, false)); }
        return joined(query_form::any_of, std::move(alternatives));
    }

private:
    [[nodiscard]] query_node of_condition(const condition& whole, std::uint32_t index, bool below_not) {
        const auto& node = whole.nodes[index];
        switch (node.op) {
        case condition_operator::identifier: return of_identifier(whole, node.text_in(whole.text), below_not);
        case condition_operator::quantified: return of_quantified(whole, node, below_not);
        case condition_operator::negation: {
            auto inner = of_condition(whole, node.first_child, true);
            if (style_.groups_below_not && inner.form != query_form::group) {
                inner = query_over(query_form::group, std::move(inner));
            }
            return negated(std::move(inner));
        }
        case condition_operator::conjunction: return of_chain(whole, node, query_form::all_of, below_not);
        case condition_operator::disjunction: return of_chain(whole, node, query_form::any_of, below_not);
        }
        return query_constant(false);
    }

    [[nodiscard]] query_node of_chain(const condition& whole, const condition_node& parent, query_form form,
                                      bool below_not) {
        std::vector<query_node> children;
        for (auto child = parent.first_child; child != condition_node::none && !report_.refused();
             child = whole.nodes[child].next_sibling) {
            if (style_.binary_operators && children.size() == 2) {
                auto pair = joined(form, std::move(children));
                children.clear();
                children.push_back(std::move(pair));
            }
            children.push_back(of_condition(whole, child, below_not));
        }
        return joined(form, std::move(children));
    }

    [[nodiscard]] query_node of_identifier(const condition& whole, std::string_view name, bool below_not) {
        if (const auto known = selections_.find(name); known != selections_.end()) {
            return of_selection(*known->second, below_not);
        }
        report_.refuse(whole.position, "there is no selection " + varsigma::quoted(name),
                       diagnostic_code::undefined_identifier);
        return query_constant(false);
    }

    [[nodiscard]] query_node of_quantified(const condition& whole, const condition_node& node, bool below_not) {
        std::vector<query_node> selected;
        const auto pattern = node.text_in(whole.text);
        for (const auto& candidate : rule_.selections) {
            if (!report_.refused() && patterns_.selects(pattern, candidate.name)) {
                selected.push_back(of_selection(candidate, below_not));
            }
        }
        if (patterns_.is_spent()) {
            report_.refuse(whole.position, "too many patterns over too many selections",
                           diagnostic_code::rule_too_large);
        }
        if (node.count == condition_node::all || node.count == selected.size()) {
            return joined(query_form::all_of, std::move(selected));
        }
        if (node.count == 1) { return joined(query_form::any_of, std::move(selected)); }
        if (node.count > selected.size()) { return query_constant(false); }
        return combinations(whole, node.count, selected);
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

    [[nodiscard]] query_node of_selection(const named_detection& selection, bool below_not) {
        auto made = of_detection(selection.body);
        if (style_.groups_below_not && below_not) { made = query_over(query_form::group, std::move(made)); }
        return made;
    }

    [[nodiscard]] query_node of_detection(const detection& part) {
        if (!spend(1)) { return query_constant(false); }
        if (part.form == detection_form::item) { return of_item(part.item); }
        std::vector<query_node> children;
        children.reserve(part.children.size());
        for (const auto& child : part.children) { children.push_back(of_detection(child)); }
        return joined(part.form == detection_form::all_of ? query_form::all_of : query_form::any_of,
                      std::move(children));
    }

    [[nodiscard]] query_node of_item(const detection_item& item) {
        const auto chain = interpret(item.modifiers);
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
    pattern_budget patterns_;
    std::unordered_map<std::string_view, const named_detection*> selections_; // the first of each name
    std::size_t nodes_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::detail
