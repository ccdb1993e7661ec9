// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>
#include <varsigma/text/detail/casefold.hpp>
#include <varsigma/text/detail/pair_scan.hpp>
#include <varsigma/text/detail/symbol.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

// Looking for one literal in one text, without allocation and in linear time whatever the two hold.
//
// Literals here are valid UTF-8. Such a literal, found byte by byte, always begins and ends between characters of the
// text, even if the text has invalid bytes: it begins with a lead byte, which is never inside a sequence, and ends with
// a whole one. "Folded" means that the text is folded (`fold`) while it is read; the literal is folded already.

namespace VARSIGMA_NAMESPACE {

/// "Not there", as an offset.
inline constexpr std::size_t not_found = std::string_view::npos;

/// The character that ends at `last`. Precondition: `first != last`. O(1).
///
/// The same cut that reading forward from `first` makes, as long as `first` is one: a valid sequence begins with a byte
/// that no other sequence contains, so it is read as one from both sides.
[[nodiscard]] constexpr utf8::decoded decode_last(const char* first, const char* last) noexcept {
    if (static_cast<unsigned char>(last[-1]) >= 0x80) {
        for (std::ptrdiff_t length = 2; length <= 4 && last - first >= length; ++length) {
            const utf8::decoded candidate = utf8::decode(last - length, last);
            if (candidate.length == length) return candidate;
        }
    }
    return utf8::decode(last - 1, last);
}

/// Computes the borders of `literal` for `find_literal` into a list of `std::uint32_t` (`resize`, `operator[]`):
/// element k - 1 is the length of the longest proper prefix of the first k bytes that is also their suffix
/// (Knuth, Morris, Pratt 1977). Zeros at the end are left out, so most literals need no list at all. O(literal).
template <class List>
constexpr void compute_borders(std::string_view literal, List& borders) {
    borders.resize(literal.empty() ? 0 : literal.size() - 1);
    std::size_t border = 0;
    std::size_t used = 0;
    for (std::size_t length = 2; length < literal.size(); ++length) {
        const char added = literal[length - 1];
        while (border != 0 && literal[border] != added) { border = borders[border - 1]; }
        if (literal[border] == added) ++border;
        borders[length - 1] = static_cast<std::uint32_t>(border);
        if (border != 0) used = length;
    }
    borders.resize(used);
}

namespace detail {

/// The Knuth-Morris-Pratt automaton of a literal that is not empty: fed byte by byte, amortised O(1) each.
class literal_automaton {
public:
    constexpr literal_automaton(std::string_view literal, std::span<const std::uint32_t> borders) noexcept
        : literal_(literal), borders_(borders) {}

