// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/detail/page_markdown_text.hpp>
#include <varsigma/convert/detail/page_text.hpp>
#include <varsigma/convert/page.hpp>
#include <varsigma/text/utf8.hpp>

#include "conversion.hpp"
#include "page_reading.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

// Whatever bytes a rule consists of: the table keeps its rows and cells, and the HTML is what the library wrote, not
// the rule.

namespace {

using varsigma_tests::address_in;
using varsigma_tests::bars;
using varsigma_tests::bars_of_simple_readers;
using varsigma_tests::code_of;
using varsigma_tests::text_of_html;
using varsigma_tests::without_own;

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
                                                     "www.evil.example",
                                                     "www.",
                                                     "evil.example",
                                                     "see@evil.example",
                                                     "@",
                                                     "mailto:",
                                                     "xmpp:",
                                                     "ftp://evil.example",
                                                     "://",
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
            CHECK(address_in(row).empty());
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

TEST_CASE("hostile pages: what stands below blocks is a list of texts") {
    hostile_texts texts;
    for (int round = 0; round < 3'000; ++round) {
        const std::vector<std::string> notes{texts(6), texts(6)};
        const auto list = varsigma::detail::markdown_notes(notes, {});
        CAPTURE(list);
        const auto expected = static_cast<std::size_t>(
            std::count_if(notes.begin(), notes.end(), [](const std::string& note) { return !note.empty(); }));
        CHECK(static_cast<std::size_t>(std::count(list.begin(), list.end(), '\n')) ==
              expected + (expected == 0 ? 0U : 1U));
        for (auto at = list.find("\n- "); at != list.npos; at = list.find("\n- ", at + 1)) {
            const auto note = list.substr(at + 3, list.find('\n', at + 1) - at - 3);
            CHECK(note.find_first_of("#-+=>*` \t") != 0);
            CHECK(address_in(note).empty());
        }
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
