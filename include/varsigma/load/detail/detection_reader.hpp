// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/known_keys.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/value_reader.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/load/detail/yaml_scalar.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/detail/suggest_modifier.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/modifier.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::yaml {

/// Reads what stands below the names of selections. Source: Sigma specification 2.1.0, "Detection".
class detection_reader {
public:
    explicit detection_reader(reporter& report) noexcept : report_(&report) {}

    /// The detection below `name`, or nothing, with an error. O(size); recursion is bounded by the document's depth.
    [[nodiscard]] std::optional<detection> read(const node& body) { return read_body(body); }

private:
    std::optional<detection> read_body(const node& body) {
        if (body.kind == node_kind::mapping) return read_map(body);
        if (body.kind == node_kind::sequence) return read_list(body);
        const node* const only = &body;
        return read_keywords({&only, 1}, false, body.position);
    }

    std::optional<detection> read_map(const node& map) {
        if (map.entries.empty()) return empty(map);
        detection read;
        read.form = detection_form::all_of;
        read.position = map.position;
        read.children.reserve(map.entries.size());
        bool complete = true;
        for (const auto& entry : map.entries) {
            auto item = read_item(entry);
            complete = complete && item;
            if (item) read.children.push_back(std::move(*item));
        }
        if (!complete) return std::nullopt;
        return read;
    }

    std::optional<detection> read_list(const node& list) {
        if (list.items.empty()) return empty(list);
        const auto is_plain = [](const node* item) { return item->kind == node_kind::scalar; };
        if (std::all_of(list.items.begin(), list.items.end(), is_plain)) {
            return read_keywords(list.items, true, list.position);
        }
        detection read;
        read.form = detection_form::any_of;
        read.position = list.position;
        read.children.reserve(list.items.size());
        bool complete = true;
        for (const auto* item : list.items) {
            auto child = read_body(*item);
            complete = complete && child;
            if (child) read.children.push_back(std::move(*child));
        }
        if (!complete) return std::nullopt;
        return read;
    }

    std::optional<detection> read_keywords(std::span<const node* const> values, bool is_list, source_position at) {
        detection read;
        read.position = at;
        read.item.position = values.front()->position;
        read.item.is_list = is_list;
        if (!read_values(values, read.item.values)) return std::nullopt;
        for (const auto* value : values) {
            if (value->tag == scalar_tag::plain && is_like_item(value->text, !is_list)) {
                report_->warning(
                    diagnostic_code::unquoted_text, value->position,
                    varsigma::quoted(value->text) + " is a keyword, as no blank follows the colon",
                    "write a blank there if a field's name ends with the colon, or else the keyword in quotes");
            }
        }
        return read;
    }

    /// Whether an unquoted keyword was probably meant as a field with a value: `EventID:4624`, `Image|endswith:\x`.
    /// Without modifiers only where it stands `alone`, since keywords in lists may well be such words.
    static bool is_like_item(std::string_view text, bool alone) {
        const auto colon = text.find(':');
        if (colon == std::string_view::npos || colon < 2 || colon + 1 == text.size()) return false;
        const auto key = parse_field_key(text.substr(0, colon));
        if (key.error) return false;
        const auto is_in_names = [](char c) {
            const char folded = fold_ascii(c);
            return (folded >= 'a' && folded <= 'z') || is_digit(c) || c == '_' || c == '.' || c == '-';
        };
        if (!std::all_of(key.field.begin(), key.field.end(), is_in_names)) return false;
        const char next = text[colon + 1];
        return !key.modifiers.empty() || (alone && next != '/' && next != ':');
    }

    std::optional<detection> read_item(const map_entry& entry) {
        const auto key = parse_field_key(entry.key->text);
        const auto at = entry.key->position;
        if (key.error == diagnostic_code::unknown_modifier) {
            report_->error(*key.error, at,
                           "unknown modifier " + varsigma::quoted(key.offending) + " in " +
                               varsigma::quoted(entry.key->text),
                           modifier_suggestion(key.offending));
            return std::nullopt;
        }
        if (key.error) {
            report_->error(*key.error, at, "too many modifiers in " + varsigma::quoted(entry.key->text));
            return std::nullopt;
        }
        detection read;
        read.position = at;
        read.item.position = at;
        read.item.field = key.field;
        read.item.modifiers = key.modifiers;
        const auto& value = *entry.value;
        switch (value.kind) {
        case node_kind::scalar: {
            const node* const only = &value;
            if (!read_values({&only, 1}, read.item.values)) return std::nullopt;
            break;
        }
        case node_kind::sequence:
            read.item.is_list = true;
            if (value.items.empty()) {
                read.item.values.push_back(rule_value::of_null(value.position));
            } else if (!read_values(value.items, read.item.values)) {
                return std::nullopt;
            }
            break;
        case node_kind::mapping:
            report_->error(diagnostic_code::wrong_type, value.position,
                           varsigma::quoted(entry.key->text) + " takes a value or a list of values, not a map",
                           map_advice(entry));
            return std::nullopt;
        }
        return read;
    }

