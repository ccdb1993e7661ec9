// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/model_layout.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/detail/value_problem.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/modifier.hpp>
#include <varsigma/rule/placeholders.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

// What all that follows a rule's model relies on, and `validate` sees to: looked at again by each of them, since a
// program can build a rule by hand, or change one that was validated.

namespace VARSIGMA_NAMESPACE::detail {

[[nodiscard]] inline diagnostic not_validated(const rule_origin& origin, source_position position,
                                              std::string_view what) {
    diagnostic error;
    error.code = diagnostic_code::not_validated;
    error.file = origin.file;
    error.position = known_or(position, origin.position);
    error.message = "the rule did not go through validate, or was changed since: ";
    error.message += what;
    error.suggestion = "call validate and take the rule only if it says true";
    return error;
}

[[nodiscard]] inline diagnostic nested_too_deeply(const rule_origin& origin, source_position position,
                                                  std::string_view what) {
    auto error = not_validated(origin, position, {});
    error.code = diagnostic_code::rule_too_large;
    error.message = std::string{what} + " is nested more than " + std::to_string(deepest_model) + " deep";
    error.suggestion = "split the rule";
    return error;
}

/// Whether no more than `left` maps and lists stand inside each other. Visits no deeper.
[[nodiscard]] inline bool is_nested_within(const detection& body, std::size_t left) {
    if (body.form == detection_form::item) { return true; }
    if (left == 0) { return false; }
    for (const auto& child : body.children) {
        if (!is_nested_within(child, left - 1)) { return false; }
    }
    return true;
}

/// What makes a rule unfit to be followed at all: conditions whose trees are not those of their texts, detections that
/// are nested too deeply for any stack. O(rule).
[[nodiscard]] inline std::optional<diagnostic> structural_fault(const detection_rule& rule) {
    if (rule.conditions.empty()) { return not_validated(rule.origin, {}, "it has no condition"); }
    for (const auto& each : rule.conditions) {
        std::vector<condition_node> nodes;
        const auto parsed = parse_condition(each.text, nodes, deepest_model);
        if (parsed.error == diagnostic_code::condition_too_deep) {
            return nested_too_deeply(rule.origin, each.position, "a condition");
        }
        if (parsed.error || parsed.root != each.root || nodes != each.nodes) {
            return not_validated(rule.origin, each.position, "the tree of a condition is not that of its text");
        }
    }
    for (const auto& each : rule.selections) {
        if (!is_nested_within(each.body, deepest_model)) {
            return nested_too_deeply(rule.origin, each.position, "selection " + varsigma::quoted(each.name));
        }
    }
    return std::nullopt;
}

struct part_fault {
    diagnostic_code code;
    std::string_view what; ///< a constant
};

/// What is wrong with an item that `validate` would have refused.
[[nodiscard]] inline std::optional<part_fault> fault_in(const detection_item& item) {
    if (item.values.empty()) { return part_fault{diagnostic_code::empty_detection, "an item without values"}; }
    if (item.modifiers.contains(modifier::expand)) {
        return part_fault{diagnostic_code::unknown_placeholder, "placeholders that were not replaced"};
    }
    const auto chain = interpret(item.modifiers);
    if (chain.error) { return part_fault{*chain.error, "modifiers that cannot stand together"}; }
    if (item.is_keyword() && !can_be_keyword(chain.meaning)) {
        return part_fault{diagnostic_code::modifier_without_field, "modifiers that need the name of a field"};
    }
    if (chain.meaning.kind == test_kind::exists && item.values.size() != 1) {
        return part_fault{diagnostic_code::value_kind, "exists with several values"};
    }
    for (const auto& value : item.values) {
        if (const auto problem = problem_of(chain.meaning, value.view()); problem != value_problem::none) {
            return part_fault{code_of(problem), "a value that its modifiers cannot take"};
        }
    }
    return std::nullopt;
}

/// The first thing that is wrong with the parts of a detection. Precondition: it is not nested too deeply.
[[nodiscard]] inline std::optional<part_fault> fault_in(const detection& body) {
    if (body.form == detection_form::item) { return fault_in(body.item); }
    if (body.children.empty() && !is_expanded_constant(body)) {
        return part_fault{diagnostic_code::empty_detection, "a map or list without content"};
    }
    for (const auto& child : body.children) {
        if (auto fault = fault_in(child)) { return fault; }
    }
    return std::nullopt;
}

/// The first sign that `validate` has not accepted the rule as it is: a structural fault, or parts that it would have
/// refused, under the code that it would have given. O(rule).
[[nodiscard]] inline std::optional<diagnostic> fault_of(const detection_rule& rule) {
    if (auto fault = structural_fault(rule)) { return fault; }
    std::unordered_set<std::string_view> names;
    for (const auto& each : rule.selections) {
        if (!names.insert(each.name).second) {
            return not_validated(rule.origin, each.position,
                                 "selection " + varsigma::quoted(each.name) + " is there twice");
        }
        if (const auto fault = fault_in(each.body)) {
            auto error = not_validated(rule.origin, each.position,
                                       "selection " + varsigma::quoted(each.name) + " has " + std::string{fault->what});
            error.code = fault->code;
            return error;
        }
    }
    return std::nullopt;
}

} // namespace VARSIGMA_NAMESPACE::detail
