// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>

namespace VARSIGMA_NAMESPACE::yaml {

/// How much the loader takes, so that no file can cost more time or memory than its owner agreed to.
///
/// The defaults are far above every published rule: all of SigmaHQ in a single file stays below them.
struct limits {
    std::size_t file_size = std::size_t{16} << 20; ///< bytes of one file
    std::size_t files = 100'000;                   ///< files of one load
    std::size_t documents = 10'000;                ///< documents in one file
    std::size_t directives = 1'000;          ///< `%TAG` and `%YAML` lines of a file: libyaml compares each with all
    std::size_t depth = 64;                  ///< lists and maps inside each other; below 65,535
    std::size_t nodes = 100'000;             ///< `node_weight` of a document, repeated by aliases or merges
    std::size_t file_nodes = 1'000'000;      ///< the same for all documents of a file
    std::size_t expanded_values = 1'000'000; ///< that the placeholders of all rules of a file give
    std::size_t expanded_bytes = std::size_t{64} << 20; ///< of those values together
    std::size_t regex_instructions = 2'000'000; ///< of the programs of all regular expressions of a file together
};

} // namespace VARSIGMA_NAMESPACE::yaml
