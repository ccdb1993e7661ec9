// SPDX-License-Identifier: BSL-1.0

// convert RULES [--rounds N]
//
// How long it takes to write all rules of a folder for every target, in both profiles. The median of N rounds (5);
// loading is not counted.

#include "program_options.hpp"

#include <varsigma/convert/graylog.hpp>
#include <varsigma/convert/kibana.hpp>
#include <varsigma/convert/lucene.hpp>
#include <varsigma/convert/xpack_watcher.hpp>
#include <varsigma/load/yaml.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::array known_options{program_options::option{"--rounds", program_options::takes::value}};

/// What one round over all rules gave.
struct outcome {
    std::size_t written = 0;
    std::size_t bytes = 0;
    double seconds = 0;
};

template <class Convert>
outcome once(std::span<const varsigma::detection_rule> rules, Convert convert) {
    outcome made;
    const auto begin = std::chrono::steady_clock::now();
    for (const auto& rule : rules) {
        if (const auto text = convert(rule)) {
            ++made.written;
            made.bytes += text->text.size();
        }
    }
    made.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return made;
}

/// Prints a line, and gives the median of the rounds' seconds.
template <class Convert>
double measure(std::string_view name, std::span<const varsigma::detection_rule> rules, std::size_t rounds,
               Convert convert) {
    std::vector<outcome> all;
    for (std::size_t round = 0; round < rounds; ++round) { all.push_back(once(rules, convert)); }
    std::sort(all.begin(), all.end(), [](const auto& left, const auto& right) { return left.seconds < right.seconds; });
    const auto& median = all[all.size() / 2];
    std::cout << std::left << std::setw(28) << name << std::right << std::setw(6) << median.written << " rules, "
              << std::setw(9) << median.bytes << " bytes, " << std::fixed << std::setprecision(3) << median.seconds
              << " s\n";
    return median.seconds;
}

} // namespace

int main(int argument_count, char** arguments) {
    const std::span<char* const> given{arguments, static_cast<std::size_t>(argument_count)};
    const auto options = program_options::read(given, known_options, 1);
    if (!options) { return fail("convert", "usage: convert RULES [--rounds N]"); }
    const auto rounds = options->number("--rounds", 5);
    const auto loaded = varsigma::yaml::load(options->place(0));
    if (loaded.rules.empty()) { return fail("convert", "no rules"); }
    const std::span<const varsigma::detection_rule> rules{loaded.rules};

    double all = 0;
    for (const auto profile : {varsigma::query_profile::lucene_current, varsigma::query_profile::sigmac_2019}) {
        const varsigma::lucene_options query{.profile = profile};
        const std::string name =
            profile == varsigma::query_profile::lucene_current ? ", lucene_current" : ", sigmac_2019";
        all += measure("lucene" + name, rules, rounds, [&](const auto& rule) { return to_lucene(rule, query); });
        all += measure("graylog" + name, rules, rounds,
                       [&](const auto& rule) { return to_graylog(rule, {.profile = profile}); });
        all += measure("kibana" + name, rules, rounds,
                       [&](const auto& rule) { return to_kibana(rule, {.query = query}); });
        all += measure("xpack_watcher" + name, rules, rounds,
                       [&](const auto& rule) { return to_xpack_watcher(rule, {.query = query}); });
    }
    std::cout << rules.size() << " rules for all targets: " << std::setprecision(3) << all << " s\n";
    return EXIT_SUCCESS;
}
