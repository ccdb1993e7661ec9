// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/result.hpp>

#include <cerrno>
#include <cstddef>
#include <span>
#include <string>
#include <system_error>
#include <utility>

#if defined(__unix__) || defined(__APPLE__)

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace VARSIGMA_NAMESPACE {

/// A file, mapped into memory to be read, as bundles of rules are used: processes that map the same file share its
/// pages. For systems with POSIX's `mmap`.
///
/// Whoever changes the file changes what is read: replace it by renaming another over it, and it stays as it was
/// opened. A file that is made shorter while it is mapped ends the process that reads what is gone.
class mapped_file {
public:
    /// Opens a file; the error `file_unreadable` says why it cannot be.
    [[nodiscard]] static result<mapped_file> open(const std::string& path) {
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); // a pipe would wait otherwise
        if (descriptor < 0) { return unreadable(path, errno); }
        struct stat about {};
        const int told = ::fstat(descriptor, &about);
        if (const int why = told != 0                ? errno
                            : S_ISREG(about.st_mode) ? 0
                            : S_ISDIR(about.st_mode) ? EISDIR
                                                     : EINVAL;
            why != 0) {
            ::close(descriptor);
            return unreadable(path, why);
        }
        const auto size = static_cast<std::size_t>(about.st_size);
        if (size == 0) { // which cannot be mapped
            ::close(descriptor);
            return mapped_file{};
        }
        void* const first = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
        const int why = errno;
        ::close(descriptor);                                       // the mapping stays
        if (first == MAP_FAILED) { return unreadable(path, why); } // NOLINT: the cast is the system's
        return mapped_file{first, size};
    }

    mapped_file(mapped_file&& other) noexcept
        : first_(std::exchange(other.first_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    mapped_file& operator=(mapped_file&& other) noexcept {
        std::swap(first_, other.first_);
        std::swap(size_, other.size_);
        return *this;
    }
    mapped_file(const mapped_file&) = delete;
    mapped_file& operator=(const mapped_file&) = delete;
    ~mapped_file() {
        if (first_ != nullptr) { ::munmap(first_, size_); }
    }

    /// The content, at the beginning of a page; as long as this lives, moved or not. A bundle in it can be handed over
    /// with it: `rule_set::from_bundle(*std::move(opened))`.
    [[nodiscard]] std::span<const std::byte> bytes() const& noexcept {
        return {static_cast<const std::byte*>(first_), size_};
    }
    /// They would be gone with it.
    [[nodiscard]] std::span<const std::byte> bytes() const&& = delete;

    static constexpr bool lends_memory = true;

private:
    mapped_file() = default;
    mapped_file(void* first, std::size_t size) noexcept : first_(first), size_(size) {}

    [[nodiscard]] static diagnostic unreadable(const std::string& path, int why) {
        diagnostic error;
        error.code = diagnostic_code::file_unreadable;
        error.file = path;
        error.message = "the file cannot be read: " + std::generic_category().message(why);
        return error;
    }

    void* first_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace VARSIGMA_NAMESPACE

#endif
