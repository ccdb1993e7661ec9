// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/detail/lint.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using varsigma::detection;
using varsigma::detection_form;
using varsigma::detection_rule;
using varsigma::diagnostic_code;
using varsigma::diagnostics;
using varsigma::rule_value;
using varsigma::suspect;

static_assert(suspect(R"(* msiexec*:\/\/*)", true).url);
static_assert(!suspect(R"(C:\Windows\\*)", true).doubled_at_beginning);

diagnostics lint_of_values(std::string_view key, std::vector<rule_value> values) {
    const auto parsed = varsigma::parse_field_key(key);
    detection leaf;
    leaf.item.field = parsed.field;
    leaf.item.modifiers = parsed.modifiers;
    leaf.item.position = {3, 9};
    std::uint32_t line = 4;
    for (auto& value : values) value.position = {line++, 15};
    leaf.item.values = std::move(values);

    detection_rule rule;
    rule.origin.file = "rule.yml";
    detection body;
    body.form = detection_form::all_of;
    body.children.push_back(std::move(leaf));
    rule.selections.push_back({"sel", std::move(body), {2, 5}});
    diagnostics found;
    varsigma::lint(rule, found);
    return found;
}

rule_value rule_value_of(std::string text, bool double_quoted = false) {
    auto made = rule_value::of(std::move(text));
    made.double_quoted = double_quoted;
    return made;
}

diagnostics lint_of(std::string_view key, std::vector<std::string> texts) {
    std::vector<rule_value> values;
    for (auto& text : texts) values.push_back(rule_value_of(std::move(text)));
    return lint_of_values(key, std::move(values));
}

std::vector<diagnostic_code> codes_of(const diagnostics& found) {
    std::vector<diagnostic_code> codes;
    for (const auto& each : found) codes.push_back(each.code);
    return codes;
}

} // namespace

TEST_CASE("lint: the historic rule, in full") {
    const auto found = lint_of("CommandLine", {R"(* msiexec*:\/\/*)"});
    REQUIRE(found.size() == 1);
    CHECK(render(found[0]) ==
          R"(rule.yml:4:15: warning: 'CommandLine' in selection 'sel': \/ in '* msiexec*:\/\/*' is a backslash and a )"
          R"(slash: a slash needs no escape; write '://' for a URL [escaped_slash])");
}

TEST_CASE("lint: an escaped slash") {
    CHECK(suspect(R"(http:\/\/x)", true).url);
    CHECK(suspect(R"(cmd \/c C:\Temp)", true).escaped_slash);
    CHECK_FALSE(suspect(R"(cmd \/c)", true).url);
    CHECK(suspect(R"(\/etc\/passwd)", true).escaped_slash);
    CHECK_FALSE(suspect(R"(http://x)", true).escaped_slash);
    CHECK_FALSE(suspect(R"(a\\/b)", true).escaped_slash);                // an escaped backslash, then a slash
    CHECK_FALSE(suspect(R"(\Tool\bin\/../../jre)", true).escaped_slash); // paths look like that
}

TEST_CASE("lint: the prefix of device paths") {
    CHECK(suspect(R"(\\?\C:\Windows)", true).device_prefix);
    CHECK(suspect(R"(copy \\?\GLOBALROOT)", false).device_prefix);
    CHECK_FALSE(suspect(R"(\\\\?\\C:)", true).device_prefix); // two backslashes and a wildcard, on purpose
    CHECK_FALSE(suspect(R"(\\\\\?\\C:)", true).device_prefix);
    CHECK_FALSE(suspect(R"(\\\\\?\C:)", true).device_prefix); // what the suggestion gives
    CHECK_FALSE(suspect(R"(\\?)", true).device_prefix);
    const auto found = lint_of("F|startswith", {R"(\\?\C:)"});
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == diagnostic_code::escaped_wildcard);
    CHECK(found[0].suggestion == R"(write '\\\\\?\' for the prefix of a device path)");
}

