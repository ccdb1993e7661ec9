// SPDX-License-Identifier: BSL-1.0
#include <varsigma/event/field_map.hpp>
#include <varsigma/event/field_origin.hpp>
#include <varsigma/event/field_resolver.hpp>
#include <varsigma/event/field_table.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
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

/// What keys that stand in each other lead to: the fields' names, `*` behind those that a line of the map names in
/// full, `^` behind those that it lifts; `-` if there are none.
std::string at(const field_table& fields, const field_resolver& resolver,
               std::initializer_list<std::string_view> keys) {
    field_resolver::scratch memory;
    field_resolver::step step;
    step.below = field_resolver::top;
    for (const auto key : keys) step = resolver.follow(step.below, key, memory);
    std::string text;
    std::size_t targets = 0;
    resolver.each_target(step, memory, [&](const field_resolver::target& found) {
        text += (targets++ == 0 ? "" : " ") + std::string{fields.name(found.field)};
        text += found.origin == own_name ? "" : detail::is_lifted(found.origin) ? "^" : "*";
    });
    return targets == 0 ? "-" : text;
}

slot field_at(const field_resolver& resolver, std::string_view key) {
    field_resolver::scratch memory;
    return resolver.follow(field_resolver::top, key, memory).first.field;
}

} // namespace

TEST_CASE("resolver: keys join the parts of names anywhere") {
    const auto fields = table({"a", "a.b", "a.b.c", "x.y", "", "."});
    const field_resolver resolver{fields, {}};
    CHECK(at(fields, resolver, {"a"}) == "a");
    CHECK(at(fields, resolver, {"a.b"}) == "a.b");
    CHECK(at(fields, resolver, {"a", "b"}) == "a.b");
    CHECK(at(fields, resolver, {"a.b.c"}) == "a.b.c");
    CHECK(at(fields, resolver, {"a", "b.c"}) == "a.b.c");
    CHECK(at(fields, resolver, {"a.b", "c"}) == "a.b.c");
    CHECK(at(fields, resolver, {"a", "b", "c"}) == "a.b.c");
    CHECK(at(fields, resolver, {""}) == "");
    CHECK(at(fields, resolver, {"."}) == ".");
    CHECK(at(fields, resolver, {"", ""}) == ".");
    for (const auto key : {"b", "A", "a.", "x", "y", "a.b.c.d", "ab"}) CHECK(at(fields, resolver, {key}) == "-");
    CHECK(at(fields, resolver, {"a", "a"}) == "-");
    CHECK(at(fields, resolver, {"x", "y", "z"}) == "-");
    CHECK(at(fields, resolver, {"unknown", "a"}) == "-"); // below an unknown key nothing is a field
    field_resolver::scratch memory;
    CHECK(resolver.follow(field_resolver::nowhere, "a", memory).first.field == no_slot);
    CHECK(resolver.follow(field_resolver::top, "a", memory).parts == 1);
    CHECK(resolver.follow(field_resolver::top, "a.b.c", memory).parts == 3);
}

TEST_CASE("resolver: many names of all lengths are told apart") {
    field_table fields;
    for (int index = 0; index < 3000; ++index)
        fields.add(std::string(static_cast<std::size_t>(index % 40), 'k') + std::to_string(index) + "long enough");
    const field_resolver resolver{fields, {}};
    for (slot field = 0; field < fields.size(); ++field) {
        CHECK(field_at(resolver, fields.name(field)) == field);
        CHECK(field_at(resolver, std::string{fields.name(field)} + "x") == no_slot);
    }
    // short keys that share the bytes at their ends
    const auto short_names =
        table({"abcd", "abxd", "axd", "abd", "ad", "a", "d", "aad", "add", "abcde", "abxde", "abcdefg", "abcxefg"});
    const field_resolver short_resolver{short_names, {}};
    for (slot field = 0; field < short_names.size(); ++field)
        CHECK(field_at(short_resolver, short_names.name(field)) == field);
}

TEST_CASE("resolver: without fields everything leads nowhere") {
    const field_table fields;
    const field_resolver resolver{fields, {}};
    CHECK(at(fields, resolver, {"a"}) == "-");
    CHECK(at(fields, resolver, {""}) == "-");
}

