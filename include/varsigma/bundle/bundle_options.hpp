// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/regex_limits.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>

namespace VARSIGMA_NAMESPACE {

/// How a bundle is opened.
struct bundle_options {
    /// Your check of the bundle's signature: of its content (`bundle_content`), and what `signed_bundle` put behind it,
    /// empty if nothing did. It is asked before anything of the content is used; if it gives false the bundle is
    /// refused. Without it any bundle is taken that is whole.
    std::function<bool(std::span<const std::byte> content, std::span<const std::byte> signature)> accept = {};

    /// How dynamic events find their rules: as when the bundle was made.
    std::optional<router> routes = std::nullopt;

    /// What one regular expression may cost. A bundle whose rules were compiled with a larger budget is refused: with
    /// this one an expression might not match what it matched.
    regex_limits regex = {};

    /// As in `compile_options`; a bundle serves all.
    std::optional<simd_level> simd = std::nullopt;

    /// Whether regular expressions are compiled at once, and the bundle is refused if one cannot be. Else each is
    /// compiled when it is first asked.
    bool compile_expressions = false;
};

} // namespace VARSIGMA_NAMESPACE
