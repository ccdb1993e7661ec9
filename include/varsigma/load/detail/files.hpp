// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/load/detail/arena.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/limits.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace VARSIGMA_NAMESPACE::yaml {

/// Whether a file in a folder is taken for a rule: `*.yml` or `*.yaml`, in any case. `name` is without its folder.
[[nodiscard]] inline bool has_rule_suffix(std::string_view name) noexcept {
    const auto dot = name.rfind('.');
    if (dot == 0 || dot == std::string_view::npos) return false; // `.yml` is a hidden file without a suffix
    const auto is = [written = name.substr(dot)](std::string_view suffix) {
        return std::equal(written.begin(), written.end(), suffix.begin(), suffix.end(),
                          [](char left, char right) { return fold_ascii(left) == right; });
    };
    return is(".yml") || is(".yaml");
}

/// A file that was found.
struct rule_file {
    std::string_view name;   ///< as it is to be opened and shown; ends in a zero
    bool is_regular = false; ///< known to be an ordinary file
};

namespace detail {

/// A file descriptor, closed with its user.
class open_file {
public:
    open_file() = default;
    explicit open_file(int handle) noexcept : handle_(handle) {}
    open_file(const open_file&) = delete;
    open_file& operator=(const open_file&) = delete;
    open_file(open_file&& other) noexcept : handle_(std::exchange(other.handle_, none)) {}
    open_file& operator=(open_file&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~open_file() {
        if (is_open()) static_cast<void>(::close(handle_));
    }

    [[nodiscard]] bool is_open() const noexcept { return handle_ != none; }
    [[nodiscard]] int handle() const noexcept { return handle_; }

    /// Whether an ordinary file is open. Asked of the open file and not of its name, which may lead elsewhere by now.
    [[nodiscard]] bool is_ordinary() const noexcept {
        struct stat about {};
        return ::fstat(handle_, &about) == 0 && S_ISREG(about.st_mode);
    }

private:
    static constexpr int none = -1;

    int handle_ = none;
};

/// The part of a path before its last `/`, with it.
[[nodiscard]] inline std::string_view folder_of(std::string_view path) noexcept {
    return path.substr(0, path.rfind('/') + 1); // npos + 1 is 0
}

} // namespace detail

/// Reads files, one after the other, into one buffer, which only grows.
///
/// The folder of the last file is kept open, so that its neighbours are found without walking down to it again.
class file_reader {
public:
    explicit file_reader(std::string& buffer) noexcept : buffer_(&buffer) {}

    /// The content of a file, valid until the next call. `file_unreadable` or `file_too_large` if that is not possible;
    /// what is no ordinary file (a pipe, a device) is not read, as it might never end, also if it took the file's place
    /// since that was found; opening never waits. Of a file that grows meanwhile, at most what is allowed is read.
    /// O(size).
    [[nodiscard]] std::optional<std::string_view> read(const rule_file& file, const limits& allowed, reporter& report) {
        const auto refuse = [&](diagnostic_code code, std::string message) {
            report.error(code, {}, std::move(message));
            return std::nullopt;
        };
        if (!file.is_regular) {
            std::error_code failure;
            const auto status = std::filesystem::status(file.name, failure);
            if (failure) return refuse(diagnostic_code::file_unreadable, "cannot be read: " + failure.message());
            if (!std::filesystem::is_regular_file(status)) {
                return refuse(diagnostic_code::file_unreadable, "neither a file nor a folder");
            }
        }
        const auto open = open_in_folder(file.name);
        if (!open.is_open()) return refuse(diagnostic_code::file_unreadable, "cannot be opened");
        if (!open.is_ordinary()) return refuse(diagnostic_code::file_unreadable, "neither a file nor a folder");
        // grows with what is there: the size that the folder gives may be wrong by now
        constexpr std::size_t first_step = std::size_t{1} << 14;
        auto& buffer = *buffer_;
        std::size_t size = 0;
        while (true) {
            if (size == buffer.size()) buffer.resize(std::max(first_step, 2 * size));
            const auto got = ::read(open.handle(), buffer.data() + size, buffer.size() - size);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return refuse(diagnostic_code::file_unreadable, "cannot be read to its end");
            if (got == 0) break;
            size += static_cast<std::size_t>(got);
            if (size > allowed.file_size) {
                return refuse(diagnostic_code::file_too_large,
                              "longer than " + std::to_string(allowed.file_size) + " bytes");
            }
        }
        return std::string_view{buffer}.substr(0, size);
    }

private:
    detail::open_file open_in_folder(std::string_view name) {
        constexpr int how = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK; // a pipe would wait for its writer
        const auto folder = detail::folder_of(name);
        if (folder.empty()) return detail::open_file{::open(name.data(), how)};
        if (!folder_.is_open() || folder != folder_name_) {
            folder_name_ = folder;
            folder_ = detail::open_file{::open(folder_name_.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY)};
        }
        // a folder may be entered without being readable
        if (!folder_.is_open()) return detail::open_file{::open(name.data(), how)};
        return detail::open_file{::openat(folder_.handle(), name.substr(folder.size()).data(), how)};
    }

