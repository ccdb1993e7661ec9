// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <cstdint>

namespace VARSIGMA_NAMESPACE {

/// What one compiled expression may cost.
struct regex_limits {
    /// Bytes for the program and what it caches while it runs. An expression whose program does not fit is rejected.
    std::int64_t memory = std::int64_t{8} << 20;

    /// Instructions of a program beyond which loading warns (`costly_regex`): on hostile text each byte may cost as
    /// many steps.
    std::size_t costly_program = 1'000;

    /// `memory`, but two bytes, in which no expression fits, if that is less: RE2 gives its program two thirds, and
    /// takes none for no limit at all.
    [[nodiscard]] constexpr std::int64_t budget() const noexcept { return memory > 1 ? memory : 2; }
};

} // namespace VARSIGMA_NAMESPACE
