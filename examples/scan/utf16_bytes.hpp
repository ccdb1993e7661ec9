// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "byte_source.hpp"

#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace scan {

/// UTF-16 as UTF-8. A surrogate without its other half becomes a byte that is never valid: the reader of events repairs
/// it as it repairs all text, and so the event is flagged and not lost. A last byte alone is a failure at the end.
class utf16_bytes final : public byte_source {
public:
    /// `source` outlives this; its byte order mark has been read.
    utf16_bytes(byte_source& source, bool big_endian)
        : source_(&source), big_endian_(big_endian), input_(std::size_t{64} << 10U) {}

    [[nodiscard]] std::size_t read(std::span<char> into) override {
        while (given_ == made_.size() && !ended_) { convert_more(); }
        const auto count = std::min(made_.size() - given_, into.size());
        std::copy_n(made_.begin() + static_cast<std::ptrdiff_t>(given_), count, into.begin());
        given_ += count;
        return count;
    }

    [[nodiscard]] const std::string& failure() const noexcept override {
        return source_->failure().empty() ? failure_ : source_->failure();
    }

private:
    static constexpr char never_valid = '\xFF';

    void convert_more() {
        made_.clear();
        given_ = 0;
        const auto got = source_->read(std::span{input_}.subspan(odd_ ? 1 : 0));
        const auto size = got + (odd_ ? 1 : 0);
        if (got == 0) {
            if (high_ != 0) { made_ += never_valid; }
            if (odd_) {
                failure_ =
                    "its UTF-16 is malformed: a single byte is left over at its end, so that it was cut off there, "
                    "or a byte is missing or too many before";
            }
            ended_ = true;
            return;
        }
        for (std::size_t at = 0; at + 1 < size; at += 2) { convert(unit_at(at)); }
        odd_ = size % 2 != 0;
        if (odd_) { input_[0] = input_[size - 1]; }
    }

    [[nodiscard]] char32_t unit_at(std::size_t at) const noexcept {
        const auto first = static_cast<unsigned char>(input_[at]);
        const auto second = static_cast<unsigned char>(input_[at + 1]);
        return static_cast<char32_t>(big_endian_ ? first << 8U | second : second << 8U | first);
    }

    void convert(char32_t unit) {
        if (high_ != 0) {
            const auto high = high_;
            high_ = 0;
            if (unit >= 0xDC00 && unit < 0xE000) {
                varsigma::utf8::append(0x10000 + ((high - 0xD800) << 10U) + (unit - 0xDC00), made_);
                return;
            }
            made_ += never_valid;
        }
        if (unit >= 0xD800 && unit < 0xDC00) {
            high_ = unit;
        } else if (unit >= 0xDC00 && unit < 0xE000) {
            made_ += never_valid;
        } else {
            varsigma::utf8::append(unit, made_);
        }
    }

    byte_source* source_;
    bool big_endian_;
    std::vector<char> input_;
    std::string made_;
    std::size_t given_ = 0; // of them
    char32_t high_ = 0;     // a surrogate that waits for its other half
    bool odd_ = false;      // a byte waits for its other half, at the beginning of the input
    bool ended_ = false;
    std::string failure_;
};

} // namespace scan