    std::string* buffer_;
    std::string folder_name_;
    detail::open_file folder_;
};

/// Finds the rule files below files and folders.
///
/// Folders are entered recursively, in the order of their entries' names compared as bytes, so that the result does not
/// depend on the file system. Symbolic links are followed; a file or folder that is reached twice is taken once, with a
/// `link_loop` warning. A file that is named directly is taken whatever its suffix. The names of what is found live as
/// long as the finder.
class file_finder {
public:
    file_finder(const limits& allowed, diagnostics& findings) noexcept : limits_(allowed), findings_(&findings) {}

    /// The files at `start`, in order, named as `start` was given. Calls add to each other: a file found by an earlier
    /// call is not found again. Errors are reported and end the search only where they occur.
    [[nodiscard]] std::vector<rule_file> find(const std::filesystem::path& start) {
        std::vector<rule_file> found;
        std::error_code failure;
        const auto status = std::filesystem::status(start, failure);
        auto real = failure ? std::filesystem::path{} : std::filesystem::canonical(start, failure);
        if (failure || !std::filesystem::exists(status)) {
            unreadable(start.string(), failure ? failure : std::make_error_code(std::errc::no_such_file_or_directory));
            return found;
        }
        place first{kept(start.string()), {}, {}, std::filesystem::is_directory(status), false};
        first.real = real.native() == start.native() ? first.shown : kept(real.string());
        if (!first.is_folder) {
            add(first, found);
            return found;
        }
        // a stack instead of recursion: how deep folders nest is not for the loader to trust
        std::vector<place> stack;
        stack.push_back(first);
        while (!stack.empty()) {
            const auto next = stack.back();
            stack.pop_back();
            if (!next.is_folder) {
                add(next, found);
            } else if (is_new(next)) {
                enter(next, stack);
            }
        }
        if (found.empty()) {
            report(severity::warning, diagnostic_code::no_rules, start.string(), "no rule files in the folder");
        }
        return found;
    }

private:
    struct place {
        std::string_view shown;  // as it is named to the user; ends in a zero, as all of these
        std::string_view real;   // without symbolic links; often the same text
        std::string_view within; // of a link, the real folder it was found in
        bool is_folder = false;
        bool is_regular = false; // known to be an ordinary file
    };

    struct folder_closer {
        void operator()(DIR* open) const noexcept { static_cast<void>(::closedir(open)); }
    };

    void report(severity level, diagnostic_code code, std::string_view file, std::string message) {
        findings_->push_back({code, level, std::string{file}, {}, std::move(message), {}});
    }

    void unreadable(std::string_view file, const std::error_code& failure) {
        report(severity::error, diagnostic_code::file_unreadable, file, "cannot be read: " + failure.message());
    }

    static std::error_code last_failure() noexcept { return {errno, std::generic_category()}; }

    static constexpr std::string_view zero{"\0", 1}; // ends a name for the system

    /// `name` for as long as the finder lives, with a zero behind it.
    std::string_view kept(std::string_view name) { return names_.join({name, zero}).substr(0, name.size()); }

