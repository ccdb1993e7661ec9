// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/field_values.hpp>
#include <varsigma/event/detail/named_field.hpp>
#include <varsigma/event/detail/readable_member.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/slot.hpp>
#include <varsigma/event/text_sink.hpp>
#include <varsigma/event/value.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace VARSIGMA_NAMESPACE {
namespace detail {

/// The name of a field, or of one of a nested struct: the names on the path to it, joined by dots.
template <class Described, std::size_t Index, std::size_t... Rest>
struct path_name {
    using inner = path_name<typename described_inside<member_at<Described, Index>>::type, Rest...>;

    static constexpr std::string_view own = field_at<Described, Index>::name;
    static constexpr std::size_t size = own.size() + 1 + inner::size;

    static constexpr void write(char* out) noexcept {
        for (const char each : own) { *out++ = each; }
        *out++ = '.';
        inner::write(out);
    }

    static constexpr auto text = [] {
        std::array<char, size> made{};
        write(made.data());
        return made;
    }();
    static constexpr std::string_view view{text.data(), size};
};

template <class Described, std::size_t Index>
struct path_name<Described, Index> {
    static constexpr std::string_view view = field_at<Described, Index>::name;
    static constexpr std::size_t size = view.size();

    static constexpr void write(char* out) noexcept {
        for (const char each : view) { *out++ = each; }
    }
};

} // namespace detail

/// Reads one named field of an `Event` into a row: by the member's offset, never by its name.
template <class Event>
class field_selector {
public:
    /// The name that rules use; dotted for fields of nested structs. A constant.
    [[nodiscard]] constexpr std::string_view name() const noexcept { return name_; }

    /// What its values can be.
    [[nodiscard]] constexpr detail::member_values values() const noexcept { return values_; }

    /// Puts the field's value into `row` under `field`; nothing if the event lacks it. O(values).
    void read(const Event& event, slot field, event_row& row) const { read_(event, field, row); }

    /// Adds the field's values to those that keywords search. O(values).
    void read_for_keywords(const Event& event, event_row& row) const { read_for_keywords_(event, row); }

    /// The selectors of all described fields, nested ones included: constants.
    [[nodiscard]] static constexpr std::span<const field_selector> all() noexcept { return table<Event>; }

private:
    using read_function = void (*)(const Event&, slot, event_row&);
    using keyword_function = void (*)(const Event&, event_row&);

    constexpr field_selector() noexcept = default;
    constexpr field_selector(std::string_view name, detail::member_values values, read_function reader,
                             keyword_function keyword_reader) noexcept
        : name_(name), read_(reader), read_for_keywords_(keyword_reader), values_(values) {}

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

    /// How many fields a struct has, nested ones included.
    template <class Described>
    [[nodiscard]] static constexpr std::size_t count() noexcept {
        return []<std::size_t... Index>(std::index_sequence<Index...>) {
            return (std::size_t{0} + ... + count_of<detail::struct_inside<Described, Index>>());
        }
        (std::make_index_sequence<detail::field_count<Described>>{});
    }
    template <class Inner>
    [[nodiscard]] static constexpr std::size_t count_of() noexcept {
        if constexpr (std::is_void_v<Inner>) {
            return 1;
        } else {
            return count<Inner>();
        }
    }

    template <class Described, std::size_t... Path>
    static constexpr void collect(field_selector*& out) {
        [&]<std::size_t... Index>(std::index_sequence<Index...>) {
            (collect_field<Described, Index, Path...>(out), ...);
        }
        (std::make_index_sequence<detail::field_count<Described>>{});
    }

    template <class Described, std::size_t Index, std::size_t... Path>
    static constexpr void collect_field(field_selector*& out) {
        using inner = detail::struct_inside<Described, Index>;
        if constexpr (std::is_void_v<inner>) {
            constexpr auto values =
                detail::values_of<detail::member_at<Described, Index>, detail::field_at<Described, Index>::options>();
            *out++ = field_selector{detail::path_name<Event, Path..., Index>::view, values, &read_path<Path..., Index>,
                                    &read_path_for_keywords<Path..., Index>};
        } else {
            collect<inner, Path..., Index>(out);
        }
    }

    template <class Described>
    [[nodiscard]] static constexpr auto make_table() {
        std::array<field_selector, count<Described>()> made{};
        auto* out = made.data();
        collect<Described>(out);
        return made;
    }

    template <class Described> // made when the class is complete
    static constexpr auto table = make_table<Described>();

    std::string_view name_;
    read_function read_ = nullptr;
    keyword_function read_for_keywords_ = nullptr;
    detail::member_values values_;
};

} // namespace VARSIGMA_NAMESPACE