TEST_CASE("lint: a backslash that takes a wildcard away") {
    CHECK(suspect(R"(C:\Windows\*)", true).escaped_wildcard == '*');
    CHECK(suspect(R"(C:\*)", true).escaped_wildcard == '*');
    CHECK(suspect(R"(*\Users\*\AppData)", true).escaped_wildcard == '*');
    CHECK(suspect(R"(\Temp\?.exe)", false).escaped_wildcard == '?');
    CHECK(suspect(R"(%TEMP%\x\*.exe)", true).escaped_wildcard == '*');
    for (const std::string_view fine :
         {R"(C:\Windows\\*)", R"(C:\\Windows\\*)", R"(select \*)", R"(:\*)", R"(objectGUID=\*)", R"(\*avira\*)",
          R"(\\\*.exe)", R"(/tn \*)", R"(\?)", R"(x\?key=)", R"(C:\WINDOWS\\\*.bat)"}) {
        CAPTURE(fine);
        CHECK(suspect(fine, false).escaped_wildcard == '\0');
    }
    const auto found = lint_of("Image", {R"(C:\Windows\*)"});
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == diagnostic_code::escaped_wildcard);
    CHECK(found[0].suggestion == R"(write '\\*' for a backslash and a wildcard)");
}

TEST_CASE("lint: a lost backslash at the beginning") {
    CHECK(suspect(R"(\\server\share)", true).doubled_at_beginning);
    CHECK(suspect(R"(\\server)", true).doubled_at_beginning);
    CHECK(suspect(R"(\\127.0.0.1\c$)", false).doubled_at_beginning);
    CHECK(suspect(R"(\\.\pipe\x)", true).doubled_at_beginning);
    for (const std::string_view fine :
         {R"(\server)", R"(\\\\server\share)", R"(\\Device\\Volume)", R"(\\*\share)", R"(\\)", R"(x\\server)"}) {
        CAPTURE(fine);
        CHECK_FALSE(suspect(fine, true).doubled_at_beginning);
    }
    CHECK(suspect(R"(\\127.0.0.1\)", false).doubled_at_beginning);
    CHECK(suspect(R"(\\server\)", false).doubled_at_beginning); // who doubles would do so at the end, too
    CHECK_FALSE(suspect(R"(\\server\\)", false).doubled_at_beginning);
    CHECK_FALSE(suspect(R"(\\SYSTEM)", false).doubled_at_beginning); // `contains`: one backslash may well be meant
    const auto found = lint_of("ShareName", {R"(\\server\share)"});
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == diagnostic_code::lost_backslash);
    CHECK(found[0].suggestion == R"(write '\\\\' for two backslashes)");
}

TEST_CASE("lint: only text that is compared as text") {
    for (const std::string_view key : {"F|re", "F|fieldref"}) {
        CAPTURE(key);
        CHECK(lint_of(key, {R"(http:\/\/x)"}).empty());
    }
    CHECK(lint_of("F|contains|re", {R"(http:\/\/x)"}).empty()); // an illegal chain is not lint's business
    CHECK(lint_of("", {R"(http:\/\/x)"}).size() == 1);          // keywords
    CHECK(lint_of("", {R"(\\server)"}).empty());                // a keyword matches anywhere
    CHECK(lint_of("F|endswith", {R"(\\server)"}).empty());
    CHECK(lint_of("F|startswith", {R"(\\server)"}).size() == 1);
}

TEST_CASE("lint: each value by itself, at its own place") {
    const auto found = lint_of("F", {"fine", R"(a\/b)", "fine too", R"(\\server\/)"});
    REQUIRE(found.size() == 3);
    CHECK(found[0].position == varsigma::source_position{5, 15});
    CHECK(found[1].code == diagnostic_code::escaped_slash);
    CHECK(found[2].code == diagnostic_code::lost_backslash);
    CHECK(found[2].position == varsigma::source_position{7, 15});
}

TEST_CASE("lint: a lone backslash where the beginning of a network path was meant") {
    for (const std::string_view key : {"F|startswith", "F|contains", "F|contains|all", "F|startswith|cased"}) {
        CAPTURE(key);
        const auto found = lint_of(key, {R"(\\)"});
        REQUIRE(!found.empty());
        CHECK(found[0].code == diagnostic_code::lost_backslash);
        CHECK(found[0].suggestion == R"(write '\\\\' for two backslashes)");
        CHECK(lint_of(key, {R"( \\)"}).size() == 1); // a path in a command line
        CHECK(lint_of(key, {R"(\\\\)"}).empty());
        CHECK(lint_of(key, {R"(\)"}).empty()); // who writes one means one
        CHECK(lint_of(key, {R"(x\\)"}).empty());
    }
    CHECK(lint_of("F", {R"(\\*)"}).size() == 1); // the same as under startswith
    CHECK(lint_of("F", {R"(\\)"}).empty());
    CHECK(lint_of("F|endswith", {R"(\\)"}).empty());
    CHECK(lint_of("F|base64|contains", {R"(\\)"}).empty());
}

