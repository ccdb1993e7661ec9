// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../conformance/yaml_text.hpp"

#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/modifier.hpp>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

/// From the JSON form of a `detection` (selections and `condition`) to the model, without YAML and without the loader:
/// the way for tests that are about matching. Throws std::runtime_error if the shape cannot be a rule; what `validate`
/// would find is not looked for.
namespace reference {

inline varsigma::rule_value build_value(const nlohmann::ordered_json& value) {
    using varsigma::number;
    using varsigma::rule_value;
    if (value.is_null()) { return rule_value::of_null(); }
    if (value.is_boolean()) { return rule_value::of(value.get<bool>()); }
    if (value.is_number_unsigned()) {
        return rule_value::of(number{value.get<std::uint64_t>()}, conformance::yaml_number_text(value));
    }
    if (value.is_number_integer()) {
        return rule_value::of(number{value.get<std::int64_t>()}, conformance::yaml_number_text(value));
    }
    if (value.is_number()) { return rule_value::of(number{value.get<double>()}, conformance::yaml_number_text(value)); }
    if (value.is_string()) { return rule_value::of(value.get<std::string>()); }
    throw std::runtime_error("neither a value nor a list of values");
}

inline varsigma::detection build_item(std::string_view key, const nlohmann::ordered_json& values) {
    const auto parsed = varsigma::parse_field_key(key);
    if (parsed.error) { throw std::runtime_error("modifier: " + std::string{parsed.offending}); }
    if (varsigma::interpret(parsed.modifiers).error) { throw std::runtime_error("chain: " + std::string{key}); }
    varsigma::detection leaf;
    leaf.item.field = std::string{parsed.field};
    leaf.item.modifiers = parsed.modifiers;
    leaf.item.is_list = values.is_array();
    if (!values.is_array()) {
        leaf.item.values.push_back(build_value(values));
    } else if (values.empty()) {
        leaf.item.values.push_back(varsigma::rule_value::of_null());
    } else {
        for (const auto& value : values) { leaf.item.values.push_back(build_value(value)); }
    }
    return leaf;
}

inline varsigma::detection build_detection(const nlohmann::ordered_json& body) {
    varsigma::detection built;
    if (body.is_object()) {
        built.form = varsigma::detection_form::all_of;
        for (const auto& [key, values] : body.items()) { built.children.push_back(build_item(key, values)); }
        if (built.children.empty()) { throw std::runtime_error("an empty selection"); }
        return built;
    }
    if (!body.is_array()) { return build_item("", body); }
    if (body.empty()) { throw std::runtime_error("an empty selection"); }
    bool any_map = false;
    for (const auto& one : body) { any_map = any_map || one.is_structured(); }
    if (!any_map) { return build_item("", body); }
    built.form = varsigma::detection_form::any_of;
    for (const auto& one : body) { built.children.push_back(build_detection(one)); }
    return built;
}

inline varsigma::detection_rule build_rule(const nlohmann::ordered_json& detection) {
    varsigma::detection_rule rule;
    rule.metadata.title = "built";
    for (const auto& [name, body] : detection.items()) {
        if (name == "condition") {
            for (const auto& text : body.is_array() ? body : nlohmann::ordered_json::array({body})) {
                varsigma::condition condition;
                condition.text = text.get<std::string>();
                const auto parsed = varsigma::parse_condition(condition.text, condition.nodes);
                if (parsed.error) { throw std::runtime_error("condition: " + std::string{parsed.reason}); }
                condition.root = parsed.root;
                rule.conditions.push_back(std::move(condition));
            }
        } else if (name != "timeframe") {
            rule.selections.push_back({name, build_detection(body), {}});
        }
    }
    if (rule.conditions.empty()) { throw std::runtime_error("no condition"); }
    return rule;
}

} // namespace reference
