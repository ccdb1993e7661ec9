// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "byte_source.hpp"
#include "expansion_limit.hpp"

#include <zstd.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace scan {

/// What a zstd file holds: all of its frames, one behind the other. Takes windows of 128 MiB at the most.
class zstd_bytes final : public byte_source {
public:
    /// `packed` outlives this.
    explicit zstd_bytes(byte_source& packed)
        : packed_(&packed), memory_(ZSTD_DStreamInSize()), state_(ZSTD_createDStream(), &ZSTD_freeDStream) {
        if (state_ == nullptr) { fail("zstd has no memory"); }
    }

    [[nodiscard]] std::size_t read(std::span<char> into) override {
        while (!ended_) {
            // what waits inside the decoder comes before new bytes
            if (input_.pos == input_.size && !holds_more_ && !refill()) { break; }
            const auto had = input_.pos;
            ZSTD_outBuffer output{into.data(), into.size(), 0};
            const auto outcome = ZSTD_decompressStream(state_.get(), &output, &input_);
            if (ZSTD_isError(outcome) != 0) {
                fail(std::string{"its zstd data is damaged, or needs too much memory: "} + ZSTD_getErrorName(outcome));
            } else {
                inside_frame_ = outcome != 0;
                holds_more_ = inside_frame_ && output.pos == output.size;
            }
            if (!limit_.allows(input_.pos - had, output.pos)) { fail(expansion_limit::message()); }
            if (output.pos != 0) { return output.pos; }
        }
        return 0;
    }

    [[nodiscard]] const std::string& failure() const noexcept override { return failure_; }

private:
    void fail(std::string message) {
        failure_ = std::move(message);
        ended_ = true;
    }

    /// False at the end of the packed bytes, which is a failure inside a frame.
    [[nodiscard]] bool refill() {
        input_ = {memory_.data(), packed_->read(memory_), 0};
        if (input_.size != 0) { return true; }
        if (!packed_->failure().empty()) {
            fail(packed_->failure());
        } else if (inside_frame_) {
            fail("its zstd data ends in the middle: it was cut off");
        }
        ended_ = true;
        return false;
    }

    byte_source* packed_;
    std::vector<char> memory_;
    std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> state_;
    ZSTD_inBuffer input_{nullptr, 0, 0};
    expansion_limit limit_;
    bool inside_frame_ = false;
    bool holds_more_ = false;
    bool ended_ = false;
    std::string failure_;
};

} // namespace scan
