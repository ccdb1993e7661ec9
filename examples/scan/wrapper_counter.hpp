// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "event_list.hpp"
#include "event_place.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scan {

/// Counts inputs whose first event looks like a wrapper of events, by the key of the list in it. Bounded: of the keys
/// that come after the first few, nothing is known.
class wrapper_counter {
public:
    struct entry {
        std::string key;
        std::size_t objects = 0;  ///< in the list of the first of these inputs
        std::uint64_t inputs = 0; ///< how many
        event_place first;
    };

    /// The first event of an input has that list. `pass` comes next.
    void add(const event_list& list, const event_place& place) { add({std::string{list.key}, list.count, 1, place}); }

    /// An event of that input was seen: what is added later about the same one is about no first event.
    void pass(std::size_t input) noexcept { passed_ = input; }

    /// Adds what was counted in one input, behind all that is counted here.
    wrapper_counter& operator+=(const wrapper_counter& later) {
        if (!later.passed_ || later.passed_ == passed_) { return *this; }
        for (const auto& each : later.entries_) { add(each); }
        passed_ = later.passed_;
        return *this;
    }

    /// By key, in the order in which they occurred first.
    [[nodiscard]] const std::vector<entry>& entries() const noexcept { return entries_; }

private:
    static constexpr std::size_t most_keys = 5;

    void add(const entry& found) {
        const auto known =
            std::find_if(entries_.begin(), entries_.end(), [&](const entry& each) { return each.key == found.key; });
        if (known != entries_.end()) {
            known->inputs += found.inputs;
        } else if (entries_.size() < most_keys) {
            entries_.push_back(found);
        }
    }

    std::vector<entry> entries_;
    std::optional<std::size_t> passed_; // the last input with an event
};

} // namespace scan
