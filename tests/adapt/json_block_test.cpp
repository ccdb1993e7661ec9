// SPDX-License-Identifier: BSL-1.0
#include <varsigma/adapt/detail/json_escape.hpp>
#include <varsigma/adapt/detail/json_number.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>

using namespace varsigma::detail;

namespace {

/// The same, character by character.
std::optional<std::string> slowly_unescaped(std::string_view raw) {
    std::string text;
    while (!raw.empty()) {
        if (raw.front() != '\\') {
            text += raw.front();
            raw.remove_prefix(1);
            continue;
        }
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view bytes = "\"\\/\b\f\n\r\t";
        if (raw.size() < 2) return std::nullopt;
        if (const auto letter = letters.find(raw[1]); letter != std::string_view::npos) {
            text += bytes[letter];
            raw.remove_prefix(2);
        } else if (raw.substr(0, 6) == "\\u00e9") {
            text += "\xC3\xA9";
            raw.remove_prefix(6);
        } else if (raw.substr(0, 12) == "\\ud83d\\ude00") {
            text += "\xF0\x9F\x98\x80";
            raw.remove_prefix(12);
        } else {
            return std::nullopt;
        }
    }
    return text;
}

template <class Block>
void check_block() {
    std::mt19937 random{20260105}; // NOLINT(cert-msc51-cpp)
    std::size_t failures = 0;
    for (int round = 0; round < 20000; ++round) {
        const auto rarely = 1 + random() % 20;
        std::string raw(random() % 3, 'x');
        for (auto parts = random() % 90; parts != 0; --parts) {
            constexpr std::string_view escapes[] = {"\\\\", "\\\"", "\\/", "\\b",     "\\f",
                                                    "\\n",  "\\r",  "\\t", "\\u00e9", "\\ud83d\\ude00"};
            constexpr std::string_view wrong[] = {"\\x", "\\", "\\ud83d", "\\ude00", "\\u00g0", "\\u00"};
            constexpr std::string_view plain[] = {"a", "n", "\x80", "]", "[", "\xDC"};
            raw += random() % rarely != 0 ? plain[random() % std::size(plain)]
                   : random() % 500 == 0  ? wrong[random() % std::size(wrong)]
                                          : escapes[random() % std::size(escapes)];
        }
        const auto expected = slowly_unescaped(raw);
        CAPTURE(raw);
        for (const char behind : {'\\', 'n', 'u'}) {
            const std::string padded = raw + std::string(2 * Block::size, behind);
            CHECK(has_escapes<Block>({padded.data(), raw.size()}) == (raw.find('\\') != std::string::npos));
            std::string out(padded.size(), '#');
            const char* const end = unescape_json<Block>({padded.data(), raw.size()}, out.data());
            REQUIRE((end != nullptr) == expected.has_value());
            if (end != nullptr)
                CHECK(std::string_view{out.data(), static_cast<std::size_t>(end - out.data())} == *expected);
        }
        failures += expected ? 0U : 1U;
    }
    CHECK(failures > 100);
    CHECK(failures < 10000);
}

} // namespace

TEST_CASE("JSON blocks: any machine's") {
    check_block<json_word>();
}
TEST_CASE("JSON blocks: this machine's") {
    check_block<json_block>();
}

TEST_CASE("JSON numbers of up to eight digits") {
    const auto read = [](std::string token) {
        const auto size = token.size();
        token.append(short_natural_size, '9');
        return short_natural({token.data(), size});
    };
    for (std::int64_t natural = 0; natural < 100'000'000; natural += natural < 12000 ? 1 : 9973) {
        if (read(std::to_string(natural)) != natural) FAIL(natural);
    }
    CHECK(read("99999999") == 99999999);
    for (const std::string other : {"123456789", "01", "00", "-1", "1.5", "1e3", "0x1", "+1", "1 ", "1/", "1:", "\xB1"})
        CHECK_MESSAGE(read(other) == -1, other);
    for (int byte = 0; byte < 256; ++byte) {
        for (std::size_t size = 1; size <= 8; ++size) {
            for (std::size_t at = 0; at < size; ++at) {
                std::string token(size, '7');
                token[at] = static_cast<char>(byte);
                const bool is_one = byte >= '0' && byte <= '9' && (byte != '0' || at != 0 || size == 1);
                if (read(token) != (is_one ? std::stol(token) : -1)) FAIL(token);
            }
        }
    }
}
