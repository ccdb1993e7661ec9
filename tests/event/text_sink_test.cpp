// SPDX-License-Identifier: BSL-1.0
#include <varsigma/event/detail/text_arena.hpp>
#include <varsigma/event/text_sink.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using namespace varsigma;

TEST_CASE("text sink: text of every encoding, characters and numbers") {
    text_arena arena;
    text_sink out{arena};
    CHECK(out.view().empty());
    out.append("a").append(u8"\u00e4").append(u"\u20ac").append(U"\U0001F600").append(L"w");
    CHECK(out.view() == "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80w");
    out.clear();
    out.append_character(U'\u00e4').append_character(0xD800).append_character(0x110041);
    CHECK(out.view() == "\xC3\xA4\xEF\xBF\xBD\xEF\xBF\xBD"); // no byte that is no text
    out.clear();
    out.append_number(-5).append_number(std::uint64_t{18446744073709551615U}).append_number(0.5);
    CHECK(out.view() == "-5184467440737095516150.5");
    out.push_back('!');
    CHECK(out.view().ends_with('!'));
}

TEST_CASE("text sink: what was written stays in the arena, and what was not needed is given back") {
    text_arena arena;
    std::string_view first;
    {
        text_sink out{arena};
        for (int count = 0; count < 1000; ++count) { out.append("0123456789"); }
        first = out.view();
    }
    std::string_view second;
    {
        text_sink out{arena};
        out.append("second");
        second = out.view();
    }
    const auto third = arena.keep("third");
    CHECK(first.size() == 10000);
    CHECK(first.substr(9990) == "0123456789");
    CHECK(second == "second");
    CHECK(third.data() == second.data() + second.size());
    const auto held = arena.capacity();
    for (int again = 0; again < 10; ++again) {
        arena.clear();
        text_sink out{arena};
        for (int count = 0; count < 1000; ++count) { out.append("0123456789"); }
    }
    CHECK(arena.capacity() == held);
}

TEST_CASE("text sink: without an arena the text is gone with the sink, however long it is") {
    detail::passing_sink out;
    std::string expected;
    for (int count = 0; count < 500; ++count) {
        out.append(u"\u00e4bc").append_number(count);
        expected += "\xC3\xA4"
                    "bc" +
                    std::to_string(count);
    }
    CHECK(out.view() == expected);
}

TEST_CASE("text sink: what was written can be written again") {
    const auto doubled = [](text_sink& out) {
        out.append("0123456789abc");
        for (int times = 0; times < 12; ++times) { out.append(out.view()).append(out.view().substr(0, 1)); }
        return std::string{out.view()};
    };
    std::string expected = "0123456789abc";
    for (int times = 0; times < 12; ++times) { expected += expected + "0"; }
    text_arena arena;
    text_sink kept{arena};
    detail::passing_sink passing;
    CHECK(doubled(kept) == expected);
    CHECK(doubled(passing) == expected);
}
