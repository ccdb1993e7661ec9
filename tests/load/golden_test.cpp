// SPDX-License-Identifier: BSL-1.0
#include <varsigma/load/yaml.hpp>

#include "support/data.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using varsigma::diagnostic_code;

namespace {

std::string content(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::vector<std::filesystem::path> golden_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{varsigma_tests::project_path("tests/load/golden")}) {
        if (entry.path().extension() == ".yml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string report(const varsigma::collection& loaded) {
    std::string text = "rules " + std::to_string(loaded.rules.size()) + ", correlations " +
                       std::to_string(loaded.correlations.size()) + ", filters " +
                       std::to_string(loaded.filters.size()) + ", rejected " + std::to_string(loaded.rejected) + "\n";
    for (const auto& finding : loaded.diagnostics) text += render(finding) + "\n";
    return text;
}

} // namespace

// After a change that is meant, set VARSIGMA_UPDATE_GOLDEN, run, and read the difference.
TEST_CASE("what is said about each golden file is what was agreed") {
    const auto files = golden_files();
    REQUIRE(files.size() > 15);
    for (const auto& file : files) {
        CAPTURE(file.filename().string());
        const auto loaded = varsigma::yaml::load_text(content(file), file.filename().string());
        auto expected = file;
        expected.replace_extension(".expected");
        if (std::getenv("VARSIGMA_UPDATE_GOLDEN") != nullptr) {
            std::ofstream{expected, std::ios::binary} << report(loaded);
        }
        CHECK(report(loaded) == content(expected));
    }
}

TEST_CASE("strict loading keeps exactly the rules of which nothing was said") {
    varsigma::yaml::options strict;
    strict.strict = true;
    for (const auto& file : golden_files()) {
        CAPTURE(file.filename().string());
        const auto text = content(file);
        const auto lenient = varsigma::yaml::load_text(text, file.filename().string());
        const auto loaded = varsigma::yaml::load_text(text, file.filename().string(), strict);
        CHECK(count(loaded.diagnostics, varsigma::severity::warning) == 0);
        CHECK(loaded.rules.size() <= lenient.rules.size());
        if (lenient.diagnostics.empty()) CHECK(report(loaded) == report(lenient));
        CHECK(loaded.correlations.empty()); // they are not evaluated yet, which is a warning
        CHECK(loaded.filters.empty());
    }
}

TEST_CASE("the golden files show every code that a text can give") {
    std::set<diagnostic_code> seen;
    for (const auto& file : golden_files()) {
        const auto loaded = varsigma::yaml::load_text(content(file));
        for (const auto& finding : loaded.diagnostics) seen.insert(finding.code);
    }
    // the first codes are about files and folders, the last ones about event types and events
    const std::set<diagnostic_code> elsewhere{diagnostic_code::file_unreadable, diagnostic_code::file_too_large,
                                              diagnostic_code::link_loop, diagnostic_code::empty_placeholder};
    for (auto code = diagnostic_code::file_unreadable; code < diagnostic_code::missing_field;
         code = static_cast<diagnostic_code>(static_cast<int>(code) + 1)) {
        CAPTURE(name(code));
        CHECK(seen.count(code) + elsewhere.count(code) == 1);
    }
}