    bool read_values(std::span<const node* const> values, std::vector<rule_value>& read) {
        const auto errors = report_->errors();
        read.reserve(values.size());
        for (const auto* value : values) read_value(*value, read);
        return report_->errors() == errors;
    }

    void read_value(const node& value, std::vector<rule_value>& read) {
        if (value.kind != node_kind::scalar) {
            report_->error(diagnostic_code::wrong_type, value.position,
                           wrong_kind("a value in a list", "text, a number, a boolean or null", value),
                           value.kind == node_kind::mapping
                               ? "write a text that holds a colon and a blank, or begins with {, in quotes"
                               : "write a text that begins with [ or a dash in quotes");
            return;
        }
        const auto add = [&](value_kind kind) -> rule_value& {
            auto& made = read.emplace_back();
            made.kind = kind;
            made.position = value.position;
            if (kind != value_kind::null) made.text = std::string{value.text};
            return made;
        };
        const auto found = typed(value);
        switch (found.type) {
        case scalar_type::null: add(value_kind::null); return;
        case scalar_type::boolean: add(value_kind::boolean).boolean = found.boolean; return;
        case scalar_type::number:
            if (found.unusual) {
                char buffer[number_text_size];
                report_->warning(diagnostic_code::unusual_number, value.position,
                                 varsigma::quoted(value.text) + " is the number " +
                                     std::string{to_text(found.numeric, buffer)},
                                 "write it in quotes if its text is meant");
            }
            add(value_kind::number).numeric = found.numeric;
            return;
        case scalar_type::text: add(value_kind::text).double_quoted = value.double_quoted; return;
        case scalar_type::malformed: break;
        }
        report_->error(diagnostic_code::value_kind, value.position,
                       varsigma::quoted(value.text) + " is not a value of the kind it looks like or is tagged as",
                       "write it in quotes if its text is meant");
    }

    /// What to do about a map below a field: `{GUID}` was meant as text, `a: {b: 1}` as a member of an object.
    static std::string map_advice(const map_entry& entry) {
        const auto& entries = entry.value->entries;
        if (entries.empty() || is_null(*entries.front().value)) return "write a text that begins with { in quotes";
        std::string advice = "write the member of an object as ";
        advice += varsigma::quoted(std::string{entry.key->text} + '.' + std::string{entries.front().key->text});
        return advice;
    }

    std::nullopt_t empty(const node& body) {
        report_->error(diagnostic_code::empty_detection, body.position, "there is nothing to test");
        return std::nullopt;
    }

    reporter* report_;
};

/// Appends the conditions in `value`, a text or a list of texts; anything else is an error.
inline void read_conditions(const node& value, reporter& report, std::vector<condition>& conditions) {
    const auto read = [&](const node& text) {
        if (!read_text(text, "condition", strictness::exact, report)) return;
        condition made;
        made.text = text.text;
        made.position = text.text_position;
        conditions.push_back(std::move(made));
    };
    if (value.kind != node_kind::sequence) {
        read(value);
        return;
    }
    if (value.items.empty()) {
        report.error(diagnostic_code::missing_key, value.position, "the list of conditions is empty");
        return;
    }
    conditions.reserve(value.items.size());
    for (const auto* item : value.items) read(*item);
}

/// Appends the selection that an entry of `detection` or `filter` defines; on errors nothing.
inline void read_selection(const map_entry& entry, reporter& report, std::vector<named_detection>& selections) {
    if (is_null(*entry.value)) {
        report.error(diagnostic_code::empty_detection, entry.key->position,
                     "the selection " + varsigma::quoted(entry.key->text) + " is empty",
                     "indent what it tests below it");
        return;
    }
    auto body = detection_reader{report}.read(*entry.value);
    if (!body) return;
    selections.push_back({std::string{entry.key->text}, std::move(*body), entry.key->position});
}

} // namespace VARSIGMA_NAMESPACE::yaml
