// SPDX-License-Identifier: BSL-1.0

// embed_rules types NAMESPACE HEADER [--placeholders FILE]... RULES...
// embed_rules bundle NAMESPACE HEADER DEFINITION [--placeholders FILE]... [--event EVENT]... RULES...
//
// What varsigma_embed_rules() runs while a program is built: loads the rules and writes them as types, or as a bundle
// for events that are described (`event_argument.hpp`), or for JSON without. Whatever is wrong with a rule is an error
// of the build, in the form that compilers use.

#include "bundle_source.hpp"
#include "event_argument.hpp"

#include <varsigma/bundle/bundle.hpp>
#include <varsigma/bundle/described_bundle.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/load/placeholders.hpp>
#include <varsigma/load/yaml.hpp>
#include <varsigma/match/findings_summary.hpp>
#include <varsigma/rule_set.hpp>
#include <varsigma/static_rules/static_rule_source.hpp>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace {

struct request {
    bool as_bundle = false;
    std::string name_space;
    std::string header;
    std::string definition;
    std::vector<varsigma::event_description> events;
    std::vector<std::filesystem::path> rules;
};

int complain(const std::string& where, const std::string& what) {
    std::cerr << varsigma::printable(where) << ": error: " << varsigma::printable(what) << '\n';
    return 1;
}

int write(const std::string& path, const std::string& text) {
    std::ofstream file{path, std::ios::binary};
    file << text;
    return file.flush() ? 0 : complain(path, "cannot be written");
}

/// Prints what was found; whether there is an error among it.
bool report(const varsigma::diagnostics& findings) {
    for (const auto& finding : findings) { std::cerr << render(finding) << '\n'; }
    return varsigma::has_errors(findings);
}

int embed_types(const request& asked, varsigma::collection loaded) {
    const auto header = varsigma::to_static_rules(loaded.rules, asked.name_space, loaded.diagnostics);
    return report(loaded.diagnostics) ? 1 : write(asked.header, header);
}

int embed_bundle(const request& asked, const varsigma::collection& loaded) {
    if (report(loaded.diagnostics)) { return 1; }
    const auto bytes =
        asked.events.empty() ? varsigma::save_bundle(loaded) : varsigma::save_bundle(loaded, asked.events);
    const auto made = varsigma::bundle::open(bytes); // to see what compiling found
    if (!made) { return complain(asked.header, made.error().message); }
    varsigma::diagnostics found{made->diagnostics().begin() + static_cast<std::ptrdiff_t>(loaded.diagnostics.size()),
                                made->diagnostics().end()};
    if (report(varsigma::summarise(found))) { return 1; }
    if (const int failed = write(asked.header, bundle_header(asked.name_space, loaded.rules.size()))) { return failed; }
    const auto header = std::filesystem::path{asked.header}.filename().string();
    return write(asked.definition, bundle_definition(asked.name_space, header, bytes));
}

int usage() {
    std::cerr << "usage: embed_rules types NAMESPACE HEADER [--placeholders FILE]... RULES...\n"
                 "       embed_rules bundle NAMESPACE HEADER DEFINITION [--placeholders FILE]... [--event EVENT]... "
                 "RULES...\n";
    return 2;
}

} // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> given(arguments + 1, arguments + count);
    if (given.size() < 4 || (given[0] != "types" && given[0] != "bundle")) { return usage(); }
    request asked{given[0] == "bundle", given[1], given[2], {}, {}, {}};
    std::size_t at = 3;
    if (asked.as_bundle) { asked.definition = given[at++]; }
    std::vector<std::filesystem::path> files;
    for (; at + 1 < given.size() && given[at] == "--placeholders"; at += 2) { files.emplace_back(given[at + 1]); }
    for (; asked.as_bundle && at + 1 < given.size() && given[at] == "--event"; at += 2) {
        auto event = event_of_argument(given[at + 1]);
        if (!event) { return complain(given[at + 1], "not an event: NAME=PRODUCT/CATEGORY/SERVICE:FIELD,FIELD..."); }
        asked.events.push_back(*std::move(event));
    }
    asked.rules.assign(given.begin() + static_cast<std::ptrdiff_t>(at), given.end());
    if (asked.rules.empty()) { return usage(); }

    varsigma::diagnostics replaced;
    const auto values = varsigma::yaml::load_placeholders(files, replaced);
    if (!values) {
        report({values.error()});
        return 1;
    }
    report(replaced);
    varsigma::yaml::options how;
    how.validation.values = &*values;
    auto loaded = varsigma::yaml::load(asked.rules, how);
    if (loaded.rules.empty()) {
        report(loaded.diagnostics);
        return complain(asked.rules.front().string(), "there is no rule to embed");
    }
    return asked.as_bundle ? embed_bundle(asked, loaded) : embed_types(asked, std::move(loaded));
}
