// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace scan {

/// Where an event stands.
struct event_place {
    std::size_t input = 0;    ///< which of the inputs
    std::uint64_t number = 0; ///< of its line or, in documents, of the event itself; from 1
    std::uint64_t line = 0;   ///< in documents the line where it begins, if that is known
    bool is_line = true;      ///< `number` is that of a line
};

} // namespace scan
