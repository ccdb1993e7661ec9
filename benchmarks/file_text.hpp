// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

/// Overwrites `text` with the content of a file; with nothing if it cannot be read.
inline void read_text(const std::filesystem::path& file, std::string& text) {
    text.clear();
    std::FILE* const input = std::fopen(file.c_str(), "rb");
    if (input == nullptr) { return; }
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    text.resize(error ? 0 : static_cast<std::size_t>(size));
    text.resize(std::fread(text.data(), 1, text.size(), input));
    std::fclose(input);
}

/// The files of rules at `path`: itself if it is a file, or all below it, in the order of their names.
[[nodiscard]] inline std::vector<std::filesystem::path> rule_files(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) { return {path}; }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{path, error}) {
        const auto& file = entry.path();
        if (file.extension() == ".yml" || file.extension() == ".yaml") { files.push_back(file); }
    }
    std::sort(files.begin(), files.end());
    return files;
}
