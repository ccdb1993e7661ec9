// SPDX-License-Identifier: BSL-1.0

// bundle make FILE RULES...     rules from YAML, compiled for events from JSON, into a file
// bundle show FILE              what is in it
// bundle verify FILE [RULES...] whether it can be used, all expressions included; and whether it is what RULES give
// today
//
// A product that must not parse YAML ships such a file, maps it, and has its rules at once.

#include <varsigma/bundle/bundle.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/load/mapped_file.hpp>
#include <varsigma/load/yaml.hpp>
#include <varsigma/varsigma.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>
#include <string>
#include <vector>

namespace {

using paths = std::vector<std::filesystem::path>;

int complain(const std::string& what) {
    std::cerr << "bundle: " << varsigma::printable(what) << '\n';
    return 1;
}

/// Loads and compiles rules; nothing, and why on the standard error, if one of them is wrong.
std::vector<std::byte> compiled(const paths& rules) {
    const auto loaded = varsigma::yaml::load(rules);
    for (const auto& finding : loaded.diagnostics) {
        if (finding.level == varsigma::severity::error) { std::cerr << render(finding) << '\n'; }
    }
    if (has_errors(loaded.diagnostics)) { return {}; }
    return varsigma::save_bundle(loaded);
}

int make(const std::string& file, const paths& rules) {
    const auto bytes = compiled(rules);
    if (bytes.empty()) { return complain("rules are wrong: nothing is written"); }
    // beside it and then over it: who has the old one mapped keeps it
    const auto beside = file + ".new";
    std::ofstream out{beside, std::ios::binary};
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    out.close();
    std::error_code failure;
    if (out) { std::filesystem::rename(beside, file, failure); }
    if (!out || failure) { return complain(file + " cannot be written"); }
    std::cout << varsigma::printable(file) << ": " << bytes.size() << " bytes\n";
    return 0;
}

int show(const std::string& file) {
    const auto mapped = varsigma::mapped_file::open(file);
    if (!mapped) { return complain(render(mapped.error())); }
    const auto opened = varsigma::bundle::open(mapped->bytes());
    if (!opened) { return complain(file + ": " + opened.error().message); }
    const auto& rules = opened->rules();
    std::cout << rules.size() << " rules over " << opened->fields()->size() << " fields, by varsigma "
              << opened->library() << ", for";
    for (const auto& event : opened->events()) { std::cout << ' ' << event; }
    std::cout << '\n';
    for (std::size_t number = 0; number < rules.size(); ++number) {
        std::cout << varsigma::printable(rules.id(number)) << "  " << name(rules.level(number)) << "  "
                  << varsigma::printable(rules.title(number)) << '\n';
    }
    for (const auto& finding : opened->diagnostics()) { std::cout << render(finding) << '\n'; }
    return 0;
}

int verify(const std::string& file, const paths& rules) {
    const auto mapped = varsigma::mapped_file::open(file);
    if (!mapped) { return complain(render(mapped.error())); }
    const auto opened =
        varsigma::rule_set<varsigma::dynamic_event>::from_bundle(mapped->bytes(), {.compile_expressions = true});
    if (!opened) { return complain(file + ": " + opened.error().message); }
    std::cout << varsigma::printable(file) << ": " << opened->rules().size() << " rules, whole and usable\n";
    if (rules.empty()) { return 0; }
    const auto today = compiled(rules);
    if (!std::equal(today.begin(), today.end(), mapped->bytes().begin(), mapped->bytes().end())) {
        return complain("not what the rules give today");
    }
    std::cout << "what the rules give today\n";
    return 0;
}

} // namespace

// NOLINTNEXTLINE(bugprone-exception-escape): only for want of memory
int main(int argument_count, char** arguments) {
    const std::vector<std::string> given(arguments, arguments + argument_count);
    const std::string command = given.size() > 2 ? given[1] : "";
    const paths rules(given.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, given.size())), given.end());
    if (command == "make" && !rules.empty()) { return make(given[2], rules); }
    if (command == "show" && rules.empty()) { return show(given[2]); }
    if (command == "verify") { return verify(given[2], rules); }
    std::cerr << "usage: bundle make FILE RULES...\n"
                 "       bundle show FILE\n"
                 "       bundle verify FILE [RULES...]\n";
    return 2;
}
