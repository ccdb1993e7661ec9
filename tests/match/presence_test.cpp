// SPDX-License-Identifier: BSL-1.0
#include "../reference/random_source.hpp"
#include "../reference/reference_matcher.hpp"
#include "../support/events.hpp"
#include "../support/rules.hpp"

#include <varsigma/core/diagnostic.hpp>
#include <varsigma/rule_set.hpp>
#include <varsigma/text/number.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

using namespace varsigma;
using varsigma_tests::bare_event;

namespace availability {

enum class spin : std::int8_t { down = -1, up = 1 };

/// Of members of every width, alone and inside others.
struct widths {
    std::int8_t i8 = 0;
    std::uint8_t u8 = 0;
    std::int16_t i16 = 0;
    std::uint16_t u16 = 0;
    std::int32_t i32 = 0;
    std::uint32_t u32 = 0;
    std::int64_t i64 = 0;
    std::uint64_t u64 = 0;
    spin turned = spin::up;
    std::optional<std::variant<std::int8_t, std::uint32_t>> either;
    std::vector<std::int16_t> list;
    std::vector<unsigned char> bytes;
    float real = 0;
    std::variant<std::uint8_t, double> mixed;
    std::variant<std::uint8_t, std::string> any;
};

enum class answer : std::uint8_t { ok, missing };

/// Read by names, one of which is a numeral.
struct answered {
    answer code = answer::ok;
    std::uint16_t port = 0;
};

} // namespace availability

template <>
struct varsigma::enum_names<availability::answer> {
    static constexpr std::array<varsigma::enum_name<availability::answer>, 2> table{
        {{availability::answer::ok, "OK"}, {availability::answer::missing, "404"}}};
};
template <>
struct varsigma::event_traits<availability::answered> {
    static constexpr auto fields = varsigma::fields(varsigma::field<"Code", &availability::answered::code>,
                                                    varsigma::field<"Port", &availability::answered::port>);
};
template <>
struct varsigma::event_traits<availability::widths> {
    using event = availability::widths;
    static constexpr auto fields = varsigma::fields(
        varsigma::field<"I8", &event::i8>, varsigma::field<"U8", &event::u8>, varsigma::field<"I16", &event::i16>,
        varsigma::field<"U16", &event::u16>, varsigma::field<"I32", &event::i32>, varsigma::field<"U32", &event::u32>,
        varsigma::field<"I64", &event::i64>, varsigma::field<"U64", &event::u64>,
        varsigma::field<"Turned", &event::turned>, varsigma::field<"Either", &event::either>,
        varsigma::field<"List", &event::list>, varsigma::field<"Bytes", &event::bytes>(varsigma::as_numbers),
        varsigma::field<"Real", &event::real>, varsigma::field<"Mixed", &event::mixed>,
        varsigma::field<"Any", &event::any>);
};

namespace {

/// What compiling the rule for `bare_event`, which has the field `Text` only, reports.
std::string found(std::string_view detection) {
    auto rule = varsigma_tests::rule_of("a rule", detection);
    rule.origin = {"rules/a.yml", {3, 1}};
    const rule_set<bare_event> rules{{rule}};
    std::string text;
    for (const auto& finding : rules.diagnostics()) {
        CHECK(finding.level == severity::warning);
        CHECK(finding.file == "rules/a.yml");
        CHECK(finding.position == source_position{3, 1});
        CHECK(finding.message.find("\"a rule\"") != std::string::npos);
        CHECK(finding.message.find("varsigma_tests::bare_event") != std::string::npos);
        const auto colon = finding.message.rfind(": ");
        text += text.empty() ? "" : "; ";
        text += name(finding.code);
        if (colon != std::string::npos) {
            const auto listed = finding.message.substr(colon + 2);
            text += ' ' + (listed.starts_with("there is no field ") ? listed.substr(18) : listed);
        }
    }
    return text;
}

/// What compiling the rule for an event of numbers reports: codes, and what the end of the message names: fields that
/// are not there, or fields of which is asked what they cannot be.
std::string found_of_numbers(std::string_view detection) {
    const rule_set<varsigma_tests::number_event> rules{{varsigma_tests::rule_of("a rule", detection)}};
    std::string text;
    for (const auto& finding : rules.diagnostics()) {
        CHECK(finding.level == severity::warning);
        CHECK(finding.message.find("varsigma_tests::number_event") != std::string::npos);
        text += text.empty() ? "" : "; ";
        text += name(finding.code);
        text += ' ';
        if (const auto item = finding.message.find(": `"); item != std::string::npos) {
            CHECK(finding.message.find("for what no value of the member's type is: `") != std::string::npos);
            CHECK(finding.message.find("` - the member holds ") != std::string::npos);
            CHECK(finding.suggestion == "ask for what the member holds, or describe a member of another type");
            const auto begin = item + 3;
            text += finding.message.substr(begin, finding.message.find_first_of("|:", begin) - begin);
        } else {
            text += finding.message.substr(finding.message.rfind(": ") + 2);
        }
    }
    return text;
}

std::string item_of_numbers(std::string_view item) {
    return found_of_numbers(R"({"s": {)" + std::string{item} + R"(}, "condition": "s"})");
}

/// The end of the only message about a rule with this item.
std::string told_of_numbers(std::string_view item) {
    const rule_set<varsigma_tests::number_event> rules{{varsigma_tests::rule_on("{" + std::string{item} + "}")}};
    REQUIRE(rules.diagnostics().size() == 1);
    const auto& message = rules.diagnostics().front().message;
    return message.substr(message.find('`'));
}

bool matches(std::string_view detection, std::string text) {
    const rule_set<bare_event> rules{{varsigma_tests::rule_of("a rule", detection)}};
    rule_set<bare_event>::scratch working{rules};
    return !rules.match(bare_event{std::move(text)}, working).empty();
}

} // namespace

