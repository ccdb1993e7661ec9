// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace VARSIGMA_NAMESPACE {

/// How regular expressions, which search, are written for Lucene, where they match the whole text.
enum class lucene_regex_form : std::uint8_t {
    search,     ///< rewritten so that they search
    as_written, ///< left as they are, with a warning
};

/// How a Lucene query is written.
struct lucene_options {
    query_profile profile = query_profile::lucene_current;

    // The rest is for the current profile only.

    /// What stands behind the name of a field for the one that holds the text as it is, for the modifier `cased`. If
    /// empty, rules with `cased` are refused.
    std::string exact_suffix = ".keyword";
    lucene_regex_form regex = lucene_regex_form::search;
    /// Whether regular expressions ask the field with `exact_suffix`: right where the others hold text in small
    /// letters.
    bool regex_on_exact = false;
    /// Into how many alternatives `windash` may turn one value: five for each dash that may vary.
    std::size_t most_alternatives = 625;
};

} // namespace VARSIGMA_NAMESPACE
