// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/event/detail/field_time.hpp>
#include <varsigma/event/detail/field_values.hpp>
#include <varsigma/event/detail/member_kind.hpp>
#include <varsigma/event/detail/readable_member.hpp>
#include <varsigma/event/enum_names.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field_option.hpp>
#include <varsigma/event/text_sink.hpp>
#include <varsigma/event/value.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

// Fields of a described struct that are named at compile time: no table of names is left to be searched when an event
// comes.

namespace VARSIGMA_NAMESPACE::detail {

template <class Described>
inline constexpr std::size_t field_count =
    std::tuple_size_v<std::remove_cvref_t<decltype(event_traits<Described>::fields)>>;

template <class Described, std::size_t Index>
using struct_inside = typename described_inside<member_at<Described, Index>>::type;

/// What stands in a dotted name behind `word` and the dot after it; empty if the name does not begin with these.
[[nodiscard]] constexpr std::string_view behind(std::string_view name, std::string_view word) noexcept {
    return name.size() > word.size() + 1 && name.starts_with(word) && name[word.size()] == '.'
               ? name.substr(word.size() + 1)
               : std::string_view{};
}

template <class Described>
[[nodiscard]] constexpr bool describes(std::string_view name) noexcept;

template <class Described, std::size_t Index>
[[nodiscard]] constexpr bool describes_at(std::string_view name) noexcept {
    using inner = struct_inside<Described, Index>;
    if constexpr (std::is_void_v<inner>) {
        return field_at<Described, Index>::name == name;
    } else {
        const auto rest = behind(name, field_at<Described, Index>::name);
        return !rest.empty() && describes<inner>(rest);
    }
}

/// Whether a type of event has a field of that name, dotted for nested structs. O(fields).
template <class Described>
[[nodiscard]] constexpr bool describes(std::string_view name) noexcept {
    return [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        return (describes_at<Described, Index>(name) || ...);
    }
    (std::make_index_sequence<field_count<Described>>{});
}

template <class Described>
[[nodiscard]] constexpr member_values values_named(std::string_view name) noexcept;

template <class Described, std::size_t Index>
[[nodiscard]] constexpr member_values values_named_at(std::string_view name) noexcept {
    using inner = struct_inside<Described, Index>;
    using field = field_at<Described, Index>;
    if constexpr (std::is_void_v<inner>) {
        return field::name == name ? values_of<member_at<Described, Index>, field::options>() : member_values{};
    } else {
        const auto rest = behind(name, field::name);
        return rest.empty() ? member_values{} : values_named<inner>(rest);
    }
}

/// What the values of the field of that name can be; nothing if there is no such field. O(fields).
template <class Described>
[[nodiscard]] constexpr member_values values_named(std::string_view name) noexcept {
    return [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        return (member_values{} | ... | values_named_at<Described, Index>(name));
    }
    (std::make_index_sequence<field_count<Described>>{});
}

/// Whether a member gives at most one value, and one that lasts as long as the event: numbers, which are copied, and
/// text that is no temporary and needs no converting.
template <class T, field_option Options, bool Lasts>
[[nodiscard]] constexpr bool is_plain_member() noexcept {
    constexpr auto kind = kind_of<T>;
    if constexpr (kind == member_kind::boolean || kind == member_kind::integer || kind == member_kind::real ||
                  kind == member_kind::null) {
        return true;
    } else if constexpr (kind == member_kind::enumeration) {
        return !reads_names<T>(Options) || has_name_table<T>;
    } else if constexpr (kind == member_kind::time) {
        return counts_nanoseconds<T>;
    } else if constexpr (kind == member_kind::unit || kind == member_kind::text) {
        using unit = std::conditional_t<kind == member_kind::unit, T, unit_of<T>>;
        return Lasts && std::is_same_v<unit, char> && !has(Options, field_option::as_hex | field_option::as_numbers);
    } else if constexpr (kind == member_kind::pointer) {
        using inside = decltype(*std::declval<const T&>());
        return is_plain_member < std::remove_cvref_t<inside>, Options, Lasts && std::is_reference_v < inside >> ();
    } else {
        return false;
    }
}

/// What is to be known of a field beforehand.
template <class Event, fixed_string Name>
struct named_field {
    /// Whether it is one plain member of the event itself, which is by far the usual.
    static constexpr bool is_plain = []<std::size_t... Index>(std::index_sequence<Index...>) {
        [[maybe_unused]] constexpr auto named = [](std::string_view name) { return name == Name.view(); };
        constexpr std::size_t own = (std::size_t{0} + ... + (named(field_at<Event, Index>::name) ? 1U : 0U));
        constexpr std::size_t all = (std::size_t{0} + ... + (describes_at<Event, Index>(Name.view()) ? 1U : 0U));
        constexpr std::size_t plain =
            (std::size_t{0} + ... +
             (named(field_at<Event, Index>::name) && !end_at<Event, Index>::is_list &&
                      is_plain_member<member_at<Event, Index>, field_at<Event, Index>::options,
                                      end_at<Event, Index>::lasts>()
                  ? 1U
                  : 0U));
        return own == 1 && all == 1 && plain == 1;
    }
    (std::make_index_sequence<field_count<Event>>{});
};

/// The names of a type's own fields.
template <class Described>
[[nodiscard]] constexpr auto field_names() noexcept {
    return []<std::size_t... Index>(std::index_sequence<Index...>) {
        return std::array<std::string_view, sizeof...(Index)>{field_at<Described, Index>::name...};
    }
    (std::make_index_sequence<field_count<Described>>{});
}

/// A dotted name while it is put together, in constant expressions as well; of longer names only the beginning.
struct dotted_name {
    std::array<char, 255> text{};
    std::size_t size = 0;