TEST_CASE("availability: nothing to say if the fields are there") {
    CHECK(found(R"({"s": {"Text": "x"}, "condition": "s"})").empty());
    CHECK(found(R"({"s": {"Text": "x"}, "f": {"Text": "y"}, "condition": "s and not f"})").empty());
    CHECK(found(R"({"s": ["keyword"], "condition": "s"})").empty());
    CHECK(found(R"({"s": ["keyword"], "condition": "not s"})").empty());
    CHECK(found(R"({"s": {"Text|fieldref": "Text"}, "condition": "s"})").empty());
}

TEST_CASE("availability: a rule that cannot match is left out") {
    CHECK(found(R"({"s": {"A": "x"}, "condition": "s"})") == "never_matches A");
    CHECK(found(R"({"s": {"A": "x", "Text": "y"}, "condition": "s"})") == "never_matches A");
    CHECK(found(R"({"s": {"A": "x"}, "t": {"B": "y"}, "condition": "s or t"})") == "never_matches A, B");
    CHECK(found(R"({"s": {"Text|fieldref": "A"}, "condition": "s"})") == "never_matches A");
    CHECK(found(R"({"s": {"A|exists": true}, "condition": "s"})") == "never_matches A");
    CHECK(found(R"({"s": {"Text": "x"}, "t": {"A": null}, "condition": "s and not t"})") == "never_matches A");
    CHECK(found(R"({"s": {"A": "x"}, "t": {"B": "y"}, "u": {"Text": "z"}, "condition": "2 of them"})") ==
          "never_matches A, B");
    CHECK(found(R"({"s": null, "condition": "s"})") == "never_matches");               // whatever the fields
    CHECK(found(R"({"s": {"text": "x"}, "condition": "s"})") == "never_matches text"); // names are exact
}

TEST_CASE("availability: fields that a rule would like to read") {
    CHECK(found(R"({"s": {"A": "x"}, "t": {"Text": "y"}, "condition": "s or t"})") == "missing_field A");
    CHECK(found(R"({"s": [{"A": "x"}, {"Text": "y"}], "condition": "s"})") == "missing_field A");
    CHECK(matches(R"({"s": {"A": "x"}, "t": {"Text": "y"}, "condition": "s or t"})", "y"));
    CHECK(found(R"({"s": {"A": "x"}, "t": {"Text": "y"}, "u": {"Text": "z"}, "condition": "1 of them"})") ==
          "missing_field A");
}

