// SPDX-License-Identifier: BSL-1.0
#include "constexpr_sink.hpp"

#include <varsigma/text/detail/utf16.hpp>
#include <varsigma/text/utf8.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace utf16 = varsigma::utf16;
using namespace std::string_view_literals;
using utf16::byte_order;

namespace {

constexpr bool encodes(std::string_view text, byte_order order, bool mark, std::string_view expected) {
    constexpr_sink sink;
    utf16::encode(text, order, mark, sink);
    return sink.view() == expected;
}

static_assert(encodes("ab", byte_order::little, false, "a\0b\0"sv));
static_assert(encodes("ab", byte_order::big, false, "\0a\0b"sv));
static_assert(encodes("a", byte_order::little, true,
                      "\xFF\xFE"
                      "a\0"sv));
static_assert(encodes("a", byte_order::big, true, "\xFE\xFF\0a"sv));
static_assert(encodes("", byte_order::little, true, "\xFF\xFE"sv) && encodes("", byte_order::little, false, ""sv));
static_assert(encodes("\xE2\x82\xAC", byte_order::little, false, "\xAC\x20"sv));
// RFC 2781, section 5: U+12345 is D808 DF45
static_assert(encodes("\xF0\x92\x8D\x85", byte_order::big, false, "\xD8\x08\xDF\x45"sv));
static_assert(encodes("\xF0\x92\x8D\x85", byte_order::little, false, "\x08\xD8\x45\xDF"sv));
static_assert(encodes("\xFF"
                      "a",
                      byte_order::big, false, "\xFF\xFD\0a"sv));

} // namespace

TEST_CASE("utf16: every scalar value comes back") {
    bool all = true;
    for (char32_t code = 0; code <= 0x10FFFF; ++code) {
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        constexpr_sink text;
        varsigma::utf8::append(code, text);
        constexpr_sink bytes;
        utf16::encode(text.view(), byte_order::big, false, bytes);
        const auto unit = [&bytes](std::size_t index) {
            return static_cast<char32_t>(static_cast<unsigned char>(bytes.data[2 * index]) << 8 |
                                         static_cast<unsigned char>(bytes.data[2 * index + 1]));
        };
        if (bytes.size == 2) {
            all = all && unit(0) == code;
        } else {
            all = all && bytes.size == 4 && unit(0) >= 0xD800 && unit(0) < 0xDC00 && unit(1) >= 0xDC00 &&
                  unit(1) < 0xE000 && 0x10000 + ((unit(0) - 0xD800) << 10) + (unit(1) - 0xDC00) == code;
        }
    }
    CHECK(all);
}

TEST_CASE("utf16: invalid bytes become U+FFFD one by one") {
    std::string out;
    utf16::encode("\xE2\x82", byte_order::little, false, out);
    CHECK(out == "\xFD\xFF\xFD\xFF");
    utf16::encode("x", byte_order::big, false, out); // appends
    CHECK(out == "\xFD\xFF\xFD\xFF\0x"sv);
}

TEST_CASE("utf16: decode gives back what encode wrote") {
    std::string all;
    for (char32_t character = 1; character <= 0x10FFFF; character += 0x61) {
        if (character < 0xD800 || character > 0xDFFF) varsigma::utf8::append(character, all);
    }
    for (const auto order : {utf16::byte_order::little, utf16::byte_order::big}) {
        std::string bytes;
        utf16::encode(all, order, false, bytes);
        std::string back;
        utf16::decode(bytes, order, back);
        CHECK(back == all);
    }
}

TEST_CASE("utf16: decode makes halves a byte that is never valid") {
    using namespace std::string_literals;
    const auto decoded = [](const std::string& bytes) {
        std::string text;
        utf16::decode(bytes, utf16::byte_order::big, text);
        return text;
    };
    CHECK(decoded("").empty());
    CHECK(decoded("\0a"s) == "a");
    CHECK(decoded("\0a\0"s) == "a\xFF");
    CHECK(decoded("\xD8\x3C\xDF\x4E") == "\U0001F34E");
    CHECK(decoded("\xD8\x3C\0a"s) == "\xFF"
                                     "a");
    CHECK(decoded("\xDF\x4E\xD8\x3C") == "\xFF\xFF");
    CHECK(decoded("\xD8\x3C\xD8\x3C\xDF\x4E") == "\xFF\U0001F34E");
    CHECK(decoded("\xD8\x3C\xDF") == "\xFF\xFF");
}
