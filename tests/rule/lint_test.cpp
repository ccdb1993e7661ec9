// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/lint.hpp>

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

diagnostics lint_of(std::string_view key, std::vector<std::string> values) {
    const auto parsed = varsigma::parse_field_key(key);
    detection leaf;
    leaf.item.field = parsed.field;
    leaf.item.modifiers = parsed.modifiers;
    leaf.item.position = {3, 9};
    std::uint32_t line = 4;
    for (auto& value : values) leaf.item.values.push_back(rule_value::of(std::move(value), {line++, 15}));

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
