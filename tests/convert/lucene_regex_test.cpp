// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/detail/lucene_regex.hpp>
#include <varsigma/convert/detail/regex_reader.hpp>
#include <varsigma/pattern/detail/re2.hpp>

#include "lucene_query.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using varsigma::regex_flags;

/// The expression as it is written, or what it has that has no form.
std::string expression_of(std::string_view pattern, regex_flags flags = {}) {
    varsigma::detail::regex_reader reader{pattern, flags};
    const auto read = reader.read();
    if (!reader.unknown().empty()) { return "unknown: " + reader.unknown(); }
    varsigma::detail::lucene_regex_writer writer;
    auto text = writer.write(read);
    return writer.has_inner_anchor() ? "anchor" : text;
}

/// All texts of up to `longest` characters of the alphabet.
std::vector<std::string> texts_of(std::string_view alphabet, std::size_t longest) {
    std::vector<std::string> all{""};
    std::size_t begin = 0;
    for (std::size_t length = 0; length < longest; ++length) {
        const auto end = all.size();
        for (std::size_t at = begin; at < end; ++at) {
            for (const char byte : alphabet) { all.push_back(all[at] + byte); }
        }
        begin = end;
    }
    return all;
}

/// Whether the original searches as the written one matches the whole; texts without line breaks, which dots treat
/// otherwise.
void compare(const std::string& pattern, const std::string& text_of_query, const std::vector<std::string>& texts,
             regex_flags flags = {}) {
    INFO(pattern, " is written as ", text_of_query);
    const auto engine = varsigma::re2_regex::compile(pattern, flags);
    REQUIRE(engine);
    lucene::field_names fields;
    const auto query = "/" + text_of_query + "/";
    const auto parsed = lucene::query_parser{query, fields}.parse();
    std::string buffer;
    for (const auto& text : texts) {
        INFO("text ", text);
        const bool searched = engine->search(text, buffer);
        CHECK(searched == RE2::FullMatch({text.data(), text.size()}, *parsed.expression));
    }
}

} // namespace

TEST_CASE("lucene regex: what is written") {
    CHECK(expression_of("abc") == ".*abc.*");
    CHECK(expression_of("^abc$") == "abc");
    CHECK(expression_of("^abc") == "abc.*");
    CHECK(expression_of("abc$") == ".*abc");
    CHECK(expression_of("") == ".*");
    CHECK(expression_of("^$") == "");
    CHECK(expression_of("^") == ".*");
    CHECK(expression_of("a|b") == ".*(a|b).*");
    CHECK(expression_of("^a|b$") == "(a.*|.*b)");
    CHECK(expression_of("(^|x)a") == "(()|.*x)a.*");
    CHECK(expression_of("(?:^|x)a(?:y|$)") == "(()|.*x)a(y.*|())");
    CHECK(expression_of("a*?b+?c??d{2}e{2,}f{2,5}g{x") == ".*a*b+c?d{2}e{2,}f{2,5}g\\{x.*");
    CHECK(expression_of("(?i)a(?-i)b") == ".*[Aa]b.*");
    CHECK(expression_of("(?i:k)s") == ".*[Kk\u212A]s.*");
    CHECK(expression_of("(?P<name>a)(?<other>b)") == ".*ab.*");
    CHECK(expression_of(R"(\d\D\w\s[\d.]\.)") == ".*[0-9][^0-9][0-9A-Z\\_a-z][\t\n\x0C\r\\ ][\\.0-9]\\..*");
}

