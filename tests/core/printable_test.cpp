// SPDX-License-Identifier: BSL-1.0
#include <varsigma/core/printable.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

using varsigma::is_visible;
using varsigma::make_printable;
using varsigma::printable;
using varsigma::shorten;

namespace {

std::string shortened(std::string text, std::size_t most) {
    shorten(text, most);
    return text;
}

std::string beginning(std::string_view text, std::size_t longest) {
    std::string out;
    varsigma::append_printable(text, longest, out);
    return out;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t at = 0; at < times; ++at) { all += text; }
    return all;
}

/// The characters of one property in a file of the Unicode Character Database; empty if the file is not here.
std::set<char32_t> characters_with(const std::string& file, std::string_view property) {
    std::ifstream data{"/usr/share/unicode/" + file};
    std::set<char32_t> found;
    for (std::string line; std::getline(data, line);) {
        const auto semicolon = line.find(';');
        if (line.empty() || line[0] == '#' || semicolon == std::string::npos) { continue; }
        std::istringstream named{line.substr(semicolon + 1)};
        std::string name;
        named >> name;
        if (name != property) { continue; }
        const auto dots = line.find("..");
        const auto first = std::strtoul(line.c_str(), nullptr, 16);
        const auto last = dots < semicolon ? std::strtoul(line.c_str() + dots + 2, nullptr, 16) : first;
        for (auto each = first; each <= last; ++each) { found.insert(static_cast<char32_t>(each)); }
    }
    return found;
}

static_assert(is_visible(U'a') && is_visible(U'\u00E4') && is_visible(0x1F600) && !is_visible(0x1B));

} // namespace

TEST_CASE("printable: what a person can read stays") {
    for (const std::string_view plain :
         {"", "plain ~", R"(C:\Windows\x)", "\u00e4\u00df \u4e2d\u6587 \u0627\u0644\u0639 \U0001F600", "e\u0301",
          "a b\u3000c"}) {
        CHECK(printable(plain) == plain);
        auto same = std::string{plain};
        make_printable(same);
        CHECK(same == plain);
    }
}

TEST_CASE("printable: each class of hidden characters is shown by number") {
    CHECK(printable("a\nb\x1b[2J\x7F\r\t") == R"(a\u{a}b\u{1b}[2J\u{7f}\u{d}\u{9})"); // controls
    CHECK(printable(std::string_view{"a\0b", 3}) == R"(a\u{0}b)");
    CHECK(printable("\xC2\x9B"
                    "2J") == R"(\u{9b}2J)"); // C1: an escape sequence in one
    CHECK(printable("a\u202Eb\u2066c\u200F\u061C") == R"(a\u{202e}b\u{2066}c\u{200f}\u{61c})"); // direction of writing
    CHECK(printable("a\u200Bb\u200D\u2060\uFEFF\u00AD") == R"(a\u{200b}b\u{200d}\u{2060}\u{feff}\u{ad})"); // no width
    CHECK(printable("a\U000E0041\U000E007F") == R"(a\u{e0041}\u{e007f})");                                 // tags
    CHECK(printable("a\uFE0F\U000E0100\u180B") == R"(a\u{fe0f}\u{e0100}\u{180b})");  // variation selectors
    CHECK(printable("\u3164\uFFA0\u115F") == R"(\u{3164}\u{ffa0}\u{115f})");         // letters without ink
    CHECK(printable("a\u2028b\u2029\uFFF9") == R"(a\u{2028}b\u{2029}\u{fff9})");     // separators
    CHECK(printable("\xEF\xBF\xBF\xF4\x8F\xBF\xBE") == R"(\u{ffff}\u{10fffe})");     // no characters
    CHECK(printable("a\xFF\x80\xE4\xED\xA0\x80") == R"(a\xff\x80\xe4\xed\xa0\x80)"); // no UTF-8
}

TEST_CASE("printable: what was made printable stays as it is") {
    const std::string hostile = "\x1b]0;x\x07\u202E\xFF" + repeated("\u0301", 50);
    auto twice = printable(hostile);
    make_printable(twice);
    CHECK(twice == printable(hostile));
}

TEST_CASE("printable: marks stand on something, and are not too many") {
    CHECK(printable("\u0301x") == R"(\u{301}x)");
    CHECK(printable("e" + repeated("\u0301", 30)) == "e" + repeated("\u0301", 30));
    CHECK(printable("e" + repeated("\u0301", 32) + "x") == "e" + repeated("\u0301", 30) + R"(\u{301}\u{301}x)");
    CHECK(printable(repeated("\u0e01\u0e47", 40)) == repeated("\u0e01\u0e47", 40)); // each letter has its own
}

TEST_CASE("printable: the beginning of a text, in characters") {
    CHECK(beginning("12345", 5) == "12345");
    CHECK(beginning("123456", 5) == "12345...");
    CHECK(beginning("\u00e4\u00e4\u00e4", 2) == "\u00e4\u00e4...");
    CHECK(beginning("\x1b\x1b\x1b", 2) == R"(\u{1b}\u{1b}...)");
    CHECK(beginning("e\u0301e\u0301", 1) == "e\u0301...");
    CHECK(beginning("e\u0301", 1) == "e\u0301");
    CHECK(beginning("x", 0) == "...");
    CHECK(beginning("", 0).empty());
    CHECK(beginning("e" + repeated("\u0301", 1000), 4) == "e" + repeated("\u0301", 30) + R"(\u{301}\u{301}\u{301}...)");
}

TEST_CASE("printable: all that Unicode calls ignorable, a control of direction or a mark is known") {
    const auto ignorable = characters_with("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point");
    const auto turning = characters_with("PropList.txt", "Bidi_Control");
    const auto nonspacing = characters_with("extracted/DerivedGeneralCategory.txt", "Mn");
    const auto enclosing = characters_with("extracted/DerivedGeneralCategory.txt", "Me");
    if (ignorable.empty() || turning.empty() || nonspacing.empty()) {
        MESSAGE("skipped: the Unicode Character Database is not installed");
        return;
    }
    std::size_t wrong = 0;
    for (char32_t each = 0; each < 0x110000; ++each) {
        const bool hidden = ignorable.count(each) + turning.count(each) != 0;
        wrong += hidden && is_visible(each) ? 1U : 0U;
        const bool mark = nonspacing.count(each) + enclosing.count(each) != 0;
        wrong += mark != varsigma::detail::is_mark(each) ? 1U : 0U;
    }
    CHECK(wrong == 0);
}

TEST_CASE("printable: a long message is cut between characters") {
    CHECK(shortened("12345", 5) == "12345");
    CHECK(shortened("123456", 5) == "12...");
    CHECK(shortened("1\u00e423456", 5) == "1...");
    CHECK(shortened("1\u00e423456", 6) == "1\u00e4...");
    CHECK(shortened("123456", 3) == "...");
    CHECK(shortened(std::string(100, '\x80'), 50) == std::string(47, '\x80') + "..."); // each byte is one
    CHECK(shortened("12e\u0301456", 6) == "12...");                                    // not without its accent
    CHECK(shortened("12e\u03014567", 8) == "12e\u0301...");
    CHECK(shortened("1" + repeated("\U0001F600", 5), 10) == "1\U0001F600...");
    CHECK(shortened("e" + repeated("\u0301", 500), 300).size() > 200); // a flood is cut somewhere
}
