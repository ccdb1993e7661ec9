// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/rule/collection.hpp>
#include <varsigma/rule/validation_options.hpp>

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

} // namespace varsigma_tests
