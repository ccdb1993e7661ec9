// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>

#include <cstdint>
#include <string>

namespace VARSIGMA_NAMESPACE {

/// Which way a rule is written as a query.
enum class query_profile : std::uint8_t {
    lucene_current, ///< so that it means what the rule means, as far as the target allows
    sigmac_2019,    ///< byte for byte as sigmac 0.7.1 wrote it, mistakes included; those earn a warning
};

/// A rule as another system's text.
struct converted {
    std::string text;     ///< UTF-8, without a line break at its end unless the form has one
    diagnostics warnings; ///< where the text means something else than the rule, or needs something of the target
};

} // namespace VARSIGMA_NAMESPACE
