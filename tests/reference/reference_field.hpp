// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "reference_number.hpp"

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace reference {

/// What an event says about one field name. A single value is a list of one; nested lists are flattened.
struct field_state {
    bool present = false;
    bool has_value = false; ///< null and the empty list are values, objects are not
    std::vector<const nlohmann::json*> values;
};

inline void flatten(const nlohmann::json& value, std::vector<const nlohmann::json*>& into) {
    if (!value.is_array()) {
        into.push_back(&value);
        return;
    }
    for (const auto& element : value) { flatten(element, into); }
}

/// Whether it holds anything but objects: null and the empty list count, also as elements.
inline bool holds_value(const nlohmann::json& value) {
    if (!value.is_array()) { return !value.is_object(); }
    return value.empty() || std::any_of(value.begin(), value.end(), holds_value);
}

/// Adds what else was found. Objects are no values: without one beside them they are kept only where there is nothing
/// else.
inline void merge(field_state& into, const field_state& more) {
    into.present = into.present || more.present;
    if (into.has_value != more.has_value) {
        if (into.has_value) { return; }
        into.values.clear();
        into.has_value = true;
    }
    for (const auto* one : more.values) {
        if (std::find(into.values.begin(), into.values.end(), one) == into.values.end()) { into.values.push_back(one); }
    }
}

/// What a value says about the field that it is.
inline field_state state_of(const nlohmann::json& value) {
    field_state state;
    state.present = true;
    flatten(value, state.values);
    state.has_value = holds_value(value);
    return state;
}

/// A dotted name's parts; and what they are when they are joined again.
inline std::vector<std::string> parts_of(std::string name) {
    std::vector<std::string> parts;
    for (auto dot = name.find('.'); dot != std::string::npos; dot = name.find('.')) {
        parts.push_back(name.substr(0, dot));
        name.erase(0, dot + 1);
    }
    parts.push_back(name);
    return parts;
}

/// Looks up what the parts of a name from `begin` on lead to below `holder`. Keys may join parts; in each object the
/// longest key that leads to a value is taken. In an array every element is asked for itself, and what they give is one
/// list.
inline field_state find_parts(const nlohmann::json& holder, const std::vector<std::string>& parts, std::size_t begin) {
    field_state state;
    if (holder.is_array()) {
        for (const auto& element : holder) { merge(state, find_parts(element, parts, begin)); }
    }
    if (!holder.is_object()) { return state; }
    for (std::size_t end = parts.size(); end > begin && !state.has_value; --end) {
        std::string key = parts[begin];
        for (std::size_t at = begin + 1; at < end; ++at) { key += "." + parts[at]; }
        const auto found = holder.find(key);
        if (found == holder.end()) { continue; }
        merge(state, end == parts.size() ? state_of(*found) : find_parts(*found, parts, end));
    }
    return state;
}

/// What an event says about a field, by its name.
inline field_state find_field(const nlohmann::json& event, const std::string& name) {
    return find_parts(event, parts_of(name), 0);
}

/// Every value that keywords search: all that is no object, no list and not null, at any depth; keys not.
inline void find_all_values(const nlohmann::json& holder, std::vector<const nlohmann::json*>& into) {
    if (holder.is_structured()) {
        for (const auto& inner : holder) { find_all_values(inner, into); }
    } else if (!holder.is_null()) {
        into.push_back(&holder);
    }
}

/// A value as the tests on text see it: nothing for null and for objects.
inline std::optional<std::string> text_of(const nlohmann::json& value) {
    if (value.is_string()) { return value.get_ref<const std::string&>(); }
    if (value.is_boolean()) { return value.get<bool>() ? "true" : "false"; }
    if (value.is_number()) { return event_number_text(value); }
    return std::nullopt;
}

/// A value as the tests on numbers see it: nothing but numbers and the texts of plain decimal numbers.
inline std::optional<exact> number_of(const nlohmann::json& value) {
    if (value.is_number()) { return event_number(value); }
    if (value.is_string()) { return decimal_number(value.get_ref<const std::string&>()); }
    return std::nullopt;
}

} // namespace reference
