// SPDX-License-Identifier: BSL-1.0
#include <varsigma/pattern/detail/re2.hpp>

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

using namespace varsigma;

namespace {

bool search(std::string_view pattern, std::string_view text, regex_flags flags = {}) {
    const auto compiled = re2_regex::compile(pattern, flags);
    REQUIRE(compiled.has_value());
    std::string buffer;
    const bool hit = compiled->search(text, buffer);
    CHECK(compiled->find(text, buffer).has_value() == hit);
    return hit;
}

std::optional<text_span> find(std::string_view pattern, std::string_view text) {
    std::string buffer;
    return re2_regex::compile(pattern, {})->find(text, buffer);
}

std::string message(std::string_view pattern) {
    const auto compiled = re2_regex::compile(pattern, {});
    if (compiled) return {};
    CHECK(compiled.error().code == diagnostic_code::bad_regex);
    CHECK(compiled.error().level == severity::error);
    return compiled.error().message;
}

constexpr regex_flags ignore_case{.ignore_case = true};
constexpr regex_flags multi_line{.multi_line = true};
constexpr regex_flags dot_all{.dot_all = true};

} // namespace

TEST_CASE("it searches, and is case-sensitive unless told otherwise") {
    CHECK(search("b+", "abbc"));
    CHECK_FALSE(search("B", "abc"));
    CHECK(search("B", "abc", ignore_case));
    CHECK(search("(?i)B", "abc"));
    CHECK(search("x|(?i)B", "abc"));
    CHECK_FALSE(search("(?-i)B", "abc", ignore_case));
    CHECK(search("", ""));
    CHECK(search("^$", ""));
    CHECK(search("^$", std::string_view{}));
    CHECK_FALSE(search(".", ""));
}

TEST_CASE("lines matter only with their flags") {
    CHECK_FALSE(search("a.b", "a\nb"));
    CHECK(search("a.b", "a\nb", dot_all));
    CHECK(search("(?s)a.b", "a\nb"));
    CHECK_FALSE(search("^b", "a\nb"));
    CHECK(search("^b", "a\nb", multi_line));
    CHECK(search("a$|^x", "a\nb", multi_line));
    CHECK_FALSE(search("a$", "a\n"));
    CHECK(search("(?m)a$", "a\n"));
    CHECK(search("^A.B$", "x\na\nb\nx", {.ignore_case = true, .multi_line = true, .dot_all = true}));
}

TEST_CASE("invalid bytes count as U+FFFD, and the buffer is used only for them") {
    CHECK(search("a.b", "a\xFF"
                        "b"));
    CHECK(search("a..b", "a\xE2\x82"
                         "b"));
    CHECK(search("\\x{FFFD}", "\xFF"));
    CHECK(search("^\u00E9$", "\u00E9"));
    const auto compiled = *re2_regex::compile("b", {});
    std::string buffer = "untouched";
    CHECK(compiled.search("abc", buffer));
    CHECK(buffer == "untouched");
    CHECK(compiled.search("ab\xFF", buffer));
    CHECK(buffer == "ab\xEF\xBF\xBD");
}

TEST_CASE("find gives bytes of the text as it was given") {
    CHECK(find("b+", "abbc") == text_span{1, 2});
    CHECK(find("$", "ab") == text_span{2, 0});
    CHECK(find("", "") == text_span{0, 0});
    CHECK_FALSE(find("x", "ab").has_value());
    CHECK(find("b", "\xFF\xFE"
                    "ab\xFF") == text_span{3, 1});
    CHECK(find(".b", "a\xFF"
                     "b") == text_span{1, 2});
    CHECK(find("b.", "\u00E9"
                     "b\xFF") == text_span{2, 2});
    CHECK(find("$", "\xFF\xFF") == text_span{2, 0});
    CHECK(find("a*", "\xFF") == text_span{0, 0});
    // a single byte of a replacement is the invalid byte that it stands for
    CHECK(find("\\C\\C", "\xFF\xFE") == text_span{0, 1});
    CHECK(find("\\C\\C\\C\\C", "\xFF\xFE") == text_span{0, 2});
}

TEST_CASE("what RE2 leaves out is named") {
    CHECK(message("a(?=b)") == "lookaround `(?=` is not supported by RE2");
    CHECK(message("a(?!b)") == "lookaround `(?!` is not supported by RE2");
    CHECK(message("(?<=a)b") == "lookaround `(?<=` is not supported by RE2");
    CHECK(message("(?<!a)b") == "lookaround `(?<!` is not supported by RE2");
    CHECK(message("(a)\\1") == "backreference `\\1` is not supported by RE2");
    CHECK(message("[(?=]\\\\(a)\\2") == "backreference `\\2` is not supported by RE2");
    // not what they look like
    CHECK(message("[]\\1(?=]").find("RE2") == std::string::npos);
    CHECK(message("\\Q(?=\\E(").find("lookaround") == std::string::npos);
    CHECK(message("\\((?=a)").find("lookaround") != std::string::npos);
    CHECK(message("[(?=a]").empty());
    CHECK(message("\\(?=a").empty());
    CHECK(message("\\Q(?=a\\1").empty());
}

TEST_CASE("other errors are told in RE2's words") {
    CHECK(message("a(") == "not a valid regular expression: missing ): a(");
    CHECK(message("*a").find("no argument for repetition operator") != std::string::npos);
    CHECK_FALSE(message("\xFF").empty());
    CHECK_FALSE(message("[a").empty());
    CHECK_FALSE(message("\\").empty());
}

TEST_CASE("a program beyond the budget is rejected") {
    const auto big = re2_regex::compile("(a{500}){2}|\\pL{400}", {}, {.memory = 1 << 16});
    REQUIRE_FALSE(big.has_value());
    CHECK(big.error().code == diagnostic_code::bad_regex);
    CHECK(big.error().message == "the compiled expression exceeds the budget of 65536 bytes");
    CHECK(re2_regex::compile("ab", {}, {.memory = 1 << 16}).has_value());
}

TEST_CASE("what is counted has no program, and finds what RE2 would") {
    const auto cost = [](std::string_view pattern) { return re2_regex::compile(pattern, {})->cost().program_size; };
    CHECK(cost(".{1000,}") == 0);
    CHECK(cost("foo[a-z]{200,}") == 0);
    CHECK(cost("a+b") > 0);
    CHECK(cost("(?:ab?c){300}") > regex_limits{}.costly_program);
    const std::string run(40, 'x');
    CHECK(search("^x{40}$", run));
    CHECK_FALSE(search("x{41}", run));
    CHECK(search("=.{40}", "a=" + run));
    CHECK(find("x{16,}", "ab" + run + "y") == text_span{2, 40});
    CHECK(find("x{16,}?", "ab" + run + "y") == text_span{2, 16});
    CHECK(find("b.{16,}", "\xFF"
                          "ab" +
                              run + "\n") == text_span{2, 41});
    CHECK(find("b.{16,}?", "\xFF"
                           "ab" +
                               run + "\n") == text_span{2, 17});
    CHECK_FALSE(find("b.{16,}y", "ab" + run).has_value());
    CHECK(search("(?i)B.{16,}\\x{FFFD}", "b" + run + "\xFF"));
    CHECK_FALSE(re2_regex::compile(".{16,}(", {}).has_value());
    CHECK_FALSE(re2_regex::compile("(?:.{1000}){2}", {}).has_value()); // RE2 counts to a thousand
}

TEST_CASE("an expression can be moved") {
    auto first = *re2_regex::compile("b", {});
    const re2_regex second = std::move(first);
    std::string buffer;
    CHECK(second.search("abc", buffer));
}
