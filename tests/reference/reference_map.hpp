// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "reference_field.hpp"

#include <varsigma/event/field_map.hpp>

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace reference {

namespace detail {

inline std::string joined(const std::vector<std::string>& parts, std::size_t begin) {
    std::string name;
    for (std::size_t at = begin; at < parts.size(); ++at) { name += (at == begin ? "" : ".") + parts[at]; }
    return name;
}

/// Whether `parts` begins with what `wanted` holds from `begin` on, or with all of its own.
inline bool agree(const std::vector<std::string>& parts, const std::vector<std::string>& wanted, std::size_t begin) {
    for (std::size_t at = 0; at < parts.size() && begin + at < wanted.size(); ++at) {
        if (parts[at] != wanted[begin + at]) { return false; }
    }
    return true;
}

/// What stands under `rest` in each member of each object that `path` leads to. All of it counts: members are apart.
inline void find_in_members(const nlohmann::json& holder, const std::vector<std::string>& path, std::size_t begin,
                            const std::vector<std::string>& rest, field_state& state) {
    if (holder.is_array()) {
        for (const auto& element : holder) { find_in_members(element, path, begin, rest, state); }
    }
    if (!holder.is_object()) { return; }
    for (auto member = holder.begin(); member != holder.end(); ++member) {
        const auto key = parts_of(member.key());
        if (!agree(key, path, begin)) { continue; }
        const auto left = path.size() - begin;
        if (key.size() <= left) {
            if (key.size() > left) { continue; }
            find_in_members(*member, path, begin + key.size(), rest, state);
            continue;
        }
        // the whole end of the key may be the member's name; or one part, and what follows belongs to the field's name
        merge(state, find_parts(*member, rest, 0));
        const std::size_t used = key.size() - left - 1;
        if (used == 0 || used > rest.size() ||
            joined(key, left + 1) != joined({rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(used)}, 0)) {
            continue;
        }
        merge(state, used == rest.size() ? state_of(*member) : find_parts(*member, rest, used));
    }
}

/// What stands under a path whose parts from `free` on the event writes with blanks here or there. All of it counts.
inline void find_with_blanks(const nlohmann::json& holder, const std::vector<std::string>& parts, std::size_t free,
                             std::size_t begin, bool any_blank, field_state& state) {
    if (holder.is_array()) {
        for (const auto& element : holder) { find_with_blanks(element, parts, free, begin, any_blank, state); }
    }
    if (!holder.is_object()) { return; }
    for (auto member = holder.begin(); member != holder.end(); ++member) {
        const auto key = parts_of(member.key());
        bool fits = key.size() <= parts.size() - begin;
        bool blank = any_blank;
        for (std::size_t at = 0; at < key.size() && fits; ++at) {
            const bool exact = key[at] == parts[begin + at];
            fits = exact || (begin + at >= free && varsigma::without_blanks(key[at]) == parts[begin + at]);
            blank = blank || !exact;
        }
        if (!fits) { continue; }
        if (begin + key.size() < parts.size()) {
            find_with_blanks(*member, parts, free, begin + key.size(), blank, state);
        } else if (blank) {
            merge(state, state_of(*member));
        }
    }
}

} // namespace detail

/// What an event says about a field whose name a field map brings to others. What stands in members is
/// looked up with the blanks that it has.
inline field_state find_field(const nlohmann::json& event, const std::string& name, const varsigma::field_map& map) {
    field_state state = find_field(event, name);
    if (state.has_value) { return state; }
    for (const auto& line : map.renames()) {
        if (line.name == name) { merge(state, find_field(event, line.path)); }
    }
    for (const auto& line : map.lifted()) {
        const std::string under = line.under.empty() ? "" : line.under + ".";
        if (name.compare(0, under.size(), under) != 0) { continue; }
        const auto rest = name.substr(under.size());
        if (line.of_members) {
            detail::find_in_members(event, parts_of(line.path), 0, parts_of(rest), state);
        } else {
            merge(state, find_field(event, line.path + "." + rest));
            if (map.drops_blanks()) {
                detail::find_with_blanks(event, parts_of(line.path + "." + rest), parts_of(line.path).size(), 0, false,
                                         state);
            }
        }
    }
    if (map.drops_blanks()) { detail::find_with_blanks(event, parts_of(name), 0, 0, false, state); }
    return state;
}

} // namespace reference
