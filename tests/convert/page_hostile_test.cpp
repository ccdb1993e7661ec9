// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/page.hpp>
#include <varsigma/text/utf8.hpp>

#include "conversion.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <random>
#include <regex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Whatever bytes a rule consists of: the table keeps its rows and cells, and the HTML is what the library wrote, not the rule.

namespace {

/// Texts of bytes that mean something to YAML, Markdown, HTML, browsers or people.
class hostile_texts {
public:
    std::string operator()(std::size_t longest) {
        static const std::vector<std::string> pieces{"|",
                                                     "\\|",
                                                     "\\",
                                                     "\n",
                                                     "\r\n",
                                                     "\r",
                                                     "\t",
                                                     " ",
                                                     "`",
                                                     "```",
                                                     "\n```\n",
                                                     "~~~",
                                                     "*",
                                                     "_",
                                                     "[",
                                                     "](",
                                                     ")",
                                                     "!",
                                                     "#",
                                                     "- ",
                                                     "<",
                                                     ">",
                                                     "&",
                                                     "&amp;",
                                                     "&#60;",
                                                     "\"",
                                                     "'",
                                                     "<!--",
                                                     "-->",
                                                     "<![CDATA[",
                                                     "</td></tr></table>",
                                                     "</code></pre>",
                                                     "<script>alert(1)</script>",
                                                     "</script>",
                                                     "</style>",
                                                     "</title>",
                                                     "<img src=x onerror=alert(1)>",
                                                     "\" onclick=\"alert(1)",
                                                     "javascript:alert(1)",
                                                     "https://example.org/",
                                                     "http://",
                                                     "data:text/html,",
                                                     ": ",
                                                     "'",
                                                     "\"",
                                                     "{",
                                                     "}",
                                                     ",",
                                                     "---\n",
                                                     "key: |\n  text\n",
                                                     "a",
                                                     "Z",
                                                     "7",
                                                     "true",
                                                     "\xE2\x80\xAE",
                                                     "\xE2\x81\xA6",
                                                     "\xE2\x80\x8B",
                                                     "\xEF\xBB\xBF",
                                                     "\xE2\x80\xA8",
                                                     "\xC2\x85",
                                                     "\xF3\xA0\x80\x81",
                                                     "\xF0\x9F\x94\xA5",
                                                     "\xD7\xA9",
                                                     "\x01",
                                                     "\x7F",
                                                     "\xFF",
                                                     "\xC3",
                                                     "\xE2\x80",
                                                     std::string(1, '\0')};
        std::string text;
        for (auto count = random_() % (longest + 1); count != 0; --count) {
            if (random_() % 4 == 0) {
                text += static_cast<char>(random_() % 256);
            } else {
                text += pieces[random_() % pieces.size()];
            }
        }
        return text;
    }

    std::size_t below(std::size_t bound) { return random_() % bound; }

private:
    std::mt19937 random_{3141}; // NOLINT(bugprone-random-generator-seed): the same every time
};

varsigma::detection_rule hostile_rule(hostile_texts& texts) {
    auto rule = varsigma_tests::rule_with("{s: {EventID: 1}, condition: s}");
    auto& about = rule.metadata;
    about.title = texts(6);
    about.description = texts(12);
    about.author = texts(6);
    for (auto* const list : {&about.references, &about.falsepositives, &about.tags}) {
        for (auto count = texts.below(4); count != 0; --count) { list->push_back(texts(5)); }
    }
    about.references.push_back("https://example.org/" + texts(4));
    about.tags.push_back("attack." + texts(3));
    rule.source = {texts(3), texts(3), texts(3), texts(3)};
    rule.selections.front().body.children.front().item.field = texts(4) + "F";
    return rule;
}

varsigma::page_options hostile_options(hostile_texts& texts) {
    varsigma::page_options options;
    options.source = texts(30);
    options.derived_data = true;
    options.queries = {{texts(4), texts(20), {texts(5)}, varsigma::page_text_form::plain},
                       {texts(4), texts(20), {}, varsigma::page_text_form::python_repr}};
    options.data_sources = {{{}, {}, {}, {texts(4), texts(4)}}};
    return options;
}

/// How many `|` of a line part cells: those with an even number of backslashes in front.
std::size_t bars(std::string_view line) {
    std::size_t count = 0;
    std::size_t backslashes = 0;
    for (const char byte : line) {
        count += byte == '|' && backslashes % 2 == 0 ? 1U : 0U;
        backslashes = byte == '\\' ? backslashes + 1 : 0;
    }
    return count;
}

/// The same for readers that take every `\|` for a bar of the text, whatever stands before the backslash.
std::size_t bars_of_simple_readers(std::string_view line) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        count += line[at] == '|' && (at == 0 || line[at - 1] != '\\') ? 1U : 0U;
    }
    return count;
}