TEST_CASE("resolver: paths of a map are joined anywhere, and one may have several names") {
    const auto fields = table({"Provider_Name", "winlog.event_id", "Image", "NewProcessName", "p.e"});
    field_map map;
    map.rename("Event.System.Provider.Name", "Provider_Name")
        .rename("EventID", "winlog.event_id")
        .rename("p.e", "Image")
        .rename("p.e", "NewProcessName")
        .rename("p.e", "p.e")
        .rename("x", "not in any rule");
    const field_resolver resolver{fields, map};
    CHECK(at(fields, resolver, {"Event", "System", "Provider", "Name"}) == "Provider_Name*");
    CHECK(at(fields, resolver, {"Event.System", "Provider.Name"}) == "Provider_Name*");
    CHECK(at(fields, resolver, {"Event.System.Provider.Name"}) == "Provider_Name*");
    CHECK(at(fields, resolver, {"Provider_Name"}) == "Provider_Name");
    CHECK(at(fields, resolver, {"EventID"}) == "winlog.event_id*");
    CHECK(at(fields, resolver, {"winlog", "event_id"}) == "winlog.event_id");
    CHECK(at(fields, resolver, {"p", "e"}) == "p.e Image* NewProcessName*");
    CHECK(at(fields, resolver, {"p.e"}) == "p.e Image* NewProcessName*");
    CHECK(at(fields, resolver, {"x"}) == "-");
}

TEST_CASE("resolver: the members of a lifted object are fields, and have their paths' names as well") {
    const auto fields = table({"Image", "a.b", "Event.EventData.own", "own", "under.it.x", "it.y"});
    field_map map;
    map.lift("Event.EventData").lift("in", "under.it").lift("in", "it").rename("Event.EventData.named", "Image");
    const field_resolver resolver{fields, map};
    CHECK(at(fields, resolver, {"Image"}) == "Image");
    CHECK(at(fields, resolver, {"Event", "EventData", "Image"}) == "Image^");
    CHECK(at(fields, resolver, {"Event.EventData", "Image"}) == "Image^");
    CHECK(at(fields, resolver, {"Event.EventData.Image"}) == "Image^");
    CHECK(at(fields, resolver, {"Event", "EventData.Image"}) == "Image^");
    CHECK(at(fields, resolver, {"Event", "EventData", "named"}) == "Image*");
    CHECK(at(fields, resolver, {"Event", "EventData", "a.b"}) == "a.b^");
    CHECK(at(fields, resolver, {"Event", "EventData.a", "b"}) == "a.b^");
    CHECK(at(fields, resolver, {"Event", "EventData", "a", "b"}) == "a.b^");
    CHECK(at(fields, resolver, {"Event", "EventData", "own"}) == "Event.EventData.own own^");
    CHECK(at(fields, resolver, {"in", "x"}) == "under.it.x^");
    CHECK(at(fields, resolver, {"in.x"}) == "under.it.x^");
    CHECK(at(fields, resolver, {"in", "y"}) == "it.y^");
    CHECK(at(fields, resolver, {"a", "b"}) == "a.b");
    CHECK(at(fields, resolver, {"Event", "Image"}) == "-");
    CHECK(at(fields, resolver, {"EventData", "Image"}) == "-");
    // what is lifted is not mapped once more
    CHECK(at(fields, resolver, {"Event", "EventData", "Event", "EventData", "Image"}) == "-");
}

TEST_CASE("resolver: members of members, whatever they are called") {
    const auto fields = table({"X", "a.b", "U.E.X", "E.X", "under.X", "y.X"});
    field_map map;
    map.lift_members("U").lift_members("V", "under").rename("U.E.n", "X");
    const field_resolver resolver{fields, map};
    for (const auto member : {"E", "other", "#attributes", "with blank", ""}) {
        const std::string found = at(fields, resolver, {"U", member, "X"});
        CHECK(found == (member == std::string_view{"E"} ? "U.E.X X^" : "X^"));
        CHECK(at(fields, resolver, {"U." + std::string{member}, "X"}) == found);
        CHECK(at(fields, resolver, {"U", std::string{member} + ".X"}) == found);
        CHECK(at(fields, resolver, {"U." + std::string{member} + ".X"}) == found);
        CHECK(at(fields, resolver, {"U", member, "a", "b"}) == "a.b^");
        CHECK(at(fields, resolver, {"V", member, "X"}) == "under.X^");
    }
    CHECK(at(fields, resolver, {"U", "E", "n"}) == "X*");
    CHECK(at(fields, resolver, {"U", "with.dots", "X"}) == "X^");
    CHECK(at(fields, resolver, {"U.x.y", "X"}) == "y.X^ X^"); // of `x`, or of `x.y`
    CHECK(at(fields, resolver, {"U", "X"}) == "-");
    CHECK(at(fields, resolver, {"U", "E", "F", "X"}) == "-");
}