TEST_CASE("availability: exceptions over absent fields let a rule fire too often") {
    CHECK(found(R"({"s": {"Text": "x"}, "f": {"A": "y"}, "condition": "s and not f"})") == "over_fires A");
    CHECK(matches(R"({"s": {"Text": "x"}, "f": {"A": "y"}, "condition": "s and not f"})", "x"));
    CHECK(
        found(
            R"({"s": {"Text": "x"}, "f": {"A": "y"}, "g": {"B": "z"}, "condition": "s and not 1 of f* and not g"})") ==
        "over_fires A, B");
    CHECK(found(R"({"s": {"Text": "x", "A|neq": "y"}, "condition": "s"})") == "over_fires A");
    CHECK(found(R"({"s": {"Text": "x", "A": null}, "condition": "s"})") == "over_fires A");
    CHECK(found(R"({"s": {"Text": "x", "A|exists": false}, "condition": "s"})") == "over_fires A");
    CHECK(found(R"({"s": {"Text": "x"}, "f": {"A": "y", "Text": "z"}, "condition": "s and not f"})") == "over_fires A");
    CHECK(found(R"({"s": {"Text": "x"}, "f": {"A": "y"}, "condition": "not f"})") == "over_fires A");
    // both at once; a field that is missed anyway is named once
    CHECK(found(R"({"s": {"A": "x"}, "t": {"Text": "y"}, "f": {"B": "z"}, "condition": "(s or t) and not f"})") ==
          "missing_field A; over_fires B");
    CHECK(found(R"({"s": {"A": "x"}, "t": {"Text": "y"}, "f": {"A": "z"}, "condition": "(s or t) and not f"})") ==
          "missing_field A");
}

TEST_CASE("availability: for a field that is spelt otherwise in the description, that one is suggested") {
    using varsigma_tests::process_event;
    const auto suggested = [](std::string_view detection) {
        const rule_set<process_event> rules{{varsigma_tests::rule_of("a rule", detection)}};
        REQUIRE(rules.diagnostics().size() == 1);
        return rules.diagnostics().front().suggestion;
    };
    const auto of_item = [&](const std::string& item) {
        return suggested(R"({"s": {)" + item + R"(}, "condition": "s"})");
    };
    CHECK(of_item(R"("image": "x")") == "did you mean 'Image' for 'image'");
    CHECK(of_item(R"("command_line": "x")") == "did you mean 'CommandLine' for 'command_line'");
    CHECK(of_item(R"("Process.Id": 1, "Userr": "x")") ==
          "did you mean 'ProcessId' for 'Process.Id', 'User' for 'Userr'");
    CHECK(of_item(R"("Parent.Image": "x", "Company": "y")") == "did you mean 'ParentImage' for 'Parent.Image'");
    CHECK(of_item(R"("Company": "x")").empty());
    CHECK(suggested(R"({"s": {"Image": "x"}, "t": {"image": "y"}, "condition": "s or t"})") ==
          "did you mean 'Image' for 'image'");
    CHECK(suggested(R"({"s": {"Image": "x"}, "t": {"image": "y"}, "condition": "s and not t"})") ==
          "did you mean 'Image' for 'image'");
    std::string many; // of a rule that is wrong throughout the first fields are looked at
    for (std::size_t field = 0; field < 20; ++field) {
        many += (field == 0 ? "\"Image" : ", \"Image") + std::string(field, '_') + "\": 1";
    }
    const auto few = of_item(many);
    std::size_t named = 0;
    for (auto at = few.find(" for '"); at != std::string::npos; at = few.find(" for '", at + 1)) { ++named; }
    CHECK(named == 8);
}

