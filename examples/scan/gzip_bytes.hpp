// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "byte_source.hpp"
#include "expansion_limit.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace scan {

/// What a gzip file holds: all of its members, one behind the other.
class gzip_bytes final : public byte_source {
public:
    /// `packed` outlives this.
    explicit gzip_bytes(byte_source& packed) : packed_(&packed), input_(std::size_t{64} << 10U) {
        if (inflateInit2(&state_, gzip_format) != Z_OK) { fail("zlib has no memory"); }
    }
    gzip_bytes(const gzip_bytes&) = delete;
    gzip_bytes& operator=(const gzip_bytes&) = delete;
    gzip_bytes(gzip_bytes&&) = delete;
    gzip_bytes& operator=(gzip_bytes&&) = delete;
    ~gzip_bytes() override { inflateEnd(&state_); }

    [[nodiscard]] std::size_t read(std::span<char> into) override {
        while (!ended_) {
            // what waits inside the decoder comes before new bytes
            if (state_.avail_in == 0 && !holds_more_ && !refill()) { break; }
            if (between_members_ && !begin_member()) { continue; }
            const auto given = inflate_into(into);
            if (given != 0) { return given; }
        }
        return 0;
    }

    [[nodiscard]] const std::string& failure() const noexcept override { return failure_; }

private:
    static constexpr int gzip_format = 16 + MAX_WBITS;

    void fail(std::string message) {
        failure_ = std::move(message);
        ended_ = true;
    }

    /// False at the end of the packed bytes, which is a failure inside a member.
    [[nodiscard]] bool refill() {
        const auto got = packed_->read(input_);
        // NOLINTNEXTLINE(*-reinterpret-cast): bytes as zlib names them
        state_.next_in = reinterpret_cast<Bytef*>(input_.data());
        state_.avail_in = static_cast<uInt>(got);
        if (got != 0) { return true; }
        if (!packed_->failure().empty()) {
            fail(packed_->failure());
        } else if (!between_members_) {
            fail("its gzip data ends in the middle: it was cut off");
        }
        ended_ = true;
        return false;
    }

    /// Members may be followed by zeros, which pad a tape's block; false while there is no other member.
    [[nodiscard]] bool begin_member() {
        while (state_.avail_in != 0 && *state_.next_in == 0) {
            ++state_.next_in;
            --state_.avail_in;
        }
        if (state_.avail_in == 0) { return false; }
        between_members_ = false;
        inflateReset(&state_);
        return true;
    }

    [[nodiscard]] std::size_t inflate_into(std::span<char> into) {
        const auto had = state_.avail_in;
        // NOLINTNEXTLINE(*-reinterpret-cast): bytes as zlib names them
        state_.next_out = reinterpret_cast<Bytef*>(into.data());
        state_.avail_out = static_cast<uInt>(std::min(into.size(), std::size_t{1} << 30U));
        const auto room = state_.avail_out;
        const auto outcome = inflate(&state_, Z_NO_FLUSH);
        const std::size_t given = room - state_.avail_out;
        holds_more_ = state_.avail_out == 0 && outcome == Z_OK;
        if (outcome == Z_STREAM_END) {
            between_members_ = true;
        } else if (outcome != Z_OK && outcome != Z_BUF_ERROR) {
            fail(std::string{"its gzip data is damaged: "} + (state_.msg != nullptr ? state_.msg : "unknown cause"));
        }
        if (!limit_.allows(had - state_.avail_in, given)) { fail(expansion_limit::message()); }
        return given;
    }

    byte_source* packed_;
    std::vector<char> input_;
    z_stream state_{};
    expansion_limit limit_;
    bool between_members_ = false;
    bool holds_more_ = false;
    bool ended_ = false;
    std::string failure_;
};

} // namespace scan
