// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace scan {

/// Why a part of the input is no event.
enum class fault : std::uint8_t {
    none,
    broken,     ///< not well-formed JSON; reading goes on at the next event that can be told
    rest_lost,  ///< the same, and nothing behind it can be told apart
    too_long,   ///< longer than the limit
    no_object,  ///< JSON, but no object
    no_records, ///< lacks the list that events were to be in
    cut_off,    ///< the text ends inside
    not_closed, ///< the text ends inside a list, between its events
    other_keys, ///< keys beside a list of events that cannot be part of one event: it is too long, or broken
    list,       ///< a list of events in a line that stands alone
    long_list,  ///< the same, or a wrapper, and longer than the limit
    table,      ///< the first line of a table in columns
};

/// What is said of it.
/// \param in_line whether the text that was looked at is a line and not a whole input
[[nodiscard]] constexpr std::string_view text_of(fault what, bool in_line) noexcept {
    switch (what) {
    case fault::none: break;
    case fault::broken: return "the event is not well-formed JSON";
    case fault::rest_lost: return "the event is not well-formed JSON, and nothing behind it can be told apart";
    case fault::too_long: return "the event is longer than --max-line allows";
    case fault::no_object: return "the event is not a JSON object";
    case fault::no_records: return "there is no list of events where --records says";
    case fault::cut_off:
        return in_line ? "the line ends in the middle of the event" : "the input ends in the middle of the event";
    case fault::not_closed:
        return in_line ? "the line ends before its list of events does: it was cut off"
                       : "the input ends before its list of events does: it was cut off";
    case fault::other_keys:
        return "beside a list of events that is broken or longer than --max-line there are keys, which are not read";
    case fault::list:
        return "the line is a list of events, and each line of this input stands alone: write each event in a line "
               "of its own (jq -c '.[]')";
    case fault::long_list:
        return "the line is a list of events that is longer than --max-line allows, and each line of this input stands "
               "alone: raise it, or write each event in a line of its own";
    case fault::table:
        return "the first line looks like that of a table (CSV), which is not read: write its rows as JSON first, an "
               "object a line";
    }
    return {};
}

/// An event of a text, or what should have been one.
struct found_event {
    std::size_t begin = 0; ///< in the text
    std::size_t size = 0;
    std::uint64_t number = 0; ///< among the events of the input, from 1
    std::uint64_t line = 0;   ///< where it begins; only of what has a fault
    fault wrong = fault::none;
    bool unwrapped = false; ///< it stands in the list of a wrapper
};

} // namespace scan
