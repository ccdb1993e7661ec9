// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "reference_number.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace reference {

/// What an event says about one field name. A single value is a list of one; nested lists are flattened.
struct field_state {
    bool present = false;
    std::vector<const nlohmann::json*> values;
};

inline void flatten(const nlohmann::json& value, std::vector<const nlohmann::json*>& into) {
    if (!value.is_array()) {
        into.push_back(&value);
        return;
    }
    for (const auto& element : value) { flatten(element, into); }
}

/// Looks a name up below `holder`: the key as a whole wins in each object, otherwise the path by its first dot. In an
/// array every element is asked for itself, and what they give is one list.
inline void find_field(const nlohmann::json& holder, const std::string& name, field_state& state) {
    if (holder.is_array()) {
        for (const auto& element : holder) { find_field(element, name, state); }
        return;
    }
    if (!holder.is_object()) { return; }
    if (const auto found = holder.find(name); found != holder.end()) {
        state.present = true;
        flatten(*found, state.values);
        return;
    }
    const auto dot = name.find('.');
    if (dot == std::string::npos) { return; }
    if (const auto head = holder.find(name.substr(0, dot)); head != holder.end()) {
        find_field(*head, name.substr(dot + 1), state);
    }
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
