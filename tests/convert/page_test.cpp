// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/detail/page_rows.hpp>
#include <varsigma/convert/detail/page_text.hpp>
#include <varsigma/convert/page.hpp>
#include <varsigma/convert/page_queries.hpp>

#include "conversion.hpp"

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

using varsigma::page_options;
using varsigma_tests::loaded;

/// The cell of the row with that label, in the page in Markdown.
std::string cell(const std::string& page, std::string_view label) {
    const auto start = page.find("\n| " + std::string{label});
    REQUIRE(start != page.npos);
    const auto begin = page.find(" | ", start) + 3;
    return page.substr(begin, page.find(" |\n", begin) - begin);
}

std::string cell_of(std::string_view metadata, std::string_view label, const page_options& options = {}) {
    auto rule = loaded("title: T\n" + std::string{metadata} +
                       "\nlogsource: {product: windows, service: security}\n"
                       "detection: {s: {EventID: 4688, A: x}, condition: s}\n")
                    .rules.front();
    return cell(to_page_markdown(rule, options), label);
}

varsigma::detection_rule plain_rule() {
    return varsigma_tests::rule_with("{s: {A: x}, condition: s}");
}

std::string html(const page_options& options) {
    return to_page_html(plain_rule(), options);
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

} // namespace

TEST_CASE("page: a rule that says little") {
    CHECK(to_page_markdown(plain_rule()) == R"(| Title                | T |
|:---------------------|:-----|
| Description          |  |
| ATT&amp;CK Tactic    | <ul></ul> |
| ATT&amp;CK Technique | <ul></ul> |
| Data Needed          | <ul></ul> |
| Trigger              | There is no Trigger for this technique yet. |
| Severity Level       |  |
| False Positives      | <ul></ul> |
| Development Status   |  |
| References           | <ul></ul> |
| Author               |  |


## Detection Rules

### Sigma rule

The text of the rule was not handed over to this page.
)");
}

TEST_CASE("page: the table comes from the first rule, the data from all, the sections from the caller") {
    const auto rules = loaded(R"(
title: one
level: high
status: test
author: somebody
falsepositives: [a, b]
references: ['https://example.org/1']
logsource: {product: windows, service: sysmon}
detection: {s: {EventID: 1, A: x}, condition: s}
---
title: two
level: low
logsource: {product: windows, service: security, definition: audit it}
detection: {s: {EventID: 4688, A: x}, f: {B: y}, condition: s and not f}
)")
                           .rules;
    page_options options;
    options.source = "title: one\n";
    options.derived_data = true;
    options.queries = {{"First", "a\n  b", {}}, {"Second", "", {"it | cannot"}}};
    const auto page = to_page_markdown(rules, options);
    CHECK(page.starts_with("| Title                | one |\n"));
    CHECK(cell(page, "Severity Level") == "high");
    CHECK(cell(page, "Development Status") == "test");
    CHECK(cell(page, "Author") == "somebody");
    CHECK(cell(page, "False Positives") == "<ul><li>a</li><li>b</li></ul>");
    CHECK(cell(page, "References") == "<ul><li>[https://example.org/1](https://example.org/1)</li></ul>");
    CHECK(cell(page, "Data Needed") == "<ul><li>windows, sysmon, EventID 1: A</li>"
                                       "<li>windows, security, EventID 4688: A; for exceptions B. audit it</li></ul>");
    CHECK(page.ends_with("### Sigma rule\n\n```\ntitle: one\n```\n\n### First\n\n```\na\n  b\n```\n"
                         "\n### Second\n\n- it \\| cannot\n"));
}

