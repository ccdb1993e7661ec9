// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "peekable_bytes.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace scan {

/// Whether the source goes on so at `at`. Reads no further than needed to tell, since a pipe may have no more for a
/// while.
[[nodiscard]] inline bool begins(peekable_bytes& source, std::string_view beginning, std::size_t at = 0) {
    const auto there = [&] { return source.ahead().substr(std::min(at, source.ahead().size())); };
    while (there().size() < beginning.size() && beginning.starts_with(there())) {
        if (!source.look_further()) { return false; }
    }
    return there().starts_with(beginning);
}

/// A format that events often come in and that is not read here, and what to do about it.
struct foreign_format {
    std::string_view beginning;
    std::string_view refusal;
};

inline constexpr std::string_view lz4_beginning{"\x04\x22\x4D\x18", 4};
inline constexpr std::string_view lz4_refusal = "it is compressed with lz4: decompress it first (lz4 -dc)";

namespace detail {

using namespace std::string_view_literals;

inline constexpr std::array foreign_formats{
    foreign_format{lz4_beginning, lz4_refusal},
    foreign_format{"BZh"sv, "it is compressed with bzip2: decompress it first (bzip2 -dc)"},
    foreign_format{"\xFD"
                   "7zXZ\0"sv,
                   "it is compressed with xz: decompress it first (xz -dc)"},
    foreign_format{"\x02\x21\x4C\x18"sv, lz4_refusal}, // as it was written before 2010
    foreign_format{"\xFF\x06\0\0sNaPpY"sv, "it is compressed with snappy: decompress it first"},
    foreign_format{"LZIP"sv, "it is compressed with lzip: decompress it first (lzip -dc)"},
    foreign_format{"\x1F\x9D"sv, "it is compressed with compress: decompress it first (uncompress -c)"},
    foreign_format{"PK\x03\x04"sv, "it is a zip archive: unpack it first"},
    foreign_format{"PK\x05\x06"sv, "it is a zip archive with nothing in it"},
    foreign_format{"PK\x07\x08"sv, "it is a part of a zip archive: join the parts and unpack it first"},
    foreign_format{"7z\xBC\xAF\x27\x1C"sv, "it is a 7z archive: unpack it first"},
    foreign_format{"Rar!\x1A\x07"sv, "it is a rar archive: unpack it first"},
    foreign_format{"ElfFile\0"sv, "it is a binary event log (EVTX): convert it to JSON first (evtx_dump -o jsonl), "
                                  "and scan that with --map evtx_nested.yml"},
    foreign_format{"\x30\0\0\0LfLe"sv,
                   "it is an old binary event log (EVT): convert it to EVTX (wevtutil epl /lf:true), and that to JSON"},
    foreign_format{"LPKSHHRH"sv, "it is a binary journal: convert it to JSON first (journalctl --file=... -o json)"},
    foreign_format{"\xD4\xC3\xB2\xA1"sv, "it is a capture of packets (pcap): make events of them first, with Zeek "
                                         "or Suricata"},
    foreign_format{"\xA1\xB2\xC3\xD4"sv, "it is a capture of packets (pcap): make events of them first, with Zeek "
                                         "or Suricata"},
    foreign_format{"\x4D\x3C\xB2\xA1"sv, "it is a capture of packets (pcap): make events of them first, with Zeek "
                                         "or Suricata"},
    foreign_format{"\xA1\xB2\x3C\x4D"sv, "it is a capture of packets (pcap): make events of them first, with Zeek "
                                         "or Suricata"},
    foreign_format{"\x0A\x0D\x0D\x0A"sv, "it is a capture of packets (pcapng): make events of them first, with Zeek "
                                         "or Suricata"},
    foreign_format{"PAR1"sv, "it is a table in Parquet: write its rows as JSON first, an object a line"},
    foreign_format{"ORC"sv, "it is a table in ORC: write its rows as JSON first, an object a line"},
    foreign_format{"ARROW1"sv, "it is a table in Arrow: write its rows as JSON first, an object a line"},
    foreign_format{"Obj\x01"sv, "it is a file of Avro: write its records as JSON first, an object a line"},
    foreign_format{"SQLite format 3\0"sv, "it is a database of SQLite: write its rows as JSON first (sqlite3 -json)"},
    foreign_format{"\xFF\xFE\0\0"sv, "it is UTF-32: convert it first (iconv -f UTF-32 -t UTF-8)"},
    foreign_format{"\0\0\xFE\xFF"sv, "it is UTF-32: convert it first (iconv -f UTF-32 -t UTF-8)"},
    foreign_format{"{\0"sv, "it is UTF-16 without a byte order mark: convert it first (iconv -f UTF-16LE -t UTF-8)"},
    foreign_format{"[\0"sv, "it is UTF-16 without a byte order mark: convert it first (iconv -f UTF-16LE -t UTF-8)"},
    foreign_format{"\0{"sv, "it is UTF-16 without a byte order mark: convert it first (iconv -f UTF-16BE -t UTF-8)"},
    foreign_format{"\0["sv, "it is UTF-16 without a byte order mark: convert it first (iconv -f UTF-16BE -t UTF-8)"},
};

/// The same of texts, whose encoding is known by now.
inline constexpr std::array foreign_texts{
    foreign_format{"<?xml"sv, "it is XML: convert its events to JSON first"},
    foreign_format{"<Event"sv, "it is XML: convert its events to JSON first"},
    foreign_format{"#separator "sv,
                   "it is a log of Zeek in columns: let Zeek write JSON (LogAscii::use_json=T), or convert it first"},
};

template <std::size_t Count>
[[nodiscard]] std::string_view refusal_among(const std::array<foreign_format, Count>& formats, peekable_bytes& source) {
    for (const auto& format : formats) {
        if (begins(source, format.beginning)) { return format.refusal; }
    }
    return {};
}

inline constexpr std::size_t tar_header_size = 512;

/// Whether the sum of the bytes stands where the header of an archive has it: digits in octal, in a field that counts as
/// blanks. Source: POSIX.1-2017, pax, "ustar Interchange Format"; older formats have it in the same place.
[[nodiscard]] inline bool has_tar_sum(std::string_view header) {
    constexpr std::size_t begin = 148;
    constexpr std::size_t end = 156;
    std::size_t sum = 0;
    std::size_t written = 0;
    bool is_written = false;
    for (std::size_t at = 0; at < tar_header_size; ++at) {
        const char byte = header[at];
        const bool in_field = at >= begin && at < end;
        sum += static_cast<unsigned char>(in_field ? ' ' : byte);
        if (!in_field || byte < '0' || byte > '7') { continue; }
        written = written * 8 + static_cast<std::size_t>(byte - '0');
        is_written = true;
    }
    return is_written && sum == written;
}

/// An archive has no beginning of its own but a name, behind which there are NULs. What holds none by then is no
/// archive, and is not waited for; nor is what begins as events do.
[[nodiscard]] inline bool is_tar(peekable_bytes& source) {
    constexpr std::size_t names_end = 157; // and of the numbers behind the name
    constexpr std::size_t mark_at = 257;
    constexpr std::string_view mark = "ustar";
    const auto first = source.ahead().substr(0, 1);
    if (first.empty() || source.ahead().substr(0, names_end).find('\0') == std::string_view::npos) { return false; }
    const bool may_be_event = first == "{" || first == "[";
    while (!may_be_event && source.ahead().size() < tar_header_size && source.look_further()) {}
    const auto header = source.ahead();
    const bool is_marked = !may_be_event && header.size() >= mark_at && header.substr(mark_at).starts_with(mark);
    return is_marked || (header.size() >= tar_header_size && has_tar_sum(header));
}

} // namespace detail

/// Why bytes that begin so are not read; empty if they may be events.
[[nodiscard]] inline std::string_view refusal_of_bytes(peekable_bytes& source) {
    const auto refusal = detail::refusal_among(detail::foreign_formats, source);
    if (refusal.empty() && detail::is_tar(source)) { return "it is a tar archive: unpack it first (tar -xO)"; }
    return refusal;
}

/// Why a text in UTF-8 that begins so is not read; empty if it may be events.
[[nodiscard]] inline std::string_view refusal_of_text(peekable_bytes& source) {
    return detail::refusal_among(detail::foreign_texts, source);
}

} // namespace scan
