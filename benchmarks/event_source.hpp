// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "event_filter.hpp"
#include "event_lines.hpp"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <utility>

/// A file of events, a line each: kept in memory as a whole, or read piece by piece each time it is gone through.
class event_source {
public:
    /// Nothing if the file cannot be read.
    [[nodiscard]] static std::optional<event_source> open(std::string file, bool stream, event_filter wanted) {
        event_source made{std::move(file), stream, std::move(wanted)};
        std::ifstream input{made.file_, std::ios::binary};
        if (!input) { return std::nullopt; }
        if (!stream) {
            std::error_code error;
            const auto size = std::filesystem::file_size(made.file_, error);
            if (error) { return std::nullopt; }
            std::string text;
            append(input, size, text);
            made.whole_ = made.lines_of(std::move(text));
        }
        return made;
    }

    /// All events at once. Precondition: not streamed.
    [[nodiscard]] const event_lines& whole() const noexcept { return whole_; }

    /// Calls `visit(lines)` for every piece, in order: one that is the whole file, or many.
    template <class Visit>
    void for_each_piece(Visit visit) const {
        if (!stream_) {
            visit(whole_);
            return;
        }
        std::ifstream input{file_, std::ios::binary};
        std::string rest;
        std::string text;
        while (read_piece(input, rest, text)) { visit(lines_of(std::move(text))); }
    }

private:
    static constexpr std::size_t piece_size = std::size_t{16} << 20U;

    event_source(std::string file, bool stream, event_filter wanted)
        : file_(std::move(file)), wanted_(std::move(wanted)), stream_(stream) {}

    static void append(std::ifstream& input, std::size_t size, std::string& text) {
        const auto before = text.size();
        text.reserve(before + size + event_lines::padding);
        text.resize(before + size);
        input.read(text.data() + before, static_cast<std::streamsize>(size));
        text.resize(before + static_cast<std::size_t>(input.gcount()));
    }

    /// Reads whole lines: what follows them is left in `rest` for the next call. False at the end.
    static bool read_piece(std::ifstream& input, std::string& rest, std::string& text) {
        text = std::exchange(rest, {});
        while (input) {
            append(input, piece_size, text);
            const auto end = text.rfind('\n');
            if (!input || end == std::string::npos) { continue; } // all of it, or a line that is longer than a piece
            rest = text.substr(end + 1);
            text.resize(end + 1);
            break;
        }
        return !text.empty();
    }

    [[nodiscard]] event_lines lines_of(std::string text) const {
        event_lines lines{std::move(text)};
        if (!wanted_.takes_all()) {
            lines.keep([this](event_lines::line line) { return wanted_(line); });
        }
        return lines;
    }

    std::string file_;
    event_filter wanted_;
    bool stream_;
    event_lines whole_;
};