    /// Whether the literal ends with this byte. After that, no more may be fed.
    constexpr bool feed(char byte) noexcept {
        while (literal_[matched_] != byte) {
            if (matched_ == 0) return false;
            matched_ = matched_ - 1 < borders_.size() ? borders_[matched_ - 1] : 0;
        }
        ++matched_;
        return matched_ == literal_.size();
    }

private:
    std::string_view literal_;
    std::span<const std::uint32_t> borders_;
    std::size_t matched_ = 0;
};

} // namespace detail

/// The offset of the first occurrence of `literal` in `text`, or `not_found`. O(text + literal).
///
/// `borders` come from `compute_borders(literal)`; `rare` is the offset of a byte in the literal (`rare_byte`). At run
/// time the text is searched for that byte and the next (or, of the last byte, the one before) while the comparisons
/// that this causes stay below a multiple of the text's length, then by automaton: that keeps a hostile text linear.
[[nodiscard]] constexpr std::size_t find_literal(std::string_view text, std::string_view literal,
                                                 std::span<const std::uint32_t> borders, std::size_t rare) noexcept {
    if (literal.empty()) return 0;
    if (literal.size() > text.size()) return not_found;
    const std::size_t last_start = text.size() - literal.size();
    std::size_t start = 0;
    if (!std::is_constant_evaluated()) {
        if (literal.size() == 1) return text.find(literal.front());
        const std::size_t pair = std::min(rare, literal.size() - 2);
        std::size_t budget = 4 * text.size() + 256;
        while (budget >= literal.size()) {
            if (start > last_start) return not_found;
            const std::size_t hit =
                find_pair(text.substr(start + pair, last_start - start + 2), literal[pair], literal[pair + 1]);
            if (hit == text.npos) return not_found;
            start += hit;
            if (std::memcmp(text.data() + start, literal.data(), literal.size()) == 0) return start;
            ++start;
            budget -= literal.size();
        }
    }
    detail::literal_automaton automaton{literal, borders};
    for (std::size_t index = start; index < text.size(); ++index) {
        if (automaton.feed(text[index])) return index + 1 - literal.size();
    }
    return not_found;
}

/// Where the first occurrence of `literal` in the folded form of `text` ends, as an offset into `text`, or `not_found`.
/// O(text + literal).
[[nodiscard]] constexpr std::size_t find_literal_end_folded(std::string_view text, std::string_view literal,
                                                            std::span<const std::uint32_t> borders) noexcept {
    if (literal.empty()) return 0;
    detail::literal_automaton automaton{literal, borders};
    const char* first = text.data();
    const char* const last = first + text.size();
    while (first != last) {
        if (static_cast<unsigned char>(*first) < 0x80) {
            const char byte = fold_ascii(*first);
            ++first;
            if (automaton.feed(byte)) return static_cast<std::size_t>(first - text.data());
            continue;
        }
        const utf8::decoded next = utf8::decode(first, last);
        first += next.length;
        char bytes[utf8::max_length]{};
        const std::size_t length = utf8::encode(fold(next.character), bytes);
        for (std::size_t index = 0; index < length; ++index) {
            if (automaton.feed(bytes[index])) return static_cast<std::size_t>(first - text.data());
        }
    }
    return not_found;
}

namespace detail {

/// The longest prefix of `text` of at most `size` bytes that ends between two characters, if `size` is 4 or more.
[[nodiscard]] constexpr std::size_t whole_characters(std::string_view text, std::size_t size) noexcept {
    if (size >= text.size()) return text.size();
    for (std::size_t cut = size; cut + 4 > size; --cut) {
        if ((static_cast<unsigned char>(text[cut]) & 0xC0U) != 0x80U) return cut;
    }
    return size; // after three continuation bytes a fourth belongs to no sequence
}

} // namespace detail

/// Whether the folded form of `text` contains `literal`. O(text + literal).
///
/// At run time the text is folded piece by piece into a small buffer on the stack, which is searched as `find_literal`
/// does: that is several times as fast as folding character by character.
[[nodiscard]] constexpr bool contains_folded(std::string_view text, std::string_view literal,
                                             std::span<const std::uint32_t> borders, std::size_t rare) noexcept {
    constexpr std::size_t longest_literal = 256;
    constexpr std::size_t piece = 512;
    if (std::is_constant_evaluated() || literal.empty() || literal.size() > longest_literal) {
        return find_literal_end_folded(text, literal, borders) != not_found;
    }
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): written before it is read, and clearing it would cost
    std::array<char, longest_literal + folded_capacity(piece)> buffer;
    std::size_t kept = 0;
    while (!text.empty()) {
        const std::size_t taken = detail::whole_characters(text, piece);
        const std::size_t filled = kept + fold_text_into(text.substr(0, taken), buffer.data() + kept).size;
        if (find_literal({buffer.data(), filled}, literal, borders, rare) != not_found) return true;
        // an occurrence may begin here and end in the next piece
        kept = std::min(filled, literal.size() - 1);
        std::copy(buffer.data() + (filled - kept), buffer.data() + filled, buffer.data());
        text.remove_prefix(taken);
    }
    return false;
}

