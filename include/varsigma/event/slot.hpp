// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstdint>

namespace VARSIGMA_NAMESPACE {

/// The number by which a field is known while matching: its place in a row of values.
using slot = std::uint32_t;

inline constexpr slot no_slot = ~slot{0};

} // namespace VARSIGMA_NAMESPACE
