// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/detail/field_step.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_resolver.hpp>
#include <varsigma/event/value.hpp>

#include <cstdint>
#include <string_view>

namespace VARSIGMA_NAMESPACE::detail {

/// Why a text is no event. An enumeration while reading, so that the usual case builds no diagnostic.
enum class json_failure : std::uint8_t {
    none,
    not_json,   // the text breaks the grammar
    not_object, // JSON, but an array or a plain value at the top
    too_deep,   // nested deeper than the limit
    foreign,    // the event to be filled is over other fields than the reader
};

[[nodiscard]] inline diagnostic to_diagnostic(json_failure failure) {
    diagnostic finding;
    finding.level = severity::error;
    finding.code = failure == json_failure::too_deep  ? diagnostic_code::json_too_deep
                   : failure == json_failure::foreign ? diagnostic_code::foreign_event
                                                      : diagnostic_code::bad_json;
    switch (failure) {
    case json_failure::none: break;
    case json_failure::not_json: finding.message = "the event is not well-formed JSON"; break;
    case json_failure::not_object: finding.message = "the event is not a JSON object"; break;
    case json_failure::too_deep: finding.message = "the event is nested deeper than the limit"; break;
    case json_failure::foreign:
        finding.message = "the event was made over the fields of another rule set than its reader";
        break;
    }
    return finding;
}

/// What a JSON value is to the rules, by the keys that lead to it. By default: the event itself.
struct json_place {
    field_step leads_to = {{}, 0, 0, field_resolver::top};
    std::uint32_t object = 0; // in which it stands, by its number
    std::uint32_t depth = 0;  // how many parts the keys have that lead to it
    bool in_list = false;     // it stands in an array, or below one
};

/// An object whose keys are looked up.
struct json_object {
    field_place below;
    std::uint32_t number = 0;
    std::uint32_t depth = 0;
    bool in_list = false;
};

/// Puts the values of a JSON document into a row while a reader walks it from the top, whatever parsed it.
///
/// Of an object whose keys repeat, every value counts. Nested arrays are flattened.
class json_row {
public:
    /// `memory` is the reader's own.
    json_row(const field_resolver& resolver, field_resolver::scratch& memory, event_row& row) noexcept
        : resolver_(resolver), memory_(memory), row_(row) {
        memory.clear();
    }

    /// What `key` of an object leads to.
    [[nodiscard]] field_step follow(const json_object& object, std::string_view key) const {
        return resolver_.follow(object.below, key, memory_);
    }
    /// Where the value belongs that a key of an object leads to.
    [[nodiscard]] static json_place at(const json_object& object, const field_step& step) noexcept {
        return {step, object.number, object.depth + step.parts, object.in_list};
    }
    [[nodiscard]] json_place at_key(const json_object& object, std::string_view key) const {
        return at(object, follow(object, key));
    }

    /// The place of an array's elements.
    [[nodiscard]] static json_place of_elements(json_place place) noexcept {
        place.in_list = true;
        return place;
    }
    void add_empty_array(const json_place& place) {
        each_field(place,
                   [&](const field_target& to) { row_.put_array(to.field, to.origin, place.object, place.depth); });
    }

    /// Begins an object.
    [[nodiscard]] json_object enter_object(const json_place& place) {
        put(place, value::of_object());
        const auto below = place.leads_to.below;
        // where no field is, nobody asks what stands in what
        const auto number = below.leads_on() ? row_.enter_object(place.object, place.depth) : 0;
        return {below, number, place.depth, place.in_list};
    }
    void add_null(const json_place& place) { put(place, value::of_null()); }

    /// A text, number or boolean: keywords see it as well.
    void add(const json_place& place, value plain) {
        row_.put_value(plain);
        put(place, plain);
    }

    /// The same for what a key of an object leads to.
    void add(const json_object& object, const field_step& step, value plain) {
        row_.put_value(plain);
        if (step.first.field == no_slot) { return; }
        const auto depth = object.depth + step.parts;
        row_.put(step.first.field, plain, step.first.origin, object.in_list, object.number, depth);
        if (step.more != 0) { put_further(at(object, step), plain); }
    }

    [[nodiscard]] text_arena& texts() noexcept { return row_.texts(); }

private:
    template <class Use>
    void each_field(const json_place& place, Use use) const {
        resolver_.each_target(place.leads_to, memory_, use);
    }

    void put(const json_place& place, value found) {
        each_field(place, [&](const field_target& to) {
            row_.put(to.field, found, to.origin, place.in_list, place.object, place.depth);
        });
    }
    void put_further(const json_place& place, value found) {
        resolver_.each_further(place.leads_to.more, memory_, [&](const field_target& to) {
            row_.put(to.field, found, to.origin, place.in_list, place.object, place.depth);
        });
    }

    const field_resolver& resolver_;
    field_resolver::scratch& memory_;
    event_row& row_;
};

} // namespace VARSIGMA_NAMESPACE::detail
