// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>

namespace VARSIGMA_NAMESPACE {

/// Where something stands in a text, in bytes.
struct text_span {
    std::size_t offset = 0;
    std::size_t length = 0;

    friend constexpr bool operator==(text_span, text_span) = default;
};

} // namespace VARSIGMA_NAMESPACE
