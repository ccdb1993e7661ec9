// SPDX-License-Identifier: BSL-1.0
#include <varsigma/load/field_map.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <string_view>

using namespace varsigma;

namespace {

field_map good(std::string_view text) {
    auto loaded = yaml::load_field_map_text(text, "map.yml");
    if (!loaded) MESSAGE(render(loaded.error()));
    REQUIRE(loaded);
    return *loaded;
}

/// The diagnostic of a text that is no field map.
diagnostic bad(std::string_view text) {
    CAPTURE(text);
    const auto loaded = yaml::load_field_map_text(text, "map.yml");
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().level == severity::error);
    CHECK(loaded.error().file == "map.yml");
    CHECK_FALSE(loaded.error().message.empty());
    return loaded.error();
}

} // namespace

TEST_CASE("paths become names, in the order of the text") {
    const auto map = good("Event.System.Channel: Channel\nUser: 'Account.Name'\nThe Threat: \"ThreatName\"\n");
    REQUIRE(map.renames().size() == 3);
    CHECK(map.renames()[0].path == "Event.System.Channel");
    CHECK(map.renames()[0].name == "Channel");
    CHECK(map.renames()[1].path == "User");
    CHECK(map.renames()[1].name == "Account.Name");
    CHECK(map.renames()[2].path == "The Threat");
    CHECK(map.renames()[2].name == "ThreatName");
    CHECK(map.lifted().empty());
    CHECK_FALSE(map.drops_blanks());
}

TEST_CASE("several paths may have one name") {
    CHECK(good("a: Same\nb: Same\n").renames().size() == 2);
}

TEST_CASE("a path with a star at its end is lifted") {
    const auto map = good("Event.EventData.*: '*'\nUserData.*: \"*\"\n");
    REQUIRE(map.lifted().size() == 2);
    CHECK(map.lifted()[0] == field_map::lifted_path{"Event.EventData", "", false});
    CHECK(map.lifted()[1] == field_map::lifted_path{"UserData", "", false});
    CHECK(map.renames().empty());
}

TEST_CASE("members of members are lifted, and whatever is lifted may stand under a prefix") {
    const auto map = good("Event.UserData.*.*: '*'\nprotoPayload.*: data.protoPayload.*\na.*.*: ['*', 'x.*']\n");
    REQUIRE(map.lifted().size() == 4);
    CHECK(map.lifted()[0] == field_map::lifted_path{"Event.UserData", "", true});
    CHECK(map.lifted()[1] == field_map::lifted_path{"protoPayload", "data.protoPayload", false});
    CHECK(map.lifted()[2] == field_map::lifted_path{"a", "", true});
    CHECK(map.lifted()[3] == field_map::lifted_path{"a", "x", true});
}

TEST_CASE("one path may have several names") {
    const auto map = good("process.executable: [Image, NewProcessName]\na: [b]\n");
    REQUIRE(map.renames().size() == 3);
    CHECK(map.renames()[0].path == "process.executable");
    CHECK(map.renames()[0].name == "Image");
    CHECK(map.renames()[1].path == "process.executable");
    CHECK(map.renames()[1].name == "NewProcessName");
    CHECK(map.renames()[2].name == "b");
}

TEST_CASE("keys with the characters of attributes are paths") {
    const auto map = good("Event.System.Provider.#attributes.Name: Provider_Name\n");
    REQUIRE(map.renames().size() == 1);
    CHECK(map.renames()[0].path == "Event.System.Provider.#attributes.Name");
}

TEST_CASE("drop_blanks is a boolean") {
    CHECK(good("drop_blanks: true").drops_blanks());
    CHECK(good("drop_blanks: yes").drops_blanks());
    CHECK_FALSE(good("drop_blanks: false").drops_blanks());
    for (const auto* text : {"drop_blanks: 'true'", "drop_blanks: 1", "drop_blanks:", "drop_blanks: [true]"}) {
        const auto error = bad(text);
        CHECK(error.code == diagnostic_code::wrong_type);
        CHECK(error.position.line == 1);
    }
}

TEST_CASE("nothing at all is an empty map") {
    for (const auto* text : {"", "# nothing\n", "---\n", "{}"}) {
        const auto map = good(text);
        CHECK(map.renames().empty());
        CHECK(map.lifted().empty());
        CHECK_FALSE(map.drops_blanks());
    }
}

