// SPDX-License-Identifier: BSL-1.0
#include "../support/member_kinds.hpp"
#include "../support/rules.hpp"

#include <varsigma/compile/compile_options.hpp>
#include <varsigma/rule.hpp>
#include <varsigma/rule_set.hpp>
#include <varsigma/static_rules/static_fieldref.hpp>
#include <varsigma/static_rules/static_model.hpp>
#include <varsigma/static_rules/static_regex.hpp>
#include <varsigma/static_rules/static_rule.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

using namespace varsigma;
using varsigma_tests::member_kinds;

namespace {

/// An item that holds for the event as it is made, and the same item with a value for which it does not.
template <fixed_string Key, rule_constant Holds, rule_constant Fails>
struct asked_member {
    using holding = static_rule<"s", selection<"s", where<Key, Holds>>>;
    using failing = static_rule<"s", selection<"s", where<Key, Fails>>>;
};

template <class... Asked>
struct asked_members {};

using every_member = asked_members<
    asked_member<"Text", "STRING", "strin">, asked_member<"View", "view", "vie">,
    asked_member<"Pointer|contains", "oint", "oinx">, asked_member<"Letter", "l", "LL">,
    asked_member<"Full", "full", "full*padded">, asked_member<"Padded", "padded", "padded?">,
    asked_member<"Array", "array", "arra">, asked_member<"Rows", "two", "onetwo">,
    asked_member<"Vector|endswith", "CTOR", "vecto">, asked_member<"Span", "stri", "string">,
    asked_member<"Own", "own", "ow">, asked_member<"Utf8|startswith", "\xC3\x84", "a">,
    asked_member<"Utf8Array", "bytes", "byte">, asked_member<"Utf16", "?-utf16-?", "x-utf16-?">,
    asked_member<"Utf16Pointer", "utf16-pointer", "u">, asked_member<"Utf16Array", "abc", "ab">,
    asked_member<"Utf16Own|contains", "16", "17">, asked_member<"Utf16Letter", "\xC3\x84", "a">,
    asked_member<"Half", "x\xEF\xBF\xBDy\xEF\xBF\xBD", "xy">, asked_member<"Utf32|endswith", "\xF0\x9F\x98\x80", "-">,
    asked_member<"Wide|contains", "IDE-\xC3\x84", "ide-a">, asked_member<"WidePointer", "wide-pointer", "w">,
    asked_member<"MaybeWide", "maybe-wide", "m">, asked_member<"WideList", "second", "third">,
    asked_member<"Any", "variant", "">, asked_member<"Shared", "shared", "s">,
    asked_member<"Path|endswith", "/path", "/pat">, asked_member<"RawText", "raw", "114">,
    asked_member<"Digest", "DEAD", "de">, asked_member<"Address", 200, 201>, asked_member<"Column", "column", "c">,
    asked_member<"TextAsHex|startswith", "7374", "string">, asked_member<"Small", 200, 199>,
    asked_member<"Negative|lt", -4, -5>, asked_member<"Number", "-1234567890123", "1234567890123">,
    asked_member<"Real|gte", 0.5, 0.75>, asked_member<"Truth", true, false>,
    asked_member<"Level", "highintegrity", "3">, asked_member<"LevelNumber", 3, 1>,
    asked_member<"LogonType", "network", "interactive">, asked_member<"Color", 7, 8>,
    asked_member<"Null|exists", true, false>, asked_member<"At|year", 2025, 2024>,
    asked_member<"Later|year", 3000, 2000>, asked_member<"Later|startswith", "3000-08", "30000">,
    asked_member<"Written|month", 2, 3>, asked_member<"Image", "child.exe", "parent.exe">,
    asked_member<"ParentImage", "parent.exe", "child.exe">, asked_member<"ParentWide", "wide-parent", "wide-child">,
    asked_member<"GrandparentImage", nullptr, "">, asked_member<"ParentId", nullptr, 0>,
    asked_member<"Modules|all", "b.dll", "c.dll">, asked_member<"ModuleNames", "b", "ab">,
    asked_member<"Made", "made-utf16-own", "made-">, asked_member<"LookedAt", "tring", "string">,
    asked_member<"Joined|contains", "|-123", "|123">, asked_member<"PerhapsWritten|fieldref", "Wide", "Text">,
    asked_member<"ParentWide|re", "^wide-p", "^wide-c">, asked_member<"", "MAYBE-WIDE", "nowhere">>;

/// Asks the rules of one member in every way. The models are added to `models`: one that holds, then one that fails.
template <class Asked>
void ask_alone(const member_kinds& event, std::vector<detection_rule>& models) {
    static_assert(applies_to<typename Asked::holding, member_kinds>);
    const auto model = model_of<typename Asked::holding>();
    CAPTURE(model.selections.front().body.item.field);
    CHECK(Asked::holding::matches(event));
    CHECK_FALSE(Asked::failing::matches(event));
    for (const bool holds : {true, false}) {
        models.push_back(holds ? model : model_of<typename Asked::failing>());
        const auto compiled = rule<member_kinds>::compile(models.back());
        REQUIRE(compiled);
        CHECK(compiled->matches(event) == holds);
        CHECK(compiled->explain(event).holds == holds);
    }
}

template <class... Asked>
std::vector<detection_rule> ask_each(const member_kinds& event, asked_members<Asked...> /*members*/) {
    std::vector<detection_rule> models;
    (ask_alone<Asked>(event, models), ...);
    return models;
}

} // namespace

TEST_CASE("every member: rules, sets and static rules read each kind of member, and agree") {
    const member_kinds event;
    const auto models = ask_each(event, every_member{});
    REQUIRE(models.size() > 100);
    for (const bool use_index : {true, false}) {
        compile_options options;
        options.use_index = use_index;
        const rule_set<member_kinds> rules{models, options};
        rule_set<member_kinds>::scratch working{rules};
        std::vector<std::size_t> found;
        for (const auto& hit : rules.match(event, working)) { found.push_back(hit.index()); }
        std::vector<std::size_t> expected;
        for (std::size_t at = 0; at < models.size(); at += 2) { expected.push_back(at); }
        CHECK(found == expected);
    }
}