TEST_CASE("page: several rules of one file are put together") {
    const auto rules = loaded(R"(
title: one
description: about one
tags: [attack.impact, attack.t1486]
references: ['https://example.org/1', 'https://example.org/2']
falsepositives: [a]
level: low
logsource: {product: windows}
detection: {s: {A: x}, condition: s}
---
title: two <b>
tags: [attack.execution, attack.impact, attack.t1059]
references: ['https://example.org/2', 'https://example.org/3']
falsepositives: [b, a]
level: critical
logsource: {product: linux}
detection: {s: {B: x}, condition: s}
---
title: one
level: medium
logsource: {product: macos}
detection: {s: {B: x}, condition: s}
---
title: three
logsource: {product: macos}
detection: {s: {B: x}, condition: s}
)")
                           .rules;
    page_options options;
    options.triggers = {{"T1059", {"test", {}}}};
    const auto page = to_page_markdown(rules, options);
    CHECK(page.starts_with("| Title                | one |\n"));
    CHECK(cell(page, "Description") == "about one<br>Also in this file: two &lt;b&gt;; three");
    CHECK(cell(page, "Severity Level") == "critical");
    CHECK(cell(page, "ATT&amp;CK Tactic") ==
          "<ul><li>[TA0040: Impact](https://attack.mitre.org/tactics/TA0040)</li>"
          "<li>[TA0002: Execution](https://attack.mitre.org/tactics/TA0002)</li></ul>");
    CHECK(cell(page, "ATT&amp;CK Technique") == "<ul><li>[T1486](https://attack.mitre.org/techniques/T1486)</li>"
                                                "<li>[T1059](https://attack.mitre.org/techniques/T1059)</li></ul>");
    CHECK(cell(page, "Trigger") == "<ul><li>test</li></ul>");
    CHECK(cell(page, "False Positives") == "<ul><li>a</li><li>b</li></ul>");
    CHECK(cell(page, "References") == "<ul><li>[https://example.org/1](https://example.org/1)</li>"
                                      "<li>[https://example.org/2](https://example.org/2)</li>"
                                      "<li>[https://example.org/3](https://example.org/3)</li></ul>");
    const auto shown = to_page_html(rules, options);
    CHECK(holds(shown, "<h1 dir=\"auto\">one</h1>"));
    CHECK(holds(shown, "<li class=\"level critical\">Severity: critical</li>"));
    CHECK(holds(shown, "Also in this file: two &lt;b&gt;; three"));
}

TEST_CASE("page: tactics and techniques come from the tags") {
    CHECK(cell_of("tags: [attack.execution, attack.t1059.001, attack.T1218, cve.2024-1, attack.privilege_escalation]",
                  "ATT&amp;CK Tactic") ==
          "<ul><li>[TA0002: Execution](https://attack.mitre.org/tactics/TA0002)</li>"
          "<li>[TA0004: Privilege Escalation](https://attack.mitre.org/tactics/TA0004)</li></ul>");
    CHECK(cell_of("tags: [attack.execution, attack.t1059.001, attack.T1218, attack.t1218]", "ATT&amp;CK Technique") ==
          "<ul><li>[T1059.001](https://attack.mitre.org/techniques/T1059/001)</li>"
          "<li>[T1218](https://attack.mitre.org/techniques/T1218)</li></ul>");
    CHECK(cell_of("tags: [attack.ta0005, attack.stealth, attack.defense-impairment]", "ATT&amp;CK Tactic") ==
          "<ul><li>[TA0005: Stealth](https://attack.mitre.org/tactics/TA0005)</li>"
          "<li>[TA0112: Defense Impairment](https://attack.mitre.org/tactics/TA0112)</li></ul>");
    // what is no tactic is not dropped, but leads nowhere; groups and software are neither
    CHECK(cell_of("tags: [attack.sabotage, attack.g0016, attack.s0154, attack.ds0022, attack.t, attack.t1.x]",
                  "ATT&amp;CK Tactic") == "<ul><li>sabotage</li><li>t</li><li>t1.x</li></ul>");
    CHECK(cell_of("tags: [attack.c2, attack.c0001, attack.g16, attack.g0016, attack.m1036]", "ATT&amp;CK Tactic") ==
          "<ul><li>c2</li><li>g16</li></ul>");
    // one tactic under two names
    CHECK(cell_of("tags: [attack.stealth, attack.defense_evasion]", "ATT&amp;CK Tactic") ==
          "<ul><li>[TA0005: Stealth](https://attack.mitre.org/tactics/TA0005)</li></ul>");
    // what no technique can be called
    constexpr std::string_view odd =
        "tags: [attack.t1059.001.002, attack.t1, attack.t1059.1, attack.t10590, attack.t1059.]";
    CHECK(cell_of(odd, "ATT&amp;CK Tactic") == "<ul></ul>");
    CHECK(cell_of(odd, "ATT&amp;CK Technique") ==
          "<ul><li>T1059.001.002</li><li>T1</li><li>T1059.1</li><li>T10590</li><li>T1059.</li></ul>");
}

