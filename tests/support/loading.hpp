// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/rule/collection.hpp>
#include <varsigma/rule/validation_options.hpp>

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace varsigma_tests {

// The loader for tests that are not about it: compiled once, in loading.cpp, since it takes the compiler long.

/// `yaml::load_text`.
[[nodiscard]] varsigma::collection load_text(std::string_view text,
                                             const varsigma::validation_options& validation = {});

/// `yaml::load` of a file or folder.
[[nodiscard]] varsigma::collection load(const std::filesystem::path& path);

/// What `load_text` makes of a text without a mistake; another one fails the test.
[[nodiscard]] varsigma::collection loaded(std::string_view text);

/// How often a code was found while loading.
[[nodiscard]] std::size_t count_of(const varsigma::collection& loaded, varsigma::diagnostic_code code);

} // namespace varsigma_tests