namespace detail {

/// What comparing bytes says of a text and a literal, both of which have something to compare.
enum class byte_comparison : std::uint8_t {
    equal,
    different,
    unsure, ///< they differ where the text is not ASCII, and may still be equal as characters
};

/// Compares `size` bytes from the front, or with `Backward` from the back: the first word that differs decides, since
/// what was met before it was equal and leaves the same cuts between characters in both.
template <bool Backward>
[[nodiscard, gnu::always_inline]] inline byte_comparison compare_bytes(const char* text, const char* folded_literal,
                                                                       std::size_t size) noexcept {
    const auto outcome = [](std::uint64_t word) {
        return (word & ascii_word_high_bits) == 0 ? byte_comparison::different : byte_comparison::unsure;
    };
    if (size < 8) {
        const auto word = load_short(text, size);
        return fold_ascii_word(word) == load_short(folded_literal, size) ? byte_comparison::equal : outcome(word);
    }
    for (std::size_t done = 0; done < size; done += 8) {
        const std::size_t forward = std::min(done, size - 8); // the last word overlaps the one before
        const std::size_t at = Backward ? size - 8 - forward : forward;
        const auto word = load_word<std::uint64_t>(text + at);
        if (fold_ascii_word(word) != load_word<std::uint64_t>(folded_literal + at)) { return outcome(word); }
    }
    return byte_comparison::equal;
}

/// A text that is shorter than the literal has fewer characters, unless folding makes some of them longer.
[[nodiscard]] inline byte_comparison compare_short(std::string_view text) noexcept {
    return is_ascii(text) ? byte_comparison::different : byte_comparison::unsure;
}
[[nodiscard, gnu::always_inline]] inline byte_comparison compare_beginning(std::string_view text,
                                                                           std::string_view literal) noexcept {
    if (text.size() < literal.size()) { return compare_short(text); }
    return compare_bytes<false>(text.data(), literal.data(), literal.size());
}
[[nodiscard, gnu::always_inline]] inline byte_comparison compare_end(std::string_view text,
                                                                     std::string_view literal) noexcept {
    if (text.size() < literal.size()) { return compare_short(text); }
    return compare_bytes<true>(text.data() + (text.size() - literal.size()), literal.data(), literal.size());
}

/// `folded_prefix`, character by character.
[[nodiscard]] constexpr std::size_t read_folded_prefix(std::string_view text, std::string_view literal) noexcept {
    const char* first = text.data();
    const char* const last = first + text.size();
    const char* wanted = literal.data();
    const char* const wanted_last = wanted + literal.size();
    while (wanted != wanted_last) {
        if (first == last) return not_found;
        const utf8::decoded next = utf8::decode(first, last);
        const utf8::decoded expected = utf8::decode(wanted, wanted_last);
        if (fold(next.character) != expected.character) return not_found;
        first += next.length;
        wanted += expected.length;
    }
    return static_cast<std::size_t>(first - text.data());
}

/// `folded_suffix`, character by character.
[[nodiscard]] constexpr std::size_t read_folded_suffix(std::string_view text, std::string_view literal) noexcept {
    const char* const first = text.data();
    const char* last = first + text.size();
    const char* const wanted = literal.data();
    const char* wanted_last = wanted + literal.size();
    while (wanted != wanted_last) {
        if (first == last) return not_found;
        const utf8::decoded next = decode_last(first, last);
        const utf8::decoded expected = decode_last(wanted, wanted_last);
        if (fold(next.character) != expected.character) return not_found;
        last -= next.length;
        wanted_last -= expected.length;
    }
    return static_cast<std::size_t>(first + text.size() - last);
}

} // namespace detail

/// How many bytes of `text` the literal takes if the folded form of `text` starts with it, or `not_found`. O(literal).
///
/// At run time by bytes, eight at a time, unless characters beyond ASCII make that undecided.
[[nodiscard, gnu::always_inline]] constexpr std::size_t folded_prefix(std::string_view text,
                                                                      std::string_view literal) noexcept {
    if (!std::is_constant_evaluated()) {
        switch (detail::compare_beginning(text, literal)) {
        case detail::byte_comparison::equal: return literal.size();
        case detail::byte_comparison::different: return not_found;
        case detail::byte_comparison::unsure: break;
        }
    }
    return detail::read_folded_prefix(text, literal);
}

/// The same at the end of `text`. O(literal).
[[nodiscard, gnu::always_inline]] constexpr std::size_t folded_suffix(std::string_view text,
                                                                      std::string_view literal) noexcept {
    if (!std::is_constant_evaluated()) {
        switch (detail::compare_end(text, literal)) {
        case detail::byte_comparison::equal: return literal.size();
        case detail::byte_comparison::different: return not_found;
        case detail::byte_comparison::unsure: break;
        }
    }
    return detail::read_folded_suffix(text, literal);
}

/// How many bytes the last `characters` characters of `text` take. Precondition: it has that many. O(characters).
[[nodiscard]] constexpr std::size_t tail_length(std::string_view text, std::size_t characters) noexcept {
    const char* last = text.data() + text.size();
    for (; characters != 0; --characters) { last -= decode_last(text.data(), last).length; }
    return static_cast<std::size_t>(text.data() + text.size() - last);
}

} // namespace VARSIGMA_NAMESPACE

namespace VARSIGMA_NAMESPACE::detail {

/// A literal that is looked for in many texts, with what makes that quick. A view: its parts lie in a `pattern_store`.
struct needle {
    std::string_view text;
    std::span<const std::uint32_t> borders; ///< `compute_borders(text)`
    std::uint32_t rare = 0;                 ///< `rare_byte(text)`

    /// Whether it stands in `searched`, byte by byte. O(searched + text).
    [[nodiscard]] bool stands_in(std::string_view searched) const noexcept {
        return find_literal(searched, text, borders, rare) != not_found;
    }
};

} // namespace VARSIGMA_NAMESPACE::detail
