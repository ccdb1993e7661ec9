// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/page.hpp>
#include <varsigma/convert/page_queries.hpp>

#include "../support/data.hpp"
#include "../support/loading.hpp"
#include "recorded_texts.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The page that the project began from, made again. The data is not part of the project.

namespace {

using cells = std::vector<std::pair<std::string, std::string>>;

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    return first == text.npos ? std::string{} : std::string{text.substr(first, text.find_last_not_of(' ') + 1 - first)};
}

/// The rows of the table at the beginning, their blanks aside and without the line below the head.
cells rows_of(const std::string& page) {
    cells rows;
    std::istringstream lines{page};
    for (std::string line; std::getline(lines, line) && line.starts_with('|');) {
        if (line.starts_with("|:")) { continue; }
        const auto middle = line.find('|', 1);
        const auto end = line.rfind('|');
        REQUIRE(middle < end);
        rows.emplace_back(trimmed(line.substr(1, middle - 1)), trimmed(line.substr(middle + 1, end - middle - 1)));
    }
    return rows;
}

/// The sections with what stands in their blocks.
cells blocks_of(const std::string& page) {
    cells blocks;
    std::istringstream lines{page};
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (line == "```") {
            inside = !inside;
        } else if (inside) {
            blocks.back().second += line + '\n';
        } else if (line.starts_with('#')) {
            blocks.emplace_back(line, std::string{});
        }
    }
    return blocks;
}

varsigma::page_data_source described(std::string service, std::string id, std::string category,
                                     std::vector<std::string> fields, const std::string& name) {
    return {{"windows", std::move(category), std::move(service), {}},
            std::move(id),
            std::move(fields),
            {name, "../Data_Needed/" + name + ".md"}};
}

/// A table such as those who keep such pages have, of which the rule needs three lines.
std::vector<varsigma::page_data_source> logs() {
    return {described("security", "4688", "process_creation", {}, "DN_0001_4688_windows_process_creation"),
            described("security", "4688", "process_creation", {"CommandLine"},
                      "DN_0002_4688_windows_process_creation_with_commandline"),
            described("security", "4688", "process_creation", {"ParentProcessName"}, "DN_9001_parents"),
            described("sysmon", "1", "process_creation", {}, "DN_0003_1_windows_sysmon_process_creation"),
            described("sysmon", "3", "network_connection", {}, "DN_9002_connections"),
            described("security", "1", "process_creation", {}, "DN_9003_of_another_service"),
            described("sysmon", "4688", "process_creation", {}, "DN_9004_of_another_service"),
            {{"linux", {}, {}, {}}, {}, {}, {"DN_9005_linux", {}}}};
}

struct seed_page {
    std::string expected;
    std::string made;
    std::filesystem::path folder;
};

std::optional<seed_page> make_page() {
    const auto folder = varsigma_tests::conformance_data("../seed");
    if (!folder) { return std::nullopt; }
    const auto rules = varsigma_tests::load(*folder / "msiexec_web_install.yml").rules;
    REQUIRE(rules.size() == 2);
    constexpr auto profile = varsigma::query_profile::sigmac_2019;
    varsigma::page_options options;
    options.source = varsigma_tests::text_of(*folder / "msiexec_web_install.yml");
    options.data_sources = logs();
    options.queries = page_queries(rules, {.kibana = {.query = {.profile = profile}},
                                           .watcher = {.query = {.profile = profile}},
                                           .graylog = {.profile = profile},
                                           .form = varsigma::page_text_form::python_repr});
    return seed_page{varsigma_tests::text_of(*folder / "page.md"), to_page_markdown(rules, options), *folder};
}

} // namespace

TEST_CASE("page: the table that the project began from") {
    const auto pages = make_page();
    if (!pages) { return; }
    const auto expected = rows_of(pages->expected);
    const auto made = rows_of(pages->made);
    REQUIRE(expected.size() == 11);
    REQUIRE(made.size() == expected.size());
    for (std::size_t at = 0; at < expected.size(); ++at) {
        CHECK(made[at].first == expected[at].first);
        CHECK(made[at].second == expected[at].second);
    }
}

TEST_CASE("page: the sections that the project began from") {
    const auto pages = make_page();
    if (!pages) { return; }
    const auto expected = blocks_of(pages->expected);
    const auto made = blocks_of(pages->made);
    REQUIRE(expected.size() == 5);
    REQUIRE(made.size() == expected.size());
    for (std::size_t at = 0; at < expected.size(); ++at) { CHECK(made[at].first == expected[at].first); }
    CHECK(made[1].second + '\n' == expected[1].second); // there an empty line follows the rule
    for (std::size_t at = 2; at < expected.size(); ++at) { CHECK(made[at].second == expected[at].second); }
}

TEST_CASE("page: the recorded queries, shown as Python shows them") {
    const auto pages = make_page();
    if (!pages) { return; }
    const auto expected = blocks_of(pages->expected);
    const std::pair<const char*, std::size_t> files[]{
        {"es-qs.expected.txt", 2}, {"xpack-watcher.expected.txt", 3}, {"graylog.expected.txt", 4}};
    for (const auto& [file, at] : files) {
        auto text = varsigma_tests::text_of(pages->folder / file);
        text.pop_back(); // of the program that printed it
        varsigma::page_options options;
        options.queries.push_back({"Q", text, {}, varsigma::page_text_form::python_repr});
        CHECK(blocks_of(to_page_markdown(varsigma::detection_rule{}, options)).back().second == expected[at].second);
    }
}
