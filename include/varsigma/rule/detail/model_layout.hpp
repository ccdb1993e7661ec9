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
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

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

/// How large a rule is: the words that its model takes in an archive, and the bytes of its texts. The measure by which
/// it is decided what a rule may cost; of a rule in an archive it can be read off (`model_archive::checked_sizes`).
class model_sizer {
public:
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

    void word(std::uint32_t /*value*/) noexcept { ++size_; }
    void flag(bool /*truth*/) noexcept { ++size_; }
    template <class Enumeration>
    void choice(Enumeration /*chosen*/, Enumeration /*last*/) noexcept {
        ++size_;
    }
    void text(std::string_view text) noexcept { size_ += 2 + text.size(); }
    void numeric(number /*value*/) noexcept { size_ += 3; }
    void chain(const modifier_chain& modifiers) noexcept { size_ += 1 + modifiers.size(); }
    void tree(const condition& /*whole*/) noexcept {}
    template <class Part, class Each>
    void list(const std::vector<Part>& parts, Each each) {
        ++size_;
        for (const auto& part : parts) { each(part); }
    }
    template <class Part, class Held>
    void optional(const std::optional<Part>& part, Held held) {
        ++size_;
        if (part) { held(*part); }
    }
    template <class Inside>
    void nested(Inside inside) {
        inside();
    }

private:
    std::uint64_t size_ = 0;
};

/// The size of a rule. O(rule).
[[nodiscard]] inline std::uint64_t model_size(const detection_rule& rule) {
    model_sizer sizer;
    lay_out(sizer, rule);
    return sizer.size();
}

/// How many nodes of expressions one event may make a rule of that size visit, at the most: every value of a rule takes
/// nine words at least and is four nodes at most, so only a condition that names its selections again and again comes
/// near.
[[nodiscard]] constexpr std::uint64_t most_visited(std::uint64_t model_size) noexcept {
    constexpr std::uint64_t of_any_rule = 1024;
    return of_any_rule + model_size;
}

} // namespace VARSIGMA_NAMESPACE::detail
