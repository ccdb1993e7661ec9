// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Lines of events, kept in memory so that they can be parsed in place.
class event_lines {
public:
    /// A line, and how many bytes can be read from its beginning on.
    struct line {
        std::string_view text;
        std::size_t capacity;
    };

    event_lines() = default;
    explicit event_lines(std::string text) : text_(std::move(text)) {
        const auto size = text_.size();
        text_.append(padding, ' ');
        std::size_t begin = 0;
        while (begin < size) {
            auto end = text_.find('\n', begin);
            if (end > size) { end = size; }
            if (end != begin) { add(begin, end - begin); }
            begin = end + 1;
        }
    }

    /// Keeps only the lines for which `wanted(line)` holds.
    template <class Wanted>
    void keep(Wanted wanted) {
        std::size_t kept = 0;
        bytes_ = 0;
        for (std::size_t at = 0; at < spans_.size(); ++at) {
            if (!wanted((*this)[at])) { continue; }
            bytes_ += spans_[at].second;
            spans_[kept++] = spans_[at];
        }
        spans_.resize(kept);
    }

    /// Keeps only the first `count` lines.
    void truncate(std::size_t count) {
        while (spans_.size() > count) {
            bytes_ -= spans_.back().second;
            spans_.pop_back();
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return spans_.size(); }
    /// The length of all lines, line breaks aside.
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
    [[nodiscard]] line operator[](std::size_t at) const noexcept {
        const auto [begin, length] = spans_[at];
        return {std::string_view{text_}.substr(begin, length), text_.size() - begin};
    }

    static constexpr std::size_t padding = 128; // for parsers that read beyond the end

private:
    void add(std::size_t begin, std::size_t length) {
        spans_.emplace_back(begin, length);
        bytes_ += length;
    }

    std::string text_;
    std::vector<std::pair<std::size_t, std::size_t>> spans_; // begin and length
    std::size_t bytes_ = 0;
};