TEST_CASE("page: what the caller's tables say") {
    page_options options;
    options.data_sources = {{{"Windows", {}, "Security", {}}, "4688", {}, {"process", "dn/1.md"}},
                            {{"windows", {}, "security", {}}, "4624", {}, {"logon", {}}},
                            {{"windows", {}, "security", {}}, {}, {"A", "B"}, {"with A", "https://example.org/?a=1&b"}},
                            {{"windows", {}, "security", {}}, {}, {"a"}, {"with a", {}}},
                            {{"windows", {}, {}, {}}, "4688", {}, {"without a service", {}}},
                            {{"linux", {}, "security", {}}, "4688", {}, {"elsewhere", {}}},
                            {{"windows", {}, "security", {}}, {}, {}, {"script", "javascript:alert(1)"}},
                            {{"windows", {}, "security", {}}, {}, {}, {"backslashes", "\\\\evil.example"}}};
    options.triggers = {{"t1218.007", {"test 1", "t/1.md"}}, {"T1218", {"parent", {}}}, {"T1218.007", {"test 2", {}}}};
    CHECK(cell_of("level: low", "Data Needed", options) ==
          "<ul><li>[process](dn/1.md)</li><li>[with A](https://example.org/?a=1&amp;b)</li><li>script</li>"
          "<li>backslashes</li></ul>");
    CHECK(cell_of("tags: [attack.t1218.007]", "Trigger", options) ==
          "<ul><li>[test 1](t/1.md)</li><li>test 2</li></ul>");
    CHECK(cell_of("tags: [attack.t1059]", "Trigger", options) == "There is no Trigger for this technique yet.");
}

TEST_CASE("page: only lines whose event a rule can match") {
    page_options options;
    for (const char* const id : {"1", "4624", "4688", "4699"}) {
        options.data_sources.push_back({{{}, "c", {}, {}}, id, {}, {id, {}}});
    }
    const auto lines = [&](std::string_view detection) {
        auto row = cell(to_page_markdown(varsigma_tests::rule_with(detection), options), "Data Needed");
        std::string ids;
        for (auto at = row.find("<li>"); at != row.npos; at = row.find("<li>", at + 1)) {
            ids.append(ids.empty() ? "" : " ").append(row.substr(at + 4, row.find('<', at + 4) - at - 4));
        }
        return ids;
    };
    CHECK(lines("{s: {EventID: 4688}, t: {A: x}, condition: t and not s}") == "1 4624 4699");
    CHECK(lines("{s: {EventID|gt: 4687, EventID|lt: 4700}, condition: s}") == "4688 4699");
    CHECK(lines("{s: {EventID|gte: 4688}, condition: s}") == "4688 4699");
    CHECK(lines("{s: {EventID: '468*'}, condition: s}") == "4688");
    CHECK(lines("{s: {EventID|startswith: 46}, condition: s}") == "4624 4688 4699");
    CHECK(lines("{s: {EventID: 4688}, t: {EventID: 4624}, condition: s and t}").empty());
    CHECK(lines("{s: {EventID|all: [4688, 4624]}, condition: s}").empty());
    CHECK(lines("{s: {EventID: 4688.0}, condition: s}") == "4688");
    CHECK(lines("{s: {EventID|neq: 4688}, condition: s}") == "1 4624 4699");
    CHECK(lines("{s: {EventID: null}, condition: s}").empty());
    CHECK(lines("{s: {EventID|exists: true}, condition: s}") == "1 4624 4688 4699");
    CHECK(lines("{s: {EventID|re: '^4688$'}, condition: s}") == "1 4624 4688 4699"); // may match, as far as is known
    CHECK(lines("{s: {A: x}, condition: s}") == "1 4624 4688 4699");
}

