// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/regex_limits.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <optional>

namespace VARSIGMA_NAMESPACE {

/// Settings for compiling rules.
struct compile_options {
    /// What one regular expression may cost; a rule that goes beyond is rejected.
    regex_limits regex = {};

    /// How dynamic events find their rules: `router::windows()`, unless another is given. Own structs do not need it:
    /// their description says where they come from.
    std::optional<router> routes = std::nullopt;

    /// Whether an event is tried only on the rules whose prefilter it passes. It changes the speed, never an answer: off
    /// for measurements and tests.
    bool use_index = true;

    /// The instructions to look for literals with: the best that the processor has, unless one is given that it has. It
    /// changes the speed, never an answer.
    std::optional<simd_level> simd = std::nullopt;
};

} // namespace VARSIGMA_NAMESPACE
