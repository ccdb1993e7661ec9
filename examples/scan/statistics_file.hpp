// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "statistics.hpp"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <iostream>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

namespace scan {

/// Where the figures of a run go: a file, or the standard output by the name `-`. It is opened before the run, so that
/// nothing is done in vain, and keeps its content until the figures are written.
class statistics_file {
public:
    statistics_file() = default;
    statistics_file(const statistics_file&) = delete;
    statistics_file& operator=(const statistics_file&) = delete;
    statistics_file(statistics_file&&) = delete;
    statistics_file& operator=(statistics_file&&) = delete;
    ~statistics_file() {
        if (descriptor_ >= 0) { ::close(descriptor_); }
    }

    /// Opens it, or makes it. False, and a failure, if it cannot be written.
    [[nodiscard]] bool open(const std::string& path) {
        if (path == "-") { return true; }
        descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, readable);
        return descriptor_ >= 0 || fail();
    }

    /// Whether that is the file at `path` (`-`: what the standard input reads).
    [[nodiscard]] bool is_same(const std::string& path) const noexcept {
        struct stat other {};
        const int found = path == "-" ? ::fstat(STDIN_FILENO, &other) : ::stat(path.c_str(), &other);
        return found == 0 && is_same(other);
    }

    /// Whether that is the file that the standard output writes.
    [[nodiscard]] bool is_standard_output() const noexcept {
        struct stat other {};
        return ::fstat(STDOUT_FILENO, &other) == 0 && is_same(other);
    }

    /// Writes the figures in place of what the file held. False, and a failure, if that cannot be done.
    [[nodiscard]] bool write(const statistics& figures) {
        const auto text = as_json(figures) + '\n';
        if (descriptor_ < 0) {
            std::cout << text << std::flush;
            return std::cout.good();
        }
        struct stat about {};
        const bool is_file = ::fstat(descriptor_, &about) == 0 && S_ISREG(about.st_mode);
        if (is_file && ::ftruncate(descriptor_, 0) != 0) { return fail(); }
        for (std::string_view rest = text; !rest.empty();) {
            const auto written = ::write(descriptor_, rest.data(), rest.size());
            if (written >= 0) {
                rest.remove_prefix(static_cast<std::size_t>(written));
            } else if (errno != EINTR) {
                return fail();
            }
        }
        return true;
    }

    /// Why something failed.
    [[nodiscard]] const std::string& failure() const noexcept { return failure_; }

private:
    static constexpr mode_t readable = 0666; // as far as the user's mask allows

    [[nodiscard]] bool is_same(const struct stat& other) const noexcept {
        struct stat mine {};
        return descriptor_ >= 0 && ::fstat(descriptor_, &mine) == 0 && S_ISREG(mine.st_mode) &&
               mine.st_dev == other.st_dev && mine.st_ino == other.st_ino;
    }

    bool fail() {
        failure_ = std::strerror(errno); // NOLINT(concurrency-mt-unsafe): no other thread runs
        return false;
    }

    int descriptor_ = -1;
    std::string failure_;
};

} // namespace scan
