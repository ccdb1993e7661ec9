// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/detail/expression_builder.hpp>
#include <varsigma/compile/detail/predicate_builder.hpp>
#include <varsigma/compile/detail/rule_compiler.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/value_text.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/explain/explain.hpp>
#include <varsigma/explain/explanation.hpp>
#include <varsigma/match/detail/evaluator.hpp>
#include <varsigma/match/detail/match_scratch.hpp>
#include <varsigma/match/detail/rule_core.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/rule/detail/model_fault.hpp>
#include <varsigma/rule/detail/pattern_budget.hpp>
#include <varsigma/rule/document.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Walks a rule's model beside an event. Each value is compiled and asked as in matching, by the same compiler and the
/// same evaluator; only the joining of the answers is written here, since every node's own answer is wanted.
class explainer {
public:
    explainer(const event_row& row, const field_table& fields, regex_limits limits)
        : row_(row),
          fields_(fields),
          compiler_(fields, predicates_, expressions_, limits),
          evaluator_(predicates_, expressions_, row, scratch_) {
        scratch_.fields.resize(fields.size());
        scratch_.begin_event(row);
    }
    explainer(const explainer&) = delete; // its parts refer to each other
    explainer& operator=(const explainer&) = delete;
    explainer(explainer&&) = delete;
    explainer& operator=(explainer&&) = delete;
    ~explainer() = default;

    [[nodiscard]] explanation explain(const detection_rule& rule, const route& seen) {
        aliases_ = seen.aliases_for(rule.source);
        compiler_.use(aliases_);
        answers_.assign(rule.selections.size(), std::nullopt);
        for (std::size_t number = 0; number < rule.selections.size(); ++number) {
            selections_.try_emplace(rule.selections[number].name, number);
        }
        explanation whole{explanation_kind::rule, false, rule.metadata.title, {}, {}};
        whole.children.push_back(
            {explanation_kind::source, seen.admits(rule.source), source_text(rule.source), {}, {}});
        // a rule that cannot be compiled does not match, and one that `validate` did not take cannot even be followed
        const auto compiled = compiler_.compile(rule);
        const bool is_followed = !structural_fault(rule);
        pattern_budget patterns{rule.selections, rule.conditions};
        patterns_ = &patterns;
        bool any = false;
        for (const auto& condition : rule.conditions) {
            explanation one{explanation_kind::condition, false, condition.text, {}, {}};
            if (!rule.aggregate && is_followed) {
                one.children.push_back(explain(rule, condition, condition.root));
                one.holds = one.children.front().holds;
            }
            any = any || one.holds;
            whole.children.push_back(std::move(one));
        }
        if (!compiled) {
            whole.children.push_back({explanation_kind::refusal, false, compiled.error().message, {}, {}});
        }
        whole.holds = any && compiled.has_value() && whole.children.front().holds;
        patterns_ = nullptr;
        return whole;
    }

private:
    [[nodiscard]] static std::string source_text(const rule_logsource& source) {
        std::string text;
        const auto add = [&](std::string_view attribute, std::string_view value) {
            if (value.empty()) { return; }
            text.append(text.empty() ? "" : ", ").append(attribute).append(" ").append(value);
        };
        add("product", source.product);
        add("category", source.category);
        add("service", source.service);
        return text.empty() ? "any" : text;
    }

    /// Gives `joined` its answer from its children.
    static explanation decided(explanation joined, std::size_t needed) {
        std::size_t held = 0;
        for (const auto& child : joined.children) { held += child.holds ? 1U : 0U; }
        joined.holds = held >= needed;
        return joined;
    }

