// SPDX-License-Identifier: BSL-1.0
#include <varsigma/core/printable.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <initializer_list>
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
    CHECK(printable("a\uFE0F\U000E0100\u180B") == R"(a\u{fe0f}\u{e0100}\u{180b})");    // variation selectors
    CHECK(printable("\u3164\uFFA0\u115F") == R"(\u{3164}\u{ffa0}\u{115f})");           // letters without ink
    CHECK(printable("a\u2028b\u2029\uFFF9") == R"(a\u{2028}b\u{2029}\u{fff9})");       // separators
    CHECK(printable("\xEF\xBF\xBF\xF4\x8F\xBF\xBE") == R"(\u{ffff}\u{10fffe})");       // no characters
    CHECK(printable("\u2800\U00013441\U0001D159") == R"(\u{2800}\u{13441}\u{1d159})"); // signs without ink
    CHECK(printable("a\u00A0b\u200Ac\u202F\u205F\u1680") == R"(a\u{a0}b\u{200a}c\u{202f}\u{205f}\u{1680})"); // blanks
    CHECK(printable("\u0378\U0001FFFD\U000323B0") == R"(\u{378}\u{1fffd}\u{323b0})");                 // not assigned
    CHECK(printable("\uE000\uF8FF\U000F0000\U0010FFFD") == R"(\u{e000}\u{f8ff}\u{f0000}\u{10fffd})"); // private
    CHECK(printable("\u2064\u206F\U000E0001\U00013430") == R"(\u{2064}\u{206f}\u{e0001}\u{13430})");  // of formats
    CHECK(printable("a\xFF\x80\xE4\xED\xA0\x80") == R"(a\xff\x80\xe4\xed\xa0\x80)");                  // no UTF-8
}

TEST_CASE("printable: what was made printable stays as it is") {
    const std::string hostile = "\x1b]0;x\x07\u202E\xFF" + repeated("\u0301", 50);
    auto twice = printable(hostile);
    make_printable(twice);
    CHECK(twice == printable(hostile));
}

TEST_CASE("printable: marks stand on something, and are not too many") {
    CHECK(printable("\u0301x") == R"(\u{301}x)");
    CHECK(printable("a\u200B\u0301x") == R"(a\u{200b}\u{301}x)"); // what is shown by number carries none
    CHECK(printable("a\xFF\u0301\u0301x") == R"(a\xff\u{301}\u{301}x)");
    CHECK(beginning("a\u200B\u0301x", 2) == R"(a\u{200b}...)");
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

TEST_CASE("printable: a quoted text can be told from what is around it") {
    const auto quoted = [](std::string_view text, char quote = '"', std::size_t longest = 100) {
        std::string out = "<";
        varsigma::append_quoted(text, longest, quote, out);
        return out;
    };
    CHECK(quoted("") == R"(<"")");
    CHECK(quoted("a'b") == R"(<"a'b")");
    CHECK(quoted(R"(a"b\)") == R"(<"a\"b\\")");
    CHECK(quoted(R"(a"b')", '\'') == R"(<'a"b\'')");
    CHECK(quoted("\x1B") == R"(<"\u{1b}")");
    CHECK(quoted(R"(\u{1b})") == R"(<"\\u{1b}")");
    CHECK(quoted(R"(""")", '"', 2) == R"(<"\"\"...")");
    CHECK(quoted(R"("")", '"', 2) == R"(<"\"\"")");
}

TEST_CASE("printable: what is visible and what is a mark are told by Unicode") {
    const auto in_category = [](std::initializer_list<std::string_view> categories) {
        std::set<char32_t> all;
        for (const auto each : categories) { all.merge(characters_with("extracted/DerivedGeneralCategory.txt", each)); }
        return all;
    };
    auto hidden = in_category({"Cc", "Cn", "Co", "Cs", "Cf", "Zl", "Zp", "Zs"});
    auto ignorable = characters_with("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point");
    auto turning = characters_with("PropList.txt", "Bidi_Control");
    const auto signs = characters_with("PropList.txt", "Prepended_Concatenation_Mark");
    const auto marks = in_category({"Mn", "Me"});
    if (hidden.empty() || ignorable.empty() || turning.empty() || signs.empty()) {
        MESSAGE("skipped: the Unicode Character Database is not installed");
        return;
    }
    for (const auto each : signs) { hidden.erase(each); }
    for (const char32_t each : {U' ', U'\u3000'}) { hidden.erase(each); }
    hidden.merge(ignorable);
    hidden.merge(turning);
    for (const char32_t each : {U'\u2800', U'\U00013441', U'\U00013442', U'\U0001D159'}) { hidden.insert(each); }
    std::size_t wrong = 0;
    for (char32_t each = 0; each < 0x110000; ++each) {
        wrong += (hidden.count(each) != 0) == is_visible(each) ? 1U : 0U;
        wrong += (marks.count(each) != 0) != varsigma::detail::is_mark(each) ? 1U : 0U;
    }
    CHECK(wrong == 0);
    CHECK_FALSE(is_visible(0x110000 + 0xFF)); // an invalid byte
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
