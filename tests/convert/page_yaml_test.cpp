// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/page_yaml.hpp>

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
    CHECK(marked("a: [b,\n  c]\nd: e") == "{k:a}{p::} {p:[}b{p:,}\n  c{p:]}\n{k:d}{p::} e");
}

TEST_CASE("coloured YAML: texts of several lines") {
    CHECK(marked("a: |\n  b: c\n\n  # d\ne: f") == "{k:a}{p::} {p:|}\n{s:  b: c}\n\n{s:  # d}\n{k:e}{p::} f");
    CHECK(marked("- a: >-\n    b\n  c: d") == "{p:-} {k:a}{p::} {p:&gt;-}\n{s:    b}\n  {k:c}{p::} d");
    CHECK(marked("- |\n  a\n- b") == "{p:-} {p:|}\n{s:  a}\n{p:-} b");
    CHECK(marked("a: 'b\n  c: d' # e\nf: g") == "{k:a}{p::} {s:&#39;b}\n{s:  c: d&#39;} {c:# e}\n{k:f}{p::} g");
    CHECK(marked("a: \"b\\\"\n c\"") == "{k:a}{p::} {s:&quot;b\\&quot;}\n{s: c&quot;}");
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
