// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

// Set by the build; the fallbacks serve a test compiled by hand in the project's root.
#ifndef VARSIGMA_SOURCE_DIR
#define VARSIGMA_SOURCE_DIR "."
#endif
#ifndef VARSIGMA_DEFAULT_CONFORMANCE
#define VARSIGMA_DEFAULT_CONFORMANCE VARSIGMA_SOURCE_DIR "/../shared/conformance"
#endif
#ifndef VARSIGMA_DEFAULT_CORPUS
#define VARSIGMA_DEFAULT_CORPUS VARSIGMA_SOURCE_DIR "/../shared/corpus"
#endif

namespace varsigma_tests {

/// Set by a test that could not run because its data is not here: the whole program then counts as skipped, unless
/// another of its tests fails. So such tests belong into a file of their own.
inline bool data_absent = false;

/// `relative` inside the folder that the environment variable names (or inside `fallback`). Where it does not exist,
/// says so, marks the run as skipped and returns nothing: the test returns at once.
[[nodiscard]] inline std::optional<std::filesystem::path> find_data(const char* variable, const char* fallback,
                                                                    const std::string& relative) {
    const char* chosen = std::getenv(variable);
    const auto path = std::filesystem::path{chosen != nullptr && *chosen != '\0' ? chosen : fallback} / relative;
    std::error_code failure;
    if (std::filesystem::exists(path, failure)) return path;
    data_absent = true;
    MESSAGE("skipped: no " << path.string() << " (" << std::string{variable} << ")");
    return std::nullopt;
}

/// A file or folder of the checked examples of what rules mean.
[[nodiscard]] inline std::optional<std::filesystem::path> conformance_data(const std::string& relative) {
    return find_data("VARSIGMA_CONFORMANCE", VARSIGMA_DEFAULT_CONFORMANCE, relative);
}

/// A file or folder of the corpus of real rules and events.
[[nodiscard]] inline std::optional<std::filesystem::path> corpus_data(const std::string& relative) {
    return find_data("VARSIGMA_CORPUS", VARSIGMA_DEFAULT_CORPUS, relative);
}

/// A file or folder of the project itself.
[[nodiscard]] inline std::filesystem::path project_path(const std::string& relative) {
    return std::filesystem::path{VARSIGMA_SOURCE_DIR} / relative;
}

} // namespace varsigma_tests
