// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "found_event.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace scan {

/// Some events of one input, all of them whole. Its memory is used again for the next block.
struct event_block {
    std::vector<char> memory;        ///< text, and bytes behind it that a reader may look at
    std::size_t size = 0;            ///< of the text
    std::size_t input = 0;           ///< which of the inputs
    std::uint64_t end_offset = 0;    ///< bytes of all inputs up to the end of the block, as far as they were read
    bool has_lines = true;           ///< the text is lines, each an event; otherwise `events` are in it
    std::uint64_t first_line = 0;    ///< number of the first line, from 1
    bool overlong = false;           ///< stands for one line that is too long, and is empty
    bool overlong_list = false;      ///< a line that begins as a list of events, or a wrapper
    std::vector<found_event> events; ///< places in the text

    [[nodiscard]] std::string_view text() const noexcept { return {memory.data(), size}; }

    /// Makes the block empty.
    void clear() noexcept {
        size = 0;
        overlong = false;
        overlong_list = false;
        events.clear();
    }

    /// Room for `wanted` bytes and what a reader may look at behind them; doubled, so that a long event is not copied
    /// again and again.
    void make_room(std::size_t wanted, std::size_t padding) {
        if (memory.size() < wanted + padding) { memory.resize(std::max(wanted + padding, 2 * memory.size())); }
    }
};

/// How much is read at a time.
inline constexpr std::size_t block_step = std::size_t{1} << 20;

} // namespace scan
