// SPDX-License-Identifier: BSL-1.0
//
// The same, with the mapping moved out of its result.
//
// error: deleted
#include <varsigma/load/mapped_file.hpp>

#include <cstddef>
#include <span>
#include <utility>

bool use(std::span<const std::byte> bundle);

bool open_rules(varsigma::result<varsigma::mapped_file> mapped) {
#ifdef VARSIGMA_CORRECTED
    const auto kept = *std::move(mapped);
    return use(kept.bytes());
#else
    return use((*std::move(mapped)).bytes());
#endif
}
