// SPDX-License-Identifier: BSL-1.0
//
// The bytes of a mapping that is gone before they are used.
//
// error: lends its memory and is gone at once
#include <varsigma/load/mapped_file.hpp>

#include <cstddef>
#include <span>

bool use(std::span<const std::byte> bundle);

bool open_rules() {
#ifdef VARSIGMA_CORRECTED
    const auto mapped = varsigma::mapped_file::open("rules.bundle");
    return mapped && use(mapped->bytes());
#else
    return use(varsigma::mapped_file::open("rules.bundle")->bytes());
#endif
}
