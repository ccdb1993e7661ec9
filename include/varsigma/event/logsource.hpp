// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// The three attributes by which a rule says which log it reads, as views: for constants and for lookups.
///
/// In a rule an empty attribute is one that the rule does not name. In the description of an event type it is
/// *unknown*, and unknown matches anything: it meets the rules for every service, say. What such events do not have is
/// `sources::none`, which matches no rule that names one; `varsigma/event/sources.hpp` has the usual descriptions.
/// Source: Sigma specification 2.1.0, "Log source".
struct logsource {
    std::string_view product = {};
    std::string_view category = {};
    std::string_view service = {};

    friend constexpr bool operator==(logsource, logsource) = default;
};

namespace sources {

/// The value of an attribute that events do not have. No rule can name it: it is compared with nothing.
inline constexpr std::string_view none{"\0", 1};

} // namespace sources

} // namespace VARSIGMA_NAMESPACE
