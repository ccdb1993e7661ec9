// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

/// A bundle of rules in a file of its own, for as long as this lives.
class bundle_file {
public:
    explicit bundle_file(const std::vector<std::byte>& bytes)
        : path_(
              (std::filesystem::temp_directory_path() / ("varsigma_" + std::to_string(getpid()) + ".bundle")).string()),
          size_(bytes.size()) {
        std::ofstream{path_, std::ios::binary}.write(reinterpret_cast<const char*>(bytes.data()),
                                                     static_cast<std::streamsize>(bytes.size()));
    }
    bundle_file(const bundle_file&) = delete;
    bundle_file& operator=(const bundle_file&) = delete;
    bundle_file(bundle_file&&) = delete;
    bundle_file& operator=(bundle_file&&) = delete;
    ~bundle_file() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

private:
    std::string path_;
    std::size_t size_;
};
