// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The lines of a file of events, kept in memory so that they can be parsed in place.
class event_lines {
public:
    /// A line, and how many bytes can be read from its beginning on.
    struct line {
        std::string_view text;
        std::size_t capacity;
    };

    /// Reads a file; nothing if it cannot be read.
    [[nodiscard]] static std::optional<event_lines> read(const std::string& file) {
        std::ifstream stream{file, std::ios::binary};
        std::ostringstream content;
        if (!stream || !(content << stream.rdbuf())) { return std::nullopt; }
        return event_lines{std::move(content).str()};
    }

    explicit event_lines(std::string text) : text_(std::move(text)) {
        const auto size = text_.size();
        text_.append(padding, ' ');
        std::size_t begin = 0;
        while (begin < size) {
            auto end = text_.find('\n', begin);
            if (end > size) { end = size; }
            if (end != begin) {
                spans_.emplace_back(begin, end - begin);
                bytes_ += end - begin;
            }
            begin = end + 1;
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return spans_.size(); }
    /// The length of all lines, line breaks aside.
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
    [[nodiscard]] line operator[](std::size_t at) const noexcept {
        const auto [begin, length] = spans_[at];
        return {std::string_view{text_}.substr(begin, length), text_.size() - begin};
    }

private:
    static constexpr std::size_t padding = 128; // for parsers that read beyond the end

    std::string text_;
    std::vector<std::pair<std::size_t, std::size_t>> spans_; // begin and length
    std::size_t bytes_ = 0;
};
