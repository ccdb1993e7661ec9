// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "counting_new.hpp"
#include "event_lines.hpp"
#include "matcher.hpp"
#include "timing.hpp"

#include <algorithm>
#include <cstddef>

/// How many events go by one measured thing before the next one has its turn: some megabytes, more than the second
/// cache holds.
inline constexpr std::size_t stretch_size = 4096;

/// Calls `visit(number, begin, end)` for each stretch of `count` events.
template <class Visit>
void for_each_stretch(std::size_t count, Visit visit) {
    for (std::size_t begin = 0; begin < count; begin += stretch_size) {
        visit(begin / stretch_size, begin, std::min(begin + stretch_size, count));
    }
}

/// Calls `visit(first, count)` for each block of the events from `begin` to `end`.
template <class Visit>
void for_each_block(std::size_t begin, std::size_t end, Visit visit) {
    for (std::size_t at = begin; at < end; at += matcher::block_size) {
        visit(at, std::min(matcher::block_size, end - at));
    }
}

/// What reading and matching a stretch took.
struct times_apart {
    duration reading{};
    duration matching{};
    std::size_t matches = 0;
};

/// Reads and matches, a block of events at a time. What matching asks of the heap is added to `heap`.
[[nodiscard]] inline times_apart time_apart(matcher& with, const event_lines& lines, std::size_t begin, std::size_t end,
                                            heap_use& heap) {
    times_apart taken;
    for_each_block(begin, end, [&](std::size_t first, std::size_t count) {
        const auto start = clock_type::now();
        for (std::size_t at = 0; at < count; ++at) { with.read(lines[first + at], at); }
        const auto between = clock_type::now();
        {
            const counting::scope counted{heap};
            for (std::size_t at = 0; at < count; ++at) { taken.matches += with.match(at).size(); }
        }
        taken.matching += clock_type::now() - between;
        taken.reading += between - start;
    });
    return taken;
}
