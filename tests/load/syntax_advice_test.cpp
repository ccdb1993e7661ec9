// SPDX-License-Identifier: BSL-1.0
#include <varsigma/load/yaml.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

using namespace varsigma;

namespace {

struct slip {
    std::string_view lines; ///< in place of the item of a selection, in line 5
    std::uint32_t line;
    std::uint32_t column;
    std::string_view advice; ///< how the suggestion begins
};

} // namespace

TEST_CASE("slips in YAML: each is said at its place, with what to do") {
    constexpr std::string_view quote = "write the text in quotes";
    constexpr std::string_view colon = "write the value in quotes, as it holds a colon and a blank";
    constexpr std::string_view spaces = "indent with spaces";
    constexpr std::string_view closing = "the text ends at its second quote";
    constexpr std::string_view neighbours = "indent the line as its neighbours";
    for (const auto& [lines, line, column, advice] : {
             slip{"A: *cmd*", 5, 16, "write the text in quotes, as YAML gives '*' at its beginning a meaning"},
             {"A: *.exe", 5, 13, "write the text in quotes, as YAML gives '*'"},
             {"A: *", 5, 13, quote},
             {"A: *cmd", 5, 12, "write a text that begins with '*' in quotes"},
             {"A:\n            - b\n            - *cmd*", 7, 19, "write the text in quotes, as YAML gives '*'"},
             {"A: [b, *cmd*]", 5, 20, "write the text in quotes, as YAML gives '*'"},
             {"A: @x", 5, 12, "write the text in quotes, as YAML gives '@'"},
             {"A: `x`", 5, 12, "write the text in quotes, as YAML gives '`'"},
             {"A: %x%", 5, 12, "write the text in quotes, as YAML gives '%'"},
             {"A: & x", 5, 13, "write the text in quotes, as YAML gives '&'"},
             {"A: &x&y", 5, 14, "write the text in quotes, as YAML gives '&'"},
             {"A: !x!y z", 5, 12, "write the text in quotes, as YAML gives '!'"},
             {"A: !x", 5, 12, "write a text that begins with '!' in quotes"},
             {"A: ? x", 5, 12, "write the text in quotes, as YAML gives '?'"},
             {"A: > x", 5, 14, "write the text in quotes, as YAML gives '>'"},
             {"A: |x", 5, 13, "write the text in quotes, as YAML gives '|'"},
             {"A: , x", 5, 12, "write the text in quotes, as YAML gives ','"},
             {"A: }", 5, 12, "write the text in quotes, as YAML gives '}'"},
             {"A: - x", 5, 12, "begin the list in the next line, or write the value in quotes"},
             {"A: b: c", 5, 13, colon},
             {"A:\n            - b: c: d", 6, 19, colon},
             {"A: C:\\x: y", 5, 16, colon},
             {"A: \u201cx: y\u201d", 5, 16, colon},
             {"A: [x", 6, 14, "close the list with ], or write a value that begins with [ in quotes"},
             {"A: {x", 6, 14, "close the map with }, or write a value that begins with { in quotes"},
             {"A: [x] y", 5, 16, "write the text in quotes, as YAML gives '['"},
             {"A: {x} y", 5, 16, "write the text in quotes, as YAML gives '{'"},
             {"A: 'x", 7, 1, "close the quote"},
             {"A: \"x", 7, 1, "close the quote"},
             {"A: 'it's'", 5, 16, closing},
             {"A: \"x\" y", 5, 16, closing},
             {"A:\n            - 'x' y\n            - z", 6, 19, closing},
             {"A: \"C:\\Windows\"", 5, 15, "write the text in single quotes, or each backslash in it twice"},
             {"A: \"C:\\Users\"", 5, 17, "write the text in single quotes, or each backslash in it twice"},
             {"A: \"\\xyz\"", 5, 15, "write the text in single quotes, or each backslash in it twice"},
             {"\tA: 1", 5, 9, spaces},
             {"A: 1\n\t\tB: 2", 6, 1, spaces},
             {"A:\n\t\t- 1", 6, 1, spaces},
             {"A: |\n\t\tx", 6, 1, spaces},
             {"A: x\n\t\ty", 6, 1, spaces},
             {"A: 1\n       B: 2", 6, 8, neighbours},
             {"A:\n            - 1\n           - 2", 7, 12, neighbours},
             {"A: 1\n          B: 2", 6, 12, "indent the key as those that it belongs to"},
             {"A: 1\n        B", 7, 5, "write a colon and a blank behind the key in line 6"},
         }) {
        const auto text = "title: \u00c4\nlogsource: {category: test}\ndetection:\n    sel:\n        " +
                          std::string{lines} + "\n    condition: sel\n";
        CAPTURE(text);
        const auto loaded = yaml::load_text(text);
        CHECK(loaded.rules.empty());
        CHECK(loaded.rejected == 1);
        REQUIRE(loaded.diagnostics.size() == 1);
        const auto& finding = loaded.diagnostics.front();
        CAPTURE(render(finding));
        CHECK(finding.position == source_position{line, column});
        CHECK(finding.suggestion.starts_with(advice));
    }
}

TEST_CASE("slips in YAML at the beginning of a line") {
    const auto advice = [](std::string_view text) {
        const auto loaded = yaml::load_text(text);
        REQUIRE(loaded.diagnostics.size() == 1);
        return loaded.diagnostics.front().suggestion;
    };
    CHECK(advice("%x: y\n").starts_with("write the text in quotes, as a line that begins with %"));
    CHECK(advice("title: a\n  logsource: b\n").starts_with("indent the key as those that it belongs to"));
    CHECK(advice("title: a: b\n").starts_with("write the value in quotes"));
    CHECK(advice("\ttitle: a\n").starts_with("indent with spaces"));
    CHECK(advice("title: a\r\tb: c\r").starts_with("indent with spaces"));
    CHECK(advice("- a\nb: c\n").starts_with("indent the line as its neighbours"));
}
