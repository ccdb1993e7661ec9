// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "reference_text.hpp"

#include <varsigma/rule/detail/interpretation.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace reference {

/// The bits of a text, the most significant of each byte first.
inline std::vector<bool> bits_of(std::string_view bytes) {
    std::vector<bool> bits;
    for (const char byte : bytes) {
        for (int bit = 7; bit >= 0; --bit) { bits.push_back((static_cast<unsigned char>(byte) >> bit & 1) != 0); }
    }
    return bits;
}

/// The base64 characters (RFC 4648, section 4) for bits `first` to `last`; missing bits are zero, as at the end of a
/// text.
inline std::string base64_of(const std::vector<bool>& bits, std::size_t first, std::size_t last) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string encoded;
    for (std::size_t at = first; at < last; at += 6) {
        std::size_t digit = 0;
        for (std::size_t bit = at; bit < at + 6; ++bit) {
            digit = digit * 2 + (bit < bits.size() && bits[bit] ? 1U : 0U);
        }
        encoded.push_back(alphabet[digit]);
    }
    return encoded;
}

inline std::string base64(std::string_view bytes) {
    const auto bits = bits_of(bytes);
    std::string encoded = base64_of(bits, 0, bits.size());
    while (encoded.size() % 4 != 0) { encoded.push_back('='); }
    return encoded;
}

/// What is certain to stand in base64 text that holds `bytes` behind `offset` unknown bytes and before others: the
/// characters all of whose six bits are known.
inline std::string base64_at_offset(std::string_view bytes, std::size_t offset) {
    const auto bits = bits_of(std::string(offset, '\0') + std::string{bytes});
    const std::size_t known_from = offset * 8;
    std::string kept;
    for (std::size_t at = 0; at + 6 <= bits.size(); at += 6) {
        if (at >= known_from) { kept += base64_of(bits, at, at + 6); }
    }
    return kept;
}

inline std::string utf16(std::string_view bytes, bool big_endian) {
    std::string encoded;
    const auto put = [&](unsigned unit) {
        const auto high = static_cast<char>(static_cast<unsigned char>(unit / 256));
        const auto low = static_cast<char>(static_cast<unsigned char>(unit % 256));
        encoded.push_back(big_endian ? high : low);
        encoded.push_back(big_endian ? low : high);
    };
    for (const char32_t character : to_characters(repaired(bytes))) {
        if (character < 0x10000) {
            put(static_cast<unsigned>(character));
        } else {
            put(0xD800 + static_cast<unsigned>(character - 0x10000) / 1024);
            put(0xDC00 + static_cast<unsigned>(character - 0x10000) % 1024);
        }
    }
    return encoded;
}

/// Every form that one encoding step gives; never an empty one from `base64offset`.
inline std::vector<std::string> encoded_forms(std::string_view bytes, varsigma::encoding step) {
    switch (step) {
    case varsigma::encoding::base64: return {base64(bytes)};
    case varsigma::encoding::utf16le: return {utf16(bytes, false)};
    case varsigma::encoding::utf16be: return {utf16(bytes, true)};
    case varsigma::encoding::utf16_mark: return {"\xFF\xFE" + utf16(bytes, false)};
    case varsigma::encoding::base64offset: break;
    }
    std::vector<std::string> forms;
    for (std::size_t offset = 0; offset < 3; ++offset) {
        if (auto form = base64_at_offset(bytes, offset); !form.empty()) { forms.push_back(std::move(form)); }
    }
    return forms;
}

} // namespace reference
