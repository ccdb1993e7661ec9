// SPDX-License-Identifier: BSL-1.0
#include "constexpr_sink.hpp"

#include <varsigma/text/utf8.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace utf8 = varsigma::utf8;
using namespace std::string_view_literals;

namespace {

constexpr utf8::decoded decode(std::string_view text) {
    return utf8::decode(text.data(), text.data() + text.size());
}

constexpr bool encodes(char32_t character, std::string_view expected) {
    constexpr_sink sink;
    utf8::append(character, sink);
    return sink.view() == expected;
}

static_assert(decode("\xE2\x82\xAC").character == 0x20AC);
static_assert(decode("\xFF").character == utf8::invalid_byte_base + 0xFF && !decode("\xFF").valid);
static_assert(encodes(0x20AC, "\xE2\x82\xAC") && encodes(utf8::invalid_byte_base + 0xFF, "\xFF"));
static_assert(utf8::is_ascii("plain ascii of some length") && !utf8::is_ascii("caf\xC3\xA9"));
static_assert(utf8::is_valid("caf\xC3\xA9") && !utf8::is_valid("caf\xC3"));
static_assert(utf8::length("caf\xC3\xA9") == 4 && utf8::length("caf\xC3") == 4);

/// The same function by another way: read the bits that the lead byte announces, then throw out what is not allowed.
utf8::decoded reference(std::string_view text) {
    const auto byte = [text](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    const utf8::decoded invalid{utf8::invalid_byte_base + byte(0), 1, false};
    std::size_t length = 0;
    char32_t value = 0;
    if (byte(0) >> 7 == 0) {
        return {byte(0), 1, true};
    } else if (byte(0) >> 5 == 0b110) {
        length = 2;
        value = byte(0) & 0x1F;
    } else if (byte(0) >> 4 == 0b1110) {
        length = 3;
        value = byte(0) & 0x0F;
    } else if (byte(0) >> 3 == 0b11110) {
        length = 4;
        value = byte(0) & 0x07;
    } else {
        return invalid;
    }
    if (text.size() < length) return invalid;
    for (std::size_t index = 1; index < length; ++index) {
        if (byte(index) >> 6 != 0b10) return invalid;
        value = value * 64 + (byte(index) & 0x3F);
    }
    constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return invalid;
    return {value, static_cast<std::uint8_t>(length), true};
}

bool agrees(std::string_view text) {
    const utf8::decoded actual = decode(text);
    const utf8::decoded expected = reference(text);
    return actual.character == expected.character && actual.length == expected.length && actual.valid == expected.valid;
}

/// Texts of `size` bytes that are mixtures of characters of every length and of broken ones.
std::string random_text(std::mt19937& random, std::size_t size) {
    constexpr std::array pieces{"a"sv,        "Z"sv,    "\xC3\xA9"sv, "\xE2\x84\xAA"sv, "\xF0\x9F\x98\x80"sv, "\x80"sv,
                                "\xE2\x84"sv, "\xFF"sv, "\xED\xA0"sv, "0123456789ab"sv, "\xF0\x90"sv,         "\0"sv};
    std::string text;
    while (text.size() < size) text += pieces[random() % pieces.size()];
    return text;
}

} // namespace

TEST_CASE("utf8: decoding agrees with the reference on all short byte strings") {
    std::string text(2, '\0');
    for (unsigned first = 0; first < 256; ++first) {
        text[0] = static_cast<char>(static_cast<unsigned char>(first));
        REQUIRE(agrees(std::string_view{text}.substr(0, 1)));
        for (unsigned second = 0; second < 256; ++second) {
            text[1] = static_cast<char>(static_cast<unsigned char>(second));
            REQUIRE(agrees(text));
        }
    }
}

TEST_CASE("utf8: decoding agrees with the reference at every boundary of three and four bytes") {
    constexpr std::string_view bytes = "\x00\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED\xEE\xEF"
                                       "\xF0\xF1\xF3\xF4\xF5\xF8\xFF"sv;
    std::string text(4, '\0');
    for (const char first : bytes) {
        for (const char second : bytes) {
            for (const char third : bytes) {
                text[0] = first;
                text[1] = second;
                text[2] = third;
                REQUIRE(agrees(std::string_view{text}.substr(0, 3)));
                for (const char fourth : bytes) {
                    text[3] = fourth;
                    REQUIRE(agrees(text));
                }
            }
        }
    }
}

TEST_CASE("utf8: every scalar value survives encoding and decoding") {
    bool all = true;
    for (char32_t code = 0; code <= 0x10FFFF; ++code) {
        char bytes[utf8::max_length]{};
        const std::size_t length = utf8::encode(code, bytes);
        const utf8::decoded back = utf8::decode(bytes, bytes + length);
        const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
        all = all && back.valid && back.length == length &&
              back.character == (surrogate ? utf8::replacement_character : code);
    }
    CHECK(all);
}

TEST_CASE("utf8: invalid bytes survive decoding and encoding, other values do not exist") {
    for (unsigned byte = 0x80; byte < 0x100; ++byte) {
        char bytes[utf8::max_length]{};
        CHECK(utf8::encode(utf8::invalid_byte_base + byte, bytes) == 1);
        CHECK(static_cast<unsigned char>(bytes[0]) == byte);
        CHECK(utf8::decode(bytes, bytes + 1).character == utf8::invalid_byte_base + byte);
    }
    for (const char32_t other : {char32_t{0x110000}, char32_t{0x11007F}, char32_t{0x110100}, char32_t{0xFFFFFFFF}}) {
        std::string out;
        utf8::append(other, out);
        CHECK(out == "\xEF\xBF\xBD");
    }
}

TEST_CASE("utf8: invalid bytes are never grouped") {
    CHECK(utf8::length("\xE2\x84") == 2);
    CHECK(utf8::length("\xF0\x9F\x98"
                       "A") == 4);
    CHECK(utf8::length("\xC0\x80") == 2);         // overlong
    CHECK(utf8::length("\xED\xA0\x80") == 3);     // surrogate
    CHECK(utf8::length("\xF4\x90\x80\x80") == 4); // above U+10FFFF
    CHECK(utf8::length("") == 0);
    CHECK(utf8::length({}) == 0);
}

TEST_CASE("utf8: whole texts agree with going through them character by character") {
    std::mt19937 random{20250802};
    for (int round = 0; round < 2000; ++round) {
        const std::string text = random_text(random, random() % 60);
        std::size_t characters = 0;
        bool valid = true;
        bool ascii = true;
        std::string again;
        std::string repaired;
        for (std::string_view rest = text; !rest.empty(); ++characters) {
            const utf8::decoded next = reference(rest);
            valid = valid && next.valid;
            ascii = ascii && next.character < 0x80;
            utf8::append(next.character, again);
            if (next.valid) {
                repaired += rest.substr(0, next.length);
            } else {
                repaired += "\xEF\xBF\xBD";
            }
            rest.remove_prefix(next.length);
        }
        REQUIRE(utf8::length(text) == characters);
        REQUIRE(utf8::is_valid(text) == valid);
        REQUIRE(utf8::is_ascii(text) == ascii);
        REQUIRE(again == text);
        std::string out = "from before";
        REQUIRE(utf8::repair(text, out) == !valid);
        REQUIRE(out == repaired);
        REQUIRE(utf8::is_valid(out));
    }
}

TEST_CASE("utf8: a byte that is not ASCII is found at every place of every length") {
    for (std::size_t size = 0; size < 40; ++size) {
        std::string text(size, 'x');
        CHECK(utf8::is_ascii(text));
        CHECK(utf8::is_valid(text));
        CHECK(utf8::length(text) == size);
        for (std::size_t at = 0; at < size; ++at) {
            text[at] = '\x80';
            CHECK_FALSE(utf8::is_ascii(text));
            CHECK_FALSE(utf8::is_valid(text));
            CHECK(utf8::length(text) == size);
            text[at] = 'x';
        }
    }
}

TEST_CASE("utf8: repair keeps the capacity of its output") {
    std::string out;
    out.reserve(1000);
    const std::size_t capacity = out.capacity();
    CHECK(utf8::repair("a\xFF", out));
    CHECK(out == "a\xEF\xBF\xBD");
    CHECK_FALSE(utf8::repair("", out));
    CHECK(out.empty());
    CHECK(out.capacity() == capacity);
}
