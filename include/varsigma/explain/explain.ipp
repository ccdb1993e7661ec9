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
#include <varsigma/rule/detail/logic.hpp>
#include <varsigma/rule/detail/model_fault.hpp>
#include <varsigma/rule/document.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
        explanation whole{explanation_kind::rule, false, rule.metadata.title, {}, {}};
        whole.children.push_back(
            {explanation_kind::source, seen.admits(rule.source), source_text(rule.source), {}, {}});
        // a rule that cannot be compiled does not match, and one that `validate` did not take cannot even be followed
        const auto compiled = compiler_.compile(rule);
        const auto logic = structural_fault(rule) ? result<rule_logic>{diagnostic{}} : rule_logic::of(rule);
        rule_ = &rule;
        logic_ = logic ? &*logic : nullptr;
        bool any = false;
        for (std::size_t number = 0; number < rule.conditions.size(); ++number) {
            explanation one{explanation_kind::condition, false, rule.conditions[number].text, {}, {}};
            if (!rule.aggregate && logic_ != nullptr) {
                one.children.push_back(explain(child(child(logic_->root(), number), 0)));
                one.holds = one.children.front().holds;
            }
            any = any || one.holds;
            whole.children.push_back(std::move(one));
        }
        if (!compiled) {
            whole.children.push_back({explanation_kind::refusal, false, compiled.error().message, {}, {}});
        }
        whole.holds = any && compiled.has_value() && whole.children.front().holds;
        logic_ = nullptr;
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

    [[nodiscard]] const logic_node& child(const logic_node& node, std::size_t at) const {
        return logic_->nodes()[logic_->children(node)[at]];
    }

    [[nodiscard]] explanation explain(const logic_node& node) {
        switch (node.origin) {
        case logic_origin::quantifier: return explain_quantifier(node);
        case logic_origin::selection: return explain_selection(node);
        case logic_origin::item: return explain_item(node);
        case logic_origin::value: return explain_value(logic_->items()[node.subject], *node.value);
        case logic_origin::detection: ++parts_; break;
        case logic_origin::rule:
        case logic_origin::condition:
        case logic_origin::connective: break;
        }
        const bool is_said = node.origin == logic_origin::connective; // by the condition
        const bool all =
            is_said ? node.clause->op == condition_operator::conjunction : node.part->form == detection_form::all_of;
        auto joined = node.is_negated ? explanation{explanation_kind::negation, false, "not", {}, {}}
                      : all           ? explanation{explanation_kind::all_of, false, is_said ? "and" : "all of", {}, {}}
                                      : explanation{explanation_kind::any_of, false, is_said ? "or" : "one of", {}, {}};
        return decided(node, std::move(joined));
    }

    /// Explains the children, and gives `joined` its answer from theirs.
    [[nodiscard]] explanation decided(const logic_node& node, explanation joined) {
        std::size_t held = 0;
        for (std::size_t at = 0; at < node.count; ++at) {
            joined.children.push_back(explain(child(node, at)));
            held += joined.children.back().holds ? 1U : 0U;
        }
        joined.holds = (held >= node.needed) != node.is_negated;
        return joined;
    }

    [[nodiscard]] explanation explain_quantifier(const logic_node& node) {
        const bool all = node.clause->count == condition_node::all;
        const auto pattern = node.clause->text_in(rule_->conditions[node.subject].text);
        explanation joined{all                       ? explanation_kind::all_of
                           : node.clause->count == 1 ? explanation_kind::any_of
                                                     : explanation_kind::at_least,
                           false,
                           (all ? std::string{"all"} : std::to_string(node.needed)) + " of " + std::string{pattern},
                           {},
                           {}};
        std::size_t held = 0;
        for (std::size_t at = 0; at < node.count; ++at) {
            const auto& selection = child(node, at);
            if (!is_told(selection.subject)) { joined.children.push_back(explain_selection(selection)); }
            held += *answers_[selection.subject] ? 1U : 0U;
        }
        joined.holds = held >= node.needed;
        return joined;
    }

    /// Whether a selection was explained before, and need not be again: the explanation is large already.
    [[nodiscard]] bool is_told(std::size_t selection) const noexcept {
        constexpr std::size_t large = 100'000;
        return answers_[selection].has_value() && parts_ > large;
    }

    [[nodiscard]] explanation explain_selection(const logic_node& node) {
        explanation made{explanation_kind::selection, false, rule_->selections[node.subject].name, {}, {}};
        if (!is_told(node.subject)) {
            made.children.push_back(explain(child(node, 0)));
            answers_[node.subject] = made.children.front().holds;
        }
        made.holds = *answers_[node.subject];
        return made;
    }

    [[nodiscard]] explanation explain_item(const logic_node& node) {
        ++parts_;
        const auto& item = *logic_->items()[node.subject].item;
        explanation made{explanation_kind::item, false, key_of(item), {}, {}};
        if (!item.is_keyword()) { show_field(item.field, made); }
        return decided(node, std::move(made));
    }

    [[nodiscard]] explanation explain_value(const logic_item& of, const rule_value& wanted) {
        ++parts_;
        explanation made{explanation_kind::value, false, wanted.text, {}, {}, type_of(wanted.kind)};
        const auto compiled = compiler_.compile(*of.item, of.chain.meaning, wanted);
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
    const detection_rule* rule_ = nullptr; // that is being explained
    const rule_logic* logic_ = nullptr;    // its logic, if it can be followed
    predicate_builder predicates_;
    expression_builder expressions_;
    match_scratch scratch_;
    rule_compiler compiler_;
    evaluator evaluator_;
    std::vector<std::optional<bool>> answers_; // of each selection that was explained
    std::size_t parts_ = 0;                    // of the explanation so far
    std::size_t shown_ = 0;                    // bytes of the event's values in it
};

} // namespace VARSIGMA_NAMESPACE::detail

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE explanation explain(const detection_rule& rule, const event_row& row, const field_table& fields,
                                    const route& seen, regex_limits limits) {
    return detail::explainer{row, fields, limits}.explain(rule, seen);
}

} // namespace VARSIGMA_NAMESPACE