TEST_CASE("availability: what no number's text can match is reported for members that are numbers") {
    const auto impossible = [](std::string_view item, std::string_view field = "Port") {
        CAPTURE(item);
        CHECK(item_of_numbers(item) == "never_matches " + std::string{field});
    };
    const auto possible = [](std::string_view item) {
        CAPTURE(item);
        CHECK(item_of_numbers(item).empty());
    };
    for (const auto* item :
         {R"("Port": "http")", R"("Port": "4 6")", R"("Port": "")", R"("Port": "46x*")", R"("Port": "*.5")",
          R"("Port|contains": "a")", R"("Port|startswith": "+")", R"("Port|endswith": "-")", R"("Port": "4*-*4")",
          R"("Port": ["http", "https"])", R"("Port": true)", R"("Port|cidr": "10.0.0.0/8")", R"("Port|hour": 3)",
          R"("Port|base64": "443")"}) {
        impossible(item);
    }
    for (const auto* item : {R"("Port": "4624")",
                             R"("Port": "46*")",
                             R"("Port|contains": "6")",
                             R"("Port": 443)",
                             R"("Port": "*")",
                             R"("Port": "?")",
                             R"("Port|startswith": "-")",
                             R"("Port": "-?")",
                             R"("Port|gt": 3)",
                             R"("Port": null)",
                             R"("Port|exists": true)",
                             R"("Port|re": "http")",
                             R"("Port|windash": "-4")",
                             R"("Port|fieldref": "Ratio")",
                             R"("Ratio": "0.*")",
                             R"("Ratio": "1e-*")",
                             R"("Ratio": "NAN")",
                             R"("Ratio": "-inf")",
                             R"("Elevated": "TRUE")",
                             R"("Elevated": "*als*")",
                             R"("Elevated": false)",
                             R"("Maybe": "7")",
                             R"("Any": "http")",
                             R"("Kind": "Network")",
                             R"("Kind|contains": "3")",
                             R"("Access": 9)", // a value without a name is read by its number
                             R"("Share|gt": 1)"}) {
        possible(item);
    }
    impossible(R"("Ratio": "1.2.3")", "Ratio");
    impossible(R"("Ratio|cased": "NaN")", "Ratio");
    impossible(R"("Elevated": "maybe")", "Elevated");
    impossible(R"("Elevated": 1)", "Elevated");
    impossible(R"("Maybe": "seven")", "Maybe");
    impossible(R"("List|contains": "x")", "List");
    impossible(R"("Level": "high")", "Level"); // by its number
    impossible(R"("Kind": 3)", "Kind");        // by its names
    CHECK(found_of_numbers(R"({"s": {"Port": "http"}, "t": {"Port": 80}, "condition": "s or t"})") ==
          "missing_field Port");
    CHECK(item_of_numbers(R"("Port": ["http", "443"])") == "missing_field Port");
    CHECK(item_of_numbers(R"("Port|contains|all": ["h", "443"])") == "never_matches Port");
    CHECK(found_of_numbers(R"({"s": {"Port": 80}, "t": {"Port": "http"}, "condition": "s and not t"})") ==
          "over_fires Port");
    CHECK(item_of_numbers(R"("Port|neq": "http")") == "over_fires Port");
    CHECK(found_of_numbers(R"({"s": {"Port": "http"}, "t": {"Absent": 80}, "condition": "s or t"})") ==
          "missing_field Absent; never_matches Port");
}

TEST_CASE("availability: numbers that no value of an integer's type is are reported") {
    const auto impossible = [](std::string_view item, std::string_view field = "Port") {
        CAPTURE(item);
        CHECK(item_of_numbers(item) == "never_matches " + std::string{field});
    };
    const auto possible = [](std::string_view item) {
        CAPTURE(item);
        CHECK(item_of_numbers(item).empty());
    };
    for (const auto* item :
         {R"("Port": 65536)", R"("Port": 70000)", R"("Port": -1)", R"("Port|gt": 65535)", R"("Port|gte": 65536)",
          R"("Port|gte": 65535.5)", R"("Port|lt": 0)", R"("Port|lte": -1)", R"("Port|lte": -0.5)", R"("Port": 2.5)",
          R"("Port": 1e30)", R"("Port|gt": 1e30)", R"("Port": [70000, -1])", R"("Port|all": [70000, 443])"}) {
        impossible(item);
    }
    for (const auto* item : {R"("Port": 0)",
                             R"("Port": 65535)",
                             R"("Port|gt": 65534)",
                             R"("Port|gte": 65535)",
                             R"("Port|lt": 1)",
                             R"("Port|lte": 0)",
                             R"("Port|gt": -1)",
                             R"("Port|lt": 70000)",
                             R"("Port|gt": 2.5)",
                             R"("Port": 2.0)",
                             R"("Port": 1e3)",
                             R"("Port|lt": 1e30)",
                             R"("Port": "70000")",
                             R"("Port": "0070")",
                             R"("Port": "7000*")",
                             R"("Port|contains": 70000)",
                             R"("Port|startswith": "70000")",
                             R"("Ratio": 70000)",
                             R"("Ratio|gt": 1e300)",
                             R"("Maybe": -2147483648)",
                             R"("List": 2147483647)",
                             R"("Any": 2147483648)",
                             R"("Level": 255)",
                             R"("Access": 255)",
                             R"("Port|re": "70000")",
                             R"("Port|fieldref": "Ratio")"}) {
        possible(item);
    }
    impossible(R"("Maybe": 2147483648)", "Maybe");
    impossible(R"("List": -2147483649)", "List");
    impossible(R"("Level": 256)", "Level");
    impossible(R"("Access": 256)", "Access"); // in the table or by its number
    CHECK(item_of_numbers(R"("Port": [70000, 443])") == "missing_field Port");
    CHECK(item_of_numbers(R"("Port|neq": 70000)") == "over_fires Port");
    CHECK(found_of_numbers(R"({"s": {"Port|gt": 0}, "t": {"Port": 70000}, "condition": "s and not t"})") ==
          "over_fires Port");
}

