// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/match/detail/match_scratch.hpp>

#include <cstddef>

namespace VARSIGMA_NAMESPACE::detail {

/// What one thread needs to match: the working memory, and the row of events that are no rows themselves.
struct rule_scratch {
    event_row row;
    match_scratch working;

    [[nodiscard]] std::size_t bytes() const noexcept { return sizeof *this + row.bytes() + working.bytes(); }
};

} // namespace VARSIGMA_NAMESPACE::detail
