// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "byte_source.hpp"
#include "file_bytes.hpp"
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
        return unpacker_ ? unpacker_->failure() : file_.failure();
    }

    /// Bytes of the file as it lies there, if that is known.
    [[nodiscard]] std::optional<std::uint64_t> size() const noexcept { return file_.size(); }
    /// How many of them were read.
    [[nodiscard]] std::uint64_t offset() const noexcept { return file_.offset(); }

private:
    struct foreign_format {
        std::string_view beginning;
        std::string_view refusal;
    };

    static constexpr std::string_view gzip_beginning{"\x1F\x8B", 2};
    static constexpr std::string_view zstd_beginning{"\x28\xB5\x2F\xFD", 4};
    static constexpr std::string_view skippable_ending{"\x2A\x4D\x18", 3}; // behind a byte of 0x50 to 0x5F
    static constexpr std::array refused{
        foreign_format{{"BZh", 3}, "it is compressed with bzip2: decompress it first (bzip2 -dc)"},
        foreign_format{{"\xFD"
                        "7zXZ\0",
                        6},
                       "it is compressed with xz: decompress it first (xz -dc)"},
        foreign_format{{"\x04\x22\x4D\x18", 4}, "it is compressed with lz4: decompress it first (lz4 -dc)"},
        foreign_format{{"PK\x03\x04", 4}, "it is a zip archive: unpack it first"},
        foreign_format{{"ElfFile\0", 8}, "it is a binary event log (EVTX): convert it to JSON first"},
        foreign_format{{"\xFF\xFE\0\0", 4}, "it is UTF-32: convert it first (iconv -f UTF-32 -t UTF-8)"},
        foreign_format{{"\0\0\xFE\xFF", 4}, "it is UTF-32: convert it first (iconv -f UTF-32 -t UTF-8)"},
        foreign_format{{"{\0", 2},
                       "it is UTF-16 without a byte order mark: convert it first (iconv -f UTF-16LE -t UTF-8)"},
        foreign_format{{"[\0", 2},
                       "it is UTF-16 without a byte order mark: convert it first (iconv -f UTF-16LE -t UTF-8)"},
        foreign_format{{"\0{", 2},
                       "it is UTF-16 without a byte order mark: convert it first (iconv -f UTF-16BE -t UTF-8)"},
        foreign_format{{"\0[", 2},
                       "it is UTF-16 without a byte order mark: convert it first (iconv -f UTF-16BE -t UTF-8)"},
    };

    bool refuse(std::string_view why) {
        refusal_ = why;
        return false;
    }

    /// Whether the source begins so. Reads no further than needed to tell, since a pipe may have no more for a while.
    [[nodiscard]] static bool begins(peekable_bytes& source, std::string_view beginning) {
        while (source.ahead().size() < beginning.size() && beginning.starts_with(source.ahead())) {
            if (!source.look_further()) { return false; }
        }
        return source.ahead().starts_with(beginning);
    }

    /// A file of zstd may begin with frames that hold something else, which its decoder passes over.
    [[nodiscard]] static bool begins_as_zstd(peekable_bytes& source) {
        if (begins(source, zstd_beginning)) { return true; }
        if (source.ahead().empty() || (static_cast<unsigned char>(source.ahead().front()) & 0xF0U) != 0x50) {
            return false;
        }
        return begins(source, source.ahead().front() + std::string{skippable_ending});
    }

    [[nodiscard]] bool decompress() {
        if (begins(*raw_, gzip_beginning)) {
#ifdef SCAN_WITH_ZLIB
            unpacker_ = std::make_unique<gzip_bytes>(*raw_);
#else
            return refuse("it is compressed with gzip, and this program was built without zlib: install zlib1g-dev and "
                          "build it again, or decompress the file first (gzip -dc)");
#endif
        } else if (begins_as_zstd(*raw_)) {
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
        for (const auto& format : refused) {
            if (begins(bytes, format.beginning)) { return refuse(format.refusal); }
        }
        if (begins(bytes, "\xEF\xBB\xBF")) {
            bytes.skip(3);
        } else if (const bool big_endian = begins(bytes, "\xFE\xFF"); big_endian || begins(bytes, "\xFF\xFE")) {
            bytes.skip(2);
            decoder_.emplace(bytes, big_endian);
            decoded_.emplace(*decoder_);
        }
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
