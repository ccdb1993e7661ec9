// SPDX-License-Identifier: BSL-1.0
#include <varsigma/load/detail/source_text.hpp>
#include <varsigma/load/yaml.hpp>
#include <varsigma/text/detail/utf16.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace varsigma;

namespace {

constexpr std::string_view two_documents = "title: \u00c4pfel \U0001F34E\n"
                                           "logsource: {category: test}\n"
                                           "detection:\n"
                                           "    sel:\n"
                                           "        A: |\n"
                                           "            two\n"
                                           "            lines\n"
                                           "    condition: sel\n"
                                           "---\n"
                                           "title: \u00dcber\n"
                                           "logsource: {category: test}\n"
                                           "detection:\n"
                                           "    sel: {A|contian: 2}\n"
                                           "    condition: sel\n";

std::string as_utf16(std::string_view text, utf16::byte_order order, bool with_mark) {
    std::string bytes;
    utf16::encode(text, order, with_mark, bytes);
    return bytes;
}

std::string with_line_ends(std::string_view text, std::string_view end) {
    std::string changed;
    for (const char c : text) {
        if (c == '\n') {
            changed += end;
        } else {
            changed += c;
        }
    }
    return changed;
}

/// What is loaded and said, as one text.
std::string outcome(std::string_view text) {
    const auto loaded = yaml::load_text(text, "file");
    std::string shown;
    for (const auto& rule : loaded.rules) {
        shown += rule.metadata.title + ": " + rule.selections.at(0).body.children.at(0).item.values.at(0).text + "\n";
    }
    for (const auto& finding : loaded.diagnostics) shown += render(finding) + "\n";
    return shown;
}

} // namespace

TEST_CASE("rules are read alike in every encoding and with all ends of lines") {
    const auto expected = outcome(two_documents);
    REQUIRE(expected.starts_with("\u00c4pfel \U0001F34E: two\nlines\n"));
    REQUIRE(expected.find("file:13:11: error") != std::string::npos);
    const std::string mark = "\uFEFF";
    CHECK(outcome(mark + std::string{two_documents}) == expected);
    CHECK(outcome(with_line_ends(two_documents, "\r\n")) == expected);
    CHECK(outcome(with_line_ends(two_documents, "\r")) == expected);
    for (const auto order : {utf16::byte_order::little, utf16::byte_order::big}) {
        for (const bool with_mark : {true, false}) {
            CHECK(outcome(as_utf16(two_documents, order, with_mark)) == expected);
            CHECK(outcome(as_utf16(with_line_ends(two_documents, "\r\n"), order, with_mark)) == expected);
        }
    }
}

TEST_CASE("byte order marks stand where a line begins, as in files laid end to end") {
    const std::string mark = "\uFEFF";
    auto text = std::string{two_documents};
    text.insert(text.find("title: \u00dc"), mark);
    CHECK(outcome(text) == outcome(two_documents));
    text.insert(text.find("---"), mark + mark);
    CHECK(outcome(text) == outcome(two_documents));
    CHECK(outcome(as_utf16(text, utf16::byte_order::little, true)) == outcome(two_documents));
    CHECK(outcome(with_line_ends(text, "\r")) == outcome(two_documents));

    const auto inside = outcome("title: a" + mark + "b\n");
    CHECK(inside.starts_with("file:1:9: warning: a byte order mark within a line, which is read as U+FFFD; remove it"));
}

TEST_CASE("what is no text is said once, with what to do") {
    using namespace std::string_literals;
    CHECK(outcome("title: Andr\xE9\n")
              .starts_with("file:1:12: warning: invalid UTF-8, which is read as U+FFFD; save the file as UTF-8 "
                           "[damaged_text]\n"));
    CHECK(outcome("a: 1\rtitle: Andr\xE9\n").starts_with("file:2:12: warning"));
    CHECK(outcome("\x7F"
                  "ELF\2\1\1\0\0\0"s)
              .starts_with("file:1:1: error: not a text: a control character; remove it"));
    // UTF-32, half a character, half a surrogate pair
    CHECK(outcome("\xFF\xFE\0\0t\0\0\0"s).starts_with("file:1:1: error: not a text: invalid UTF-8"));
    CHECK(outcome("t\0i\0t"s).starts_with("file:1:3: error: invalid UTF-8 in what decides about matches"));
    CHECK(outcome("t\0i\0\x3D\xD8t\0"s).starts_with("file:1:3: error: invalid UTF-8 in what decides about matches"));
}

TEST_CASE("a text that is as it should be is not copied") {
    yaml::arena memory;
    const std::string_view text = "title: a";
    CHECK(yaml::decoded_text(text, memory).data() == text.data());
    CHECK(yaml::decoded_text("", memory).empty());
    CHECK(yaml::decoded_text("\xFF\xFE", memory).empty());
    CHECK(yaml::decoded_text("\xFE\xFF", memory).empty());
    CHECK(yaml::decoded_text("\uFEFF\uFEFF", memory).empty());
}
