// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/rule/document.hpp>

#include <cstddef>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// What a load gives: the rules that were taken, in the order of the files and documents, and everything to be said
/// about them and about those that were not.
struct collection {
    std::vector<detection_rule> rules;
    std::vector<correlation_rule> correlations;
    std::vector<filter_rule> filters;
    varsigma::diagnostics diagnostics;

    /// Documents that were rules, or meant to be, and could not be taken: errors in `diagnostics` tell why. Together
    /// with the rules, correlations and filters these are all documents that were read; empty ones and those with
    /// `action: global` or `reset` do not count. A file or folder that could not be read at all counts as one, and so
    /// does what is left of a file whose documents are beyond a limit for all of them.
    std::size_t rejected = 0;

    collection();
    collection(const collection& other);
    collection& operator=(const collection& other);
    collection(collection&& other) noexcept;
    collection& operator=(collection&& other) noexcept;
    ~collection();
};

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/rule/collection.ipp>
#endif