TEST_CASE("availability: what is asked in vain is named with what the member holds") {
    CHECK(told_of_numbers(R"("Port": 70000)") == "`Port: 70000` - the member holds whole numbers from 0 to 65535");
    CHECK(told_of_numbers(R"("Port|gt": [65535, 65536, 443])") ==
          "`Port|gt: 65535`, `Port|gt: 65536` - the member holds whole numbers from 0 to 65535");
    CHECK(told_of_numbers(R"("Port": [-1, -2, -3, -4, -5])") ==
          "`Port: -1`, `Port: -2`, `Port: -3` and 2 more - the member holds whole numbers from 0 to 65535");
    CHECK(told_of_numbers(R"("Maybe|contains": "x")") ==
          "`Maybe|contains: 'x'` - the member holds whole numbers from -2147483648 to 2147483647");
    CHECK(told_of_numbers(R"("Ratio": "much")") == "`Ratio: 'much'` - the member holds numbers");
    CHECK(told_of_numbers(R"("Elevated": 1)") == "`Elevated: 1` - the member holds true and false");
    CHECK(told_of_numbers(R"("Kind": 3)") == "`Kind: 3` - the member holds names");
    CHECK(told_of_numbers(R"("Access": 256)") ==
          "`Access: 256` - the member holds names or whole numbers from 0 to 255");
    CHECK(told_of_numbers(R"("Port": "http", "Ratio": true)") ==
          "`Port: 'http'` - the member holds whole numbers from 0 to 65535; `Ratio: true` - the member holds numbers");
    const auto long_one = told_of_numbers(R"("Port": ")" + std::string(5'000, 'x') + '"');
    CHECK(long_one.size() < 250);
}

TEST_CASE("availability: a name in a table of names may be a number's text") {
    const rule_set<availability::answered> rules{
        {varsigma_tests::rule_on(R"({"Code": 404})"), varsigma_tests::rule_on(R"({"Port": 65536})")}};
    REQUIRE(rules.diagnostics().size() == 1);
    CHECK(rules.diagnostics().front().message.find("`Port: 65536`") != std::string::npos);
    rule_set<availability::answered>::scratch working{rules};
    CHECK(rules.match(availability::answered{availability::answer::missing, 0}, working).size() == 1);
}