    [[nodiscard]] explanation explain(const detection_rule& rule, const condition& whole, std::uint32_t at) {
        const auto& node = whole.nodes[at];
        const auto text = node.text_in(whole.text);
        switch (node.op) {
        case condition_operator::identifier: {
            const auto named = selections_.find(text);
            return named != selections_.end()
                       ? explain_selection(rule, named->second)
                       : explanation{explanation_kind::selection, false, std::string{text}, {}, {}};
        }
        case condition_operator::quantified: {
            const bool all = node.count == condition_node::all;
            explanation joined{all               ? explanation_kind::all_of
                               : node.count == 1 ? explanation_kind::any_of
                                                 : explanation_kind::at_least,
                               false,
                               (all ? std::string{"all"} : std::to_string(node.count)) + " of " + std::string{text},
                               {},
                               {}};
            std::size_t selected = 0;
            std::size_t held = 0;
            for (std::size_t number = 0; number < rule.selections.size(); ++number) {
                if (!patterns_->selects(text, rule.selections[number].name)) { continue; }
                ++selected;
                if (!is_told(number)) { joined.children.push_back(explain_selection(rule, number)); }
                held += *answers_[number] ? 1U : 0U;
            }
            joined.holds = held >= (all ? selected : node.count);
            return joined;
        }
        case condition_operator::negation: {
            explanation turned{explanation_kind::negation, false, "not", {}, {}};
            turned.children.push_back(explain(rule, whole, node.first_child));
            turned.holds = !turned.children.front().holds;
            return turned;
        }
        case condition_operator::conjunction:
        case condition_operator::disjunction: break;
        }
        const bool all = node.op == condition_operator::conjunction;
        explanation joined{
            all ? explanation_kind::all_of : explanation_kind::any_of, false, all ? "and" : "or", {}, {}};
        for (auto child = node.first_child; child != condition_node::none; child = whole.nodes[child].next_sibling) {
            joined.children.push_back(explain(rule, whole, child));
        }
        const auto needed = all ? joined.children.size() : 1;
        return decided(std::move(joined), needed);
    }

    /// Whether a selection was explained before, and need not be again: the explanation is large already.
    [[nodiscard]] bool is_told(std::size_t selection) const noexcept {
        constexpr std::size_t large = 100'000;
        return answers_[selection].has_value() && parts_ > large;
    }

    [[nodiscard]] explanation explain_selection(const detection_rule& rule, std::size_t number) {
        const auto& named = rule.selections[number];
        explanation made{explanation_kind::selection, false, named.name, {}, {}};
        if (!is_told(number)) {
            made.children.push_back(explain(named.body));
            answers_[number] = made.children.front().holds;
        }
        made.holds = *answers_[number];
        return made;
    }

    [[nodiscard]] explanation explain(const detection& tree) {
        ++parts_;
        if (tree.form == detection_form::item) { return explain(tree.item); }
        const bool all = tree.form == detection_form::all_of;
        explanation joined{
            all ? explanation_kind::all_of : explanation_kind::any_of, false, all ? "all of" : "one of", {}, {}};
        for (const auto& child : tree.children) { joined.children.push_back(explain(child)); }
        const auto needed = all ? joined.children.size() : 1;
        return decided(std::move(joined), needed);
    }

    [[nodiscard]] explanation explain(const detection_item& item) {
        explanation made{explanation_kind::item, false, key_of(item), {}, {}};
        const auto meaning = interpret(item.modifiers).meaning;
        if (!item.is_keyword()) { show_field(item.field, made); }
        for (const auto& value : item.values) { made.children.push_back(explain(item, meaning, value)); }
        const auto needed = meaning.all ? made.children.size() : 1;
        made = decided(std::move(made), needed);
        if (meaning.negated) { made.holds = !made.holds; }
        return made;
    }

    [[nodiscard]] explanation explain(const detection_item& item, const interpretation& meaning,
                                      const rule_value& wanted) {
        ++parts_;
        explanation made{explanation_kind::value, false, wanted.text, {}, {}, type_of(wanted.kind)};
        const auto compiled = compiler_.compile(item, meaning, wanted);
        if (!compiled) { return made; }
        scratch_.answers.resize(predicates_.size());
        made.holds = evaluator_.holds(*compiled);
        if (made.holds) { show_parts(*compiled, made); }
        return made;
    }

    [[nodiscard]] static value_type type_of(value_kind kind) noexcept {
        switch (kind) {
        case value_kind::null: return value_type::null;
        case value_kind::boolean: return value_type::boolean;
        case value_kind::number: return value_type::number;
        case value_kind::text: break;
        }
        return value_type::text;
    }