TEST_CASE("page: keywords need the lines of all fields") {
    page_options options;
    options.derived_data = true;
    options.data_sources = {{{{}, "c", {}, {}}, {}, {"CommandLine"}, {"command lines", {}}}};
    const auto data = [&](std::string_view detection) {
        return cell(to_page_markdown(varsigma_tests::rule_with(detection), options), "Data Needed");
    };
    CHECK(data("{s: [word], condition: s}") == "<ul><li>command lines</li><li>c: every value of the event</li></ul>");
    CHECK(data("{s: [word], t: {A: x}, condition: t and not s}") ==
          "<ul><li>command lines</li><li>c: A; for exceptions every value of the event</li></ul>");
    CHECK(data("{s: [word, {B: x}], t: {A: x}, condition: t and not s}") ==
          "<ul><li>command lines</li><li>c: A; for exceptions B, every value of the event</li></ul>");
}

TEST_CASE("page: a cell holds whatever a rule says") {
    CHECK(cell_of("author: 'a | b'", "Author") == "a \\| b");
    CHECK(cell_of("author: 'a \\| b'", "Author") == "a \\\\\\| b");
    CHECK(cell_of("description: \"a\\nb\\r\\nc\\rd\\n\\n\"", "Description") == "a<br>b<br>c<br>d");
    CHECK(cell_of("author: '<script>alert(1)</script> & co'", "Author") ==
          "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co");
    CHECK(cell_of("author: '*a* `b` [c](d) ![e](f) ~g~ _h_ i_j $k$'", "Author") ==
          "\\*a\\* \\`b\\` \\[c\\](d) !\\[e\\](f) \\~g\\~ \\_h\\_ i_j \\$k\\$");
    CHECK(cell_of("author: \"a\\u202Eb\\u200Bc\\u0007d\\u200De\"", "Author") ==
          "a&lt;U+202E&gt;b&lt;U+200B&gt;c&lt;U+0007&gt;d\xE2\x80\x8D"
          "e");
    CHECK(cell_of(R"(author: "a\u2800b\u034Fc\uFE00d\uFE0Fe\u180Bf\u180Fg\U0001D173h\U0001D17Ai\u17B4j\u17B5k")",
                  "Author") ==
          "a&lt;U+2800&gt;b&lt;U+034F&gt;c&lt;U+FE00&gt;d&lt;U+FE0F&gt;e&lt;U+180B&gt;f&lt;U+180F&gt;g&lt;U+1D173&gt;h"
          "&lt;U+1D17A&gt;i&lt;U+17B4&gt;j&lt;U+17B5&gt;k");
    auto rule = plain_rule();
    rule.metadata.author = "a\xFF\xC3"; // no UTF-8
    CHECK(cell(to_page_markdown(rule), "Author") == "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("page: only addresses of the web are links") {
    const auto reference = [](std::string_view text) {
        return cell_of("references: ['" + std::string{text} + "']", "References");
    };
    const auto not_linked = [&](std::string_view text) { return !holds(reference(text), "]("); };
    CHECK(reference("HTTPS://example.org/a_b") ==
          "<ul><li>[HTTPS://example.org/a_b](HTTPS://example.org/a_b)</li></ul>");
    CHECK(reference("http://example.org/(a)|b\"<c>?d=1&e") ==
          "<ul><li>[http://example.org/(a)\\|b\"&lt;c&gt;?d=1&amp;e]"
          "(http://example.org/%28a%29%7Cb%22%3Cc%3E?d=1&amp;e)</li></ul>");
    CHECK(reference("https://example.org/\xC3\xA4") ==
          "<ul><li>[https://example.org/\xC3\xA4](https://example.org/%C3%A4)</li></ul>");
    CHECK(not_linked("javascript:alert(1)"));
    CHECK(not_linked("JAVASCRIPT:alert(1)"));
    CHECK(not_linked(" javascript:https://example.org"));
    CHECK(not_linked("data:text/html,x"));
    CHECK(not_linked("file:///etc/passwd"));
    CHECK(not_linked("//example.org/"));
    CHECK(not_linked("example.org"));
    CHECK(not_linked("https://"));
    CHECK(not_linked("https:///example.org"));
    CHECK(not_linked("https://example.org/ and more"));
    CHECK(not_linked("https://example.org/\xE2\x80\xAE"
                     "gpj.exe"));
    CHECK(not_linked("https:example.org"));
    CHECK(not_linked("https://?a"));
    // what looks like the host is not the one that a browser goes to
    CHECK(not_linked("http://a.example\\@evil.example/"));
    CHECK(not_linked("http://a.example\\evil.example/"));
    CHECK(not_linked("https://example.org/a\\b"));
    CHECK(not_linked("https://example.org@evil.example/"));
    CHECK(not_linked("https://example.org:80@evil.example?x"));
    CHECK_FALSE(not_linked("https://example.org/@somebody"));
    CHECK_FALSE(not_linked("https://example.org?a@b"));
}

TEST_CASE("page: no text of a rule is a link that GitHub makes of addresses") {
    const auto author = [](std::string_view text) { return cell_of("author: '" + std::string{text} + "'", "Author"); };
    CHECK(author("http://a.example ftp://a.example") == "http&#58;//a.example ftp&#58;//a.example");
    CHECK(author("www.a.example (WWW.a.example)") == "www&#46;a.example (WWW&#46;a.example)");
    CHECK(author("mailto:a@b.example xmpp:a_@b") == "mailto&#58;a<span>@</span>b.example xmpp&#58;a\\_<span>@</span>b");
    CHECK(author("mailto:@b.example") == "mailto&#58;<span>@</span>b.example");
    CHECK(author("somebody, @somebody_else: x. y (@z)") == "somebody, @somebody_else: x. y (@z)"); // no addresses
    CHECK(cell_of("references: ['see https://a.example', 'https://www.a.example/@b']", "References") ==
          "<ul><li>see https&#58;//a.example</li>"
          "<li>[https://www.a.example/@b](https://www.a.example/@b)</li></ul>");
    page_options options;
    options.queries = {{"www.a.example", "", {"a@b.example"}}};
    CHECK(to_page_markdown(plain_rule(), options).ends_with("\n### www&#46;a.example\n\n- a<span>@</span>b.example\n"));
}

TEST_CASE("page: notes and headings are text, whatever they begin or end with") {
    page_options options;
    options.queries = {{"C# #", "", {"# a", "-", "---", "+ a", "=", "1. a", "23) a", "2 a", "> a", "a - b"}},
                       {"#", "", {}},
                       {"C#", "", {}}};
    CHECK(to_page_markdown(plain_rule(), options)
              .ends_with("\n### C# \\#\n\n- \\# a\n- \\-\n- \\---\n- \\+ a\n- \\=\n- 1\\. a\n- 23\\) a\n- 2 a\n"
                         "- &gt; a\n- a - b\n\n### \\#\n\n### C\\#\n"));
}

TEST_CASE("page: nothing in a block ends it") {
    page_options options;
    options.source = "a\n```\n````b\n";
    options.queries = {{"Q", "`", {}}};
    const auto page = to_page_markdown(plain_rule(), options);
    CHECK(holds(page, "\n`````\na\n```\n````b\n`````\n"));
    CHECK(holds(page, "\n```\n`\n```\n"));
    options.source = "a: \xE2\x80\xAEx\n";
    CHECK(holds(to_page_markdown(plain_rule(), options),
                "```\n\n- The text holds characters that are not seen, or that change the order of others: U+202E.\n"));
}

TEST_CASE("page: headings are one line of text") {
    page_options options;
    options.queries = {{"A *b*\n# c <i>", "q", {}}};
    CHECK(holds(to_page_markdown(plain_rule(), options), "\n### A \\*b\\*<br># c &lt;i&gt;\n"));
    CHECK(holds(html(options), ">A *b*\n# c &lt;i&gt;</h3>"));
}

TEST_CASE("page: bytes as Python shows them") {
    CHECK(varsigma::detail::repr_text("a\n\t\r\\b'\"") == "a\\n\\t\\r\\\\b\\'\"");
    CHECK(varsigma::detail::repr_text("\xC3\xA4\x01\x7F") == "\\xc3\\xa4\\x01\\x7f");
}

TEST_CASE("page: as HTML it has the rows of the table in Markdown") {
    const auto rules = loaded("title: 'T <1>'\ndescription: \"a\\nb\"\nlevel: critical\nstatus: stable\n"
                              "references: ['https://example.org/?a=1&b', 'javascript:alert(1)']\n"
                              "logsource: {product: windows, category: c}\n"
                              "detection: {s: {A: x}, condition: s}\n")
                           .rules;
    page_options options;
    options.source = "title: 'T <1>'\n";
    options.queries = {{"Kibana query", "A:x & \"y\"", {"a <note>"}}, {"None", "", {"cannot be written"}}};
    const auto page = to_page_html(rules, options);
    CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    CHECK(holds(page, "<title>T &lt;1&gt;</title>"));
    CHECK(holds(page, "<h1 dir=\"auto\">T &lt;1&gt;</h1>"));
    std::size_t at = 0;
    for (const auto& row : varsigma::detail::page_rows(rules, options)) {
        at = page.find("<th role=\"rowheader\" scope=\"row\">" + varsigma::detail::html_text(row.label) + "</th>", at);
        CHECK(at != page.npos);
    }
    CHECK(holds(page, "<p dir=\"auto\">a\nb</p>"));
    CHECK(holds(
        page,
        "<a href=\"https://example.org/?a=1&amp;b\" rel=\"noopener noreferrer\">https://example.org/?a=1&amp;b</a>"));
    CHECK(holds(page, "<li dir=\"auto\">javascript:alert(1)</li>"));
    CHECK(holds(page, "<code id=\"text-1-code\">A:x &amp; &quot;y&quot;</code>"));
    CHECK(holds(page, "a &lt;note&gt;"));
    CHECK(holds(page, "data-copies=\"text-1-code\""));
    CHECK_FALSE(holds(page, "data-copies=\"text-2-code\"")); // there is nothing to copy
    CHECK(holds(page, "<li class=\"level critical\">Severity: critical</li>"));
}

TEST_CASE("page: as HTML without the rule's text, and without rules") {
    const std::span<const varsigma::detection_rule> no_rules;
    CHECK(holds(html({}), "The text of the rule was not handed over to this page."));
    CHECK_FALSE(holds(html({}), "data-copies=\"text-0-code\""));
    const std::string data = "Data Needed</th><td role=\"cell\"><p class=\"none\">";
    CHECK(holds(html({}), data + "not described</p>")); // there is no table that could name any
    page_options other_logs;
    other_logs.data_sources = {{{"linux", {}, {}, {}}, {}, {}, {"other", {}}}};
    CHECK(holds(html(other_logs), data + "none named</p>"));
    CHECK(holds(html({}), "False Positives</th><td role=\"cell\"><p class=\"none\">none named</p>"));
    CHECK(holds(html({}), "Author</th><td role=\"cell\"><p class=\"none\">not stated</p>"));
    CHECK(holds(to_page_html(no_rules, {}), "<h1 dir=\"auto\">Untitled rule</h1>"));
    CHECK(to_page_markdown(no_rules, {}).starts_with("| Title                |  |\n"));
}

TEST_CASE("page: nothing hides in a block of HTML, and a copy has everything") {
    page_options options;
    options.queries = {{"Q",
                        std::string{"a\xE2\x80\xAE"
                                    "b\r\nc\x01\0d",
                                    10},
                        {}}};
    const auto page = html(options);
    CHECK(holds(
        page,
        "a<span class=\"u\" data-u=\"U+202E\">\xE2\x80\xAE</span>b&#13;\nc"
        "<span class=\"u\" data-u=\"U+0001\">\x01</span><span class=\"u\" data-u=\"U+0000\">\xEF\xBF\xBD</span>"));
    CHECK(holds(page, "that change the order of others: U+202E, U+0001, U+0000.</li>"));
}

TEST_CASE("page queries: a section for each target, also where it has no form for the rule") {
    const auto rule = varsigma_tests::rule_with("{s: {A|fieldref: B}, condition: s}");
    const auto refused = varsigma::page_queries({&rule, 1});
    REQUIRE(refused.size() == 3);
    CHECK(refused[0].heading == "Kibana query");
    CHECK(refused[1].heading == "X-Pack Watcher");
    CHECK(refused[2].heading == "Graylog");
    for (const auto& section : refused) {
        CHECK(section.text.empty());
        REQUIRE(section.notes.size() == 1);
        CHECK(section.notes.front().starts_with("This rule cannot be written for this target: line 3: "));
    }
    const auto other = varsigma_tests::rule_with("{s: {A|gt: 3}, condition: s}");
    const auto written = varsigma::page_queries({&other, 1});
    CHECK(written[0].text == "A:>3");
    CHECK(written[0].notes.size() == 1); // needs_mapping
    CHECK(holds(written[1].text, "curl "));
}
