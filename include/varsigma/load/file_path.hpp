// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// The name of a file or folder, as functions take it: from a text, or from a path of `std::filesystem` or alike, whose
/// header costs a lot to compile.
class file_path {
public:
    file_path(std::string text) noexcept : text_(std::move(text)) {}
    file_path(std::string_view text) : text_(text) {}
    file_path(const char* text) : text_(text) {}

    template <class Path>
    requires requires(const Path& path) {
        { path.string() } -> std::convertible_to<std::string>;
        path.filename();
    }
    file_path(const Path& path) : text_(path.string()) {}

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

/// Several of them: any range of what a `file_path` is made from.
class file_paths {
public:
    template <class Range>
    requires(!std::convertible_to<const Range&, file_path>) && requires(const Range& range) {
        { *range.begin() } -> std::convertible_to<file_path>;
        range.end();
    }
    file_paths(const Range& range) : paths_(range.begin(), range.end()) {}

    [[nodiscard]] auto begin() const noexcept { return paths_.begin(); }
    [[nodiscard]] auto end() const noexcept { return paths_.end(); }

private:
    std::vector<file_path> paths_;
};

} // namespace VARSIGMA_NAMESPACE
