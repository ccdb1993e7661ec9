// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>

namespace VARSIGMA_NAMESPACE {

/// What a JSON reader accepts.
struct json_limits {
    /// How deep objects and arrays may be nested, the event itself being 1; deeper texts are `json_too_deep`. Reading
    /// needs a few hundred bytes of stack a level.
    std::size_t max_depth = 256;
};

} // namespace VARSIGMA_NAMESPACE
