// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/validate.hpp>
#include <varsigma/static_rules/detail/rule_constant.hpp>
#include <varsigma/static_rules/detail/static_selection.hpp>
#include <varsigma/static_rules/static_rule.hpp>
#include <varsigma/text/number.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

namespace detail {

/// A value of a static rule as the loader would have read it.
[[nodiscard]] inline rule_value loaded_value(const value_view& value) {
    switch (value.kind) {
    case value_kind::null: return rule_value::of_null();
    case value_kind::boolean: return rule_value::of(value.boolean);
    case value_kind::number: {
        char digits[number_text_size];
        return rule_value::of(value.numeric, std::string{to_text(value.numeric, digits)});
    }
    case value_kind::text: break;
    }
    return rule_value::of(std::string{value.text});
}

template <class Part>
struct part_model;
template <fixed_string Key, rule_constant... Values>
struct part_model<where<Key, Values...>> {
    [[nodiscard]] static detection made() {
        using key = static_key<Key>;
        detection leaf;
        leaf.item.field = key::key.field;
        leaf.item.modifiers = key::key.modifiers;
        leaf.item.is_list = sizeof...(Values) > 1;
        (leaf.item.values.push_back(loaded_value(Values.view())), ...);
        return leaf;
    }
};
template <detection_form Form, class... Parts>
[[nodiscard]] detection branch_model() {
    detection branch;
    branch.form = Form;
    (branch.children.push_back(part_model<Parts>::made()), ...);
    return branch;
}
template <class... Parts>
struct part_model<any_of<Parts...>> {
    [[nodiscard]] static detection made() { return branch_model<detection_form::any_of, Parts...>(); }
};
template <class... Parts>
struct part_model<all_of<Parts...>> {
    [[nodiscard]] static detection made() { return branch_model<detection_form::all_of, Parts...>(); }
};

template <class Definition>
struct rule_model;
template <fixed_string Condition, class... Selections>
struct rule_model<static_rule<Condition, Selections...>> {
    static void fill(detection_rule& rule) {
        (rule.selections.push_back(
             {std::string{Selections::name.view()}, part_model<typename Selections::body>::made(), {}}),
         ...);
        condition whole;
        whole.text = Condition.view();
        rule.conditions.push_back(std::move(whole));
    }
};

} // namespace detail

/// The same rule as the loader would have made it: to explain why it matches (`explain`), to put it into a `rule_set`
/// beside rules that are loaded, to write it for other systems. Ready to be compiled. Allocates; O(size of the rule).
template <class Rule>
[[nodiscard]] detection_rule model_of() {
    detection_rule made;
    made.metadata.title = Rule::title;
    made.metadata.id = Rule::id;
    made.metadata.level = Rule::level;
    for (const std::string_view tag : Rule::tags) { made.metadata.tags.emplace_back(tag); }
    const auto named = [](std::string_view value) { return value == sources::none ? std::string_view{} : value; };
    made.source.product = named(Rule::source.product); // a rule names nothing by it
    made.source.category = named(Rule::source.category);
    made.source.service = named(Rule::source.service);
    detail::rule_model<typename Rule::definition>::fill(made);
    diagnostics warnings; // errors would not have compiled
    static_cast<void>(validate(made, {}, warnings));
    return made;
}

} // namespace VARSIGMA_NAMESPACE
