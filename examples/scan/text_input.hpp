// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "byte_source.hpp"
#include "file_bytes.hpp"
#include "foreign_format.hpp"
#include "peekable_bytes.hpp"
#include "utf16_bytes.hpp"
#ifdef SCAN_WITH_ZLIB
#include "gzip_bytes.hpp"
#endif
#ifdef SCAN_WITH_ZSTD
#include "zstd_bytes.hpp"
#endif

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace scan {

/// The text of one input as UTF-8: decompressed, converted from UTF-16, its byte order mark left out.
class text_input {
public:
    /// Opens a file, or the standard input by the name `-`. False, and a failure, if nothing of it can be read.
    [[nodiscard]] bool open(const std::string& path) {
        if (!file_.open(path)) { return false; }
        raw_.emplace(file_);
        return decompress() && decode();
    }

    /// After `open`.
    [[nodiscard]] peekable_bytes& text() noexcept { return decoded_ ? *decoded_ : unpacked_ ? *unpacked_ : *raw_; }

    /// Why the input could not be read to its end; empty if it could.
    [[nodiscard]] const std::string& failure() const noexcept {
        if (!refusal_.empty()) { return refusal_; }
        const auto& of_bytes = unpacker_ ? unpacker_->failure() : file_.failure();
        return of_bytes.empty() && decoder_ ? decoder_->failure() : of_bytes;
    }

    /// Bytes of the file as it lies there, if that is known.
    [[nodiscard]] std::optional<std::uint64_t> size() const noexcept { return file_.size(); }
    /// How many of them were read.
    [[nodiscard]] std::uint64_t offset() const noexcept { return file_.offset(); }

private:
    static constexpr std::string_view gzip_beginning{"\x1F\x8B", 2};
    static constexpr std::string_view zstd_beginning{"\x28\xB5\x2F\xFD", 4};
    static constexpr std::string_view skippable_ending{"\x2A\x4D\x18", 3}; // behind a byte of 0x50 to 0x5F

    bool refuse(std::string_view why) {
        refusal_ = why;
        return false;
    }

    /// Whether a frame that holds something else begins there, which decoders of zstd and of lz4 pass over.
    [[nodiscard]] static bool is_skippable(peekable_bytes& source, std::size_t at) {
        while (source.ahead().size() <= at) {
            if (!source.look_further()) { return false; }
        }
        const char first = source.ahead()[at];
        return (static_cast<unsigned char>(first) & 0xF0U) == 0x50 &&
               begins(source, first + std::string{skippable_ending}, at);
    }

    /// Whether such frames are at the beginning, and a frame of lz4 is behind them; within the first MiB.
    [[nodiscard]] static bool is_lz4_behind_skippable(peekable_bytes& source) {
        constexpr std::size_t header = 8; // the mark, and how many bytes follow
        constexpr std::size_t furthest = std::size_t{1} << 20U;
        std::size_t at = 0;
        while (at < furthest && is_skippable(source, at)) {
            while (source.ahead().size() < at + header) {
                if (!source.look_further()) { return false; }
            }
            std::size_t size = 0;
            for (std::size_t byte = at + header; byte-- != at + header / 2;) {
                size = size << 8U | static_cast<unsigned char>(source.ahead()[byte]);
            }
            at += header + size;
        }
        return at != 0 && at < furthest && begins(source, lz4_beginning, at);
    }

    [[nodiscard]] bool decompress() {
        if (begins(*raw_, gzip_beginning)) {
#ifdef SCAN_WITH_ZLIB
            unpacker_ = std::make_unique<gzip_bytes>(*raw_);
#else
            return refuse("it is compressed with gzip, and this program was built without zlib: install zlib1g-dev and "
                          "build it again, or decompress the file first (gzip -dc)");
#endif
        } else if (is_lz4_behind_skippable(*raw_)) {
            return refuse(lz4_refusal);
        } else if (begins(*raw_, zstd_beginning) || is_skippable(*raw_, 0)) {
#ifdef SCAN_WITH_ZSTD
            unpacker_ = std::make_unique<zstd_bytes>(*raw_);
#else
            return refuse("it is compressed with zstd, and this program was built without libzstd: install libzstd-dev "
                          "and build it again, or decompress the file first (zstd -dc)");
#endif
        }
        if (unpacker_) { unpacked_.emplace(*unpacker_); }
        return true;
    }

    [[nodiscard]] bool decode() {
        auto& bytes = text();
        if (const auto why = refusal_of_bytes(bytes); !why.empty()) { return refuse(why); }
        if (unpacker_ && (begins(bytes, gzip_beginning) || begins(bytes, zstd_beginning))) {
            return refuse("it is compressed twice: decompress it once before");
        }
        if (begins(bytes, "\xEF\xBB\xBF")) {
            bytes.skip(3);
        } else if (const bool big_endian = begins(bytes, "\xFE\xFF"); big_endian || begins(bytes, "\xFF\xFE")) {
            bytes.skip(2);
            decoder_.emplace(bytes, big_endian);
            decoded_.emplace(*decoder_);
        }
        if (const auto why = refusal_of_text(text()); !why.empty()) { return refuse(why); }
        return true;
    }

    file_bytes file_;
    std::optional<peekable_bytes> raw_;
    std::unique_ptr<byte_source> unpacker_;
    std::optional<peekable_bytes> unpacked_;
    std::optional<utf16_bytes> decoder_;
    std::optional<peekable_bytes> decoded_;
    std::string refusal_;
};

} // namespace scan
