// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "event_list.hpp"
#include "event_place.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace scan {

/// Counts inputs whose first event looks like a wrapper of events, by the path of the list in it. Bounded: of the paths
/// that come after the first few, nothing is known.
class wrapper_counter {
public:
    struct entry {
        event_list list;          ///< in the first of these inputs
        std::uint64_t inputs = 0; ///< how many
        event_place first;
    };

    /// The first event of an input has that list. `pass` comes next.
    void add(const event_list& list, const event_place& place) { add({list, 1, place}); }

    /// An event of that input was seen: what is added later about the same one is about no first event.
    void pass(std::size_t input) noexcept { passed_ = input; }

    /// Adds what was counted in one input, behind all that is counted here.
    wrapper_counter& operator+=(const wrapper_counter& later) {
        if (!later.passed_ || later.passed_ == passed_) { return *this; }
        for (const auto& each : later.entries_) { add(each); }
        passed_ = later.passed_;
        return *this;
    }

    /// By path, in the order in which they occurred first.
    [[nodiscard]] const std::vector<entry>& entries() const noexcept { return entries_; }

private:
    static constexpr std::size_t most_paths = 5;

    void add(const entry& found) {
        const auto known = std::find_if(entries_.begin(), entries_.end(),
                                        [&](const entry& each) { return each.list.path == found.list.path; });
        if (known != entries_.end()) {
            known->inputs += found.inputs;
        } else if (entries_.size() < most_paths) {
            entries_.push_back(found);
        }
    }

    std::vector<entry> entries_;
    std::optional<std::size_t> passed_; // the last input with an event
};

} // namespace scan
