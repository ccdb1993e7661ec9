// SPDX-License-Identifier: BSL-1.0
#include <varsigma/load/mapped_file.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

using varsigma::diagnostic_code;
using varsigma::mapped_file;

namespace {

std::string_view text_of(const mapped_file& file) {
    return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

} // namespace

TEST_CASE("mapped files: give what the file holds, and move") {
    const auto path = (std::filesystem::temp_directory_path() / "varsigma_mapped_file_test").string();
    std::ofstream{path} << "some text";
    auto opened = mapped_file::open(path);
    REQUIRE(opened);
    CHECK(text_of(*opened) == "some text");
    mapped_file other = std::move(*opened);
    CHECK(text_of(other) == "some text");
    CHECK(opened->bytes().empty());

    std::ofstream{path + ".new"} << "another";
    std::filesystem::rename(path + ".new", path); // what is mapped stays
    CHECK(text_of(other) == "some text");
    CHECK(text_of(*mapped_file::open(path)) == "another");

    std::ofstream{path}.flush();
    const auto empty = mapped_file::open(path);
    REQUIRE(empty);
    CHECK(empty->bytes().empty());
    std::filesystem::remove(path);
}

TEST_CASE("mapped files: what cannot be opened says why") {
    const auto absent = mapped_file::open("no/such/file");
    REQUIRE_FALSE(absent);
    CHECK(absent.error().code == diagnostic_code::file_unreadable);
    CHECK(absent.error().file == "no/such/file");
    CHECK(absent.error().message.find("No such file") != std::string::npos);
    const auto folder = mapped_file::open(std::filesystem::temp_directory_path().string());
    REQUIRE_FALSE(folder);
    CHECK(folder.error().message.find("directory") != std::string::npos);
    CHECK_FALSE(mapped_file::open("/dev/null"));
}
