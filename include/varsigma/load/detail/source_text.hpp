// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/load/detail/arena.hpp>
#include <varsigma/text/detail/utf16.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace VARSIGMA_NAMESPACE::yaml {

namespace detail {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF"; // in UTF-8

/// In which order the bytes of a UTF-16 text stand: as its mark says, or, without one, as the zeros in its first two
/// characters do, which are ASCII in every YAML file. Nothing for other texts.
[[nodiscard]] constexpr std::optional<utf16::byte_order> utf16_order(std::string_view bytes) noexcept {
    const auto zero = [bytes](std::size_t at) { return bytes[at] == '\0'; };
    const bool is_long = bytes.size() >= 4;
    if (bytes.starts_with("\xFF\xFE") && !(is_long && zero(2) && zero(3)))
        return utf16::byte_order::little; // not UTF-32
    if (bytes.starts_with("\xFE\xFF")) return utf16::byte_order::big;
    if (!is_long) return std::nullopt;
    if (!zero(0) && zero(1) && !zero(2) && zero(3)) return utf16::byte_order::little;
    if (zero(0) && !zero(1) && zero(2) && !zero(3)) return utf16::byte_order::big;
    return std::nullopt;
}

/// `text` without the byte order marks at the beginning of lines: files laid end to end have them in the middle.
[[nodiscard]] inline std::string_view without_marks(std::string_view text, arena& memory) {
    while (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    auto at = text.find(byte_order_mark);
    if (at == std::string_view::npos) return text;
    std::string kept;
    kept.reserve(text.size());
    while (at != std::string_view::npos) {
        kept += text.substr(0, at);
        // elsewhere it is left for the one who looks for what YAML does not allow
        if (!kept.empty() && kept.back() != '\n' && kept.back() != '\r') kept += byte_order_mark;
        text.remove_prefix(at + byte_order_mark.size());
        at = text.find(byte_order_mark);
    }
    kept += text;
    return memory.copy(std::string_view{kept});
}

} // namespace detail

/// The content of a file as UTF-8 without byte order marks: UTF-16 is converted, with its mark or without; what is
/// neither stays as it is. Columns and lines of the result are those that an editor shows. A text that had to be
/// changed is copied into `memory`, otherwise the result refers to `bytes`. O(n).
[[nodiscard]] inline std::string_view decoded_text(std::string_view bytes, arena& memory) {
    if (const auto order = detail::utf16_order(bytes)) {
        std::string text;
        text.reserve(bytes.size());
        utf16::decode(bytes, *order, text);
        return detail::without_marks(memory.copy(std::string_view{text}), memory);
    }
    return detail::without_marks(bytes, memory);
}

/// Whether YAML allows the character. Source: YAML 1.1, production 1, `c-printable`.
[[nodiscard]] constexpr bool is_printable(char32_t character) noexcept {
    if (character < 0x20) return character == '\t' || character == '\n' || character == '\r';
    if (character < 0xA0) return character < 0x7F || character == 0x85;
    return character != 0xFEFF && character != 0xFFFE && character != 0xFFFF && character < utf8::invalid_byte_base;
}

namespace detail {

/// Whether eight bytes are all ASCII characters that YAML allows, tabs and carriage returns left out.
[[nodiscard]] constexpr bool are_plainly_printable(std::uint64_t bytes) noexcept {
    constexpr std::uint64_t each = 0x0101010101010101U;
    constexpr std::uint64_t high = 0x80 * each;
    if ((bytes & high) != 0) return false;
    // no byte is above 0x7F, so no sum runs over into its neighbour
    const auto not_control = bytes + (0x80 - 0x20) * each;
    const auto not_newline = (bytes ^ (0x0A * each)) + 0x7F * each;
    const auto is_delete = bytes + each;
    return (((~not_control & not_newline) | is_delete) & high) == 0;
}

/// The first byte that `are_plainly_printable` does not vouch for, or one of the seven before it.
[[nodiscard]] constexpr const char* skip_plainly_printable(const char* first, const char* last) noexcept {
    if (std::is_constant_evaluated()) return first;
    std::uint64_t bytes = 0;
    while (last - first >= static_cast<std::ptrdiff_t>(sizeof bytes)) {
        std::memcpy(&bytes, first, sizeof bytes);
        if (!are_plainly_printable(bytes)) break;
        first += sizeof bytes;
    }
    return first;
}

} // namespace detail

/// The position of the first byte that cannot stand in a YAML text: a control character, a byte order mark, invalid
/// UTF-8. `text.size()` if there is none. O(n).
[[nodiscard]] constexpr std::size_t first_unprintable(std::string_view text) noexcept {
    const char* const first = text.data();
    const char* const last = first + text.size();
    const char* at = first;
    while ((at = detail::skip_plainly_printable(at, last)) != last) {
        const auto next = utf8::decode(at, last);
        if (!is_printable(next.character)) break;
        at += next.length;
    }
    return static_cast<std::size_t>(at - first);
}

/// How many lines begin with a directive (`%TAG`, `%YAML`). O(n).
[[nodiscard]] constexpr std::size_t directive_count(std::string_view text) noexcept {
    std::size_t found = 0;
    for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
        if (at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r') ++found;
    }
    return found;
}

/// Whether a line ends behind the character that stands before `next`, as libyaml sees it: of CR and LF the second ends
/// it.
[[nodiscard]] constexpr bool ends_line(char32_t character, const char* next, const char* last) noexcept {
    return character == '\n' || character == 0x85 || character == 0x2028 || character == 0x2029 ||
           (character == '\r' && (next == last || *next != '\n'));
}

/// The line and column of the byte at `offset`. O(offset).
[[nodiscard]] constexpr source_position position_of(std::string_view text, std::size_t offset) noexcept {
    const char* const last = text.data() + text.size();
    source_position found{1, 1};
    std::size_t at = 0;
    while (at < offset) {
        const auto next = utf8::decode(text.data() + at, last);
        at += next.length;
        found.column += next.length;
        if (ends_line(next.character, text.data() + at, last)) found = {found.line + 1, 1};
    }
    return found;
}

/// The line with that number, from 0, without its end; empty if there are fewer. O(size).
[[nodiscard]] constexpr std::string_view line_of(std::string_view text, std::size_t number) noexcept {
    const char* const last = text.data() + text.size();
    std::size_t begin = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto next = utf8::decode(text.data() + at, last);
        const auto end = at;
        at += next.length;
        if (!ends_line(next.character, text.data() + at, last)) continue;
        if (number == 0) {
            const auto line = text.substr(begin, end - begin);
            return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
        }
        --number;
        begin = at;
    }
    return number == 0 ? text.substr(begin) : std::string_view{};
}

