// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/diagnostic.hpp>
#include <varsigma/load/limits.hpp>
#include <varsigma/load/report.hpp>
#include <varsigma/rule/rule_findings.hpp>
#include <varsigma/text/ascii.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>
#include <vector>

namespace varsigma::yaml {

/// Whether a file in a folder is taken for a rule: `*.yml` or `*.yaml`, in any case.
[[nodiscard]] inline bool has_rule_suffix(const std::filesystem::path& file) {
    std::string suffix = file.extension().string();
    for (char& byte : suffix) byte = fold_ascii(byte);
    return suffix == ".yml" || suffix == ".yaml";
}

/// The content of a file, read into `buffer`, which only grows. `file_unreadable` or `file_too_large` if that is not
/// possible; what is no ordinary file (a pipe, a device) is not opened, as it might never end.
[[nodiscard]] inline std::optional<std::string_view> read_file(const std::filesystem::path& file, const limits& allowed,
                                                               reporter& report, std::string& buffer) {
    const auto refuse = [&](diagnostic_code code, std::string message) {
        report.error(code, {}, std::move(message));
        return std::nullopt;
    };
    std::error_code failure;
    const auto status = std::filesystem::status(file, failure);
    if (failure) return refuse(diagnostic_code::file_unreadable, "cannot be read: " + failure.message());
    if (!std::filesystem::is_regular_file(status)) {
        return refuse(diagnostic_code::file_unreadable, "neither a file nor a folder");
    }
    struct closer {
        void operator()(std::FILE* open) const noexcept { static_cast<void>(std::fclose(open)); }
    };
    const std::unique_ptr<std::FILE, closer> open{std::fopen(file.c_str(), "rb")};
    if (!open) return refuse(diagnostic_code::file_unreadable, "cannot be opened");
    std::setvbuf(open.get(), nullptr, _IONBF, 0);
    // grows with what is there: the size that the folder gives may be wrong by now
    constexpr std::size_t first_step = std::size_t{1} << 16;
    std::size_t size = 0;
    while (true) {
        if (size == buffer.size()) buffer.resize(std::max(first_step, 2 * size));
        const auto wanted = buffer.size() - size;
        const auto got = std::fread(buffer.data() + size, 1, wanted, open.get());
        size += got;
        if (size > allowed.file_size) {
            return refuse(diagnostic_code::file_too_large,
                          "longer than " + std::to_string(allowed.file_size) + " bytes");
        }
        if (got < wanted) break;
    }
    if (std::ferror(open.get()) != 0) return refuse(diagnostic_code::file_unreadable, "cannot be read to its end");
    return std::string_view{buffer}.substr(0, size);
}

/// Finds the rule files below files and folders.
///
/// Folders are entered recursively, in the order of their entries' names compared as bytes, so that the result does not
/// depend on the file system. Symbolic links are followed; a file or folder that is reached twice is taken once, with a
/// `link_loop` warning. A file that is named directly is taken whatever its suffix.
class file_finder {
public:
    file_finder(const limits& allowed, diagnostics& findings) noexcept : limits_(allowed), findings_(&findings) {}

    /// The files at `start`, in order, named as `start` was given. Calls add to each other: a file found by an earlier
    /// call is not found again. Errors are reported and end the search only where they occur.
    [[nodiscard]] std::vector<std::filesystem::path> find(const std::filesystem::path& start) {
        std::vector<std::filesystem::path> found;
        std::error_code failure;
        const auto status = std::filesystem::status(start, failure);
        auto real = failure ? std::filesystem::path{} : std::filesystem::canonical(start, failure);
        if (failure || !std::filesystem::exists(status)) {
            unreadable(start, failure ? failure : std::make_error_code(std::errc::no_such_file_or_directory));
            return found;
        }
        if (!std::filesystem::is_directory(status)) {
            add({start, std::move(real), {}, false}, found);
            return found;
        }
        // a stack instead of recursion: how deep folders nest is not for the loader to trust
        std::vector<place> stack;
        stack.push_back({start, std::move(real), {}, true});
        while (!stack.empty()) {
            auto next = std::move(stack.back());
            stack.pop_back();
            if (!next.is_folder) {
                add(next, found);
            } else if (is_new(next)) {
                enter(next, stack);
            }
        }
        if (found.empty()) report(severity::warning, diagnostic_code::no_rules, start, "no rule files in the folder");
        return found;
    }

private:
    struct place {
        std::filesystem::path shown;  // as it is named to the user
        std::filesystem::path real;   // without symbolic links
        std::filesystem::path within; // the real folder it was found in
        bool is_folder = false;
    };

    void report(severity level, diagnostic_code code, const std::filesystem::path& file, std::string message) {
        findings_->push_back({code, level, file.string(), {}, std::move(message), {}});
    }

    void unreadable(const std::filesystem::path& file, const std::error_code& failure) {
        report(severity::error, diagnostic_code::file_unreadable, file, "cannot be read: " + failure.message());
    }

    bool is_new(const place& candidate) {
        if (seen_.insert(candidate.real.string()).second) return true;
        const auto above = candidate.real.string() + '/';
        const bool loops = (candidate.within.string() + '/').starts_with(above);
        report(severity::warning, diagnostic_code::link_loop, candidate.shown,
               loops ? "a link back into a folder above it, not followed"
                     : "leads to what has been read already under another name, not read again");
        return false;
    }

    void add(const place& file, std::vector<std::filesystem::path>& found) {
        if (!is_new(file)) return;
        if (files_ == limits_.files) {
            report(severity::error, diagnostic_code::file_too_large, file.shown,
                   "not read: more than " + std::to_string(limits_.files) + " files");
        }
        if (files_++ >= limits_.files) return;
        found.push_back(file.shown);
    }

    void enter(const place& folder, std::vector<place>& stack) {
        std::error_code failure;
        std::filesystem::directory_iterator entry{folder.shown, failure};
        if (failure) {
            unreadable(folder.shown, failure);
            return;
        }
        const auto first = static_cast<std::ptrdiff_t>(stack.size());
        for (const std::filesystem::directory_iterator end; entry != end; entry.increment(failure)) {
            if (auto below = look_at(*entry, folder)) stack.push_back(std::move(*below));
            if (failure) break;
        }
        if (failure) unreadable(folder.shown, failure);
        // backwards, since the last one is taken first
        std::sort(stack.begin() + first, stack.end(),
                  [](const place& left, const place& right) { return right.shown.native() < left.shown.native(); });
    }

    std::optional<place> look_at(const std::filesystem::directory_entry& entry, const place& folder) {
        std::error_code failure;
        const bool is_link = entry.is_symlink(failure);
        const bool is_folder = !failure && entry.is_directory(failure);
        if (failure && (is_link || has_rule_suffix(entry.path()))) {
            unreadable(entry.path(), failure);
            return std::nullopt;
        }
        if (!is_folder && !has_rule_suffix(entry.path())) return std::nullopt;
        auto real = is_link ? std::filesystem::canonical(entry.path(), failure) : folder.real / entry.path().filename();
        if (failure) {
            unreadable(entry.path(), failure);
            return std::nullopt;
        }
        return place{entry.path(), std::move(real), folder.real, is_folder};
    }

    limits limits_;
    diagnostics* findings_;
    std::unordered_set<std::string> seen_;
    std::size_t files_ = 0;
};

} // namespace varsigma::yaml
