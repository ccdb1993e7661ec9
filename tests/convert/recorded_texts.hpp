// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../support/data.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace varsigma_tests {

[[nodiscard]] inline std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// The objects of a file that has one in each line.
[[nodiscard]] inline std::vector<nlohmann::json> lines_of_json(const std::filesystem::path& file) {
    std::vector<nlohmann::json> objects;
    std::ifstream stream{file};
    for (std::string line; std::getline(stream, line);) { objects.push_back(nlohmann::json::parse(line)); }
    return objects;
}

} // namespace varsigma_tests