TEST_CASE("resolver: lifted paths may lie in each other") {
    const auto fields = table({"X", "b.X", "a.b.X", "b.c.X", "c.X"});
    field_map map;
    map.lift("a").lift("a.b").lift("a.b.c", "b.c");
    const field_resolver resolver{fields, map};
    CHECK(at(fields, resolver, {"a", "X"}) == "X^");
    CHECK(at(fields, resolver, {"a", "b", "X"}) == "a.b.X b.X^ X^");
    CHECK(at(fields, resolver, {"a.b.X"}) == "a.b.X b.X^ X^");
    CHECK(at(fields, resolver, {"a", "b", "c", "X"}) == "b.c.X^ c.X^");
    CHECK(at(fields, resolver, {"a.b", "c.X"}) == "b.c.X^ c.X^");
    // only lifted places are left
    const auto more = table({"k.X", "b.k.X", "k.X.Y", "b.k.X.Y"});
    field_map two;
    two.lift("a").lift("a.b");
    const field_resolver several{more, two};
    CHECK(at(more, several, {"a", "b", "k", "X"}) == "b.k.X^ k.X^");
    CHECK(at(more, several, {"a", "b", "k", "X.Y"}) == "b.k.X.Y^ k.X.Y^");
    CHECK(at(more, several, {"a.b.k", "X", "Y"}) == "b.k.X.Y^ k.X.Y^");
    field_resolver::scratch memory;
    const auto step = several.follow(several.follow(field_resolver::top, "a.b", memory).below, "k", memory);
    CHECK_FALSE(step.is_lasting());
    CHECK(several.follow(field_resolver::top, "a.b", memory).is_lasting());
    CHECK(several.follow(step.below, "Z", memory).is_lasting());
}

TEST_CASE("resolver: blanks are dropped from names") {
    const auto fields = table({"ThreatName", "Threat ID", "ThreatID", "x.ThreatName"});
    field_map map;
    map.lift("data").drop_blanks();
    const field_resolver resolver{fields, map};
    CHECK(at(fields, resolver, {"Threat Name"}) == "ThreatName*");
    CHECK(at(fields, resolver, {" Threat  Name "}) == "ThreatName*");
    CHECK(at(fields, resolver, {"ThreatName"}) == "ThreatName");
    CHECK(at(fields, resolver, {"data", "Threat Name"}) == "ThreatName^");
    CHECK(at(fields, resolver, {"data.Threat Name"}) == "ThreatName^");
    CHECK(at(fields, resolver, {"data", "ThreatName"}) == "ThreatName^");
    CHECK(at(fields, resolver, {"data", "x", "Threat Name"}) == "x.ThreatName^");
    CHECK(at(fields, resolver, {"x", "Threat Name"}) == "x.ThreatName*");
    CHECK(at(fields, resolver, {"x.Threat Name"}) == "x.ThreatName*");
    CHECK(at(fields, resolver, {"Threat ID"}) == "Threat ID ThreatID*"); // as it stands, and without
    CHECK(at(fields, resolver, {"other", "Threat Name"}) == "-");
    const field_resolver strict{fields, {}};
    CHECK(at(fields, strict, {"Threat Name"}) == "-");
    CHECK(without_blanks(" a b ") == "ab");
}

TEST_CASE("resolver: time and memory grow with the names, the lines of the map and the keys") {
    struct cost {
        std::size_t bytes = 0;
        std::uint64_t build = 0;
        std::uint64_t follow = 0;
    };
    const auto of_many = [](std::size_t times) {
        field_table fields;
        field_map map;
        std::string deep = "a";
        for (std::size_t at = 0; at < times; ++at) {
            const auto number = std::to_string(at);
            fields.add("name" + number + ".b");
            map.rename("one" + number, "Image").rename("Image.x", "name" + number + ".b");
            map.lift("in.o" + number).lift("in.o" + number, "under" + number).lift_members("m" + number);
            deep += ".a";
        }
        fields.add("Image");
        fields.add(deep);
        map.lift("in").lift("a.a").rename(deep + ".b", "Image").drop_blanks();
        const field_resolver resolver{fields, map};
        field_resolver::scratch memory;
        const auto below = resolver.follow(field_resolver::top, "in", memory).below;
        static_cast<void>(resolver.follow(field_resolver::top, deep, memory));
        static_cast<void>(resolver.follow(below, std::string(times, '.'), memory));
        auto at_depth = field_resolver::top;
        for (std::size_t depth = 0; depth < times; ++depth) at_depth = resolver.follow(at_depth, "a", memory).below;
        for (std::size_t at = 0; at < times; ++at) {
            memory.clear();
            static_cast<void>(resolver.follow(below, "o" + std::to_string(at) + ".Image", memory));
        }
        return cost{resolver.bytes(), resolver.lookups(), memory.lookups()};
    };
    for (std::size_t times = 500; times <= 4000; times *= 2) {
        const auto once = of_many(times);
        const auto twice = of_many(2 * times);
        CHECK(once.follow > times);
        CHECK(twice.build <= 2 * once.build + 10);
        CHECK(twice.follow <= 2 * once.follow + 10);
        CHECK(twice.bytes <= 2 * once.bytes + once.bytes / 4); // some grow by doubling
    }
}
