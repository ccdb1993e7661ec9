// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/lucene_options.hpp>
#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// How a watch is written.
///
/// All texts come from whoever operates the target and are written as they are, JSON and the shell's rules aside.
struct xpack_watcher_options {
    lucene_options query = {};             ///< how its query is written, and the profile of the whole
    std::vector<std::string> indices = {}; ///< that are searched; without any, all
    std::string interval = "30m"; ///< how often it runs, where the rule has no timeframe: a number and s, m, h, d or w
    std::vector<std::string> recipients =
        {}; ///< of a mail; without any (and without `webhook`) the target's log is written to
    std::string host = "localhost:9200"; ///< where the watch is put
    bool shell = true;                   ///< a script for a shell, with curl; otherwise the watch alone, as JSON

    // The rest is for the current profile only.

    std::string time_field = "@timestamp"; ///< by which a run looks at the last interval; if empty, at everything
    std::string webhook = {};              ///< address that gets what was found, as JSON, by POST
    std::size_t hits = 10;                 ///< how many events a mail or the webhook gets
    std::size_t groups = 1'000;            ///< how many groups are counted

    /// What stands behind the name of a field for the one whose values are told apart, where groups or different values
    /// are counted: one of the type `keyword`, or a number or an address. Empty where the fields themselves are of such
    /// a type.
    std::string value_suffix = ".keyword";
};

} // namespace VARSIGMA_NAMESPACE