TEST_CASE("lint: control characters that double quotes made") {
    const auto codes = [](std::string_view key, std::string text, bool double_quoted) {
        return codes_of(lint_of_values(key, {rule_value_of(std::move(text), double_quoted)}));
    };
    using list = std::vector<diagnostic_code>;
    const list said{diagnostic_code::control_character};
    for (const std::string_view text :
         {"\nltest.exe", "C:\temp", "\b", "\\Device\f", "a\x1b", "a\x01z", "a\x7F", "a\xC2\x9B", "\xC2\x85tes",
          "\xE2\x80\xA8ocal", "\xE2\x80\xA9rogram", "foo\nbar"}) {
        CAPTURE(text);
        const bool nothing_else = text == "\b";
        CHECK(codes("F|endswith", std::string{text}, true) == (nothing_else ? list{} : said));
        CHECK(codes("", std::string{text}, true) == (nothing_else ? list{} : said)); // keywords
        CHECK(codes("F|endswith", std::string{text}, false).empty());                // no escapes there
    }
    CHECK(codes("F", std::string{"a\0b", 3}, true) == said);
    for (const std::string_view fine : {"", "plain", R"(C:\temp)", "\n", "\r\n", " \t ", "\xC3\xA4", "\xC2\xA0x"}) {
        CAPTURE(fine);
        CHECK(codes("F|contains", std::string{fine}, true).empty());
    }
    CHECK(codes("F|re", "\bfoo", true) == said);   // `\b` was to be a border of a word
    CHECK(codes("F|re", "\tfoo\r", true).empty()); // `\t` would be the same tab
    CHECK(codes("F|base64", "\tx", true) == said);
    const auto found = lint_of_values("Image|endswith", {rule_value_of("\nltest.exe", true)});
    REQUIRE(found.size() == 1);
    CHECK(render(found[0]) ==
          R"(rule.yml:4:15: warning: 'Image|endswith' in selection 'sel': \n between double quotes is a control )"
          R"(character, no backslash; use single quotes if a backslash is meant [control_character])");
}

TEST_CASE("lint: a line break at the end") {
    const std::vector<diagnostic_code> said{diagnostic_code::trailing_line_break};
    for (const std::string_view key : {"F", "F|contains", "F|re", "", "F|fieldref", "F|base64"}) {
        CAPTURE(key);
        CHECK(codes_of(lint_of(key, {"foo\n"})) == said);
        CHECK(codes_of(lint_of(key, {"foo\nbar\n\n"})) == said);
        CHECK(lint_of(key, {"foo\nbar"}).empty());
    }
    CHECK(lint_of("F|contains", {"\n"}).empty()); // nothing else is asked for
    CHECK(lint_of("F", {"foo\n"})[0].suggestion == "write |- or >- before the text to leave the line break out");
}

