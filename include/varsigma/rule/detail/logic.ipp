// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detail/logic.hpp>
#include <varsigma/rule/detail/pattern_budget.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Makes the logic of one rule.
class rule_logic::maker {
public:
    explicit maker(const detection_rule& rule)
        : rule_(rule), patterns_(rule.selections, rule.conditions), known_(rule.selections.size()) {
        for (std::uint32_t number = 0; number < rule.selections.size(); ++number) {
            numbers_.try_emplace(rule.selections[number].name, number);
        }
    }

    [[nodiscard]] result<rule_logic> make() {
        std::vector<std::uint32_t> alternatives;
        for (std::uint32_t number = 0; number < rule_.conditions.size(); ++number) {
            const auto& whole = rule_.conditions[number];
            const auto said = of_condition(whole, number, whole.root);
            alternatives.push_back(add({.origin = logic_origin::condition, .subject = number}, {said}));
        }
        add({.origin = logic_origin::rule}, alternatives);
        if (fault_) { return *std::move(fault_); }
        return std::move(made_);
    }

private:
    std::uint32_t add(logic_node node, const std::vector<std::uint32_t>& children) {
        node.first = static_cast<std::uint32_t>(made_.children_.size());
        node.count = static_cast<std::uint32_t>(children.size());
        made_.children_.insert(made_.children_.end(), children.begin(), children.end());
        made_.nodes_.push_back(node);
        return static_cast<std::uint32_t>(made_.nodes_.size() - 1);
    }

    [[nodiscard]] static std::uint32_t all_of(const std::vector<std::uint32_t>& children) noexcept {
        return static_cast<std::uint32_t>(children.size());
    }

    /// What a condition says from the node `at` of it on; anything if there is a fault.
    [[nodiscard]] std::uint32_t of_condition(const condition& whole, std::uint32_t number, std::uint32_t at) {
        const auto& clause = whole.nodes[at];
        logic_node made{.origin = logic_origin::connective, .subject = number, .clause = &clause};
        std::vector<std::uint32_t> children;
        switch (clause.op) {
        case condition_operator::identifier: {
            const auto name = clause.text_in(whole.text);
            const auto named = numbers_.find(name);
            if (named != numbers_.end()) { return of_selection(named->second); }
            fail(diagnostic_code::undefined_identifier, whole, "there is no selection " + varsigma::quoted(name));
            return add(made, {});
        }
        case condition_operator::quantified:
            made.origin = logic_origin::quantifier;
            for (std::uint32_t selection = 0; selection < rule_.selections.size() && !patterns_.is_spent();
                 ++selection) {
                if (patterns_.selects(clause.text_in(whole.text), rule_.selections[selection].name)) {
                    children.push_back(of_selection(selection));
                }
            }
            if (patterns_.is_spent()) {
                fail(diagnostic_code::rule_too_large, whole, "condition: too many patterns over too many selections");
            }
            made.needed = clause.count == condition_node::all ? all_of(children) : clause.count;
            return add(made, children);
        case condition_operator::negation: made.is_negated = true; break;
        case condition_operator::conjunction:
        case condition_operator::disjunction: break;
        }
        for (auto child = clause.first_child; child != condition_node::none; child = whole.nodes[child].next_sibling) {
            children.push_back(of_condition(whole, number, child));
        }
        if (clause.op == condition_operator::conjunction) { made.needed = all_of(children); }
        return add(made, children);
    }

    [[nodiscard]] std::uint32_t of_selection(std::uint32_t number) {
        auto& known = known_[number];
        if (!known) {
            const auto body = of_detection(rule_.selections[number].body);
            known = add({.origin = logic_origin::selection, .subject = number}, {body});
        }
        return *known;
    }

    [[nodiscard]] std::uint32_t of_detection(const detection& part) {
        if (part.form == detection_form::item) { return of_item(part); }
        std::vector<std::uint32_t> children;
        children.reserve(part.children.size());
        for (const auto& child : part.children) { children.push_back(of_detection(child)); }
        logic_node made{.origin = logic_origin::detection, .part = &part};
        if (part.form == detection_form::all_of) { made.needed = all_of(children); }
        return add(made, children);
    }

    [[nodiscard]] std::uint32_t of_item(const detection& part) {
        const auto number = static_cast<std::uint32_t>(made_.items_.size());
        const auto& chain = made_.items_.emplace_back(logic_item{&part.item, interpret(part.item.modifiers)}).chain;
        logic_node made{
            .origin = logic_origin::item, .is_negated = chain.meaning.negated, .subject = number, .part = &part};
        std::vector<std::uint32_t> children;
        children.reserve(part.item.values.size());
        for (const auto& value : part.item.values) {
            children.push_back(add({.origin = logic_origin::value, .subject = number, .value = &value}, {}));
        }
        if (chain.meaning.all) { made.needed = all_of(children); }
        return add(made, children);
    }

    void fail(diagnostic_code code, const condition& whole, std::string message) {
        if (fault_) { return; }
        fault_.emplace();
        fault_->code = code;
        fault_->position = whole.position;
        fault_->message = std::move(message);
    }

    const detection_rule& rule_;
    pattern_budget patterns_;
    std::unordered_map<std::string_view, std::uint32_t> numbers_; // of selections: the first of each name
    std::vector<std::optional<std::uint32_t>> known_;             // nodes of selections
    std::optional<diagnostic> fault_;                             // the first
    rule_logic made_;
};

VARSIGMA_INLINE result<rule_logic> rule_logic::of(const detection_rule& rule) {
    return maker{rule}.make();
}

} // namespace VARSIGMA_NAMESPACE::detail