TEST_CASE("lucene regex: what has no form is named") {
    CHECK(expression_of(R"(a\b)") == "unknown: a boundary of words");
    CHECK(expression_of(R"(\B)") == "unknown: a boundary of words");
    CHECK(expression_of(R"(\pL)") == "unknown: '\\p'");
    CHECK(expression_of(R"(\1)") == "unknown: '\\1'");
    CHECK(expression_of("(?=a)") == "unknown: a look around");
    CHECK(expression_of("(?<!a)") == "unknown: a look around");
    CHECK(expression_of("[[:nothing:]]") == "unknown: a class of characters");
    CHECK(expression_of("(?m)^a") == "unknown: '^' at the lines of the text");
    CHECK(expression_of("a^b") == "anchor");
    CHECK(expression_of("(^a)*") == "anchor");
    CHECK(expression_of("a(b|$)c") == "anchor");
    CHECK(expression_of(std::string(300, '(') + std::string(300, ')')) == "unknown: groups that are nested too deeply");
    CHECK(expression_of("a" + std::string(300'000, '+')) == "unknown: a repetition of a repetition");
    CHECK(expression_of("a{2}{3}") == "unknown: a repetition of a repetition");
    CHECK(expression_of(R"(\x{D800})") == "unknown: a number of a character that is none");
    for (const std::string_view broken :
         {"(", ")", "[", "[a", "*", "a\\", "[b-a]", "\\x", "\\x{110000}", "(?P<a", "[[:"}) {
        INFO(broken);
        CHECK(expression_of(broken).starts_with("unknown: "));
    }
}

TEST_CASE("lucene regex: the whole text matches where the original is found") {
    const auto texts = texts_of("ab1.", 5);
    for (const std::string pattern :
         {"a",      "ab",         "^a",        "b$",           "^a$",           "a|b1",      "^a|b$",
          "(^|b)a", "a(b|$)",     "^(a|b1)+$", "[^a]",         "[^a]b",         "a*",        "a+b?",
          "a{2}",   "a{2,}b",     "(ab){1,2}", "(?:a|)b",      "a.b",           R"(\.)",     R"([.b])",
          R"(\d+)", R"(\D\d)",    R"(\w\W)",   "[[:alpha:]]1", "[[:^alpha:]]a", "a|",        "|^a",
          "()",     "(a|b)(1|$)", R"(\Qa.\E)", R"(\Aa|1\z)",   "((a))",         "(a|(b|1))$"}) {
        compare(pattern, expression_of(pattern), texts);
    }
    const auto cases = texts_of("aAkK", 4);
    for (const std::string pattern : {"a", "ak", "[a-k]A", "[^a]k", "(?-i)a"}) {
        compare(pattern, expression_of(pattern, {.ignore_case = true}), cases, {.ignore_case = true});
    }
    compare("K", expression_of("K", {.ignore_case = true}), {"\u212A", "k", "x"}, {.ignore_case = true});
    compare("\u00E4\u03C3", expression_of("\u00E4\u03C3", {.ignore_case = true}),
            {"\u00C4\u03C2", "\u00E4\u03A3", "a\u03C3"}, {.ignore_case = true});
    for (const std::string pattern : {"[[:^lower:]]", R"([\W])", R"([^\W])", R"(\W)", "[^k]", R"([\x{100}-\x{2000}])",
                                      R"([^\x{100}-\x{2000}])", R"([\x{0}-\x{10FFFF}])", R"([\x{2120}-\x{212F}])"}) {
        compare(pattern, expression_of(pattern, {.ignore_case = true}),
                {"a", "A", "k", "K", "s", "S", "_", "-", "1", "\u212A", "\u017F", "\u00E5", "\u212B", "\u1E9E",
                 "\u00DF", "\u2C2F", "\U00010400", "\U00010428"},
                {.ignore_case = true});
    }
    compare(R"(\x41\x{42}\t\070)", expression_of(R"(\x41\x{42}\t\070)"), {"AB\t8", "AB 8", "ab\t8"});
    compare(R"(["#@&<>~\]\-/])", expression_of(R"(["#@&<>~\]\-/])"),
            {"\"", "#", "@", "&", "<", ">", "~", "]", "-", "/", "\\", "x"});
}

TEST_CASE("lucene regex: random expressions of a small grammar") {
    std::mt19937 random{20190101}; // NOLINT(bugprone-random-generator-seed): the same every time
    const auto pick = [&](std::size_t below) {
        return std::uniform_int_distribution<std::size_t>{0, below - 1}(random);
    };
    const auto texts = texts_of("ab", 6);
    std::size_t compared = 0;
    for (int round = 0; round < 2'000; ++round) {
        std::string pattern;
        std::size_t open = 0;
        for (std::size_t left = 1 + pick(7); left != 0; --left) {
            constexpr std::string_view parts[] = {"a", "b", ".",  "[^a]", "^",      "$",
                                                  "|", "(", "a*", "b?",   "(a|b)+", "ab"};
            const auto part = parts[pick(std::size(parts))];
            pattern += part;
            open += part == "(" ? 1U : 0U;
            if (open != 0 && pick(3) == 0) {
                pattern += ')';
                --open;
            }
        }
        pattern.append(open, ')');
        const auto text = expression_of(pattern);
        if (text == "anchor") { continue; }
        ++compared;
        compare(pattern, text, texts);
    }
    CHECK(compared > 1'000);
}
