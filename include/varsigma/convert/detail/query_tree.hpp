// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detection.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// What is asked of one field, or without a field of the whole event.
///
/// Refers to the rule. Normalised: `meaning.kind` is `exists` where the field must be there (the negations of that
/// stand around the test, as do those of `neq`), and has no values then; otherwise there is at least one, and several
/// are alternatives.
struct query_test {
    const detection_item* item = nullptr;
    interpretation meaning;
    std::span<const rule_value> values;

    [[nodiscard]] std::string_view field() const noexcept { return item->field; }
    [[nodiscard]] bool is_keyword() const noexcept { return item->is_keyword(); }
    [[nodiscard]] source_position position() const noexcept {
        return values.empty() || values.front().position.line == 0 ? item->position : values.front().position;
    }
};

enum class query_form : std::uint8_t {
    test,
    negation, ///< of its one child
    all_of,   ///< without children: always
    any_of,   ///< without children: never
    group,    ///< parentheses around its one child that are to stay
};

/// What a rule asks of an event, as a tree that belongs to no target.
struct query_node {
    query_form form = query_form::test;
    query_test test; ///< if `form` is `test`
    std::vector<query_node> children;

    [[nodiscard]] bool is_junction() const noexcept { return form == query_form::all_of || form == query_form::any_of; }
    [[nodiscard]] bool is_constant() const noexcept { return is_junction() && children.empty(); }
};

/// How many nodes the tree has. O(size).
[[nodiscard]] inline std::size_t size_of(const query_node& node) noexcept {
    std::size_t size = 1;
    for (const auto& child : node.children) { size += size_of(child); }
    return size;
}

[[nodiscard]] inline query_node query_constant(bool truth) {
    return {truth ? query_form::all_of : query_form::any_of, {}, {}};
}

/// A node of that form over one child.
[[nodiscard]] inline query_node query_over(query_form form, query_node child) {
    query_node made{form, {}, {}};
    made.children.push_back(std::move(child));
    return made;
}

[[nodiscard]] inline query_node negated(query_node node) {
    if (node.is_constant()) { return query_constant(node.form == query_form::any_of); }
    return query_over(query_form::negation, std::move(node));
}

/// All or any of the nodes, without the constants among them; one alone stands for itself. Precondition: `form` is
/// `all_of` or `any_of`. O(children).
[[nodiscard]] inline query_node joined(query_form form, std::vector<query_node> children) {
    query_node made{form, {}, {}};
    for (auto& child : children) {
        if (!child.is_constant()) {
            made.children.push_back(std::move(child));
        } else if (child.form != form) {
            return std::move(child); // decides the whole
        }
    }
    if (made.children.size() != 1) { return made; }
    auto only = std::move(made.children.front());
    return only;
}

} // namespace VARSIGMA_NAMESPACE::detail