TEST_CASE("availability: what is reported as impossible matches no value of the type, and the reverse, at its bounds") {
    using availability::widths;
    constexpr std::array<std::string_view, 15> names{"I8",     "U8",     "I16",  "U16",   "I32",  "U32",   "I64", "U64",
                                                     "Turned", "Either", "List", "Bytes", "Real", "Mixed", "Any"};
    std::mt19937_64 generator{20'260'301};
    reference::random_source random{generator};
    const std::vector<std::string> edges{"0",
                                         "1",
                                         "-1",
                                         "127",
                                         "128",
                                         "-128",
                                         "-129",
                                         "255",
                                         "256",
                                         "32767",
                                         "32768",
                                         "-32768",
                                         "-32769",
                                         "65535",
                                         "65536",
                                         "2147483647",
                                         "2147483648",
                                         "-2147483648",
                                         "-2147483649",
                                         "4294967295",
                                         "4294967296",
                                         "9223372036854775807",
                                         "9223372036854775808",
                                         "-9223372036854775808",
                                         "-9223372036854775809",
                                         "18446744073709551615",
                                         "18446744073709551616"};
    const std::vector<std::string> tails{"", "", ".0", ".5", ".000000000000000000001", ".0e+0", ".5e+1", ".0e-1"};
    const std::vector<std::string_view> relations{"", "|gt", "|gte", "|lt", "|lte"};
    std::vector<detection_rule> rules;
    std::vector<std::string_view> asked;
    for (int made = 0; made < 900; ++made) {
        asked.push_back(random.one_of(names));
        const auto key = std::string{asked.back()} + std::string{random.one_of(relations)};
        auto rule = varsigma_tests::rule_on("{\"" + key + "\": 1}", {}, std::to_string(made));
        const auto spelling = random.one_of(edges) + random.one_of(tails);
        rule.selections.front().body.children.front().item.values.front() =
            rule_value::of(parse_json_number(spelling).value(), spelling);
        rules.push_back(std::move(rule));
    }
    const rule_set<widths> compiled{rules};
    std::set<std::string> reported;
    for (const auto& each : compiled.diagnostics()) {
        REQUIRE(each.code == diagnostic_code::never_matches);
        REQUIRE(each.message.find("no value of the member's type") != std::string::npos);
        const auto title = each.message.find('"') + 1;
        reported.insert(each.message.substr(title, each.message.find('"', title) - title));
    }
    CHECK(reported.size() > 200);
    CHECK(reported.size() < 700);

    // all values of a member that can differ in what holds for them: its bounds, and what lies beside the edges
    std::set<std::string> matched;
    rule_set<widths>::scratch working{compiled};
    const auto ask = [&](const widths& event, std::string_view field, const nlohmann::json& held) {
        const nlohmann::json as_json{{std::string{field}, held}};
        std::set<std::string_view> hits;
        for (const auto& hit : compiled.match(event, working)) { hits.insert(hit.title()); }
        for (std::size_t rule = 0; rule < rules.size(); ++rule) {
            if (asked[rule] != field) { continue; }
            const auto& title = rules[rule].metadata.title;
            const bool holds = reference::reference_matches(rules[rule], as_json, {});
            if (holds) { matched.insert(title); }
            if (holds != hits.contains(title)) { FAIL_CHECK("rule ", title, " on ", as_json.dump()); }
        }
    };
    const auto with_each = [&](auto smallest, std::string_view field, auto make) {
        using integer = decltype(smallest);
        std::set<integer> values{std::numeric_limits<integer>::min(), std::numeric_limits<integer>::max()};
        for (const auto& edge : edges) {
            // cut to the type: what is not near by then is one more of its values
            const auto near = parse_json_number(edge).value().bits();
            for (const std::uint64_t beside : {near - 1, near, near + 1, near * 10 - 5, near * 10, near * 10 + 5}) {
                values.insert(static_cast<integer>(beside));
            }
        }
        for (const auto value : values) { ask(make(value), field, value); }
    };
    const auto with_member = [&](auto member, std::string_view field) {
        with_each(std::remove_reference_t<decltype(widths{}.*member)>{}, field, [member](auto value) {
            widths event;
            event.*member = value;
            return event;
        });
    };
    with_member(&widths::i8, "I8");
    with_member(&widths::u8, "U8");
    with_member(&widths::i16, "I16");
    with_member(&widths::u16, "U16");
    with_member(&widths::i32, "I32");
    with_member(&widths::u32, "U32");
    with_member(&widths::i64, "I64");
    with_member(&widths::u64, "U64");
    with_each(std::int8_t{}, "Turned", [](std::int8_t value) {
        widths event;
        event.turned = static_cast<availability::spin>(value);
        return event;
    });
    const auto set_either = [](auto value) {
        widths event;
        event.either = value;
        return event;
    };
    with_each(std::int8_t{}, "Either", set_either);
    with_each(std::uint32_t{}, "Either", set_either);
    with_each(std::int16_t{}, "List", [](std::int16_t value) {
        widths event;
        event.list = {value};
        return event;
    });
    with_each(std::uint8_t{}, "Bytes", [](std::uint8_t value) {
        widths event;
        event.bytes = {value};
        return event;
    });
    for (std::size_t rule = 0; rule < rules.size(); ++rule) {
        const auto& title = rules[rule].metadata.title;
        const bool is_judged = asked[rule] != "Real" && asked[rule] != "Mixed" && asked[rule] != "Any";
        CAPTURE(asked[rule]);
        CAPTURE(rules[rule].selections.front().body.children.front().item.values.front().text);
        CHECK(reported.contains(title) == (is_judged && !matched.contains(title)));
    }
}

TEST_CASE(
    "availability: a rule that asks a number for text is kept, since a bundle does not know of what type members are") {
    const rule_set<varsigma_tests::number_event> rules{
        {varsigma_tests::rule_of("a rule", R"({"s": {"Port": "http"}, "condition": "s"})")}};
    CHECK(rules.diagnostics().size() == 1);
    CHECK(rules.statistics().unmatchable.empty());
}
