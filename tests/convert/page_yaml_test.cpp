// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/detail/page_yaml.hpp>

#include "../support/data.hpp"
#include "page_reading.hpp"
#include "recorded_texts.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <regex>
#include <string>
#include <string_view>

namespace {

/// `{k:key}` for what is marked as a key.
std::string marked(std::string_view yaml) {
    auto html = varsigma::detail::yaml_marker{}.mark(yaml);
    html = std::regex_replace(html, std::regex{"<span class=\"([a-z])\">([^<]*)</span>"}, "{$1:$2}");
    return html;
}

std::string text_of_marked(std::string_view yaml) {
    return varsigma_tests::text_of_html(varsigma::detail::yaml_marker{}.mark(yaml));
}

} // namespace

TEST_CASE("coloured YAML: keys and values") {
    CHECK(marked("title: A rule") == "{k:title}{p::} A rule");
    CHECK(marked("level: 7\n") == "{k:level}{p::} {n:7}\n");
    CHECK(marked("On: true # yes") == "{k:On}{p::} {l:true} {c:# yes}");
    CHECK(marked("a: x#y") == "{k:a}{p::} x#y");
    CHECK(marked("Image|endswith: '\\a.exe'") == "{k:Image|endswith}{p::} {s:&#39;\\a.exe&#39;}");
    CHECK(marked("\"a: b\": c") == "{k:&quot;a: b&quot;}{p::} c");
    CHECK(marked("    - 'it''s': null") == "    {p:-} {k:&#39;it&#39;&#39;s&#39;}{p::} {l:null}");
    CHECK(marked("- - -1.5") == "{p:-} {p:-} {n:-1.5}");
    CHECK(marked("- http://a") == "{p:-} http://a");
    CHECK(marked("- a b: c") == "{p:-} {k:a b}{p::} c");
    CHECK(marked("# all\n---\nx:") == "{c:# all}\n{d:---}\n{k:x}{p::}");
}

TEST_CASE("coloured YAML: brackets") {
    CHECK(marked("a: {b: 1, c: [d, 'e', null]}") ==
          "{k:a}{p::} {p:{}{k:b}{p::} {n:1}{p:,} {k:c}{p::} {p:[}d{p:,} {s:&#39;e&#39;}{p:,} {l:null}{p:]}{p:}}");
    CHECK(marked("{\"a\":'b', 'c' : d}") == "{p:{}{k:&quot;a&quot;}{p::}{s:&#39;b&#39;}{p:,} {k:&#39;c&#39;} {p::}"
                                            " d{p:}}");
    CHECK(marked("a: [b,\n  c]\nd: e") == "{k:a}{p::} {p:[}b{p:,}\n  c{p:]}\n{k:d}{p::} e");
}

TEST_CASE("coloured YAML: texts of several lines") {
    CHECK(marked("a: |\n  b: c\n\n  # d\ne: f") == "{k:a}{p::} {p:|}\n{s:  b: c}\n\n{s:  # d}\n{k:e}{p::} f");
    CHECK(marked("- a: >-\n    b\n  c: d") == "{p:-} {k:a}{p::} {p:&gt;-}\n{s:    b}\n  {k:c}{p::} d");
    CHECK(marked("- |\n  a\n- b") == "{p:-} {p:|}\n{s:  a}\n{p:-} b");
    CHECK(marked("a: 'b\n  c: d' # e\nf: g") == "{k:a}{p::} {s:&#39;b}\n{s:  c: d&#39;} {c:# e}\n{k:f}{p::} g");
    CHECK(marked("a: \"b\\\"\n c\"") == "{k:a}{p::} {s:&quot;b\\&quot;}\n{s: c&quot;}");
}

