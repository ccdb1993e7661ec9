// SPDX-License-Identifier: BSL-1.0
#pragma once

// What every match of an expression holds, as the engine of `default_regex.hpp` can tell.

#if defined(VARSIGMA_WITHOUT_RE2)

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/regex.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// Nothing is known of expressions that are never compiled.
[[nodiscard]] inline std::vector<std::string> required_literals(std::string_view /*pattern*/, regex_flags /*flags*/,
                                                                const regex_limits& /*limits*/ = {},
                                                                std::size_t /*shortest*/ = 3) {
    return {};
}

} // namespace VARSIGMA_NAMESPACE

#else

#include <varsigma/pattern/detail/re2_literals.hpp>

#endif
