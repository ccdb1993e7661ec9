// SPDX-License-Identifier: BSL-1.0
#include <varsigma/adapt/detail/json_escape.hpp>
#include <varsigma/adapt/detail/json_repair.hpp>
#include <varsigma/text/utf8.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

using namespace std::string_view_literals;
using varsigma::repair_json;

namespace {

/// The repaired text, or `=` if there is nothing to repair; then the text must be as it was.
std::string repaired(std::string_view text) {
    std::string out = "left over";
    if (repair_json(text, out)) return out;
    CHECK(out == text);
    return "=";
}

} // namespace

TEST_CASE("repair: valid JSON stays as it is") {
    CHECK(repaired("") == "=");
    CHECK(repaired(R"({"a":"x","b":[1,true,null],"c":"\u00e9\ud83d\uDE00\\\"\n"})") == "=");
    CHECK(repaired("{\n\t\"a\" :\r\"\x7F\xC3\xA9\xF0\x9F\x98\x80\"}") == "=");
    CHECK(repaired(R"({"a":"\\ud800"})") == "="); // an escaped backslash, then plain letters
    CHECK(repaired("\xEF\xBB\xBF{}") == "=");
}

TEST_CASE("repair: each invalid byte becomes U+FFFD") {
    CHECK(repaired("{\"a\":\"\xFF\"}") == "{\"a\":\"\xEF\xBF\xBD\"}");
    CHECK(repaired("\"\xED\xA0\x80\"") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""); // an encoded surrogate
    CHECK(repaired("\"\xC3\"") == "\"\xEF\xBF\xBD\"");                                 // cut off: the quote stays one
    CHECK(repaired("\"\\\xFF\"") == "\"\\\\\xEF\xBF\xBD\"");
    CHECK(repaired("{\"\xFF\":1}") == "{\"\xEF\xBF\xBD\":1}");
}

TEST_CASE("repair: half a surrogate pair becomes U+FFFD") {
    CHECK(repaired(R"("\ud800")") == R"("\ufffd")");
    CHECK(repaired(R"("\uDFFFx")") == R"("\ufffdx")");
    CHECK(repaired(R"("\ud83d\ud83d\ude00")") == R"("\ufffd\ud83d\ude00")");
    CHECK(repaired(R"("\ude00\ud83d")") == R"("\ufffd\ufffd")");
    CHECK(repaired(R"("\ud83d\n\ude00")") == R"("\ufffd\n\ufffd")");
    CHECK(repaired(R"("\\\ud800")") == R"("\\\ufffd")");
    CHECK(repaired(R"("\uD7FF\uE000")") == "=");
    CHECK(repaired(R"("\ud800)") == R"("\ufffd)");
}

TEST_CASE("repair: control characters in strings are escaped, those between tokens are not") {
    CHECK(repaired("{\"a\":\"x\ty\"}") == R"({"a":"x\u0009y"})");
    CHECK(repaired("\"\0\x1F\n\""sv) == R"("\u0000\u001f\u000a")");
    CHECK(repaired("{\t\"a\":\n1,\x01}") == "=");
    CHECK(repaired("\"a\"\0"sv) == "=");
    CHECK(repaired("\"\\\n\"") == R"("\\\u000a")");
}

TEST_CASE("repair: a backslash that escapes nothing is itself") {
    CHECK(repaired(R"("\x22")") == R"("\\x22")"); // as a web server writes a quote
    CHECK(repaired(R"("\ud80")") == R"("\\ud80")");
    CHECK(repaired(R"("\u12")") == R"("\\u12")");
    CHECK(repaired(R"("\u00g0\Users\\x")") == R"("\\u00g0\\Users\\x")");
    CHECK(repaired(R"({"\x":"C:\Users"})") == R"({"\\x":"C:\\Users"})");
    CHECK(repaired(R"("\)") == "=");     // cut off
    CHECK(repaired(R"(\x "a")") == "="); // outside of strings it breaks the grammar
}

TEST_CASE("repair: the outcome is valid text, at most six times as long, and needs no repair") {
    std::mt19937 random{20260101}; // NOLINT(cert-msc51-cpp): the same texts each time
    constexpr std::string_view pieces[] = {"\"", "\\",   "\\u",  "d800",     "dc00", "\\ud83d\\ude00",
                                           "{",  "\x01", "\xFF", "\xC3\xA9", "x",    "\xE2\x82"};
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (auto left = random() % 12; left != 0; --left) text += pieces[random() % std::size(pieces)];
        std::string once;
        std::string twice;
        const bool changed = repair_json(text, once);
        CHECK(changed == (once != text));
        CHECK(varsigma::utf8::is_valid(once));
        CHECK(once.size() <= 6 * text.size());
        CHECK_FALSE(repair_json(once, twice));
    }
}

TEST_CASE("unescape: every escape, at every distance from the ends") {
    const auto unescaped = [](std::string_view raw) -> std::string {
        const std::string padded = std::string{raw} + std::string(varsigma::detail::unescape_slack, '\\');
        std::string out(padded.size(), '?');
        const char* const end = varsigma::detail::unescape_json({padded.data(), raw.size()}, out.data());
        return end == nullptr ? "error" : out.substr(0, static_cast<std::size_t>(end - out.data()));
    };
    CHECK(unescaped("") == "");
    const std::string_view cases[][2] = {{R"(\")", "\""},
                                         {R"(\\)", "\\"},
                                         {R"(\/)", "/"},
                                         {R"(\b)", "\b"},
                                         {R"(\f)", "\f"},
                                         {R"(\n)", "\n"},
                                         {R"(\r)", "\r"},
                                         {R"(\t)", "\t"},
                                         {R"(\u0000)", "\0"sv},
                                         {R"(\u007f)", "\x7F"},
                                         {R"(\u00E9)", "\xC3\xA9"},
                                         {R"(\uffff)", "\xEF\xBF\xBF"},
                                         {R"(\ud83d\ude00)", "\xF0\x9F\x98\x80"},
                                         {R"(\uDBFF\uDFFF)", "\xF4\x8F\xBF\xBF"}};
    for (const auto& [raw, expected] : cases) {
        for (std::size_t before = 0; before < 18; ++before) {
            for (std::size_t after = 0; after < 18; ++after) {
                const std::string left(before, 'a');
                const std::string right(after, 'b');
                CHECK(unescaped(left + std::string{raw} + right) == left + std::string{expected} + right);
                CHECK(unescaped(left + std::string{raw} + std::string{raw} + right) ==
                      left + std::string{expected} + std::string{expected} + right);
            }
        }
    }
    for (const std::string_view wrong : {R"(\)", R"(\x)", R"(\u)", R"(\u12)", R"(\u123g)", R"(\ud800)", R"(\udc00)",
                                         R"(\ud800\u0041)", R"(\ud800\)", R"(\ud800x)", "\\\xC3\xA9", "\\\0"}) {
        for (std::size_t before = 0; before < 18; ++before)
            CHECK(unescaped(std::string(before, 'a') + std::string{wrong}) == "error");
    }
}