TEST_CASE("lint: a value that everything matches") {
    const std::vector<diagnostic_code> said{diagnostic_code::matches_everything};
    struct example {
        std::string_view key;
        std::string_view value;
    };
    for (const auto& tried : {example{"F|contains", ""},
                              {"F|contains", "*"},
                              {"F|startswith", ""},
                              {"F|endswith", "**"},
                              {"F", "*"},
                              {"F", "**"},
                              {"F|neq", "*"},
                              {"F|contains|all", ""},
                              {"F|cased", "*"},
                              {"F|re", ""},
                              {"F|re", ".*"},
                              {"F|re", "^"},
                              {"F|re", "^.*?"},
                              {"F|re", "$"},
                              {"F|re", "(?i).*"},
                              {"F|re", "^.*$"},
                              {"F|re", "(?s).*"},
                              {"F|re|i", ".{0,}"},
                              {"F|windash|contains", ""},
                              {"", ""},
                              {"", "*"}}) {
        CAPTURE(tried.key);
        CAPTURE(tried.value);
        const auto found = lint_of(tried.key, {"foo", std::string{tried.value}});
        CHECK(codes_of(found) == said);
        if (!found.empty()) { CHECK(found[0].position.line == 5); }
        // by itself it asks for presence, which keywords cannot
        CHECK(lint_of(tried.key, {std::string{tried.value}}).empty() == !tried.key.empty());
    }
    for (const auto& tried : {example{"F", ""},
                              {"F", "?*"},
                              {"F|contains", "?"},
                              {"F|contains", R"(\*)"},
                              {"F|re", "."},
                              {"F|re", ".+"},
                              {"F|re", "^$"},
                              {"F|re", "^.{0,9}$"},
                              {"F|fieldref", "*"}}) {
        CAPTURE(tried.key);
        CAPTURE(tried.value);
        CHECK(lint_of(tried.key, {"foo", std::string{tried.value}}).empty());
    }
    CHECK(codes_of(lint_of("F|base64|contains", {"foo", ""})) == said);
    CHECK(lint_of("F|contains", {"", "x"})[0].message ==
          "'F|contains' in selection 'sel': '' matches every value, so the others change nothing");
    CHECK(lint_of("F|contains|all", {"", "x"})[0].message ==
          "'F|contains|all' in selection 'sel': '' matches every value, so it adds nothing to the others");
    CHECK(lint_of("", {"*"})[0].message == "keywords in selection 'sel': '*' matches every value");
    CHECK(codes_of(lint_of("|re", {"(.*)"})) == said);
    CHECK(lint_of("F|re", {"^.*$", "x"})[0].message ==
          "'F|re' in selection 'sel': '^.*$' matches every value of one line, so the others change nothing");
    CHECK(lint_of("F|re|s", {"^.*$", "x"})[0].message ==
          "'F|re|s' in selection 'sel': '^.*$' matches every value, so the others change nothing");
}

TEST_CASE("lint: a star beside null") {
    const auto with_null = [](std::string_view key) {
        return lint_of_values(key, {rule_value_of("*", false), varsigma::rule_value::of_null({5, 15})});
    };
    const auto found = with_null("F");
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == diagnostic_code::matches_everything);
    CHECK(found[0].message ==
          "'F' in selection 'sel': '*' matches every value, and null what has none: together they hold of "
          "every event");
    CHECK(found[0].suggestion == "leave one of them out");
    CHECK(with_null("F|all")[0].message.ends_with("so it adds nothing to the others"));
    CHECK(with_null("")[0].message.ends_with("so the others change nothing")); // a null keyword never matches
}

TEST_CASE("lint: keywords that are to begin or to end a value") {
    const std::vector<diagnostic_code> said{diagnostic_code::anchor_unused};
    for (const std::string_view key : {"|startswith", "|endswith", "|startswith|all", "|cased|endswith"}) {
        CAPTURE(key);
        CHECK(codes_of(lint_of(key, {"foo", "bar"})) == said);
        CHECK(lint_of("F" + std::string{key}, {"foo", "bar"}).empty());
    }
    for (const std::string_view key : {"", "|contains", "|all", "|contains|all", "|startswith|endswith"}) {
        CAPTURE(key);
        CHECK(lint_of(key, {"foo", "bar"}).empty());
    }
    CHECK(lint_of("|startswith", {"foo"})[0].message ==
          "'|startswith' in selection 'sel': startswith has no effect, as keywords are looked for anywhere in a value");
}

TEST_CASE("lint: keys written as types are doubted alike") {
    constexpr auto doubt = [](std::string_view key) {
        const auto parsed = varsigma::parse_field_key(key);
        return varsigma::doubt_about_key(varsigma::interpret(parsed.modifiers).meaning, parsed.field,
                                         parsed.field.empty());
    };
    static_assert(doubt("|endswith") == diagnostic_code::anchor_unused);
    static_assert(doubt("A |contains") == diagnostic_code::blank_in_field);
    static_assert(doubt("A|wide") == diagnostic_code::encoding_unused);
    static_assert(!doubt("A|endswith") && !doubt("|contains") && !doubt("A b"));
}

