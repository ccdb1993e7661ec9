// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>

namespace scan {

/// A line on the terminal that says how far the scan is; only a counter if nobody knows how far it has to go.
class progress {
public:
    progress(bool shown, std::optional<std::uint64_t> size) noexcept : enabled_(shown), size_(size) {}
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;
    progress(progress&&) = delete;
    progress& operator=(progress&&) = delete;
    ~progress() { hide(); }

    /// \param offset bytes of the input that are done
    void show(std::uint64_t offset, std::uint64_t events) {
        constexpr double interval = 0.2; // seconds; a scan that is over before shows nothing
        const auto elapsed = since_start_.seconds();
        if (!enabled_ || elapsed < last_shown_ + interval) { return; }
        last_shown_ = elapsed;
        std::string line = "\r\x1b[K";
        if (size_ && *size_ != 0) {
            line += bar(std::min(1.0, static_cast<double>(offset) / static_cast<double>(*size_)));
        }
        line += std::to_string(events) + " events, " + rounded(static_cast<double>(events) / elapsed) + "/s";
        if (size_ && offset != 0 && offset < *size_) {
            line += ", " + rounded(elapsed * static_cast<double>(*size_ - offset) / static_cast<double>(offset)) +
                    " s left";
        }
        std::cerr << line << std::flush;
        visible_ = true;
    }

    /// Clears the line, for other output.
    void hide() {
        if (visible_) { std::cerr << "\r\x1b[K" << std::flush; }
        visible_ = false;
    }

private:
    [[nodiscard]] static std::string rounded(double number) { return std::to_string(std::llround(number)); }

    [[nodiscard]] static std::string bar(double share) {
        constexpr std::size_t width = 30;
        const auto full = static_cast<std::size_t>(share * width);
        return '[' + std::string(full, '#') + std::string(width - full, ' ') + "] " + rounded(share * 100) + " %, ";
    }

    bool enabled_;
    std::optional<std::uint64_t> size_;
    stopwatch since_start_;
    double last_shown_ = 0;
    bool visible_ = false;
};

} // namespace scan
