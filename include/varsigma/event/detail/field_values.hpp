// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/field_time.hpp>
#include <varsigma/event/detail/member_kind.hpp>
#include <varsigma/event/detail/readable_member.hpp>
#include <varsigma/event/enum_names.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field.hpp>
#include <varsigma/event/field_option.hpp>
#include <varsigma/event/value.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

// How members of described structs become values, whatever is done with these.

namespace VARSIGMA_NAMESPACE::detail {

/// Text by its units. Of `char` it is referred to where it stands, `Keep` aside; of wider units it is converted.
template <bool Keep, field_option Options, class Unit, class Texts, class Visit>
constexpr void visit_text(std::span<const Unit> units, Texts& texts, bool in_list, Visit& visit) {
    if (has(Options, field_option::empty_is_missing) && units.empty()) { return; }
    const auto give = [&](std::string_view text) { visit(value::of(Keep ? texts.keep(text) : text), in_list); };
    if constexpr (std::same_as<Unit, char>) {
        give({units.data(), units.size()});
    } else if constexpr (sizeof(Unit) == 1) {
        if (std::is_constant_evaluated()) { // where a byte is only what it says it is
            typename Texts::sink out{texts};
            for (const Unit unit : units) { out.push_back(static_cast<char>(unit)); }
            visit(value::of(out.view()), in_list);
        } else {
            // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): `char` may refer to bytes of any type
            give({reinterpret_cast<const char*>(units.data()), units.size()});
        }
    } else {
        typename Texts::sink out{texts};
        out.append_units(units.data(), units.size());
        visit(value::of(out.view()), in_list);
    }
}

template <class Unit>
[[nodiscard]] constexpr unsigned char byte_of(Unit unit) noexcept {
    return static_cast<unsigned char>(unit);
}

/// Bytes as a list of numbers.
template <class Unit, class Visit>
constexpr void visit_numbers(std::span<const Unit> bytes, Visit& visit) {
    visit(value{}, true);
    for (const Unit each : bytes) {
        if constexpr (std::same_as<Unit, signed char>) {
            visit(value::of(std::int64_t{each}), true);
        } else {
            visit(value::of(std::uint64_t{byte_of(each)}), true);
        }
    }
}

/// Bytes by their hexadecimal digits.
template <field_option Options, class Unit, class Texts, class Visit>
constexpr void visit_hex(std::span<const Unit> bytes, Texts& texts, bool in_list, Visit& visit) {
    if (has(Options, field_option::empty_is_missing) && bytes.empty()) { return; }
    constexpr std::string_view digits = "0123456789abcdef";
    typename Texts::sink out{texts};
    for (const Unit each : bytes) {
        out.push_back(digits[byte_of(each) >> 4U]);
        out.push_back(digits[byte_of(each) & 0xFU]);
    }
    visit(value::of(out.view()), in_list);
}

/// Takes a member apart until plain values are left, and gives each to `visit(value, in_list)`.
///
/// `Keep` says that `member` is a temporary, so that its text has to be kept: `texts.keep(text)` gives a view that
/// lives as long as `visit` needs it. Text that has to be made is written into a `Texts::sink` over `texts`. An array
/// is announced by a missing value, so that one without elements is seen as well.
template <bool Keep, field_option Options, class T, class Texts, class Visit>
constexpr void visit_values(const T& member, Texts& texts, bool in_list, Visit& visit) {
    constexpr auto kind = kind_of<T>;
    if constexpr (kind == member_kind::boolean) {
        visit(value::of(member), in_list);
    } else if constexpr (kind == member_kind::enumeration) {
        if constexpr (reads_names<T>(Options)) {
            const auto use = [&]<bool IsConstant>(std::string_view name, std::bool_constant<IsConstant>) {
                visit(value::of(IsConstant ? name : texts.keep(name)), in_list);
            };
            if (with_name_of(member, use)) { return; }
        }
        // promoted: of an enumeration over characters or truth values the number counts, too
        visit_values<Keep, Options>(+static_cast<std::underlying_type_t<T>>(member), texts, in_list, visit);
    } else if constexpr (kind == member_kind::null) {
        visit(value::of_null(), in_list);
    } else if constexpr (kind == member_kind::nothing) {
        return;
    } else if constexpr (kind == member_kind::variant) {
        if (member.valueless_by_exception()) { return; }
        std::visit([&](const auto& held) { visit_values<Keep, Options>(held, texts, in_list, visit); }, member);
    } else if constexpr (kind == member_kind::unit) {
        visit_text<true, Options>(std::span<const T>{&member, 1}, texts, in_list, visit);
    } else if constexpr (std::signed_integral<T>) {
        visit(value::of(static_cast<std::int64_t>(member)), in_list);
    } else if constexpr (std::unsigned_integral<T>) {
        visit(value::of(static_cast<std::uint64_t>(member)), in_list);
    } else if constexpr (kind == member_kind::real) {
        visit(value::of(static_cast<double>(member)), in_list);
    } else if constexpr (kind == member_kind::time) {
        with_time(member, texts, [&](const value& time) { visit(time, in_list); });
    } else if constexpr (kind == member_kind::text || kind == member_kind::bytes) {
        if constexpr (std::is_convertible_v<const T&, const unit_of<T>*> && !std::is_array_v<T>) {
            if (static_cast<const unit_of<T>*>(member) == nullptr) { return; }
        }
        if constexpr (has(Options, field_option::as_numbers)) {
            visit_numbers(all_units_of(member), visit);
        } else if constexpr (has(Options, field_option::as_hex)) {
            visit_hex<Options>(all_units_of(member), texts, in_list, visit);
        } else {
            visit_text<Keep, Options>(units_of(member), texts, in_list, visit);
        }
    } else if constexpr (kind == member_kind::list) {
        visit(value{}, true); // an array is there, even if it is empty
        constexpr bool keep = Keep || makes_temporaries<T>;
        for (const auto& element : member) { visit_values<keep, Options>(element, texts, true, visit); }
    } else {
        static_assert(kind == member_kind::pointer, "describes_event says which field cannot be read, and why");
        constexpr bool keep = Keep || !std::is_reference_v<decltype(*member)>;
        if (member) { visit_values<keep, Options>(*member, texts, in_list, visit); }
    }
}

template <class Event, std::size_t Index>
using field_at = std::tuple_element_t<Index, std::remove_cvref_t<decltype(event_traits<Event>::fields)>>;

/// What a field leads to: its `type`, whether it `lasts`, whether it `is_list`; see `access_end`.
template <class Event, std::size_t Index>
using end_at = typename field_at<Event, Index>::template end<Event>;

template <class Event, std::size_t Index>
using member_at = typename end_at<Event, Index>::type;

/// Visits the values at the end of a path of field indices: `Parent`, then `Image` of it.
template <bool Keep, class Event, std::size_t Index, std::size_t... Rest, class Texts, class Visit>
constexpr void visit_path(const Event& event, Texts& texts, bool in_list, Visit& visit);

template <bool Keep, std::size_t... Rest, class T, class Texts, class Visit>
constexpr void visit_inside(const T& member, Texts& texts, bool in_list, Visit& visit) {
    if constexpr (kind_of<T> == member_kind::described) {
        visit_path<Keep, T, Rest...>(member, texts, in_list, visit);
    } else if constexpr (kind_of<T> == member_kind::list) {
        constexpr bool keep = Keep || makes_temporaries<T>;
        for (const auto& element : member) { visit_inside<keep, Rest...>(element, texts, true, visit); }
    } else {
        constexpr bool keep = Keep || !std::is_reference_v<decltype(*member)>;
        if (member) { visit_inside<keep, Rest...>(*member, texts, in_list, visit); }
    }
}

/// What is done with what a field leads to.
template <bool Outer, field_option Options, class Texts, class Visit, std::size_t... Rest>
struct end_visitor {
    Texts& texts;
    Visit& visit;

    template <bool Keep, class T>
    constexpr void operator()(const T& member, bool in_list) const {
        if constexpr (sizeof...(Rest) == 0) {
            visit_values<Outer || Keep, Options>(member, texts, in_list, visit);
        } else {
            visit_inside<Outer || Keep, Rest...>(member, texts, in_list, visit);
        }
    }
    constexpr void written(std::string_view text, bool in_list) const {
        if (!has(Options, field_option::empty_is_missing) || !text.empty()) { visit(value::of(text), in_list); }
    }
};

template <bool Keep, class Event, std::size_t Index, std::size_t... Rest, class Texts, class Visit>
constexpr void visit_path(const Event& event, Texts& texts, bool in_list, Visit& visit) {
    using field = field_at<Event, Index>;
    end_visitor<Keep, field::options, Texts, Visit, Rest...> use{texts, visit};
    field::visit(event, texts, in_list, use);
}

} // namespace VARSIGMA_NAMESPACE::detail
