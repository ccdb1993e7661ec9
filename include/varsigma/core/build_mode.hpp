// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/version.hpp>

// The library is header-only, unless `VARSIGMA_COMPILED` is defined: then the bodies of its functions are compiled once, in
// `varsigma/src.hpp` and its like.
//
// Everything lies in an inline namespace whose name has the version and how the library is built. Parts of a program that
// are built differently have their own entities of the library, and never share one by mistake: what passes between them
// does not link. Names are written without it: `varsigma::rule_set`.

#define VARSIGMA_DETAIL_JOIN_(major, minor, patch, mode, regex) v##major##_##minor##_##patch##_##mode##regex
#define VARSIGMA_DETAIL_JOIN(major, minor, patch, mode, regex) VARSIGMA_DETAIL_JOIN_(major, minor, patch, mode, regex)

/// Before a function whose body lies in an `.ipp` file: compiled once, or in each file that includes it.
#ifdef VARSIGMA_COMPILED
#define VARSIGMA_DETAIL_MODE compiled
#define VARSIGMA_INLINE
#else
#define VARSIGMA_DETAIL_MODE headers
#define VARSIGMA_INLINE inline
#endif

#ifdef VARSIGMA_WITHOUT_RE2
#define VARSIGMA_DETAIL_REGEX _without_re2
#else
#define VARSIGMA_DETAIL_REGEX
#endif

/// The namespace as headers of the library open it: `namespace VARSIGMA_NAMESPACE {`.
#define VARSIGMA_NAMESPACE                                                                                             \
    varsigma::inline VARSIGMA_DETAIL_JOIN(VARSIGMA_VERSION_MAJOR, VARSIGMA_VERSION_MINOR, VARSIGMA_VERSION_PATCH,      \
                                          VARSIGMA_DETAIL_MODE, VARSIGMA_DETAIL_REGEX)