TEST_CASE("lint: blanks around a field's name") {
    const std::vector<diagnostic_code> said{diagnostic_code::blank_in_field};
    for (const std::string_view key : {"Image |endswith", " Image", "Image\t|re", "  |contains"}) {
        CAPTURE(key);
        CHECK(codes_of(lint_of(key, {"foo"})) == said);
    }
    CHECK(lint_of("Image |endswith", {"x"})[0].message ==
          "'Image |endswith' in selection 'sel': the blank at the end of 'Image ' belongs to the field's name");
    CHECK(lint_of("Image |endswith", {"x"})[0].suggestion == "write 'Image|endswith'");
    CHECK(lint_of(" A b", {"x"})[0].suggestion == "write 'A b'");
    CHECK(lint_of("Logon Type", {"x"}).empty());
    CHECK(codes_of(lint_of("A|fieldref", {"B "})) == said);
    CHECK(lint_of("A|fieldref", {" B c"})[0].suggestion == "write 'B c'");
    CHECK(lint_of("A", {"B "}).empty());
}

TEST_CASE("lint: an empty text of which base64offset leaves nothing") {
    const std::vector<diagnostic_code> said{diagnostic_code::encoding_empty};
    for (const std::string_view key : {"F|base64offset|contains", "F|base64offset", "F|wide|base64offset|contains"}) {
        CAPTURE(key);
        CHECK(codes_of(lint_of(key, {""})) == said);
        CHECK(codes_of(lint_of(key, {"foo", ""})) == said);
        CHECK(lint_of(key, {"f"}).empty());
    }
    CHECK(lint_of("F|utf16|base64offset", {""}).empty()); // of the mark something is left
    CHECK(lint_of("F|base64", {""}).empty());
}

TEST_CASE("lint: text that is widened and not encoded") {
    const std::vector<diagnostic_code> said{diagnostic_code::encoding_unused};
    for (const std::string_view key : {"F|wide", "F|utf16le|contains", "F|utf16be", "F|utf16|startswith",
                                       "F|base64|wide", "F|wide|base64|utf16be"}) {
        CAPTURE(key);
        CHECK(codes_of(lint_of(key, {"foo", "bar"})) == said); // once for the item
    }
    for (const std::string_view key : {"F|wide|base64", "F|utf16|base64offset|contains", "F|base64|wide|base64", "F"}) {
        CAPTURE(key);
        CHECK(lint_of(key, {"foo"}).empty());
    }
}

TEST_CASE("lint: a placeholder that nobody expands") {
    const std::vector<diagnostic_code> said{diagnostic_code::placeholder_without_expand};
    for (const std::string_view value : {"%domain_controllers%", "%a b%", "%Admins%", "%path2%"}) {
        CAPTURE(value);
        CHECK(codes_of(lint_of("Computer", {std::string{value}})) == said);
        CHECK(codes_of(lint_of("Computer|cased|all", {"x", std::string{value}})) == said);
        for (const std::string_view key : {"F|expand", "F|contains", "F|startswith|expand", "F|re", "F|fieldref"}) {
            CAPTURE(key);
            CHECK(lint_of(key, {std::string{value}}).empty());
        }
    }
    for (const std::string_view fine : {"%SystemRoot%", "%temp%", "%ProgramFiles(x86)%", "%%1936", "%%", "%", "100%",
                                        "%*%", "%a%b%", "x%a%", R"(%a\%)"}) {
        CAPTURE(fine);
        CHECK(lint_of("F", {std::string{fine}}).empty());
    }
    CHECK(lint_of("F|cased", {"%x%"})[0].suggestion == "write 'F|cased|expand'");
    CHECK(lint_of("", {"%x%"})[0].suggestion == "write '|expand'");
}

TEST_CASE("suspect: every short text over the special characters is read without leaving it") {
    std::vector<std::string> all{""};
    std::size_t flagged = 0;
    for (std::size_t at = 0; at < all.size(); ++at) {
        const auto found = suspect(all[at], true);
        flagged += found.escaped_slash || found.device_prefix || found.doubled_at_beginning ? 1U : 0U;
        CHECK_FALSE((found.url && !found.escaped_slash));
        if (all[at].size() == 5) continue;
        for (const char letter : {'\\', '?', '*', '/', ':', 'a'}) all.push_back(all[at] + letter);
    }
    CHECK(flagged != 0);
    CHECK(flagged < all.size() / 4);
}
