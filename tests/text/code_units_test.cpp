// SPDX-License-Identifier: BSL-1.0
#include <varsigma/text/detail/code_units.hpp>
#include <varsigma/text/utf8.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

using namespace varsigma;

namespace {

template <class Unit>
std::string utf8_of(std::basic_string_view<Unit> text) {
    std::string out(text.size() * most_bytes_per_unit<Unit>, '?');
    out.resize(static_cast<std::size_t>(write_utf8(text.data(), text.data() + text.size(), out.data()) - out.data()));
    return out;
}

constexpr bool converts_in_constant_expressions() {
    constexpr std::u16string_view text = u"\u00e4\U0001F600";
    std::array<char, 12> out{};
    const char* const end = write_utf8(text.data(), text.data() + text.size(), out.data());
    return std::string_view{out.data(), static_cast<std::size_t>(end - out.data())} == "\xC3\xA4\xF0\x9F\x98\x80";
}
static_assert(converts_in_constant_expressions());

} // namespace

TEST_CASE("code units: every character of Unicode, from UTF-16 and UTF-32") {
    for (char32_t character = 0; character <= 0x10FFFF; character += character < 0x3000 ? 1 : 97) {
        const bool is_surrogate = character >= 0xD800 && character <= 0xDFFF;
        std::string expected;
        utf8::append(is_surrogate ? utf8::replacement_character : character, expected);
        CHECK(utf8_of<char32_t>({&character, 1}) == expected);
        std::u16string pair;
        if (character < 0x10000) {
            pair += static_cast<char16_t>(character);
        } else {
            pair += static_cast<char16_t>(0xD800 + ((character - 0x10000) >> 10U));
            pair += static_cast<char16_t>(0xDC00 + ((character - 0x10000) & 0x3FFU));
        }
        CHECK(utf8_of<char16_t>(pair) == expected);
    }
}

TEST_CASE("code units: halves of surrogate pairs, and numbers above Unicode") {
    const std::string replaced = "\xEF\xBF\xBD";
    const std::u16string halves = {0xD800, 0xD800, 0xDC00, u'a', 0xDC00, 0xD83D};
    CHECK(utf8_of<char16_t>(halves) == replaced +
                                           "\xF0\x90\x80\x80"
                                           "a" +
                                           replaced + replaced);
    const std::u32string beyond = {0xD83D, 0xDE00, 0x110000, 0x110080, 0xFFFFFFFF};
    CHECK(utf8_of<char32_t>(beyond) == replaced + replaced + replaced + replaced + replaced);
    CHECK(utf8_of<char>("\xFF\xC3") == "\xFF\xC3"); // any bytes are a text
    CHECK(utf8_of<wchar_t>(L"\u00e4\U0001F600") == "\xC3\xA4\xF0\x9F\x98\x80");
    CHECK(utf8_of<char16_t>({}).empty());
}
