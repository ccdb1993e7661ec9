// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/rule/aggregation.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/modifier.hpp>
#include <varsigma/text/number.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>

// What the model of a rule consists of, part by part, once for writing and reading (`model_archive.hpp`) and for
// checking (`model_checker.hpp`). An archive has `text`, `word`, `flag`, `choice` (of an enumeration, with its last
// value), `list`, `optional`, `nested` (of what contains itself), `numeric`, `chain` and `tree` (of a condition, from
// its text).

namespace VARSIGMA_NAMESPACE::detail {

/// How deep detections nest in a rule of an archive, and parentheses and `not` in a condition: twice the limits of
/// validation unless these are raised, and within any stack.
inline constexpr std::size_t deepest_model = 128;

/// How deep in the parts of a model a reader is.
class model_depth {
public:
    /// Whether what is `inside` the next part may be read; then it is.
    template <class Inside>
    [[nodiscard]] bool enter(Inside inside) {
        if (depth_ == deepest_model) { return false; }
        ++depth_;
        inside();
        --depth_;
        return true;
    }

private:
    std::size_t depth_ = 0;
};

template <class Part, class Model>
concept part_of_model = std::same_as<std::remove_const_t<Part>, Model>;

template <class Archive>
void lay_out(Archive& archive, part_of_model<source_position> auto& position) {
    archive.word(position.line);
    archive.word(position.column);
}

/// The texts with which metadata, and so a rule, begins: the title, the id and others.
inline constexpr std::size_t metadata_texts = 9;

template <class Archive>
void lay_out(Archive& archive, part_of_model<rule_metadata> auto& about) {
    const std::array<decltype(&about.title), metadata_texts> texts{&about.title,       &about.id,      &about.name,
                                                                   &about.description, &about.author,  &about.date,
                                                                   &about.modified,    &about.license, &about.taxonomy};
    for (auto* const text : texts) { archive.text(*text); }
    archive.choice(about.level, severity_level::critical);
    archive.choice(about.status, rule_status::unsupported);
    for (auto* const list : {&about.references, &about.tags, &about.falsepositives, &about.fields, &about.scope}) {
        archive.list(*list, [&](auto& text) { archive.text(text); });
    }
    archive.list(about.related, [&](auto& relation) {
        archive.text(relation.first);
        archive.text(relation.second);
    });
}

template <class Archive>
void lay_out(Archive& archive, part_of_model<rule_value> auto& value) {
    archive.choice(value.kind, value_kind::text);
    archive.flag(value.boolean);
    archive.numeric(value.numeric);
    archive.text(value.text);
    lay_out(archive, value.position);
}

template <class Archive>
void lay_out(Archive& archive, part_of_model<detection_item> auto& item) {
    archive.text(item.field);
    archive.chain(item.modifiers);
    archive.list(item.values, [&](auto& value) { lay_out(archive, value); });
    archive.flag(item.is_list);
    lay_out(archive, item.position);
}

template <class Archive>
void lay_out(Archive& archive, part_of_model<detection> auto& tree) {
    archive.nested([&] {
        archive.choice(tree.form, detection_form::any_of);
        lay_out(archive, tree.item);
        archive.list(tree.children, [&](auto& child) { lay_out(archive, child); });
        lay_out(archive, tree.position);
    });
}

template <class Archive>
void lay_out(Archive& archive, part_of_model<named_detection> auto& named) {
    archive.text(named.name);
    lay_out(archive, named.body);
    lay_out(archive, named.position);
}

template <class Archive>
void lay_out(Archive& archive, part_of_model<condition> auto& whole) {
    archive.text(whole.text);
    archive.tree(whole);
    lay_out(archive, whole.position);
}

template <class Archive>
void lay_out(Archive& archive, part_of_model<aggregation> auto& asked) {
    archive.text(asked.text);
    archive.choice(asked.function, aggregation_function::near);
    archive.text(asked.field);
    archive.list(asked.group_by, [&](auto& field) { archive.text(field); });
    archive.choice(asked.relation, comparison::lte);
    archive.numeric(asked.threshold);
    archive.text(asked.timeframe);
}

template <class Archive>
void lay_out(Archive& archive, part_of_model<detection_rule> auto& rule) {
    lay_out(archive, rule.metadata);
    archive.text(rule.origin.file);
    lay_out(archive, rule.origin.position);
    archive.text(rule.source.product);
    archive.text(rule.source.category);
    archive.text(rule.source.service);
    archive.text(rule.source.definition);
    archive.list(rule.selections, [&](auto& named) { lay_out(archive, named); });
    archive.list(rule.conditions, [&](auto& whole) { lay_out(archive, whole); });
    archive.text(rule.timeframe);
    archive.optional(rule.aggregate, [&](auto& asked) { lay_out(archive, asked); });
}

} // namespace VARSIGMA_NAMESPACE::detail
