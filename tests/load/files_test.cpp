// SPDX-License-Identifier: BSL-1.0
#include "../support/loading.hpp"

#include <varsigma/load/detail/files.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/yaml.hpp>

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;
using varsigma::collection;
using varsigma::diagnostic_code;
using varsigma::yaml::load;
using varsigma_tests::count_of;

namespace {

/// A folder that is gone afterwards.
class scratch_folder {
public:
    scratch_folder() {
        std::string name = (fs::temp_directory_path() / "varsigma-load-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;
    ~scratch_folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }

    [[nodiscard]] fs::path path(const std::string& name = {}) const { return name.empty() ? path_ : path_ / name; }
    void write(const std::string& name, std::string_view content) const {
        fs::create_directories(path(name).parent_path());
        std::ofstream{path(name), std::ios::binary} << content;
    }
    void write_rule(const std::string& name, const std::string& title) const { write(name, rule(title)); }

    static std::string rule(const std::string& title) {
        return "title: " + title + "\nid: id-" + title +
               "\nlogsource: {product: p}\ndetection: {sel: {A: 1}, condition: sel}\n";
    }

private:
    fs::path path_;
};

std::string titles(const collection& loaded) {
    std::string text;
    for (const auto& rule : loaded.rules) text += rule.metadata.title + " ";
    return text;
}

} // namespace

TEST_CASE("folders are read in the order of names, whatever their depth") {
    const scratch_folder folder;
    folder.write_rule("b/two.yml", "two");
    folder.write_rule("b/a/one.yaml", "one");
    folder.write_rule("c.yml", "three");
    folder.write_rule("d/.hidden/four.YML", "four");
    folder.write("a.txt", "no rule: [");
    folder.write("yml", "no rule: [");
    const auto loaded = load(folder.path());
    CHECK(loaded.diagnostics.empty());
    CHECK(titles(loaded) == "one two three four ");
    CHECK(loaded.rules.at(0).origin.file == folder.path("b/a/one.yaml").string());
}

TEST_CASE("a file that is named is read whatever its suffix") {
    const scratch_folder folder;
    folder.write_rule("rule.txt", "one");
    CHECK(titles(load(folder.path("rule.txt"))) == "one ");
    CHECK(titles(load(folder.path("rule.txt").string().c_str())) == "one ");
}

TEST_CASE("what cannot be read is said, and the rest is read") {
    const scratch_folder folder;
    folder.write_rule("a.yml", "one");
    folder.write("b.yml", std::string_view{"title: \0", 8});
    folder.write("c.yml", "");
    fs::create_symlink("nowhere", folder.path("d.yml"));
    REQUIRE(mkfifo(folder.path("e.yml").c_str(), 0600) == 0);
    folder.write_rule("f.yml", "two");
    const auto loaded = load(folder.path());
    CHECK(titles(loaded) == "one two ");
    CHECK(count_of(loaded, diagnostic_code::not_text) == 1);
    CHECK(count_of(loaded, diagnostic_code::no_rules) == 1);
    CHECK(count_of(loaded, diagnostic_code::file_unreadable) == 2);
    CHECK(loaded.rejected == 3); // all but the empty one

    const auto missing = load(folder.path("z.yml"));
    REQUIRE(missing.diagnostics.size() == 1);
    CHECK(missing.diagnostics[0].code == diagnostic_code::file_unreadable);
    CHECK(missing.rejected == 1);
    CHECK(missing.diagnostics[0].file == folder.path("z.yml").string());
    CHECK(count_of(load("/dev/null"), diagnostic_code::file_unreadable) == 1);
    CHECK(count_of(load(""), diagnostic_code::file_unreadable) == 1);
}

TEST_CASE("files and folders without permission") {
    if (geteuid() == 0) {
        MESSAGE("skipped: everything may be read by the superuser");
        return;
    }
    const scratch_folder folder;
    folder.write_rule("a.yml", "one");
    folder.write_rule("b/c.yml", "two");
    fs::permissions(folder.path("a.yml"), fs::perms::none);
    fs::permissions(folder.path("b"), fs::perms::none);
    const auto loaded = load(folder.path());
    CHECK(loaded.rules.empty());
    CHECK(count_of(loaded, diagnostic_code::file_unreadable) == 2);
    fs::permissions(folder.path("b"), fs::perms::owner_all);
}

TEST_CASE("an empty folder is worth a warning") {
    const scratch_folder folder;
    const auto loaded = load(folder.path());
    REQUIRE(loaded.diagnostics.size() == 1);
    CHECK(loaded.diagnostics[0].code == diagnostic_code::no_rules);
}

TEST_CASE("symbolic links are followed once, and never in circles") {
    const scratch_folder folder;
    folder.write_rule("real/one.yml", "one");
    fs::create_directory_symlink("..", folder.path("real/up"));
    fs::create_directory_symlink(".", folder.path("real/same"));
    folder.write_rule("elsewhere/two.txt", "two");
    fs::create_symlink("../elsewhere/two.txt", folder.path("real/two.yml"));
    SUBCASE("loops") {
        const auto loaded = load(folder.path());
        CHECK(titles(loaded) == "one two ");
        CHECK(count_of(loaded, diagnostic_code::link_loop) == 2);
        CHECK(loaded.diagnostics.size() == 2);
    }
    SUBCASE("a file with two names") {
        fs::create_symlink("one.yml", folder.path("real/zero.yml"));
        const auto loaded = load(folder.path());
        CHECK(titles(loaded) == "one two ");
        CHECK(count_of(loaded, diagnostic_code::link_loop) == 3);
    }
    SUBCASE("doubling folders") {
        const scratch_folder doubling;
        for (int level = 0; level < 30; ++level) {
            const auto here = "d" + std::to_string(level);
            fs::create_directory(doubling.path(here));
            for (const char* name : {"/a", "/b"}) {
                fs::create_directory_symlink("../d" + std::to_string(level + 1), doubling.path(here + name));
            }
        }
        doubling.write_rule("d30/one.yml", "one");
        const auto loaded = load(doubling.path());
        CHECK(titles(loaded) == "one ");
    }
}

TEST_CASE("limits on files") {
    const scratch_folder folder;
    folder.write_rule("a.yml", "one");
    folder.write_rule("b.yml", "two");
    folder.write_rule("c.yml", "three");
    varsigma::yaml::options how;
    how.limits.files = 1;
    const auto first = load(folder.path(), how);
    CHECK(titles(first) == "one ");
    CHECK(count_of(first, diagnostic_code::file_too_large) == 1);

    how.limits.files = 10;
    how.limits.file_size = scratch_folder::rule("two").size();
    const auto small = load(folder.path(), how);
    CHECK(titles(small) == "one two ");
    CHECK(count_of(small, diagnostic_code::file_too_large) == 1);
    CHECK(small.rejected == 1);
    CHECK(varsigma::yaml::load_text(scratch_folder::rule("three"), {}, how).diagnostics.at(0).code ==
          diagnostic_code::file_too_large);
}

TEST_CASE("several places are one load") {
    const scratch_folder folder;
    folder.write_rule("a/one.yml", "one");
    folder.write_rule("b/one.yml", "one");
    folder.write_rule("b/two.yml", "two");
    const std::vector<fs::path> places{folder.path("a"), folder.path("b"), folder.path("b/two.yml")};
    const auto loaded = load(places);
    CHECK(titles(loaded) == "one one two ");
    REQUIRE(count_of(loaded, diagnostic_code::duplicate_id) == 1);
    const auto& twice = loaded.diagnostics.at(0);
    CHECK(twice.file == folder.path("b/one.yml").string());
    CHECK(twice.position.line == 2);
    CHECK(twice.message.find(folder.path("a/one.yml").string()) != std::string::npos);
    CHECK(count_of(loaded, diagnostic_code::link_loop) == 1); // the file that was read already

    varsigma::yaml::options strict;
    strict.strict = true;
    const auto fewer = load(places, strict);
    CHECK(titles(fewer) == "one two ");
    CHECK(fewer.rejected == 1);

    varsigma::yaml::loader loader;
    loader.add_text(scratch_folder::rule("one"), "text");
    loader.add(folder.path("a"));
    CHECK(count_of(loader.take(), diagnostic_code::duplicate_id) == 1);
    loader.add(folder.path("a")); // known already, also after taking
    CHECK(loader.take().rules.empty());
}

TEST_CASE("large files are read whole") {
    const scratch_folder folder;
    std::string text;
    while (text.size() < 300'000) text += "---\n" + scratch_folder::rule("t" + std::to_string(text.size()));
    folder.write("large.yml", text);
    const auto from_file = load(folder.path());
    const auto from_text = varsigma::yaml::load_text(text);
    CHECK(from_file.rules.size() == from_text.rules.size());
    CHECK(from_file.rules.size() > 1000);
    CHECK(from_file.diagnostics.empty());
}

TEST_CASE("loading: what took a file's place after it was found is not read and never waited for") {
    const scratch_folder folder;
    folder.write_rule("a.yml", "a");
    folder.write_rule("b.yml", "b");
    folder.write_rule("inner/c.yml", "c");
    varsigma::diagnostics findings;
    varsigma::yaml::file_finder finder{{}, findings};
    const auto found = finder.find(folder.path());
    REQUIRE(found.size() == 3);
    CHECK(findings.empty());
    for (const auto& each : found) { CHECK(each.is_regular); } // as far as the folder told
    const auto replace = [&](const char* name, auto make) {
        fs::remove(folder.path(name));
        make(folder.path(name));
    };
    replace("a.yml", [](const fs::path& at) { REQUIRE(mkfifo(at.c_str(), 0600) == 0); }); // nobody writes into it
    replace("b.yml", [](const fs::path& at) { fs::create_directory(at); });
    replace("inner/c.yml", [](const fs::path& at) { fs::create_symlink("c.yml", at); }); // leads to itself
    std::string buffer;
    varsigma::yaml::file_reader reader{buffer};
    for (const auto& each : found) {
        varsigma::yaml::reporter report{findings, each.name};
        CHECK(!reader.read(each, {}, report));
    }
    REQUIRE(findings.size() == 3);
    for (const auto& each : findings) { CHECK(each.code == diagnostic_code::file_unreadable); }
    CHECK(findings[0].message == "neither a file nor a folder");
    CHECK(findings[1].message == "neither a file nor a folder");
    CHECK(findings[2].message == "cannot be opened");
    replace("a.yml", [](const fs::path& at) { fs::create_symlink("/dev/zero", at); }); // a device, which never ends
    varsigma::yaml::reporter report{findings, "a.yml"};
    CHECK(!reader.read(found[0], {}, report));
    CHECK(findings.back().message == "neither a file nor a folder");
}
