// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "json_members.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace scan {

/// A list of objects in an object.
struct event_list {
    std::string_view key; ///< as it is written in the object
    std::size_t count = 0;
};

namespace detail {

/// How many objects are in a list; 0 if there is anything else in it.
[[nodiscard]] inline std::size_t count_objects(std::string_view list) {
    json_members elements{list};
    std::size_t count = 0;
    for (auto each = elements.next(); each; each = elements.next()) {
        if (each->value.front() != '{') { return 0; }
        ++count;
    }
    return count;
}

} // namespace detail

/// The list whose elements are probably the events, if an object that was taken for one looks like a wrapper of them,
/// as exports and answers of services do: `{"value": [{...}, {...}], "next": "..."}`.
///
/// That is a list of objects which is all that the object has beside single values, or which holds two or more and is
/// the larger part of what it has beside them. Events have such lists as well (the resources of a call in CloudTrail):
/// of an object with more than a few members, the list has to be the larger part of the whole. O(length).
[[nodiscard]] inline std::optional<event_list> event_list_in(std::string_view object) {
    constexpr std::size_t few_members = 5;
    json_members members{object};
    std::size_t count = 0;
    std::size_t nested = 0;
    std::size_t nested_size = 0;
    std::size_t size = 0; // of the largest list
    event_list largest;
    for (auto each = members.next(); each; each = members.next()) {
        ++count;
        const char first = each->value.empty() ? ' ' : each->value.front();
        if (first != '{' && first != '[') { continue; }
        ++nested;
        nested_size += each->value.size();
        const auto objects = first == '[' && each->value.size() > size ? detail::count_objects(each->value) : 0;
        if (objects == 0) { continue; }
        size = each->value.size();
        largest = {each->key, objects};
    }
    const bool stands_out = nested == 1 || (largest.count > 1 && 2 * size >= nested_size);
    const bool is_most = count <= few_members || 2 * size >= object.size();
    if (size == 0 || !stands_out || !is_most) { return std::nullopt; }
    return largest;
}

} // namespace scan
