// SPDX-License-Identifier: BSL-1.0
#include "constexpr_sink.hpp"

#include <varsigma/text/detail/base64.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace base64 = varsigma::base64;
using namespace std::string_view_literals;

namespace {

constexpr bool encodes(std::string_view bytes, std::string_view expected) {
    constexpr_sink sink;
    base64::encode(bytes, sink);
    return sink.view() == expected;
}

constexpr bool varies(std::string_view bytes, std::size_t offset, std::string_view expected) {
    constexpr_sink sink;
    base64::offset_variant(bytes, offset, sink);
    return sink.view() == expected;
}

// RFC 4648, section 10
static_assert(encodes("", "") && encodes("f", "Zg==") && encodes("fo", "Zm8=") && encodes("foo", "Zm9v"));
static_assert(encodes("foob", "Zm9vYg==") && encodes("fooba", "Zm9vYmE=") && encodes("foobar", "Zm9vYmFy"));
static_assert(encodes("\xFB\xFF\xFE"sv, "+//+") && encodes("\0\0\0"sv, "AAAA"));

static_assert(varies("foob", 0, "Zm9vY") && varies("foob", 1, "Zvb2") && varies("foob", 2, "mb29i"));
static_assert(varies("f", 0, "Z") && varies("f", 1, "") && varies("f", 2, "m"));
static_assert(varies("", 0, "") && varies("", 1, "") && varies("", 2, ""));
static_assert(varies("/bin/bash", 0, "L2Jpbi9iYXNo") && varies("/bin/bash", 1, "9iaW4vYmFza") &&
              varies("/bin/bash", 2, "vYmluL2Jhc2"));

std::string encoded(std::string_view bytes) {
    std::string out;
    base64::encode(bytes, out);
    return out;
}

std::string variant(std::string_view bytes, std::size_t offset) {
    std::string out;
    base64::offset_variant(bytes, offset, out);
    return out;
}

std::string random_bytes(std::mt19937& random, std::size_t size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(static_cast<unsigned char>(random() & 0xFF));
    return bytes;
}

} // namespace

TEST_CASE("base64: decoding by hand gives the bytes back") {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::mt19937 random{3};
    for (std::size_t size = 0; size < 200; ++size) {
        const std::string bytes = random_bytes(random, size);
        const std::string text = encoded(bytes);
        REQUIRE(text.size() == (size + 2) / 3 * 4);
        std::string decoded;
        unsigned bits = 0;
        int held = 0;
        for (const char digit : text.substr(0, text.find('='))) {
            bits = bits << 6 | static_cast<unsigned>(alphabet.find(digit));
            held += 6;
            if (held >= 8) {
                held -= 8;
                decoded += static_cast<char>(static_cast<unsigned char>(bits >> held & 0xFF));
            }
        }
        REQUIRE(decoded == bytes);
    }
}

TEST_CASE("base64: a variant is the encoding of spaces and bytes, cut as pySigma cuts it") {
    constexpr std::array<std::size_t, 3> skipped{0, 2, 3};
    constexpr std::array<std::size_t, 3> dropped{0, 3, 2};
    std::mt19937 random{4};
    for (std::size_t size = 1; size < 60; ++size) {
        const std::string bytes = random_bytes(random, size);
        for (std::size_t offset = 0; offset < base64::offsets; ++offset) {
            const std::string whole = encoded(std::string(offset, ' ') + bytes);
            const std::size_t end = whole.size() - dropped[(size + offset) % 3];
            const std::size_t begin = std::min(skipped[offset], end);
            REQUIRE(variant(bytes, offset) == whole.substr(begin, end - begin));
        }
    }
}

TEST_CASE("base64: a variant stands in every longer text, and not one digit more would") {
    std::mt19937 random{5};
    for (int round = 0; round < 2000; ++round) {
        const std::string bytes = random_bytes(random, 1 + random() % 12);
        const std::size_t before = random() % 7;
        const std::string part = variant(bytes, before % 3);
        const std::size_t place = (8 * before + 5) / 6; // of the first digit that begins within `bytes`
        std::array<std::string, 8> texts;
        for (std::string& text : texts) {
            text = random_bytes(random, before) + bytes;
            text = encoded(text + random_bytes(random, random() % 7));
            REQUIRE(text.substr(place, part.size()) == part);
        }
        // the digits around it are no part of the variant because neighbours change them
        const std::string zeros = encoded(std::string(before, '\0') + bytes + '\0');
        const std::string ones = encoded(std::string(before, '\xFF') + bytes + '\xFF');
        if (place != 0) REQUIRE(zeros[place - 1] != ones[place - 1]);
        REQUIRE(zeros[place + part.size()] != ones[place + part.size()]);
    }
}
