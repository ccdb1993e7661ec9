// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "byte_source.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scan {

/// Another source, whose beginning can be looked at before it is read.
class peekable_bytes final : public byte_source {
public:
    /// `source` outlives this.
    explicit peekable_bytes(byte_source& source) noexcept : source_(&source) {}

    /// Looks further ahead; false if there is nothing more.
    [[nodiscard]] bool look_further() {
        if (filled_ == ahead_.size()) {
            ahead_.resize(filled_ + std::max(step, filled_));
        } // doubled: looking far is linear
        const auto got = source_->read(std::span{ahead_}.subspan(filled_));
        filled_ += got;
        return got != 0;
    }

    /// What was looked at and not read yet. Valid until the next call of another function.
    [[nodiscard]] std::string_view ahead() const noexcept {
        return std::string_view{ahead_.data(), filled_}.substr(taken_);
    }

    /// Passes over bytes that were looked at.
    void skip(std::size_t count) noexcept { taken_ += count; }

    [[nodiscard]] std::size_t read(std::span<char> into) override {
        const auto waiting = ahead();
        if (waiting.empty()) { return source_->read(into); }
        const auto count = std::min(waiting.size(), into.size());
        std::copy_n(waiting.begin(), count, into.begin());
        taken_ += count;
        if (taken_ == filled_) {
            std::exchange(ahead_, {});
            filled_ = taken_ = 0;
        }
        return count;
    }

    [[nodiscard]] const std::string& failure() const noexcept override { return source_->failure(); }

private:
    static constexpr std::size_t step = std::size_t{64} << 10;

    byte_source* source_;
    std::vector<char> ahead_;
    std::size_t filled_ = 0; // of them
    std::size_t taken_ = 0;  // of these
};

} // namespace scan