TEST_CASE("what is no map, path or name is refused where it stands") {
    struct test_case {
        std::string_view text;
        source_position position;
    };
    for (const auto& [text, position] : std::initializer_list<test_case>{
             {"[a, b]", {1, 1}},
             {"just a text", {1, 1}},
             {"a: b\nc: []\n", {2, 4}},
             {"a: b\nc: [d, 1]\n", {2, 8}},
             {"a: [[b]]", {1, 5}},
             {"a: [b, '']", {1, 8}},
             {"a: [b, 'c*']", {1, 8}},
             {"a: b\nc: {d: e}\n", {2, 4}},
             {"a: ''", {1, 4}},
             {"a:\n", {1, 3}},
             {"a: ~", {1, 4}},
             {"a: 4624", {1, 4}},
             {"a: yes", {1, 4}},
             {"a: '*'", {1, 4}},
             {"a: 'b*'", {1, 4}},
             {"a: 'b.*'", {1, 4}},
             {"a.*: b", {1, 6}},
             {"a.*: '.*'", {1, 6}},
             {"a.*: 'b.*.*'", {1, 6}},
             {"a.*: 'b..c.*'", {1, 6}},
             {"a.*: [ '*', b ]", {1, 13}},
             {"a.*.*: b", {1, 8}},
             {"'': b", {1, 1}},
             {"x: y\n'*': '*'", {2, 1}},
             {"'.*': '*'", {1, 1}},
             {"'*.*': '*'", {1, 1}},
             {".a: b", {1, 1}},
             {"a.: b", {1, 1}},
             {"a..b: c", {1, 1}},
             {"a.*.b: c", {1, 1}},
             {"a.b*: c", {1, 1}},
             {"a.*.*.*: '*'", {1, 1}},
         }) {
        const auto error = bad(text);
        CHECK(error.code == diagnostic_code::wrong_type);
        CHECK(error.position.line == position.line);
        CHECK(error.position.column == position.column);
    }
}

TEST_CASE("a second document is refused, wherever it is wrong") {
    const auto error = bad("a: b\n---\nc: d\n");
    CHECK(error.code == diagnostic_code::wrong_type);
    CHECK(error.position.line == 3);
    CHECK(bad("a: b\n---\nc: [\n").code == diagnostic_code::yaml_syntax);
}

TEST_CASE("faults of the YAML text come through") {
    const auto repeated = bad("a: b\nc: d\na: e\n");
    CHECK(repeated.code == diagnostic_code::duplicate_key);
    CHECK(repeated.position.line == 3);
    CHECK(bad("a: [b\n").code == diagnostic_code::yaml_syntax);
    CHECK(bad(std::string_view{"a: \0b", 5}).code == diagnostic_code::not_text);
}

TEST_CASE("limits hold") {
    yaml::limits allowed;
    allowed.nodes = 4;
    CHECK(yaml::load_field_map_text("a: b", {}, allowed));
    const auto error = yaml::load_field_map_text("a: b\nc: d\ne: f\n", {}, allowed);
    REQUIRE_FALSE(error);
    CHECK(error.error().code == diagnostic_code::yaml_too_large);
}

TEST_CASE("a file is read, and named in what is said of it") {
    const auto file = std::filesystem::temp_directory_path() / "varsigma_field_map_test.yml";
    std::ofstream{file} << "a: b\n";
    const auto loaded = yaml::load_field_map(file);
    REQUIRE(loaded);
    CHECK(loaded->renames().size() == 1);

    std::ofstream{file} << "a: []\n";
    const auto wrong = yaml::load_field_map(file);
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().file == file.string());
    CHECK(wrong.error().code == diagnostic_code::wrong_type);

    std::filesystem::remove(file);
    const auto absent = yaml::load_field_map(file);
    REQUIRE_FALSE(absent);
    CHECK(absent.error().code == diagnostic_code::file_unreadable);
}

TEST_CASE("the maps that come with the examples can be read") {
    const std::filesystem::path folder = VARSIGMA_SOURCE_DIR "/examples/maps";
    std::size_t maps = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        const auto map = yaml::load_field_map(entry.path());
        CAPTURE(entry.path().string());
        REQUIRE(map);
        CHECK((!map->renames().empty() || map->drops_blanks()));
        ++maps;
    }
    CHECK(maps >= 7);
}
