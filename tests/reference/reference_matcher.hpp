// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "reference_condition.hpp"
#include "reference_encoding.hpp"
#include "reference_field.hpp"
#include "reference_network.hpp"
#include "reference_number.hpp"
#include "reference_text.hpp"
#include "reference_time.hpp"

#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/document.hpp>

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace reference {

struct reference_options {
    std::map<std::string, std::string> aliases;                   ///< a rule's field name -> the event's
    std::map<std::string, std::vector<std::string>> placeholders; ///< for `expand`
    std::string raw_text; ///< the log line, for keywords; empty if there is none
};

namespace detail {

using varsigma::comparison;
using varsigma::interpretation;
using varsigma::rule_value;
using varsigma::test_kind;
using varsigma::value_kind;

inline bool relation_holds(const exact& left, comparison relation, const exact& right) {
    const auto order = compare(left, right);
    if (!order) { return false; }
    switch (relation) {
    case comparison::equal: return *order == 0;
    case comparison::gt: return *order > 0;
    case comparison::gte: return *order >= 0;
    case comparison::lt: return *order < 0;
    case comparison::lte: return *order <= 0;
    }
    return false;
}

inline exact rule_number(const rule_value& value) {
    if (const auto read = yaml_number(value.text)) { return *read; }
    return exact_of(value.numeric.approximate());
}

/// A rule's value where a modifier wants text.
inline std::string rule_text(const rule_value& value) {
    switch (value.kind) {
    case value_kind::boolean: return value.boolean ? "true" : "false";
    case value_kind::number: return number_text(rule_number(value));
    case value_kind::null:
    case value_kind::text: break;
    }
    return value.text;
}

/// The pattern with `%name%` replaced, in every way that the supplied values allow; `\%` is a percent sign. A name is
/// made of letters, digits, `_`, `-`, `.` and whatever is not ASCII.
inline std::vector<pattern> expanded(const std::string& text, const reference_options& options) {
    const auto in_name = [](char32_t c) { return is_word_character(c) || c == U'-' || c == U'.' || c >= 0x80; };
    const characters from = to_characters(text);
    std::vector<pattern> forms(1);
    for (std::size_t at = 0; at < from.size(); ++at) {
        std::size_t end = at + 1;
        while (end < from.size() && in_name(from[end])) { ++end; }
        std::vector<pattern> choices;
        if (from[at] == U'\\' && at + 1 < from.size() && from[at + 1] == U'%') {
            choices.push_back(literal_pattern("%"));
            at += 1;
        } else if (from[at] == U'%' && end > at + 1 && end < from.size() && from[end] == U'%') {
            for (const auto& value : options.placeholders.at(to_bytes(from.substr(at + 1, end - at - 1)))) {
                choices.push_back(parse_pattern(value));
            }
            at = end;
        } else {
            const auto next = at + 1 < from.size() ? from[at + 1] : U' ';
            const bool escape = from[at] == U'\\' && (next == U'\\' || next == U'*' || next == U'?');
            choices.push_back(parse_pattern(to_bytes(from.substr(at, escape ? 2 : 1))));
            at += escape ? 1 : 0;
        }
        std::vector<pattern> longer;
        for (const auto& form : forms) {
            for (const auto& choice : choices) {
                longer.push_back(form);
                for (const auto& part : choice) { longer.back().push_back(part); }
            }
        }
        forms = longer;
    }
    return forms;
}

/// Evaluates the items of one rule on one event.
class item_matcher {
public:
    item_matcher(const nlohmann::json& event, const reference_options& options) : event_(event), options_(options) {}

    [[nodiscard]] bool matches(const varsigma::detection& body) const {
        switch (body.form) {
        case varsigma::detection_form::item: return matches(body.item);
        case varsigma::detection_form::all_of:
            return std::all_of(body.children.begin(), body.children.end(),
                               [this](const auto& child) { return matches(child); });
        case varsigma::detection_form::any_of:
            return std::any_of(body.children.begin(), body.children.end(),
                               [this](const auto& child) { return matches(child); });
        }
        return false;
    }

private:
    [[nodiscard]] bool matches(const varsigma::detection_item& item) const {
        const auto read = varsigma::interpret(item.modifiers);
        if (read.error) { throw std::runtime_error("an illegal chain of modifiers on " + item.field); }
        const auto state = item.is_keyword() ? field_state{} : field_named(item.field);
        bool any = false;
        bool all = true;
        for (const auto& value : item.values) {
            // what `expand` gives are values of their own; without any, the value never matches
            const auto texts = read.meaning.expand ? expanded(rule_text(value), options_)
                                                   : std::vector<pattern>{parse_pattern(rule_text(value))};
            all = all && !texts.empty();
            for (const auto& text : texts) {
                const bool one = item.is_keyword() ? keyword_matches(value, text, read.meaning)
                                                   : value_matches(state, value, text, read.meaning);
                any = any || one;
                all = all && one;
            }
        }
        return (read.meaning.all ? all : any) != read.meaning.negated;
    }

    [[nodiscard]] field_state field_named(const std::string& name) const {
        const auto alias = options_.aliases.find(name);
        return find_field(event_, alias == options_.aliases.end() ? name : alias->second);
    }

    [[nodiscard]] bool value_matches(const field_state& state, const rule_value& value, const pattern& text,
                                     const interpretation& meaning) const {
        if (meaning.kind == test_kind::exists) { return state.present == value.boolean; }
        if (meaning.kind == test_kind::value && value.kind == value_kind::null) {
            return state.values.empty() || std::any_of(state.values.begin(), state.values.end(),
                                                       [](const auto* one) { return one->is_null(); });
        }
        return std::any_of(state.values.begin(), state.values.end(),
                           [&](const auto* one) { return element_matches(*one, value, text, meaning); });
    }

    [[nodiscard]] bool element_matches(const nlohmann::json& element, const rule_value& value, const pattern& text,
                                       const interpretation& meaning) const {
        switch (meaning.kind) {
        case test_kind::value: break;
        case test_kind::exists: return false; // asked above
        case test_kind::compare: {
            const auto number = number_of(element);
            return number && relation_holds(*number, meaning.relation, rule_number(value));
        }
        case test_kind::time_of_day: {
            if (!element.is_string()) { return false; }
            const auto part = time_part_of(element.get_ref<const std::string&>(), meaning.part);
            return part && relation_holds(exact_of(*part), meaning.relation, rule_number(value));
        }
        case test_kind::field: return field_matches(element, literal_bytes(text).value(), meaning);
        case test_kind::regex: {
            const auto found = text_of(element);
            return found && regex_matches(value.text, *found, meaning);
        }
        case test_kind::cidr: {
            if (!element.is_string()) { return false; }
            return network_holds(literal_bytes(text).value(), element.get_ref<const std::string&>());
        }
        }
        const bool as_text =
            meaning.open_before || meaning.open_after || meaning.windash || meaning.encoding_count != 0;
        if (!as_text && value.kind == value_kind::boolean) { return equals_boolean(element, value.boolean); }
        if (!as_text && value.kind == value_kind::number) {
            const auto number = number_of(element);
            return number && *number == rule_number(value);
        }
        const auto found = text_of(element);
        return found && text_matches(text, *found, meaning, meaning.open_before, meaning.open_after);
    }

    [[nodiscard]] static bool equals_boolean(const nlohmann::json& element, bool truth) {
        if (element.is_boolean()) { return element.get<bool>() == truth; }
        return element.is_string() &&
               pattern_matches(literal_pattern(truth ? "true" : "false"), element.get_ref<const std::string&>(), false);
    }

    [[nodiscard]] static bool text_matches(const pattern& wanted, const std::string& found,
                                           const interpretation& meaning, bool open_before, bool open_after) {
        for (const auto& form : alternatives(wanted, meaning)) {
            if (pattern_matches(with_open_ends(form, open_before, open_after), found, meaning.cased)) { return true; }
        }
        return false;
    }

    /// What `windash` and the encodings make of a value.
    [[nodiscard]] static std::vector<pattern> alternatives(pattern parsed, const interpretation& meaning) {
        if (meaning.windash) { parsed = with_any_dashes(parsed); }
        if (meaning.encoding_count == 0) { return {parsed}; }
        const auto plain = literal_bytes(parsed);
        if (!plain) { throw std::runtime_error("a wildcard in text to be encoded"); }
        std::vector<std::string> forms{*plain};
        for (const auto step : meaning.encoding_steps()) {
            std::vector<std::string> next;
            for (const auto& form : forms) {
                for (auto& encoded : encoded_forms(form, step)) { next.push_back(encoded); }
            }
            forms = next;
        }
        std::vector<pattern> all;
        for (const auto& form : forms) { all.push_back(literal_pattern(form)); }
        return all;
    }

    [[nodiscard]] static bool regex_matches(const std::string& written, const std::string& text,
                                            const interpretation& meaning) {
        std::string flags;
        if (meaning.regex_ignore_case) { flags += 'i'; }
        if (meaning.regex_multi_line) { flags += 'm'; }
        if (meaning.regex_dot_all) { flags += 's'; }
        const RE2 expression{flags.empty() ? written : "(?" + flags + ")" + written, RE2::Quiet};
        if (!expression.ok()) { throw std::runtime_error("not a regular expression: " + written); }
        return RE2::PartialMatch(repaired(text), expression);
    }

    /// The other field's values count as if they stood in the rule, without escapes and wildcards.
    [[nodiscard]] bool field_matches(const nlohmann::json& element, const std::string& other,
                                     const interpretation& meaning) const {
        const auto state = field_named(other);
        const bool anchored = meaning.open_before || meaning.open_after;
        for (const auto* value : state.values) {
            if (!anchored && value->is_boolean()) {
                if (equals_boolean(element, value->get<bool>())) { return true; }
                continue;
            }
            if (!anchored && value->is_number()) {
                const auto number = number_of(element);
                if (number && *number == event_number(*value)) { return true; }
                continue;
            }
            const auto left = text_of(element);
            const auto right = text_of(*value);
            if (!left || !right) { continue; }
            const auto wanted = with_open_ends(literal_pattern(*right), meaning.open_before, meaning.open_after);
            if (pattern_matches(wanted, *left, meaning.cased)) { return true; }
        }
        return false;
    }

    [[nodiscard]] bool keyword_matches(const rule_value& value, const pattern& wanted,
                                       const interpretation& meaning) const {
        if (value.kind == value_kind::null) { return false; }
        std::vector<const nlohmann::json*> values;
        find_all_values(event_, values);
        std::vector<std::string> texts;
        for (const auto* one : values) { texts.push_back(text_of(*one).value_or("")); }
        if (!options_.raw_text.empty()) { texts.push_back(options_.raw_text); }
        return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
            if (meaning.kind == test_kind::regex) { return regex_matches(value.text, text, meaning); }
            if (meaning.kind != test_kind::value) { throw std::runtime_error("a modifier that needs a field"); }
            return text_matches(wanted, text, meaning, true, true);
        });
    }

    const nlohmann::json& event_;      // NOLINT(cppcoreguidelines-avoid-const-or-ref-data-members): lives for one call
    const reference_options& options_; // NOLINT(cppcoreguidelines-avoid-const-or-ref-data-members): as above
};

} // namespace detail

/// Whether a rule matches an event, by the letter of the semantics.
///
/// The rule is one that `validate` accepts; for others the outcome is unspecified, or std::runtime_error is thrown.
inline bool reference_matches(const varsigma::detection_rule& rule, const nlohmann::json& event,
                              const reference_options& options = {}) {
    const detail::item_matcher items{event, options};
    selection_outcomes outcomes;
    for (const auto& selection : rule.selections) {
        outcomes.emplace_back(selection.name, items.matches(selection.body));
    }
    bool any = false;
    for (const auto& condition : rule.conditions) { any = condition_reader{condition.text}.read()(outcomes) || any; }
    return any;
}

} // namespace reference