    [[nodiscard]] static std::string key_of(const detection_item& item) {
        std::string key = item.is_keyword() ? "keywords" : item.field;
        for (const auto each : item.modifiers) { key.append("|").append(name(each)); }
        return key;
    }

    /// Whether one more value of the event may be copied: a rule can ask of the same long text thousands of times.
    [[nodiscard]] bool may_show(const value_text& text) noexcept {
        constexpr std::size_t most_shown = std::size_t{16} << 20U;
        shown_ += text.exists() ? text.view().size() : 0;
        return shown_ <= most_shown;
    }

    /// The field's name in the event, and its content.
    void show_field(std::string_view name, explanation& made) {
        for (const auto& [in_rule, in_event] : aliases_) {
            if (in_rule == name) {
                name = in_event;
                made.text.append(" (").append(name).append(")");
                break;
            }
        }
        const auto field = fields_.find(name);
        const auto content = field ? row_[*field] : value{};
        const auto show = [&](const value& plain, bool is_element) {
            const value_text text{plain};
            if (!may_show(text)) { return; }
            made.seen.push_back({std::string{name}, std::string{text.view()}, {}, plain.type(), is_element});
        };
        if (content.type() != value_type::list || content.as_list().empty()) { return show(content, false); }
        for (const auto& element : content.as_list()) { show(element, true); }
    }

    /// The parts of the event's values at which the predicates below a node hold.
    void show_parts(node_id id, explanation& made) {
        const auto& node = expressions_[id];
        for (const auto child : expressions_.children(node)) { show_parts(child, made); }
        if (node.kind != node_kind::predicate || !evaluator_.ask(node.operand)) { return; }
        const auto& asked = predicates_[node.operand];
        const auto show = [&](const value& plain) {
            const value_text text{plain};
            if (!text.exists() || !may_show(text)) { return; }
            if (const auto part = part_of(asked.test, text.view())) {
                made.seen.push_back({std::string{name_of(asked.field)}, std::string{text.view()}, part, plain.type()});
            }
        };
        if (asked.field == any_field) {
            for (const auto& plain : row_.values()) { show(plain); }
            if (!row_.raw_text().empty()) { show(value::of(row_.raw_text())); }
        } else if (asked.field != no_slot) {
            for_each_plain(row_[asked.field], show);
        }
    }

    [[nodiscard]] std::string_view name_of(slot field) const noexcept {
        return field == any_field ? std::string_view{} : fields_.name(field);
    }

    [[nodiscard]] std::optional<text_span> part_of(const value_test& test, std::string_view text) {
        if (const auto* wanted = std::get_if<text_test>(&test)) { return wanted->pattern.find(text); }
        if (const auto* wanted = std::get_if<regex_test>(&test)) {
            const auto* const expression = wanted->expression();
            return expression == nullptr ? std::nullopt : expression->find(text, scratch_.repaired);
        }
        return std::nullopt;
    }

    template <class Visit>
    static void for_each_plain(const value& content, Visit visit) {
        if (content.is_missing()) { return; }
        if (content.type() != value_type::list) {
            visit(content);
            return;
        }
        for (const auto& element : content.as_list()) { visit(element); }
    }

    const event_row& row_;
    const field_table& fields_;
    field_aliases aliases_;
    pattern_budget* patterns_ = nullptr; // of the rule that is being explained
    predicate_builder predicates_;
    expression_builder expressions_;
    match_scratch scratch_;
    rule_compiler compiler_;
    evaluator evaluator_;
    std::unordered_map<std::string_view, std::size_t> selections_; // the first of each name
    std::vector<std::optional<bool>> answers_;                     // of each selection that was explained
    std::size_t parts_ = 0;                                        // of the explanation so far
    std::size_t shown_ = 0;                                        // bytes of the event's values in it
};

} // namespace VARSIGMA_NAMESPACE::detail

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE explanation explain(const detection_rule& rule, const event_row& row, const field_table& fields,
                                    const route& seen, regex_limits limits) {
    return detail::explainer{row, fields, limits}.explain(rule, seen);
}

} // namespace VARSIGMA_NAMESPACE
