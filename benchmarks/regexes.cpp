// SPDX-License-Identifier: BSL-1.0

// regexes RULES [--json [FILE.json]]
//
// What the regular expressions of rules cost on hostile text (hostile_texts.hpp) of 1 KiB to 1 MiB: for each expression
// the most nanoseconds a byte that a search took, and the ten most expensive ones. The first searches, in which RE2
// builds its automaton, are not counted.

#include "build_info.hpp"
#include "hostile_texts.hpp"
#include "program_options.hpp"
#include "report.hpp"
#include "timing.hpp"

#include <varsigma/load/yaml.hpp>
#include <varsigma/pattern/detail/re2.hpp>
#include <varsigma/rule/detail/interpretation.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <iostream>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace {

constexpr std::array known_options{program_options::option{"--json", program_options::takes::json_file}};

constexpr std::array<std::size_t, 4> sizes{std::size_t{1} << 10U, std::size_t{1} << 14U, std::size_t{1} << 17U,
                                           std::size_t{1} << 20U};
constexpr std::size_t worst_listed = 10;
constexpr double dear = 20; // nanoseconds a byte

using expression = std::tuple<std::string, bool, bool, bool>; // and its flags i, m, s

/// The expressions below a selection, and the title of a rule that has each.
void collect(const varsigma::detection& tree, const std::string& title, std::map<expression, std::string>& found) {
    for (const auto& child : tree.children) { collect(child, title, found); }
    if (tree.form != varsigma::detection_form::item) { return; }
    const auto meaning = varsigma::interpret(tree.item.modifiers).meaning;
    if (meaning.kind != varsigma::test_kind::regex) { return; }
    for (const auto& value : tree.item.values) {
        found.try_emplace({value.text, meaning.regex_ignore_case, meaning.regex_multi_line, meaning.regex_dot_all},
                          title);
    }
}

/// What an expression costs, where it costs most.
struct cost {
    std::string text;
    std::string title;
    std::size_t program = 0;
    double ns_per_byte = 0;
    std::string kind;
    std::size_t size = 0;
    bool has_warning = false;
};

/// The processor's time, not the clock's: a search of 1 MiB is long enough for other programs to come between.
double time_search(const varsigma::re2_regex& compiled, std::string_view text, std::string& buffer) {
    constexpr std::size_t bytes = std::size_t{1} << 17U;
    constexpr int usual_tries = 3;
    constexpr int tries_if_dear = 20;
    const auto times = std::max<std::size_t>(bytes / text.size(), 1);
    std::size_t matches = 0;
    shortest time;
    matches += compiled.search(text, buffer) ? 1U : 0U;
    const auto taken = [&] { return nanoseconds_each(time.get(), times * text.size()); };
    for (int again = 0; again < usual_tries || (again < tries_if_dear && taken() > dear / 4); ++again) {
        const auto begin = std::clock();
        for (std::size_t at = 0; at < times; ++at) { matches += compiled.search(text, buffer) ? 1U : 0U; }
        constexpr std::clock_t second = CLOCKS_PER_SEC;
        time.note(std::chrono::duration_cast<duration>(
            std::chrono::duration<double>(static_cast<double>(std::clock() - begin) / static_cast<double>(second))));
    }
    return matches == ~std::size_t{0} ? 0 : taken();
}

cost measure(const varsigma::re2_regex& compiled, const std::string& text) {
    cost worst;
    worst.text = text;
    worst.program = compiled.cost().program_size;
    worst.has_warning = worst.program > varsigma::regex_limits{}.costly_program;
    std::string buffer;
    for (const auto& [kind, piece] : hostile_texts::against(text)) {
        for (const auto size : sizes) {
            const auto took = time_search(compiled, hostile_texts::repeated(piece, size), buffer);
            if (took <= worst.ns_per_byte) { continue; }
            worst.ns_per_byte = took;
            worst.kind = kind;
            worst.size = size;
        }
    }
    return worst;
}

int run(const program_options& given) {
    const auto loaded = varsigma::yaml::load(given.place(0));
    std::map<expression, std::string> found;
    for (const auto& rule : loaded.rules) {
        for (const auto& each : rule.selections) { collect(each.body, rule.metadata.title, found); }
    }
    if (found.empty()) { return fail("regexes", "no regular expressions in " + given.place(0)); }

    std::vector<cost> costs;
    for (const auto& [each, title] : found) {
        const auto& [text, ignore_case, multi_line, dot_all] = each;
        const auto compiled = varsigma::re2_regex::compile(text, {ignore_case, multi_line, dot_all});
        if (!compiled) { continue; } // its rule was not loaded
        costs.push_back(measure(*compiled, text));
        costs.back().title = title;
    }
    std::stable_sort(costs.begin(), costs.end(),
                     [](const cost& left, const cost& right) { return left.ns_per_byte > right.ns_per_byte; });

    std::vector<report> worst;
    for (const auto& each : std::span{costs}.first(std::min(worst_listed, costs.size()))) {
        report one;
        one.add("ns_per_byte", each.ns_per_byte);
        one.add("kind", each.kind);
        one.add("size", each.size);
        one.add("program", each.program);
        one.add("warning", std::string_view{each.has_warning ? "costly_regex" : ""});
        one.add("rule", each.title);
        one.add("expression", each.text);
        worst.push_back(std::move(one));
    }
    const auto is_dear = [](const cost& each) { return each.ns_per_byte > dear; };
    const auto is_unsaid = [&](const cost& each) { return is_dear(each) && !each.has_warning; };
    report made;
    made.add("expressions", costs.size());
    made.add("dear", static_cast<std::size_t>(std::count_if(costs.begin(), costs.end(), is_dear)));
    made.add("dear_without_warning", static_cast<std::size_t>(std::count_if(costs.begin(), costs.end(), is_unsaid)));
    made.add("warnings", static_cast<std::size_t>(std::count_if(costs.begin(), costs.end(),
                                                                [](const cost& each) { return each.has_warning; })));
    made.add("largest_program", std::max_element(costs.begin(), costs.end(), [](const cost& left, const cost& right) {
                                    return left.program < right.program;
                                })->program);
    made.add("worst", worst);
    add_build_info(made);
    return write_report(std::cout, made, given.value("--json")) ? 0 : fail("regexes", "cannot write the JSON file");
}

} // namespace

int main(int count, char** given) {
    const auto read = program_options::read({given, static_cast<std::size_t>(count)}, known_options, 1);
    if (!read) { return fail("regexes", "usage: regexes RULES [--json [FILE.json]]"); }
    return run(*read);
}
