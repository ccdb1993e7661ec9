// SPDX-License-Identifier: BSL-1.0
#include <varsigma/event/field_map.hpp>
#include <varsigma/event/field_resolver.hpp>
#include <varsigma/event/field_table.hpp>

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <string_view>

using namespace varsigma;

namespace {

field_table table(std::initializer_list<std::string_view> names) {
    field_table fields;
    for (const auto name : names) fields.add(name);
    return fields;
}

/// What a path of keys leads to: the field's name and its rank, `a.b/1`; `-` if to none.
std::string at(const field_table& fields, const field_resolver& resolver,
               std::initializer_list<std::string_view> keys) {
    field_resolver::step step;
    step.below = field_resolver::top;
    for (const auto key : keys) {
        const auto inherited = step.rank_below;
        step = resolver.follow(step.below, key);
        step.rank += inherited;
        step.rank_below += inherited;
    }
    return step.field == no_slot ? "-" : std::string{fields.name(step.field)} + "/" + std::to_string(step.rank);
}

} // namespace

TEST_CASE("resolver: flat keys and paths") {
    const auto fields = table({"a", "a.b", "a.b.c", "x.y", "", "."});
    const field_resolver resolver{fields, {}};
    CHECK(at(fields, resolver, {"a"}) == "a/0");
    CHECK(at(fields, resolver, {"a.b"}) == "a.b/0");
    CHECK(at(fields, resolver, {"a", "b"}) == "a.b/0");
    CHECK(at(fields, resolver, {"a.b.c"}) == "a.b.c/0");
    CHECK(at(fields, resolver, {"a", "b.c"}) == "a.b.c/0");
    CHECK(at(fields, resolver, {"a", "b", "c"}) == "a.b.c/0");
    CHECK(at(fields, resolver, {""}) == "/0");
    CHECK(at(fields, resolver, {"."}) == "./0");
    CHECK(at(fields, resolver, {"", ""}) == "./0");
    for (const auto key : {"b", "A", "a.", "x", "y", "a.b.c.d", "ab"}) CHECK(at(fields, resolver, {key}) == "-");
    CHECK(at(fields, resolver, {"a", "a"}) == "-");
    CHECK(at(fields, resolver, {"x", "y", "z"}) == "-");
    CHECK(at(fields, resolver, {"unknown", "a"}) == "-"); // below an unknown key nothing is a field
    CHECK(resolver.follow(field_resolver::nowhere, "a").field == no_slot);
}

TEST_CASE("resolver: many names of all lengths are told apart") {
    field_table fields;
    for (int index = 0; index < 3000; ++index)
        fields.add(std::string(static_cast<std::size_t>(index % 25), 'k') + std::to_string(index));
    const field_resolver resolver{fields, {}};
    for (slot field = 0; field < fields.size(); ++field) {
        CHECK(resolver.follow(field_resolver::top, fields.name(field)).field == field);
        CHECK(resolver.follow(field_resolver::top, std::string{fields.name(field)} + "x").field == no_slot);
    }
    // short keys that share the bytes at their ends
    const auto short_names =
        table({"abcd", "abxd", "axd", "abd", "ad", "a", "d", "aad", "add", "abcde", "abxde", "abcdefg", "abcxefg"});
    const field_resolver short_resolver{short_names, {}};
    for (slot field = 0; field < short_names.size(); ++field)
        CHECK(short_resolver.follow(field_resolver::top, short_names.name(field)).field == field);
}

TEST_CASE("resolver: without fields everything leads nowhere") {
    const field_table fields;
    const field_resolver resolver{fields, {}};
    CHECK(at(fields, resolver, {"a"}) == "-");
    CHECK(at(fields, resolver, {""}) == "-");
}

TEST_CASE("resolver: renamed paths stand behind the names themselves") {
    const auto fields = table({"Provider_Name", "winlog.event_id"});
    field_map map;
    map.rename("Event.System.Provider.Name", "Provider_Name")
        .rename("EventID", "winlog.event_id")
        .rename("x", "not in any rule");
    const field_resolver resolver{fields, map};
    CHECK(at(fields, resolver, {"Event", "System", "Provider", "Name"}) == "Provider_Name/1");
    CHECK(at(fields, resolver, {"Provider_Name"}) == "Provider_Name/0");
    CHECK(at(fields, resolver, {"EventID"}) == "winlog.event_id/1");
    CHECK(at(fields, resolver, {"winlog", "event_id"}) == "winlog.event_id/0");
    CHECK(at(fields, resolver, {"Event.System.Provider.Name"}) == "-"); // a path is a path
    CHECK(at(fields, resolver, {"x"}) == "-");
}

TEST_CASE("resolver: a lifted object is read as if it stood at the top, the top itself wins") {
    const auto fields = table({"Image", "a.b", "Event.EventData.own"});
    field_map map;
    map.lift("Event.EventData");
    const field_resolver resolver{fields, map};
    CHECK(at(fields, resolver, {"Image"}) == "Image/0");
    CHECK(at(fields, resolver, {"Event", "EventData", "Image"}) == "Image/1");
    CHECK(at(fields, resolver, {"Event", "EventData", "a.b"}) == "a.b/1");
    CHECK(at(fields, resolver, {"Event", "EventData", "a", "b"}) == "a.b/1");
    CHECK(at(fields, resolver, {"a", "b"}) == "a.b/0");
    CHECK(at(fields, resolver, {"Event", "EventData", "own"}) == "Event.EventData.own/0"); // paths stay readable
    CHECK(at(fields, resolver, {"Event", "Image"}) == "-");
    CHECK(at(fields, resolver, {"EventData", "Image"}) == "-");
}

TEST_CASE("resolver: blanks are dropped from names at the top and in lifted objects") {
    const auto fields = table({"ThreatName", "Threat ID", "ThreatID"});
    field_map map;
    map.lift("data").drop_blanks();
    const field_resolver resolver{fields, map};
    CHECK(at(fields, resolver, {"Threat Name"}) == "ThreatName/1");
    CHECK(at(fields, resolver, {" Threat  Name "}) == "ThreatName/1");
    CHECK(at(fields, resolver, {"ThreatName"}) == "ThreatName/0");
    CHECK(at(fields, resolver, {"data", "Threat Name"}) == "ThreatName/2");
    CHECK(at(fields, resolver, {"data", "ThreatName"}) == "ThreatName/1");
    CHECK(at(fields, resolver, {"Threat ID"}) == "Threat ID/0"); // the name as it stands is a field of its own
    CHECK(at(fields, resolver, {"other", "Threat Name"}) == "-");
    const field_resolver strict{fields, {}};
    CHECK(at(fields, strict, {"Threat Name"}) == "-");
    CHECK(without_blanks(" a b ") == "ab");
}