/// What is left of a page if everything that the library writes as markup is taken out: the text between, entities resolved.
/// Fails if there is markup of another form.
std::string text_of_html(std::string_view html) {
    static const std::regex known{
        "</"
        "?(?:html|head|body|main|title|style|script|h1|h2|h3|p|ul|li|nav|div|table|tbody|tr|th|td|section|header|pre|"
        "code|button|"
        "span|a)>"
        "|<!DOCTYPE html>|<html lang=\"en\">|<meta [a-z-]+=\"[^\"<>]*\"(?: content=\"[^\"<>]*\")?>"
        "|<p class=\"(?:kind|none|empty)\">|<p dir=\"auto\">|<h1 dir=\"auto\">|<li dir=\"auto\">|<li class=\"level "
        "[a-z]+\">"
        "|<ul class=\"badges\" aria-label=\"In short\">|<ul class=\"notes\">|<nav aria-label=\"On this page\">|<div "
        "class=\"card\">"
        "|<table role=\"table\" aria-label=\"About the rule\">|<tbody role=\"rowgroup\">|<tr role=\"row\">|<td "
        "role=\"cell\">"
        "|<th role=\"rowheader\" scope=\"row\">|<a href=\"#text-[0-9]+\">"
        "|<a href=\"[^\"'<>`\\s|\\\\]+\" rel=\"noopener noreferrer\">"
        "|<section class=\"card text\" id=\"text-[0-9]+\" aria-labelledby=\"text-[0-9]+-title\">|<h3 "
        "id=\"text-[0-9]+-title\">"
        "|<button type=\"button\" data-copies=\"text-[0-9]+-code\" aria-describedby=\"text-[0-9]+-title\" hidden>"
        "|<pre dir=\"ltr\" translate=\"no\"(?: tabindex=\"0\" role=\"region\" aria-labelledby=\"text-0-title\")?>"
        "|<code id=\"text-[0-9]+-code\">|<span class=\"[ksnlcpd]\">|<span class=\"u\" data-u=\"U\\+[0-9A-F]{4,6}\">"
        "|<p id=\"spoken\" class=\"unseen\" role=\"status\">",
        std::regex::optimize};
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> entities{
        {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&#13;", "\r"}}};
    std::string text;
    while (!html.empty()) {
        if (html.front() == '<') {
            const auto tag = html.substr(0, html.find('>') + 1);
            if (!std::regex_match(tag.begin(), tag.end(), known)) {
                FAIL("unknown markup ", std::string{tag});
                return text;
            }
            html.remove_prefix(tag.size());
        } else if (html.front() == '&') {
            const auto* const entity = std::find_if(entities.begin(), entities.end(),
                                                    [&](const auto& each) { return html.starts_with(each.first); });
            if (entity == entities.end()) {
                FAIL("unknown entity ", std::string{html.substr(0, 10)});
                return text;
            }
            text += entity->second;
            html.remove_prefix(entity->first.size());
        } else {
            const auto length = std::min(html.size(), html.find_first_of("<&"));
            CHECK(html.substr(0, length).find('>') == html.npos);
            text += html.substr(0, length);
            html.remove_prefix(length);
        }
    }
    return text;
}

/// The page without the style and the script, which stand there once, to the letter.
std::string without_own(std::string html) {
    for (const auto own : {varsigma::detail::page_style, varsigma::detail::page_script}) {
        const auto at = html.find(own);
        REQUIRE(at != html.npos);
        html.erase(at, own.size());
    }
    return html;
}

std::string code_of(const std::string& html, std::size_t number) {
    const auto opening = "<code id=\"text-" + std::to_string(number) + "-code\">";
    const auto begin = html.find(opening);
    if (begin == html.npos) { return {}; }
    return html.substr(begin + opening.size(), html.find("</code>", begin) - begin - opening.size());
}

/// As a page can hold it: valid, and without the character that HTML lacks.
std::string holdable(std::string_view text) {
    std::string repaired;
    varsigma::utf8::repair(text, repaired);
    for (auto at = repaired.find('\0'); at != repaired.npos; at = repaired.find('\0', at)) {
        repaired.replace(at, 1, "\xEF\xBF\xBD");
    }
    return repaired;
}

} // namespace

TEST_CASE("hostile pages: the table keeps its rows and cells") {
    hostile_texts texts;
    for (int round = 0; round < 3'000; ++round) {
        const auto rule = hostile_rule(texts);
        const auto options = hostile_options(texts);
        const auto page = to_page_markdown(rule, options);
        CAPTURE(page);
        CHECK(varsigma::utf8::is_valid(page));
        std::size_t at = 0;
        for (int line = 0; line < 12; ++line) {
            const auto end = page.find('\n', at);
            REQUIRE(end != page.npos);
            const std::string_view row{page.data() + at, end - at};
            CHECK(row.starts_with('|'));
            CHECK(row.ends_with('|'));
            CHECK(bars(row) == 3);
            CHECK(bars_of_simple_readers(row) == 3);
            CHECK(row.find('\r') == row.npos);
            CHECK_FALSE(std::any_of(row.begin(), row.end(), [](char byte) { return byte > '\0' && byte < ' '; }));
            CHECK(row.find("<script") == row.npos);
            CHECK(row.find("<img") == row.npos);
            for (auto target = row.find("](javascript:"); target != row.npos;
                 target = row.find("](javascript:", target + 1)) {
                CHECK(row[target - 1] == '\\'); // the bracket stands for itself
            }
            CHECK(row.find("\xE2\x80\xAE") == row.npos);
            at = end + 1;
        }
        CHECK(page.substr(at).starts_with("\n\n## Detection Rules\n"));
    }
}

TEST_CASE("hostile pages: the HTML is the library's, its texts are the rule's") {
    hostile_texts texts;
    for (int round = 0; round < 1'500; ++round) {
        const auto rule = hostile_rule(texts);
        const auto options = hostile_options(texts);
        const auto page = without_own(to_page_html(rule, options));
        CAPTURE(page);
        CHECK(varsigma::utf8::is_valid(page));
        const auto text = text_of_html(page);
        CHECK(text.find("<style>") == text.npos);
        // what a copy of each block gives
        CHECK(text_of_html(code_of(page, 0)) == holdable(options.source));
        CHECK(text_of_html(code_of(page, 1)) == holdable(options.queries[0].text));
        CHECK(text_of_html(code_of(page, 2)) == varsigma::detail::repr_text(options.queries[1].text));
        // a rule's links lead to the web, and nothing of the order of characters is the rule's outside of the blocks
        for (auto at = page.find("href=\""); at != page.npos; at = page.find("href=\"", at + 1)) {
            const std::string_view target{page.data() + at + 6, page.find('"', at + 6) - at - 6};
            const bool is_web = varsigma::detail::has_scheme(target, "http://") ||
                                varsigma::detail::has_scheme(target, "https://") || target.starts_with('#');
            const bool is_callers = target.substr(0, target.find_first_of("/?#")).find(':') == target.npos;
            CHECK((is_web || is_callers));
        }
        CHECK(page.substr(0, page.find("<h2>")).find("\xE2\x80\xAE") == page.npos);
        CHECK(page.substr(0, page.find("<h2>")).find("\xE2\x81\xA6") == page.npos);
    }
}

TEST_CASE("hostile pages: blocks of Markdown end where the library ends them") {
    hostile_texts texts;
    for (int round = 0; round < 3'000; ++round) {
        const auto text = texts(30);
        const auto block = varsigma::detail::markdown_block(text);
        CAPTURE(block);
        const auto fence = block.substr(0, block.find_first_not_of('`'));
        CHECK(fence.size() >= 3);
        CHECK(block.find(fence, 1) == block.size() - fence.size() - 1); // nowhere but at the end
        std::string shown;
        varsigma::utf8::repair(text, shown);
        if (!shown.ends_with('\n')) { shown += '\n'; }
        CHECK(block == fence + '\n' + shown + fence + '\n');
    }
}
