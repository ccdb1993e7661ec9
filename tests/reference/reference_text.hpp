// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/text/detail/casefold.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The slow and obvious meaning of Sigma rules, written from the semantics alone and without the library's own code, so
/// that every fast path can be compared with it. Nothing here is optimised, and nothing should be.
namespace reference {

/// A text as a sequence of characters: code points, and 0x110000 + b for a byte b that belongs to no valid sequence.
using characters = std::u32string;

inline constexpr char32_t invalid_byte = 0x110000;

/// The code point that the `length` bytes at the front of `bytes` spell by the definition of UTF-8, or nothing.
inline std::optional<char32_t> spelled_by(std::string_view bytes, std::size_t length) {
    if (bytes.size() < length) { return std::nullopt; }
    const auto byte = [bytes](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[at])); };
    if (length == 1) { return byte(0) < 0x80 ? std::optional<char32_t>{byte(0)} : std::nullopt; }
    const unsigned marker = length == 2 ? 0xC0U : length == 3 ? 0xE0U : 0xF0U;
    const unsigned marker_mask = length == 2 ? 0xE0U : length == 3 ? 0xF0U : 0xF8U;
    if ((byte(0) & marker_mask) != marker) { return std::nullopt; }
    char32_t code = byte(0) & ~marker_mask & 0xFFU;
    for (std::size_t at = 1; at < length; ++at) {
        if ((byte(at) & 0xC0U) != 0x80U) { return std::nullopt; }
        code = code * 64 + (byte(at) & 0x3FU);
    }
    const char32_t lowest = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
    if (code < lowest || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) { return std::nullopt; }
    return code;
}

inline characters to_characters(std::string_view bytes) {
    characters text;
    while (!bytes.empty()) {
        std::size_t taken = 1;
        char32_t character = invalid_byte + static_cast<unsigned char>(bytes.front());
        for (std::size_t length = 1; length <= 4; ++length) {
            if (const auto code = spelled_by(bytes, length)) {
                character = *code;
                taken = length;
            }
        }
        text.push_back(character);
        bytes.remove_prefix(taken);
    }
    return text;
}

inline std::string to_bytes(const characters& text) {
    std::string bytes;
    const auto put = [&bytes](char32_t byte) { bytes.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    for (const char32_t character : text) {
        if (character >= invalid_byte) {
            put(character - invalid_byte);
        } else if (character < 0x80) {
            put(character);
        } else if (character < 0x800) {
            put(0xC0 + character / 64);
            put(0x80 + character % 64);
        } else if (character < 0x10000) {
            put(0xE0 + character / 4096);
            put(0x80 + character / 64 % 64);
            put(0x80 + character % 64);
        } else {
            put(0xF0 + character / 262144);
            put(0x80 + character / 4096 % 64);
            put(0x80 + character / 64 % 64);
            put(0x80 + character % 64);
        }
    }
    return bytes;
}

/// What `re` sees: U+FFFD for every invalid byte.
inline std::string repaired(std::string_view bytes) {
    characters text = to_characters(bytes);
    for (char32_t& character : text) {
        if (character >= invalid_byte) { character = 0xFFFD; }
    }
    return to_bytes(text);
}

inline bool same_character(char32_t left, char32_t right, bool cased) {
    if (left == right) { return true; }
    if (cased || left >= invalid_byte || right >= invalid_byte) { return false; }
    return varsigma::fold(left) == varsigma::fold(right);
}

inline bool is_word_character(char32_t character) {
    return (character >= U'a' && character <= U'z') || (character >= U'A' && character <= U'Z') ||
           (character >= U'0' && character <= U'9') || character == U'_';
}

inline bool is_dash(char32_t character) {
    return character == U'-' || character == U'/' || character == 0x2013 || character == 0x2014 || character == 0x2015;
}

/// One element of a value string.
struct pattern_part {
    enum class kind { literal, any_run, any_one, any_dash };
    kind what = kind::literal;
    char32_t character = 0; ///< of a literal
};

using pattern = std::vector<pattern_part>;

inline pattern parse_pattern(std::string_view text) {
    pattern parsed;
    const characters from = to_characters(text);
    for (std::size_t at = 0; at < from.size(); ++at) {
        const char32_t next = at + 1 < from.size() ? from[at + 1] : 0;
        if (from[at] == U'\\' && (next == U'*' || next == U'?' || next == U'\\')) {
            parsed.push_back({pattern_part::kind::literal, next});
            ++at;
        } else if (from[at] == U'*') {
            parsed.push_back({pattern_part::kind::any_run, 0});
        } else if (from[at] == U'?') {
            parsed.push_back({pattern_part::kind::any_one, 0});
        } else {
            parsed.push_back({pattern_part::kind::literal, from[at]});
        }
    }
    return parsed;
}

inline pattern literal_pattern(std::string_view text) {
    pattern parsed;
    for (const char32_t character : to_characters(text)) { parsed.push_back({pattern_part::kind::literal, character}); }
    return parsed;
}

/// The bytes of a pattern without wildcards; nothing if it has one.
inline std::optional<std::string> literal_bytes(const pattern& parsed) {
    characters text;
    for (const auto& part : parsed) {
        if (part.what != pattern_part::kind::literal) { return std::nullopt; }
        text.push_back(part.character);
    }
    return to_bytes(text);
}

/// `windash`: a dash that follows no word character and comes before one may be any of the five.
inline pattern with_any_dashes(const pattern& parsed) {
    const auto is_word = [&parsed](std::size_t at) {
        return at < parsed.size() && parsed[at].what == pattern_part::kind::literal &&
               is_word_character(parsed[at].character);
    };
    pattern varied = parsed;
    for (std::size_t at = 0; at < parsed.size(); ++at) {
        const bool dash = parsed[at].what == pattern_part::kind::literal && is_dash(parsed[at].character);
        if (dash && !(at > 0 && is_word(at - 1)) && is_word(at + 1)) { varied[at].what = pattern_part::kind::any_dash; }
    }
    return varied;
}

inline pattern with_open_ends(const pattern& parsed, bool before, bool after) {
    pattern opened;
    if (before) { opened.push_back({pattern_part::kind::any_run, 0}); }
    for (const auto& part : parsed) { opened.push_back(part); }
    if (after) { opened.push_back({pattern_part::kind::any_run, 0}); }
    return opened;
}

/// Whether the pattern is the whole text, by the textbook's table: row i tells which beginnings of the pattern match
/// the first i characters.
inline bool pattern_matches(const pattern& parsed, std::string_view bytes, bool cased) {
    const characters text = to_characters(bytes);
    std::vector<std::vector<bool>> matches(text.size() + 1, std::vector<bool>(parsed.size() + 1, false));
    matches[0][0] = true;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        for (std::size_t j = 1; j <= parsed.size(); ++j) {
            const auto& part = parsed[j - 1];
            bool one = false; // the part takes exactly the i-th character
            if (i > 0) {
                switch (part.what) {
                case pattern_part::kind::literal: one = same_character(part.character, text[i - 1], cased); break;
                case pattern_part::kind::any_one: one = true; break;
                case pattern_part::kind::any_dash: one = is_dash(text[i - 1]); break;
                case pattern_part::kind::any_run: break;
                }
            }
            if (part.what == pattern_part::kind::any_run) {
                matches[i][j] = matches[i][j - 1] || (i > 0 && matches[i - 1][j]);
            } else {
                matches[i][j] = one && matches[i - 1][j - 1];
            }
        }
    }
    return matches[text.size()][parsed.size()];
}

} // namespace reference