/// A line of a text.
struct text_line {
    std::size_t number = 0; ///< from 0
    std::size_t offset = 0; ///< of its first byte
};

/// The first line from number `from` on that begins a document: `---`, and behind it a blank or the line's end.
/// O(offset of the result).
[[nodiscard]] constexpr std::optional<text_line> find_separator(std::string_view text, std::size_t from) noexcept {
    constexpr std::string_view separator = "---";
    constexpr std::string_view after = " \t\r\n";
    const char* const last = text.data() + text.size();
    text_line line;
    while (true) {
        const auto rest = text.substr(line.offset);
        if (line.number >= from && rest.starts_with(separator)) {
            const auto behind = rest.substr(separator.size());
            if (behind.empty() || after.find(behind[0]) != std::string_view::npos) return line;
        }
        auto at = line.offset;
        bool ends = false;
        while (at < text.size() && !ends) {
            const auto next = utf8::decode(text.data() + at, last);
            at += next.length;
            ends = ends_line(next.character, text.data() + at, last);
        }
        if (!ends) return std::nullopt;
        line = {line.number + 1, at};
    }
}

/// Turns positions that count characters, as libyaml's do, into columns that count bytes.
///
/// Asked in the order of the text it walks over each byte once; asked about an earlier place it gives the column in
/// characters. Each invalid byte is a character. Precondition: `text` outlives the counter.
class column_counter {
public:
    explicit column_counter(std::string_view text) noexcept : text_(text), ascii_(utf8::is_ascii(text)) {}

    /// Forgets the first bytes of the text: what is asked from now on counts from behind them.
    void remove_prefix(std::size_t size) noexcept {
        text_.remove_prefix(size);
        index_ = byte_ = line_begin_ = 0;
    }

    /// \param index  the place, in characters from the beginning of the text
    /// \param line   its line, from 0
    /// \param column its column in characters, from 0
    [[nodiscard]] source_position at(std::size_t index, std::size_t line, std::size_t column) noexcept {
        if (!ascii_ && index >= index_) {
            advance(index);
            column = byte_ - line_begin_;
        }
        return {static_cast<std::uint32_t>(line) + 1, static_cast<std::uint32_t>(column) + 1};
    }

    /// The byte at which a character stands; nothing for a place before the last one asked for.
    [[nodiscard]] std::optional<std::size_t> offset(std::size_t index) noexcept {
        if (ascii_) return index;
        if (index < index_) return std::nullopt;
        advance(index);
        return byte_;
    }

private:
    void advance(std::size_t index) noexcept {
        const char* const last = text_.data() + text_.size();
        while (index_ < index && byte_ < text_.size()) {
            const auto next = utf8::decode(text_.data() + byte_, last);
            byte_ += next.length;
            ++index_;
            if (ends_line(next.character, text_.data() + byte_, last)) line_begin_ = byte_;
        }
    }

    std::string_view text_;
    bool ascii_;
    std::size_t index_ = 0; // in characters
    std::size_t byte_ = 0;
    std::size_t line_begin_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::yaml
