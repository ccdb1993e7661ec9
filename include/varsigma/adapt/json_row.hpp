// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_resolver.hpp>
#include <varsigma/event/value.hpp>

#include <cstdint>
#include <string_view>

namespace varsigma::detail {

/// What a JSON value is to the rules, by the keys that lead to it. By default: the event itself.
struct json_place {
    slot field = no_slot;                             // it is this field's value
    std::uint32_t rank = 0;                           // of `field`
    field_resolver::node below = field_resolver::top; // where its keys are looked up, if it is an object
    std::uint32_t rank_below = 0;                     // added to the ranks of what its keys lead to
    std::uint32_t level = 0;                          // how many objects are around it
    bool in_list = false;                             // it stands in an array, or below one
};

/// Puts the values of a JSON document into a row while a reader walks it from the top, whatever parsed it.
///
/// Of an object whose keys repeat, every value counts. Nested arrays are flattened.
class json_row {
public:
    json_row(const field_resolver& resolver, event_row& row) noexcept : resolver_(resolver), row_(row) {}

    /// What `key` of the object at `object` leads to.
    [[nodiscard]] field_resolver::step follow(const json_place& object, std::string_view key) const {
        return resolver_.follow(object.below, key);
    }
    /// Where the value belongs that a key of the object at `object` leads to.
    [[nodiscard]] static json_place at(const json_place& object, const field_resolver::step& step) noexcept {
        return {step.field,       object.rank_below + step.rank,
                step.below,       object.rank_below + step.rank_below,
                object.level + 1, object.in_list};
    }
    [[nodiscard]] json_place at_key(const json_place& object, std::string_view key) const {
        return at(object, follow(object, key));
    }

    /// Begins an array; gives the place of its elements.
    [[nodiscard]] json_place enter_array(json_place place) {
        if (place.field != no_slot) { row_.put_array(place.field, place.rank, place.level - 1); }
        place.in_list = true;
        return place;
    }

    void enter_object(const json_place& place) {
        put(place, value::of_object());
        row_.enter_object(place.level);
    }
    void add_null(const json_place& place) { put(place, value::of_null()); }

    /// A text, number or boolean: keywords see it as well.
    void add(const json_place& place, value plain) {
        row_.put_value(plain);
        put(place, plain);
    }

    /// The same for what a key of the object at `object` leads to.
    void add(const json_place& object, const field_resolver::step& step, value plain) {
        row_.put_value(plain);
        if (step.field != no_slot) {
            row_.put(step.field, plain, object.rank_below + step.rank, object.in_list, object.level);
        }
    }

    [[nodiscard]] text_arena& texts() noexcept { return row_.texts(); }

private:
    void put(const json_place& place, value found) {
        if (place.field != no_slot) { row_.put(place.field, found, place.rank, place.in_list, place.level - 1); }
    }

    const field_resolver& resolver_;
    event_row& row_;
};

} // namespace varsigma::detail
