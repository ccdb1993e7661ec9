// SPDX-License-Identifier: BSL-1.0
#include <varsigma/load/detail/yaml_tree.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using varsigma::diagnostic_code;
using varsigma::source_position;
using namespace varsigma::yaml;

namespace {

/// Everything that a text gives.
struct reading {
    explicit reading(std::string_view text, const limits& allowed = {}) : report{findings, "file"} {
        document_reader reader{text, memory, report, allowed};
        while (const auto found = reader.next()) {
            if (found->whole) {
                documents.push_back(*found);
            } else {
                CHECK_FALSE(found->sound);
                ++lost;
            }
        }
        failed = reader.failed();
    }

    [[nodiscard]] const node& root(std::size_t at = 0) const { return *documents.at(at).root; }
    [[nodiscard]] bool has(diagnostic_code code) const {
        for (const auto& finding : findings) {
            if (finding.code == code) return true;
        }
        return false;
    }

    varsigma::diagnostics findings;
    arena memory;
    reporter report;
    std::vector<document> documents;
    bool failed = false;
    std::size_t lost = 0; // documents that could not be read to their end
};

/// A document as one line, to compare shapes with.
std::string shown(const node& shape) {
    std::string text;
    switch (shape.kind) {
    case node_kind::scalar:
        text += shape.tag == scalar_tag::plain ? "" : "'";
        text += shape.text;
        text += shape.tag == scalar_tag::plain ? "" : "'";
        break;
    case node_kind::sequence:
        for (const auto* item : shape.items) text += (text.empty() ? "[" : ",") + shown(*item);
        text += text.empty() ? "[]" : "]";
        break;
    case node_kind::mapping:
        for (const auto& [key, value] : shape.entries) {
            text += (text.empty() ? "{" : ",") + shown(*key) + ":" + shown(*value);
        }
        text += text.empty() ? "{}" : "}";
        break;
    }
    return text;
}

} // namespace

TEST_CASE("a document becomes nodes with positions") {
    const reading read{"a: 1\nb:\n  - x\n  - 'y'\n  - {c: \"d\"}\ne:\n"};
    REQUIRE(read.documents.size() == 1);
    CHECK(read.findings.empty());
    CHECK(shown(read.root()) == "{a:1,b:[x,'y',{c:'d'}],e:}");
    const auto* list = read.root().find("b");
    REQUIRE(list != nullptr);
    CHECK(list->position == source_position{3, 3});
    CHECK(list->items[1]->position == source_position{4, 5});
    CHECK(list->items[1]->text_position == source_position{4, 6});
    CHECK(read.root().find("z") == nullptr);
}

TEST_CASE("columns count bytes") {
    const reading read{"k: [\"\xC3\xA4\xE2\x82\xAC\", x]\n\xC3\xA4: y\n# \xE2\x82\xAC\r\nz: {\xF0\x9F\x98\x80: 1}"};
    REQUIRE(read.documents.size() == 1);
    CHECK(read.root().find("k")->items[0]->position == source_position{1, 5});
    CHECK(read.root().find("k")->items[1]->position == source_position{1, 14});
    CHECK(read.root().entries[1].value->position == source_position{2, 5});
    CHECK(read.root().find("z")->entries[0].value->position == source_position{4, 11});
}

TEST_CASE("where a text cannot be followed byte by byte its column is left out") {
    const reading read{"a: 'it''s'\nb: |\n  one\nc: two\n  lines\nd: \"\\x41\"\ne: plain\nf: '\xC3\xA4'\n"};
    const auto place = [&](std::string_view key) { return read.root().find(key)->text_position; };
    CHECK(place("a") == source_position{1, 0});
    CHECK(place("b") == source_position{3, 0});
    CHECK(place("c") == source_position{4, 0});
    CHECK(place("d") == source_position{6, 0});
    CHECK(place("e") == source_position{7, 4});
    CHECK(place("f") == source_position{8, 5});
}

TEST_CASE("documents are given one by one, empty ones left out") {
    const reading read{"---\n---\na: 1\n---\n# nothing\n---\n- b\n...\n---\n''\n"};
    REQUIRE(read.documents.size() == 3);
    CHECK(shown(read.root(0)) == "{a:1}");
    CHECK(shown(read.root(1)) == "[b]");
    CHECK(shown(read.root(2)) == "''");
    CHECK(read.documents[1].position == source_position{7, 1});
    CHECK(reading{""}.documents.empty());
    CHECK(reading{"# only a comment"}.documents.empty());
    CHECK_FALSE(reading{""}.failed);
}