    [[nodiscard]] constexpr std::string_view view() const noexcept { return {text.data(), size}; }

    constexpr void append(std::string_view part) noexcept {
        for (const char each : part.substr(0, text.size() - size)) { text[size++] = each; }
    }
};

template <class Described, std::size_t Index, class Visit>
constexpr void visit_name_at(dotted_name name, Visit& visit);

/// Gives the name of each field to `visit(dotted_name)`, dotted for those of nested structs: as `describes` knows them.
template <class Described, class Visit>
constexpr void visit_names(const dotted_name& prefix, Visit& visit) {
    [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        (visit_name_at<Described, Index>(prefix, visit), ...);
    }
    (std::make_index_sequence<field_count<Described>>{});
}

template <class Described, std::size_t Index, class Visit>
constexpr void visit_name_at(dotted_name name, Visit& visit) {
    using inner = struct_inside<Described, Index>;
    name.append(field_at<Described, Index>::name);
    if constexpr (std::is_void_v<inner>) {
        visit(name);
    } else {
        name.append(".");
        visit_names<inner>(name, visit);
    }
}

template <fixed_string Name, std::size_t Begin, class Event, class Described, std::size_t Index, std::size_t... Path,
          class Texts, class Visit>
constexpr void visit_named_at(const Event& event, Texts& texts, Visit& visit);

/// Visits the values of all fields of `Described`, found at `Path` of the event, whose name is `Name` from `Begin` on.
template <fixed_string Name, std::size_t Begin, class Event, class Described, std::size_t... Path, class Texts,
          class Visit>
constexpr void visit_named(const Event& event, Texts& texts, Visit& visit) {
    [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        (visit_named_at<Name, Begin, Event, Described, Index, Path...>(event, texts, visit), ...);
    }
    (std::make_index_sequence<field_count<Described>>{});
}

template <fixed_string Name, std::size_t Begin, class Event, class Described, std::size_t Index, std::size_t... Path,
          class Texts, class Visit>
constexpr void visit_named_at(const Event& event, Texts& texts, Visit& visit) {
    using inner = struct_inside<Described, Index>;
    constexpr std::string_view word = field_at<Described, Index>::name;
    if constexpr (std::is_void_v<inner>) {
        if constexpr (word == Name.view().substr(Begin)) {
            visit_path<false, Event, Path..., Index>(event, texts, false, visit);
        }
    } else if constexpr (!behind(Name.view().substr(Begin), word).empty()) {
        visit_named<Name, Begin + word.size() + 1, Event, inner, Path..., Index>(event, texts, visit);
    }
}

/// Gives the values of the field `Name` to `visit(value, in_list)`, as `visit_path` does; nothing if the event lacks
/// it.
template <fixed_string Name, class Event, class Texts, class Visit>
constexpr void visit_field(const Event& event, Texts& texts, Visit visit) {
    visit_named<Name, 0, Event, Event>(event, texts, visit);
}

/// Texts that are there for good, in place of memory for others.
struct lasting_texts {
    using sink = passing_sink; // for what `is_plain_member` excludes

    [[nodiscard]] constexpr std::string_view keep(std::string_view text) const noexcept { return text; }
};

/// The value of a field that is one plain member; missing if the event has none. Lives as long as the event.
template <fixed_string Name, class Event>
requires(named_field<Event, Name>::is_plain) [[nodiscard]] constexpr value read_field(const Event& event) {
    lasting_texts lasting;
    value read;
    visit_field<Name>(event, lasting, [&read](const value& found, bool /*in_list*/) { read = found; });
    return read;
}

template <class Event, class Described, std::size_t Index, std::size_t... Path, class Texts, class Visit>
constexpr void visit_each_at(const Event& event, Texts& texts, Visit& visit);

template <class Event, class Described, std::size_t... Path, class Texts, class Visit>
constexpr void visit_each(const Event& event, Texts& texts, Visit& visit) {
    [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        (visit_each_at<Event, Described, Index, Path...>(event, texts, visit), ...);
    }
    (std::make_index_sequence<field_count<Described>>{});
}

template <class Event, class Described, std::size_t Index, std::size_t... Path, class Texts, class Visit>
constexpr void visit_each_at(const Event& event, Texts& texts, Visit& visit) {
    using inner = struct_inside<Described, Index>;
    if constexpr (std::is_void_v<inner>) {
        visit_path<false, Event, Path..., Index>(event, texts, false, visit);
    } else {
        visit_each<Event, inner, Path..., Index>(event, texts, visit);
    }
}

/// Gives the values of all described fields to `visit(value, in_list)`, those of nested structs included.
template <class Event, class Texts, class Visit>
constexpr void visit_all_fields(const Event& event, Texts& texts, Visit visit) {
    visit_each<Event, Event>(event, texts, visit);
}

} // namespace VARSIGMA_NAMESPACE::detail
