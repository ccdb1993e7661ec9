// SPDX-License-Identifier: BSL-1.0
#include <varsigma/load/placeholders.hpp>
#include <varsigma/load/yaml.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;

namespace {

using texts = std::vector<std::string>;

placeholders supplied(std::string_view text) {
    auto loaded = yaml::load_placeholders_text(text, "values.yml");
    if (!loaded) MESSAGE(render(loaded.error()));
    REQUIRE(loaded);
    return *loaded;
}

texts values_of(const placeholders& known, std::string_view name) {
    const auto* const found = known.find(name);
    REQUIRE(found != nullptr);
    return *found;
}

} // namespace

TEST_CASE("placeholders: a name has a value or a list of values, as value strings") {
    const auto known = supplied("admins: [alice, 'svc-*', \"a\\\\?\"]\n"
                                "any name at all: one\n"
                                "ports: [22, -1.50, 18446744073709551615, 0022x, '0022']\n"
                                "words: [true, FALSE, 'no', '', '~']\n"
                                "nothing: []\n");
    CHECK(values_of(known, "admins") == texts{"alice", "svc-*", "a\\?"});
    CHECK(values_of(known, "any name at all") == texts{"one"});
    CHECK(values_of(known, "ports") == texts{"22", "-1.50", "18446744073709551615", "0022x", "0022"});
    CHECK(values_of(known, "words") == texts{"true", "false", "no", "", "~"});
    CHECK(values_of(known, "nothing").empty());
    CHECK(known.find("Admins") == nullptr);
    CHECK(supplied("").find("admins") == nullptr);
}

TEST_CASE("placeholders: what is no value is an error at its place, with what to do") {
    struct wrong {
        std::string_view text;
        source_position position;
        std::string_view suggestion;
    };
    for (const auto& each : {
             wrong{"- a\n", {1, 1}, ""},
             wrong{"a: {b: c}\n", {1, 4}, ""},
             wrong{"a: [x, [y]]\n", {1, 8}, ""},
             wrong{"a:\n", {1, 3}, "[] for one that never matches, '' for the empty text"},
             wrong{"a: [x, no]\n", {1, 8}, "write it in quotes"},
             wrong{"a: off\n", {1, 4}, "write it in quotes"},
             wrong{"a: 0x_\n", {1, 4}, "write it in quotes"},
             wrong{"a: 12:34:56\n", {1, 4}, "write it in quotes, or the number in decimal digits"},
             wrong{"a: [1_000]\n", {1, 5}, "write it in quotes, or the number in decimal digits"},
             wrong{"'%a%': b\n", {1, 1}, "names stand without percent signs here"},
             wrong{"'': b\n", {1, 1}, ""},
             wrong{"a: b\n---\nc: d\n", {3, 1}, ""},
         }) {
        CAPTURE(each.text);
        const auto loaded = yaml::load_placeholders_text(each.text, "values.yml");
        REQUIRE_FALSE(loaded);
        CHECK(loaded.error().code == diagnostic_code::wrong_type);
        CHECK(loaded.error().file == "values.yml");
        CHECK(loaded.error().position == each.position);
        CHECK(loaded.error().suggestion == each.suggestion);
    }
    const auto twice = yaml::load_placeholders_text("a: b\na: c\n");
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == diagnostic_code::duplicate_key);
    CHECK(yaml::load_placeholders_text("a: [").error().code == diagnostic_code::yaml_syntax);
}

TEST_CASE("placeholders: of several files the last one counts, which is said where it changes something") {
    const auto folder = std::filesystem::temp_directory_path();
    const std::vector<std::filesystem::path> paths{folder / "varsigma_placeholders_1.yml",
                                                   folder / "varsigma_placeholders_2.yml",
                                                   folder / "varsigma_placeholders_3.yml"};
    std::ofstream{paths[0]} << "admins: [alice, 'svc-*']\nhosts: [a, b]\nmine: 1\n";
    std::ofstream{paths[1]} << "\nhosts:\n- a\n- b\n  # as before\n\n'admins': bob\n";
    std::ofstream{paths[2]} << "admins: []\nhosts: [b, a]\n";
    diagnostics found;
    const auto known = yaml::load_placeholders(paths, found);
    const auto alone = yaml::load_placeholders(std::span{paths}.first(1), found);
    const auto missing = yaml::load_placeholders(std::vector{paths[0], folder / "no such file"}, found);
    for (const auto& path : paths) { std::filesystem::remove(path); }
    REQUIRE(known);
    CHECK(values_of(*known, "admins").empty());
    CHECK(values_of(*known, "hosts") == texts{"b", "a"});
    CHECK(values_of(*known, "mine") == texts{"1"});
    REQUIRE(alone);
    CHECK(values_of(*alone, "admins") == texts{"alice", "svc-*"});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == diagnostic_code::file_unreadable);

    REQUIRE(found.size() == 3);
    const auto first = paths[0].string();
    const auto second = paths[1].string();
    const auto third = paths[2].string();
    const std::string_view rest = "; give all values of a name in one file [duplicate_key]";
    CHECK(render(found[0]) ==
          second + ":7:1: warning: the values of '%admins%' here replace those in " + first + std::string{rest});
    CHECK(render(found[1]) ==
          third + ":1:1: warning: the values of '%admins%' here replace those in " + second + std::string{rest});
    CHECK(render(found[2]) ==
          third + ":2:1: warning: the values of '%hosts%' here replace those in " + second + std::string{rest});
}

TEST_CASE("placeholders: files, and their values in rules") {
    CHECK(yaml::load_placeholders("no/such/file").error().code == diagnostic_code::file_unreadable);
    const auto path = std::filesystem::temp_directory_path() / "varsigma_placeholders_file_test.yml";
    std::ofstream{path} << "admins: [alice, 'svc-*']\n";
    auto known = yaml::load_placeholders(path);
    std::filesystem::remove(path);
    REQUIRE(known);
    known->add(supplied("admins: bob\nhosts: [a, b]\n")); // a later file wins
    yaml::options how;
    how.validation.values = &*known;
    const auto loaded =
        yaml::load_text("title: T\nlogsource: {category: c}\ndetection: {s: {F|expand: '%hosts%-%admins%'}, "
                        "condition: s}\n",
                        "rule.yml", how);
    REQUIRE(loaded.rules.size() == 1);
    const auto& values = loaded.rules[0].selections[0].body.children[0].item.values;
    REQUIRE(values.size() == 2);
    CHECK(values[0].text == "a-bob");
    CHECK(values[1].text == "b-bob");
}
