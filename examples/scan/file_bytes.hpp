// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "byte_source.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace scan {

/// The bytes of a file or a pipe as they lie there.
class file_bytes final : public byte_source {
public:
    file_bytes() = default;
    file_bytes(const file_bytes&) = delete;
    file_bytes& operator=(const file_bytes&) = delete;
    file_bytes(file_bytes&&) = delete;
    file_bytes& operator=(file_bytes&&) = delete;
    ~file_bytes() override {
        if (descriptor_ > STDIN_FILENO) { ::close(descriptor_); }
    }

    /// Opens a file, or the standard input by the name `-`. False, and a failure, if it cannot be opened.
    [[nodiscard]] bool open(const std::string& path) {
        descriptor_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor_ < 0) { return fail(); }
        struct stat about {};
        if (::fstat(descriptor_, &about) == 0 && S_ISREG(about.st_mode)) {
            size_ = static_cast<std::uint64_t>(about.st_size);
        }
        return true;
    }

    [[nodiscard]] std::size_t read(std::span<char> into) override {
        while (failure_.empty()) {
            const auto got = ::read(descriptor_, into.data(), into.size());
            if (got >= 0) {
                offset_ += static_cast<std::uint64_t>(got);
                return static_cast<std::size_t>(got);
            }
            if (errno != EINTR) { fail(); }
        }
        return 0;
    }

    [[nodiscard]] const std::string& failure() const noexcept override { return failure_; }

    /// Bytes of the file, if that is known.
    [[nodiscard]] std::optional<std::uint64_t> size() const noexcept { return size_; }
    /// Bytes that were read.
    [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }

private:
    bool fail() {
        failure_ = std::strerror(errno); // NOLINT(concurrency-mt-unsafe): one thread reads
        return false;
    }

    int descriptor_ = -1;
    std::optional<std::uint64_t> size_;
    std::uint64_t offset_ = 0;
    std::string failure_;
};

} // namespace scan
