// SPDX-License-Identifier: BSL-1.0

// static_rules [--rounds N] [--json [FILE.json]]
//
// Ten shapes of rules over invented process creations: as a static rule, as the same rule compiled at run time, and as
// `if`s written by hand. What each takes an event, in turns; then the median of the ten ratios.

#include "build_info.hpp"
#include "process_event.hpp"
#include "program_options.hpp"
#include "report.hpp"
#include "rule_shapes.hpp"
#include "samples.hpp"
#include "timing.hpp"

#include <varsigma/rule.hpp>
#include <varsigma/static_rules/static_model.hpp>
#include <varsigma/static_rules/static_rule.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::array known_options{
    program_options::option{"--rounds", program_options::takes::value},
    program_options::option{"--json", program_options::takes::json_file},
};

/// Process creations whose image is the program of their command line.
std::vector<process_event> invented_events() {
    samples::picker pick{5};
    constexpr std::array<std::string_view, 4> users{"NT AUTHORITY\\SYSTEM", "EXAMPLE\\jane", "EXAMPLE\\joe",
                                                    "EXAMPLE\\svc-backup"};
    constexpr std::array<std::string_view, 3> levels{"Medium", "High", "System"};
    constexpr std::array<std::string_view, 4> parents{
        R"(C:\Windows\explorer.exe)", R"(C:\Windows\System32\services.exe)",
        R"(C:\Program Files\Microsoft Office\root\Office16\WINWORD.EXE)", R"(C:\Windows\System32\cmd.exe)"};
    std::vector<process_event> events;
    for (const auto& line : samples::command_lines()) {
        process_event made;
        made.command_line = line;
        const bool is_quoted = line.front() == '"';
        made.image = line.substr(is_quoted ? 1 : 0, line.find(is_quoted ? '"' : ' ', 1) - (is_quoted ? 1 : 0));
        made.original_file_name = made.image.substr(made.image.rfind('\\') + 1);
        made.user = pick.from(users);
        made.integrity_level = pick.from(levels);
        made.parent_image = pick.from(parents);
        events.push_back(std::move(made));
    }
    return events;
}

struct outcome {
    double by_hand = 0;
    double by_type = 0;
};

template <class Shape>
outcome measure(const std::vector<process_event>& events, std::size_t rounds, std::vector<report>& rows) {
    using rule_type = varsigma::rule<process_event>;
    const auto compiled = rule_type::compile(varsigma::model_of<typename Shape::rule>());
    if (!compiled) { return {}; }
    typename rule_type::scratch scratch{*compiled};
    const auto count_all = [&](auto matches) {
        std::size_t found = 0;
        for (const auto& event : events) { found += matches(event) ? 1U : 0U; }
        return found;
    };
    shortest by_hand;
    shortest by_type;
    shortest loaded;
    std::array<std::size_t, 3> found{};
    for (std::size_t round = 0; round < rounds; ++round) {
        found[0] = by_hand.time([&] { return count_all([](const auto& event) { return Shape::by_hand(event); }); });
        found[1] =
            by_type.time([&] { return count_all([](const auto& event) { return Shape::rule::matches(event); }); });
        found[2] = loaded.time(
            [&] { return count_all([&](const auto& event) { return compiled->matches(event, scratch); }); });
    }
    const outcome each{nanoseconds_each(by_hand.get(), events.size()), nanoseconds_each(by_type.get(), events.size())};
    report row;
    row.add("shape", Shape::name);
    row.add("matches", found[0]);
    row.add("agree", found[0] == found[1] && found[1] == found[2] ? "yes" : "NO");
    row.add("by_hand_ns", each.by_hand);
    row.add("static_ns", each.by_type);
    row.add("loaded_ns", nanoseconds_each(loaded.get(), events.size()));
    row.add("static_over_hand", ratio(each.by_type, each.by_hand));
    rows.push_back(std::move(row));
    return each;
}

template <class... Shapes>
int run(const program_options& given) {
    const auto events = invented_events();
    const auto rounds = given.number("--rounds", 500);
    std::vector<report> rows;
    std::vector<double> ratios;
    (ratios.push_back([&] {
        const auto each = measure<Shapes>(events, rounds, rows);
        return ratio(each.by_type, each.by_hand);
    }()),
     ...);
    std::sort(ratios.begin(), ratios.end());
    report made;
    made.add("name", "static rules");
    made.add("events", events.size());
    made.add("shapes", rows);
    made.add("median_static_over_hand", (ratios[(ratios.size() - 1) / 2] + ratios[ratios.size() / 2]) / 2);
    add_build_info(made);
    return write_report(std::cout, made, given.value("--json")) ? 0
                                                                : fail("static_rules", "cannot write the JSON file");
}

} // namespace

int main(int count, char** given) {
    const auto read = program_options::read({given, static_cast<std::size_t>(count)}, known_options, 0);
    if (!read) { return fail("static_rules", "usage: static_rules [--rounds N] [--json [FILE.json]]"); }
    using namespace rule_shapes;
    return run<equals, starts_with_two, ends_with_one_of_five, contains_one, contains_all_three, contains_one_of_twelve,
               inner_wildcard, number_and_text, with_filters, several_fields>(*read);
}
