// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/event_row.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/event/field_values.hpp>
#include <varsigma/event/readable_member.hpp>
#include <varsigma/event/text_sink.hpp>
#include <varsigma/event/value.hpp>

#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace varsigma {

/// Reads one named field of an `Event` into a row: by the member's offset, never by its name.
template <class Event>
class field_selector {
public:
    /// The name that rules use; dotted for fields of nested structs.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

    /// What its values can be.
    [[nodiscard]] const detail::member_values& values() const noexcept { return values_; }

    /// Puts the field's value into `row` under `field`; nothing if the event lacks it. O(values).
    void read(const Event& event, slot field, event_row& row) const { read_(event, field, row); }

    /// Adds the field's values to those that keywords search. O(values).
    void read_for_keywords(const Event& event, event_row& row) const { read_for_keywords_(event, row); }

    /// The selectors of all described fields, nested ones included.
    [[nodiscard]] static std::vector<field_selector> all() {
        std::vector<field_selector> found;
        collect<Event>(found, {}, std::index_sequence<>{});
        return found;
    }

private:
    using read_function = void (*)(const Event&, slot, event_row&);
    using keyword_function = void (*)(const Event&, event_row&);

    field_selector(std::string name, const detail::member_values& values, read_function reader,
                   keyword_function keyword_reader)
        : name_(std::move(name)), read_(reader), read_for_keywords_(keyword_reader), values_(values) {}

    template <std::size_t... Path>
    static void read_path(const Event& event, slot field, event_row& row) {
        const auto put = [&](const value& found, bool in_list) {
            if (found.is_missing()) {
                row.put_array(field);
            } else {
                row.put(field, found, 0, in_list);
            }
        };
        detail::visit_path<false, Event, Path...>(event, row.texts(), false, put);
    }

    template <std::size_t... Path>
    static void read_path_for_keywords(const Event& event, event_row& row) {
        const auto put = [&](const value& found, bool /*in_list*/) {
            if (!found.is_missing()) { row.put_value(found); }
        };
        detail::visit_path<false, Event, Path...>(event, row.texts(), false, put);
    }

    template <class Described, std::size_t... Path>
    static void collect(std::vector<field_selector>& found, const std::string& prefix,
                        std::index_sequence<Path...> path) {
        constexpr auto count = std::tuple_size_v<std::remove_cvref_t<decltype(event_traits<Described>::fields)>>;
        [&]<std::size_t... Index>(std::index_sequence<Index...>) {
            (collect_field<Described, Index>(found, prefix, path), ...);
        }
        (std::make_index_sequence<count>{});
    }

    template <class Described, std::size_t Index, std::size_t... Path>
    static void collect_field(std::vector<field_selector>& found, const std::string& prefix,
                              std::index_sequence<Path...> /*path*/) {
        std::string name = prefix;
        name += detail::field_at<Described, Index>::name;
        using member = detail::member_at<Described, Index>;
        using inner = typename detail::described_inside<member>::type;
        if constexpr (std::is_void_v<inner>) {
            constexpr auto values = detail::values_of<member, detail::field_at<Described, Index>::options>();
            found.push_back(field_selector{std::move(name), values, &read_path<Path..., Index>,
                                           &read_path_for_keywords<Path..., Index>});
        } else {
            name += '.';
            collect<inner>(found, name, std::index_sequence<Path..., Index>{});
        }
    }

    std::string name_;
    read_function read_;
    keyword_function read_for_keywords_;
    detail::member_values values_;
};

} // namespace varsigma
