// SPDX-License-Identifier: BSL-1.0

// embed_rules NAMESPACE HEADER RULES...
//
// What varsigma_embed_rules() runs while a program is built: loads the rules and writes them as types. Whatever is wrong
// with one of them is an error of the build, in the form that compilers use.

#include <varsigma/convert/static_rule_source.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/load/yaml.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

int main(int count, char** arguments) {
    const std::vector<std::string> given(arguments + 1, arguments + count);
    if (given.size() < 3) {
        std::cerr << "usage: embed_rules NAMESPACE HEADER RULES...\n";
        return 2;
    }
    const std::vector<std::filesystem::path> places(given.begin() + 2, given.end());
    auto loaded = varsigma::yaml::load(places);
    const auto header = varsigma::to_static_rules(loaded.rules, given[0], loaded.diagnostics);
    for (const auto& finding : loaded.diagnostics) { std::cerr << render(finding) << '\n'; }
    if (varsigma::count(loaded.diagnostics, varsigma::severity::error) != 0) { return 1; }
    if (header.empty()) {
        std::cerr << given[2] << ": error: there is no rule to embed\n";
        return 1;
    }
    std::ofstream file{given[1], std::ios::binary};
    file << header;
    if (!file.flush()) {
        std::cerr << given[1] << ": error: cannot be written\n";
        return 1;
    }
    return 0;
}
