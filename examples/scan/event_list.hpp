// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "json_members.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace scan {

/// A list of objects in an object.
struct event_list {
    std::string path;         ///< the keys that lead there, as they are written in the object, joined by dots
    std::size_t count = 0;    ///< of objects
    bool is_reachable = true; ///< whether the path is one: no key is empty or has a dot itself
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

/// How many members the first object of a list has.
[[nodiscard]] inline std::size_t count_members_of_first(std::string_view list) {
    const auto first = json_members{list}.next();
    json_members members{first ? first->value : std::string_view{}};
    std::size_t count = 0;
    while (members.next()) { ++count; }
    return count;
}

/// What an object holds, as far as it tells a wrapper from an event.
struct object_survey {
    std::size_t members = 0;
    std::size_t nested = 0;      ///< objects and lists among them
    std::size_t nested_size = 0; ///< bytes of these
    json_member list;            ///< the largest list of objects; without a value if there is none
    std::size_t objects = 0;     ///< in it
    json_member object;          ///< the largest object

    explicit object_survey(std::string_view whole) {
        json_members all{whole};
        for (auto each = all.next(); each; each = all.next()) {
            ++members;
            const char first = each->value.empty() ? ' ' : each->value.front();
            if (first != '{' && first != '[') { continue; }
            ++nested;
            nested_size += each->value.size();
            if (first == '{' && each->value.size() > object.value.size()) { object = *each; }
            const auto count = first == '[' && each->value.size() > list.value.size() ? count_objects(each->value) : 0;
            if (count == 0) { continue; }
            list = *each;
            objects = count;
        }
    }

    /// Whether that member is nearly all that there is beside single values.
    [[nodiscard]] bool is_all_but(const json_member& member) const noexcept {
        return !member.value.empty() && (nested == 1 || 10 * member.value.size() >= 9 * nested_size);
    }
};

/// Whether a path can name the key.
[[nodiscard]] inline bool is_path_key(std::string_view key) noexcept {
    return !key.empty() && key.find('.') == std::string_view::npos;
}

} // namespace detail

/// The list whose elements are probably the events, if an object that was taken for one looks like a wrapper of them,
/// as exports and answers of services do: `{"value": [{...}, {...}], "next": "..."}`.
///
/// That is a list of objects which is all that the object has beside single values, or which holds two or more and is
/// the larger part of what it has beside them. Events have such lists as well (the resources of a call in CloudTrail):
/// of an object with more than a few members, the list has to be the larger part of the whole. Or it is the list in an
/// object in that object, and so on (`hits.hits`), if each of these is nearly all that is there beside single values,
/// and an element has more members than a pair of a name and a value (as in `Event.EventData.Data`). O(length).
[[nodiscard]] inline std::optional<event_list> event_list_in(std::string_view object) {
    constexpr std::size_t few_members = 5;
    constexpr std::size_t more_than_a_pair = 3;
    constexpr std::size_t deepest = 4;
    const detail::object_survey top{object};
    const auto size = top.list.value.size();
    const bool stands_out = top.nested == 1 || (top.objects > 1 && 2 * size >= top.nested_size);
    const bool is_most = top.members <= few_members || 2 * size >= object.size();
    if (size != 0 && stands_out && is_most) {
        return event_list{std::string{top.list.key}, top.objects, detail::is_path_key(top.list.key)};
    }
    std::string path;
    auto around = top;
    for (std::size_t depth = 1; depth < deepest && around.is_all_but(around.object); ++depth) {
        if (!detail::is_path_key(around.object.key)) { return std::nullopt; }
        path.append(around.object.key).append(".");
        around = detail::object_survey{around.object.value};
        if (around.is_all_but(around.list) && detail::count_members_of_first(around.list.value) >= more_than_a_pair) {
            path += around.list.key;
            return event_list{std::move(path), around.objects, detail::is_path_key(around.list.key)};
        }
    }
    return std::nullopt;
}

} // namespace scan