    /// The path of `name` in `folder`, for as long as the finder lives, with a zero behind it.
    std::string_view joined(std::string_view folder, std::string_view name) {
        const std::string_view slash = folder.ends_with('/') ? "" : "/";
        const auto path = names_.join({folder, slash, name, zero});
        return path.substr(0, path.size() - 1);
    }

    bool is_new(const place& candidate) {
        if (seen_.insert(candidate.real).second) return true;
        const auto size = candidate.real.size();
        const bool loops = candidate.within.starts_with(candidate.real) &&
                           (candidate.within.size() == size || candidate.within[size] == '/');
        report(severity::warning, diagnostic_code::link_loop, candidate.shown,
               loops ? "a link back into a folder above it, not followed"
                     : "leads to what has been read already under another name, not read again");
        return false;
    }

    void add(const place& file, std::vector<rule_file>& found) {
        if (!is_new(file)) return;
        if (files_ == limits_.files) {
            report(severity::error, diagnostic_code::file_too_large, file.shown,
                   "not read: more than " + std::to_string(limits_.files) + " files");
        }
        if (files_++ >= limits_.files) return;
        found.push_back({file.shown, file.is_regular});
    }

    void enter(const place& folder, std::vector<place>& stack) {
        const std::unique_ptr<DIR, folder_closer> open{::opendir(folder.shown.data())};
        if (!open) {
            unreadable(folder.shown, last_failure());
            return;
        }
        const auto first = static_cast<std::ptrdiff_t>(stack.size());
        while (true) {
            errno = 0;
            const auto* entry = ::readdir(open.get());
            if (entry == nullptr) break;
            const std::string_view name{entry->d_name};
            if (name == "." || name == "..") continue;
            if (auto below = look_at(name, type_of(*entry), folder)) stack.push_back(*below);
        }
        if (errno != 0) unreadable(folder.shown, last_failure());
        // backwards, since the last one is taken first
        std::sort(stack.begin() + first, stack.end(),
                  [](const place& left, const place& right) { return right.shown < left.shown; });
    }

    /// As far as the folder itself tells it; `none` if it does not.
    static std::filesystem::file_type type_of(const dirent& entry) noexcept {
        using std::filesystem::file_type;
#ifdef DT_UNKNOWN
        switch (entry.d_type) {
        case DT_REG: return file_type::regular;
        case DT_DIR: return file_type::directory;
        case DT_LNK: return file_type::symlink;
        case DT_UNKNOWN: return file_type::none;
        default: return file_type::unknown;
        }
#else
        static_cast<void>(entry);
        return file_type::none;
#endif
    }

    std::optional<place> look_at(std::string_view name, std::filesystem::file_type type, const place& folder) {
        using std::filesystem::file_type;
        const bool is_rule = has_rule_suffix(name);
        if (!is_rule && type != file_type::directory && type != file_type::symlink && type != file_type::none) {
            return std::nullopt;
        }
        place found;
        found.shown = joined(folder.shown, name);
        std::error_code failure;
        if (type == file_type::none) type = std::filesystem::symlink_status(found.shown, failure).type();
        const bool is_link = !failure && type == file_type::symlink;
        if (is_link) type = std::filesystem::status(found.shown, failure).type();
        if (failure) {
            if (is_link || is_rule) unreadable(found.shown, failure);
            return std::nullopt;
        }
        found.is_folder = type == file_type::directory;
        found.is_regular = type == file_type::regular;
        if (!found.is_folder && !is_rule) return std::nullopt;
        if (is_link) {
            found.real = kept(std::filesystem::canonical(found.shown, failure).string());
            found.within = folder.real;
        } else {
            found.real = folder.real.data() == folder.shown.data() ? found.shown : joined(folder.real, name);
        }
        if (failure) {
            unreadable(found.shown, failure);
            return std::nullopt;
        }
        return found;
    }

    limits limits_;
    diagnostics* findings_;
    arena names_;
    std::unordered_set<std::string_view> seen_; // real paths
    std::size_t files_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::yaml