TEST_CASE("a byte order mark is no part of the text") {
    const reading read{"\xEF\xBB\xBF"
                       "a: 1\nb: 2\n"};
    REQUIRE(read.documents.size() == 1);
    CHECK(shown(read.root()) == "{a:1,b:2}");
    CHECK(read.root().position == source_position{1, 1});
}

TEST_CASE("duplicate keys spoil their document only") {
    const reading read{"a: 1\nb: {x: 1, 'x': 2}\n---\nc: 3\n"};
    REQUIRE(read.documents.size() == 2);
    CHECK_FALSE(read.documents[0].sound);
    CHECK(read.documents[1].sound);
    REQUIRE(read.findings.size() == 1);
    CHECK(read.findings[0].code == diagnostic_code::duplicate_key);
    CHECK(read.findings[0].position == source_position{2, 11});

    std::string many;
    for (int key = 0; key < 1000; ++key) many += "k" + std::to_string(key) + ": 1\n";
    CHECK(reading{many}.documents.at(0).sound);
    CHECK(reading{many}.root().entries.size() == 1000);
    const reading again{many + "k500: 2\n"};
    CHECK_FALSE(again.documents.at(0).sound);
    CHECK(again.findings.at(0).position.line == 1001);
}

TEST_CASE("keys must be plain values") {
    const reading read{"? [a, b]\n: 1\n"};
    REQUIRE(read.documents.size() == 1);
    CHECK_FALSE(read.documents[0].sound);
    CHECK(read.findings.at(0).code == diagnostic_code::wrong_type);
    CHECK(shown(reading{"4624: a\nyes: b\n~: c\n"}.root()) == "{4624:a,yes:b,~:c}");
}

TEST_CASE("tags") {
    const reading good{"[!!str 5, !!int '5', !!null x, !!bool yes, !!float 1, !!timestamp 2020-01-01, 5, !!seq [a], "
                       "!!map {b: c}]"};
    REQUIRE(good.documents.size() == 1);
    CHECK(good.findings.empty());
    const auto items = good.root().items;
    CHECK(items[0]->tag == scalar_tag::text);
    CHECK(items[1]->tag == scalar_tag::integer);
    CHECK(items[2]->tag == scalar_tag::null);
    CHECK(items[3]->tag == scalar_tag::boolean);
    CHECK(items[4]->tag == scalar_tag::real);
    CHECK(items[5]->tag == scalar_tag::text);
    CHECK(items[6]->tag == scalar_tag::plain);

    const reading alone{"a: ! 5"}; // the text was hardly meant without its first character
    CHECK(shown(alone.root()) == "{a:5}");
    REQUIRE(alone.findings.size() == 1);
    CHECK(alone.findings[0].code == diagnostic_code::unquoted_text);
    CHECK(alone.findings[0].level == varsigma::severity::warning);

    for (const std::string_view text : {"a: !python/object x", "a: !!binary YQ==", "a: !mine {b: c}", "a: !!map [b]",
                                        "a: !!set {b: c}", "a: !!str [b]", "!x\na: b"}) {
        CAPTURE(text);
        const reading bad{std::string{text} + "\n---\nnext: 1\n"};
        REQUIRE(bad.documents.size() == 2);
        CHECK_FALSE(bad.documents[0].sound);
        CHECK(bad.documents[1].sound);
        CHECK(bad.findings.at(0).code == diagnostic_code::wrong_type);
    }
}

TEST_CASE("anchors and aliases") {
    CHECK(shown(reading{"a: &x [1, 2]\nb: *x\nc: {*x : 1}\n---\nd: &y e\nf: *y\n"}.documents.at(1).root[0]) ==
          "{d:e,f:e}");
    CHECK(shown(reading{"a: &x [1, 2]\nb: *x\n"}.root()) == "{a:[1,2],b:[1,2]}");
    CHECK(shown(reading{"&k key: 1\nother: *k\n"}.root()) == "{key:1,other:key}");
    CHECK(shown(reading{"a: &x 1\nb: &x 2\nc: *x\n"}.root()) == "{a:1,b:2,c:2}"); // the later one counts

    for (const std::string_view text : {"a: *nowhere", "a: &x [*x]", "&x a: {b: &y {c: *y}}"}) {
        CAPTURE(text);
        const reading bad{std::string{text} + "\n---\nnext: 1\n"};
        REQUIRE(bad.documents.size() == 2);
        CHECK_FALSE(bad.documents[0].sound);
        CHECK(bad.findings.at(0).code == diagnostic_code::yaml_syntax);
    }
    // anchors end with their document
    CHECK_FALSE(reading{"a: &x 1\n---\nb: *x\n"}.documents.at(1).sound);
}