TEST_CASE("coloured YAML: a text without quotes that goes on") {
    CHECK(marked("a: foo bar\n    'tis b: c\n\n    [d {e # f\ng: 'h'") ==
          "{k:a}{p::} foo bar\n    &#39;tis b: c\n\n    [d {e {c:# f}\n{k:g}{p::} {s:&#39;h&#39;}");
    CHECK(marked("a:\n  foo\n  \"bar\nb: \"c\"") == "{k:a}{p::}\n  foo\n  &quot;bar\n{k:b}{p::} {s:&quot;c&quot;}");
    CHECK(marked("- a\n  'b\n- 'c'") == "{p:-} a\n  &#39;b\n{p:-} {s:&#39;c&#39;}");
    CHECK(marked("a: b # c\n  'd'") == "{k:a}{p::} b {c:# c}\n  {s:&#39;d&#39;}"); // which a comment ends
    CHECK(marked("a: [b\n  'c, 'd']\ne: f") == "{k:a}{p::} {p:[}b\n  &#39;c{p:,} {s:&#39;d&#39;}{p:]}\n{k:e}{p::} f");
    CHECK(marked("? a\n: b\nc:\n- d") == "{p:?} a\n{p::} b\n{k:c}{p::}\n{p:-} d");
}

TEST_CASE("coloured YAML: tags and anchors") {
    CHECK(marked("a: !!str |\n  b: c\nd: &e 'f'") ==
          "{k:a}{p::} {p:!!str} {p:|}\n{s:  b: c}\n{k:d}{p::} {p:&amp;e} {s:&#39;f&#39;}");
    CHECK(marked("a: &b >-\n  - 'c\n") == "{k:a}{p::} {p:&amp;b} {p:&gt;-}\n{s:  - &#39;c}\n");
    CHECK(marked("&a b: &c\n  - &d e: [&f g]") ==
          "{p:&amp;a} {k:b}{p::} {p:&amp;c}\n  {p:-} {p:&amp;d} {k:e}{p::} {p:[}{p:&amp;f} g{p:]}");
    CHECK(marked("a: b & c ! d") == "{k:a}{p::} b &amp; c ! d");
}

TEST_CASE("coloured YAML: numbers and constants as YAML 1.1 reads them") {
    for (const std::string_view word : {"True", "FALSE", "Null", "~", "Yes", "NO", "On", "OFF"}) {
        CHECK(marked(word) == "{l:" + std::string{word} + '}');
    }
    for (const std::string_view word :
         {"0", "0x10", "-0x1F", "1_000", "017", "0b10", "+5", "1:30", "1.", "1.5e+3", ".5", "-.inf", ".NaN"}) {
        CHECK(marked(word) == "{n:" + std::string{word} + '}');
    }
    for (const std::string_view word : {"tRUE", "y", "08", "00000429", "0x", "0xg", "_1", "+", "1:60", "00:11",
                                        "10.0.0.1", "1.5e3", ".", "1-2", "nan"}) {
        CHECK(marked(word) == word);
    }
}

TEST_CASE("coloured YAML: a new document begins anew") {
    CHECK(marked("a: 'b\n---\nc: d") == "{k:a}{p::} {s:&#39;b}\n{d:---}\n{k:c}{p::} d");
    CHECK(marked("a: [b\n--- # e\nc: d") == "{k:a}{p::} {p:[}b\n{d:---} {c:# e}\n{k:c}{p::} d");
    CHECK(marked("--- |\na\n...\nb: c") == "{d:---} {p:|}\n{s:a}\n{d:...}\n{k:b}{p::} c");
}

TEST_CASE("coloured YAML: the text stays what it is") {
    for (const std::string_view text : {"",        "\n",          "\n\n",     "a",         ":",
                                        ": ",      "-",           "- ",       "'",         "\"\\",
                                        "|",       "a: |",        "a: [",     "}",         "a:\r\nb: |\r\n  c\r\n",
                                        "\t- x",   "? a\n: b",    "&a b: *c", "%YAML 1.1", "--- |\n  x",
                                        "a: b: c", "<b>&amp;\"'", "a: 'b''",  "{",         "[,,:]",
                                        "# <!--"}) {
        CAPTURE(text);
        CHECK(text_of_marked(text) == text);
    }
}

TEST_CASE("coloured YAML: the text of the project's own rules stays what it is") {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator{varsigma_tests::project_path("examples/rules")}) {
        const auto text = varsigma_tests::text_of(entry.path());
        CAPTURE(entry.path().string());
        CHECK(text_of_marked(text) == text);
        ++files;
    }
    CHECK(files > 5);
}
