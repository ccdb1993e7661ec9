// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/described_event.hpp>
#include <varsigma/event/field.hpp>
#include <varsigma/event/logsource.hpp>

#include <concepts>
#include <span>
#include <string_view>
#include <type_traits>

namespace VARSIGMA_NAMESPACE {

/// The customisation point: how a type of event is described. Specialise it for your own struct.
///
/// ```
/// template <> struct varsigma::event_traits<process_event> {
///     static constexpr auto source = varsigma::sources::windows_process_creation;
///     static constexpr auto fields = varsigma::fields(varsigma::field<"Image", &process_event::image>,
///                                                     varsigma::field<"CommandLine", &process_event::command_line>);
///     static std::string_view raw(const process_event& event);   // optional: the log line, searched by keywords
/// };
/// ```
/// `source` is a `logsource`, of your own or one of `varsigma/event/sources.hpp`, or an array of them, if the events
/// are of several. What it leaves out is unknown and excludes no rule; what the events do not have is `sources::none`.
/// `source` may be left out altogether. A struct that only occurs inside others needs nothing but `fields`, and is
/// described before these.
template <class Event>
struct event_traits;

namespace detail {

/// What the description says of where the events come from; nothing if it says nothing.
template <class Event>
[[nodiscard]] constexpr std::span<const logsource> sources_of() noexcept {
    if constexpr (requires { event_traits<Event>::source.product; }) {
        return {&event_traits<Event>::source, 1};
    } else if constexpr (requires { event_traits<Event>::source; }) {
        return event_traits<Event>::source;
    } else {
        return {};
    }
}

template <class Event>
concept has_raw_text = requires(const Event& event) {
    { event_traits<Event>::raw(event) } -> std::convertible_to<std::string_view>;
};

/// Gives the event's log line to `use(text, lasts)`, `lasts` being a constant: whether the text lives as long as the event.
/// What `raw` makes and returns by value does not, views aside; it is gone when `use` returns. A null pointer is no line.
template <has_raw_text Event, class Use>
constexpr void with_raw_text(const Event& event, Use use) {
    using result = decltype(event_traits<Event>::raw(event));
    const auto& raw = event_traits<Event>::raw(event);
    if constexpr (std::is_pointer_v<std::remove_cvref_t<result>>) {
        if (raw == nullptr) { return; }
    }
    constexpr bool is_view = std::is_pointer_v<result> || std::is_same_v<std::remove_cv_t<result>, std::string_view>;
    use(std::string_view{raw}, std::bool_constant < std::is_reference_v<result> || is_view > {});
}

} // namespace detail
} // namespace VARSIGMA_NAMESPACE