TEST_CASE("merge keys work as in PyYAML") {
    const auto merged = [](std::string_view text) {
        const reading read{text};
        return read.documents.size() == 1 && read.documents[0].sound ? shown(read.root()) : "unsound";
    };
    CHECK(merged("b: &b {x: 1, y: 2}\nm: {y: 3, <<: *b, z: 4}\n") == "{b:{x:1,y:2},m:{x:1,y:3,z:4}}");
    CHECK(merged("m: {<<: [{x: 1}, {x: 2, y: 3}]}\n") == "{m:{x:1,y:3}}");
    CHECK(merged("m: {<<: [], a: 1}\n") == "{m:{a:1}}");
    CHECK(merged("m: {'<<': {x: 1}}\n") == "{m:{'<<':{x:1}}}");
    CHECK(merged("m: {<<: x}\n") == "unsound");
    CHECK(merged("m: {<<: [x]}\n") == "unsound");
    CHECK(merged("m: {<<: {a: 1}, <<: {b: 2}}\n") == "unsound"); // a duplicate key like any other
}

TEST_CASE("a billion laughs are cut short") {
    std::string bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
    for (int level = 1; level < 10; ++level) {
        const auto below = "*a" + std::to_string(level - 1);
        bomb += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [";
        for (int time = 0; time < 9; ++time) bomb += (time == 0 ? "" : ", ") + below;
        bomb += "]\n";
    }
    const reading read{bomb};
    CHECK(read.documents.empty());
    CHECK(read.lost == 1);
    CHECK(read.has(diagnostic_code::yaml_too_large));

    // one long text many times is as bad as many texts
    std::string copies = "a: &a '" + std::string(100'000, 'x') + "'\nb: [";
    for (int copy = 0; copy < 1000; ++copy) copies += "*a, ";
    copies += "]\n";
    CHECK(reading{copies}.has(diagnostic_code::yaml_too_large));

    // merge keys multiply as well
    std::string merges = "a0: &a0 {k0: [x, x, x, x, x, x, x, x, x]}\n";
    for (int level = 1; level < 30; ++level) {
        const auto name = std::to_string(level);
        const auto below = "*a" + std::to_string(level - 1);
        merges += "a" + name + ": &a" + name + " {<<: [" + below + ", " + below + "], k" + name + ": " + below + "}\n";
    }
    CHECK(reading{merges}.has(diagnostic_code::yaml_too_large));
}

TEST_CASE("limits of depth and size, at their edges") {
    limits allowed;
    allowed.depth = 3;
    CHECK_FALSE(reading{"[[[x]]]", allowed}.failed);
    CHECK(reading{"[[[[x]]]]", allowed}.has(diagnostic_code::yaml_too_deep));
    CHECK(reading{"[[[[", allowed}.has(diagnostic_code::yaml_too_deep));
    CHECK_FALSE(reading{"[&a [x], [*a]]", allowed}.failed);
    CHECK(reading{"[&a [[x]], [*a]]", allowed}.has(diagnostic_code::yaml_too_deep)); // where the alias stands

    limits few;
    few.nodes = 4;
    CHECK_FALSE(reading{"[a, b, c]", few}.failed);
    CHECK(reading{"[a, b, c, d]", few}.has(diagnostic_code::yaml_too_large));
    CHECK_FALSE(reading{"[&a a, *a, *a]", few}.failed);
    CHECK(reading{"[&a a, *a, *a, *a]", few}.has(diagnostic_code::yaml_too_large));
    few.file_nodes = 6;
    CHECK_FALSE(reading{"[a, b]\n---\n[a, b]", few}.failed);
    CHECK(reading{"[a, b]\n---\n[a, b, c]", few}.has(diagnostic_code::yaml_too_large));

    limits two;
    two.documents = 2;
    CHECK_FALSE(reading{"a\n---\nb\n", two}.failed);
    const reading three{"a\n---\nb\n---\nc\n", two};
    CHECK(three.documents.size() == 2);
    CHECK(three.has(diagnostic_code::yaml_too_large));
    CHECK(three.failed);
    CHECK(three.lost == 0);
}

TEST_CASE("directives are few") {
    const auto directives = [](int count) {
        std::string text;
        for (int tag = 0; tag < count; ++tag) text += "%TAG !a" + std::to_string(tag) + "! tag:x\n";
        return text + "---\na: 100%\n";
    };
    CHECK_FALSE(reading{directives(1000)}.failed);
    const reading read{directives(1001)};
    CHECK(read.documents.empty());
    CHECK(read.has(diagnostic_code::yaml_too_large));
}

TEST_CASE("deep nesting of every kind ends early") {
    for (const std::string_view piece : {"[", "{a: ", "- ", "? ", "[{", "&a [", "- - ", "{? "}) {
        CAPTURE(piece);
        std::string bomb;
        for (int level = 0; level < 20'000; ++level) bomb += piece;
        const reading read{bomb};
        CHECK(read.documents.empty());
        CHECK(read.lost == 1);
    }
}

TEST_CASE("a syntax error costs its document, those around it stand") {
    const reading read{"a: 1\n---\nb: [1\nc: 2\n---\nd: 3\n---\ne: \"\n---\n f: [\n--- \n---\ng: @x\n"};
    REQUIRE(read.documents.size() == 2);
    CHECK(shown(read.root()) == "{a:1}");
    CHECK(shown(read.root(1)) == "{d:3}");
    CHECK(read.documents[1].position == source_position{6, 1});
    CHECK(read.lost == 4);
    CHECK_FALSE(read.failed);
    REQUIRE(read.findings.size() == 4);
    CHECK(read.findings[0].code == diagnostic_code::yaml_syntax);
    CHECK(read.findings[0].position.line == 4);
    CHECK(read.findings[0].suggestion == "close the list with ], or write a value that begins with [ in quotes");
    CHECK(read.findings[1].position == source_position{8, 4});
    CHECK(read.findings[2].position == source_position{10, 5});
    CHECK(read.findings[3].position == source_position{13, 4});
}

TEST_CASE("what was not closed is told where it begins") {
    for (const std::string_view end : {"\n---\nb: 1\n", "\n--- x", "\n---"}) {
        const auto finding = [&](std::string text) {
            const reading read{text.append(end)};
            CAPTURE(text);
            REQUIRE(read.findings.size() == 1);
            CHECK(read.lost == 1);
            return std::to_string(read.findings[0].position.line) + ':' +
                   std::to_string(read.findings[0].position.column) + ' ' + read.findings[0].suggestion.substr(0, 9);
        };
        CHECK(finding("title: [") == "1:8 close the");
        CHECK(finding("x: 1\n\u00c4: [a, [b], {c: d,") == "2:14 close the");
        CHECK(finding("\u00c4: 'x\n\ny") == "1:5 close the");
        CHECK(finding("\u00c4: {\u00c4: \"x") == "1:10 close the");
    }
    const reading at_end{"a: 1\nb: [\n\n"};
    REQUIRE(at_end.findings.size() == 1);
    CHECK(at_end.findings[0].position == source_position{2, 4});
}

TEST_CASE("a document that was given up may be one that others build upon") {
    const auto action = [](std::string_view text) -> std::string {
        varsigma::diagnostics findings;
        reporter report{findings, "file"};
        arena memory;
        document_reader reader{text, memory, report};
        const auto found = reader.next();
        REQUIRE(found);
        CHECK_FALSE(found->whole);
        REQUIRE(found->root->kind == node_kind::mapping);
        return shown(*found->root);
    };
    CHECK(action("action: global\ntitle: [") == "{action:global}");
    CHECK(action("title: [\n\"action\" : 'reset'\n") == "{action:reset}");
    CHECK(action("{title: [}, action: global") == "{action:global}");
    CHECK(action("title: [\nreaction: global\naction: x\n") == "{}");
    CHECK(action("title: [\n---\naction: global\n") == "{}");
}

TEST_CASE("directives belong to the document behind them") {
    const reading read{"%FOO x\n---\na: 1\n---\nb: 1\n...\n%TAG ! tag:x,2002:\n---\nc: 1\n"};
    REQUIRE(read.documents.size() == 2);
    CHECK(read.lost == 1);
    CHECK(shown(read.root()) == "{b:1}");
    CHECK(shown(read.root(1)) == "{c:1}");
}

TEST_CASE("separators are lines and no more than that") {
    CHECK(reading{"a: '\n ---\n'\nb: |\n  ---\n  x\n---x: 1\n---\t{a: 1}\n"}.documents.size() == 2);
    const reading read{"a: [\n ---\n----\n--- \r\nb: 1\r---\rc: [\r---\rd: 1"};
    REQUIRE(read.documents.size() == 2);
    CHECK(shown(read.root(1)) == "{d:1}");
    CHECK(read.documents[1].position.line == 9);
}

TEST_CASE("broken documents count against the limit of documents") {
    limits two;
    two.documents = 2;
    const reading read{"a: [\n---\nb: [\n---\nc: 1\n", two};
    CHECK(read.documents.empty());
    CHECK(read.lost == 2);
    CHECK(read.failed);
    CHECK(read.has(diagnostic_code::yaml_too_large));
}

TEST_CASE("what is no text is refused as a whole") {
    using namespace std::string_literals;
    for (const auto& text : {"a: 1\n---\nb: \0 2\n"s, "\xFF\xFE\0\0a\0\0\0"s, "\xC4\xE4\xF6: \xFC\xFF\x80"s,
                             "\x01\x02\x03\x04\x05"s, "\xFF"s}) {
        CAPTURE(text);
        const reading read{text};
        CHECK(read.documents.empty());
        CHECK(read.lost == 0);
        CHECK(read.failed);
        REQUIRE(read.findings.size() == 1);
        CHECK(read.findings[0].code == diagnostic_code::not_text);
    }
    CHECK(reading{"a: 1\n\tb: \xFF\0"s}.findings.at(0).position == source_position{2, 5});
}

TEST_CASE("a character that YAML does not allow costs its document at most") {
    using namespace std::string_literals;
    for (const auto& damage :
         {"\xFF"s, "\xC3"s, "\x7F"s, "\xED\xA0\x80"s, "\x01"s, "\xEF\xBF\xBE"s, "\xEF\xBB\xBF"s, "\xC2\x9B"s}) {
        CAPTURE(damage);
        const reading read{"a: 1\n---\nbcd: efg " + damage + "x # hij\n---\n# klm " + damage + "\nc: 1\n"};
        REQUIRE(read.documents.size() == 3);
        CHECK_FALSE(read.failed);
        CHECK(read.documents[0].sound);
        CHECK_FALSE(read.documents[1].sound);
        CHECK(read.documents[2].sound);
        REQUIRE(read.findings.size() == 2);
        CHECK(read.findings[0].code == diagnostic_code::damaged_text);
        CHECK(read.findings[0].level == varsigma::severity::error);
        CHECK(read.findings[0].position == source_position{3, 10});
        CHECK(read.findings[1].code == diagnostic_code::damaged_text);
        CHECK(read.findings[1].level == varsigma::severity::warning);
        CHECK(read.findings[1].position == source_position{5, 7});
    }
}

TEST_CASE("places behind characters that YAML does not allow count the bytes of the file") {
    const reading read{"ab: 'c\xFF d\xEF\xBB\xBF' # \x01\x02\n\u00c4\xC2\x9B: [x, y]\n"};
    REQUIRE(read.documents.size() == 1);
    CHECK(read.root().entries[1].value->position == source_position{2, 7});
    CHECK(read.root().entries[1].value->items[1]->position == source_position{2, 11});
    REQUIRE(read.findings.size() == 2);
    CHECK(read.findings[0].position == source_position{1, 7});
    CHECK(read.findings[0].message.ends_with("at 3 places of the document"));
    CHECK(read.findings[1].position == source_position{1, 17});
}

TEST_CASE("long texts with such characters are read whole") {
    std::string text = "a: \"\xFF" + std::string(100'000, 'x') + "\"\nb:\n";
    for (int item = 0; item < 20'000; ++item) text += item % 50 == 0 ? "- \u00c4\xFF\n" : "- abcdef\n";
    const reading read{text};
    REQUIRE(read.documents.size() == 1);
    CHECK(read.root().find("b")->items.size() == 20'000);
    CHECK(read.root().find("a")->text.size() == 100'003);
    CHECK(read.root().find("b")->items.back()->position.line == 20'002);
}

TEST_CASE("an arena can be used again") {
    arena memory;
    for (int round = 0; round < 3; ++round) {
        const std::string text(300'000, 'x');
        const auto copy = memory.copy(std::string_view{text});
        const auto small = memory.copy(std::string_view{"small"});
        CHECK(copy == text);
        CHECK(small == "small");
        CHECK(memory.make<node>()->weight == 1);
        memory.clear();
    }
}
