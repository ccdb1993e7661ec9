// SPDX-License-Identifier: BSL-1.0

// instructions RULES EVENTS.ndjson parse|read|scan EVENTS ROUNDS [--source PRODUCT/CATEGORY/SERVICE]
//              [--filter process_creation|script_block]
//
// Does one thing with the first EVENTS events, once to warm up and ROUNDS times more, and measures nothing: to be run
// under callgrind (scripts/count_instructions.sh), where the difference between two numbers of rounds is what a round
// takes.

#include "event_source.hpp"
#include "matcher.hpp"
#include "program_options.hpp"
#include "rule_source.hpp"
#include "yardstick.hpp"

#include <varsigma/load/yaml.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace {

constexpr std::array known_options{
    program_options::option{"--source", program_options::takes::value},
    program_options::option{"--filter", program_options::takes::value},
};

template <class Work>
void repeat(std::size_t events, std::size_t rounds, Work work) {
    for (std::size_t round = 0; round <= rounds; ++round) {
        for (std::size_t at = 0; at < events; ++at) { work(at); }
    }
}

int run(const program_options& given) {
    auto filter = event_filter::of(given.value("--filter").value_or(""));
    if (!filter) { return fail("instructions", "the filters are process_creation and script_block"); }
    const auto events = event_source::open(given.place(1), false, *std::move(filter));
    if (!events) { return fail("instructions", "cannot read " + given.place(1)); }
    const auto& lines = events->whole();
    const auto count = std::min(lines.size(), program_options::to_number(given.place(3)).value_or(0));
    const auto rounds = program_options::to_number(given.place(4)).value_or(0);
    const auto& what = given.place(2);
    if (what == "parse") {
        yardstick parser;
        repeat(count, rounds, [&](std::size_t at) { parser.parse(lines[at].text, lines[at].capacity); });
        std::cout << count << ' ' << parser.checksum() << '\n';
        return 0;
    }
    if (what != "read" && what != "scan") { return fail("instructions", "it is parse, read or scan"); }
    const auto source = given.value("--source");
    event_rules rules{varsigma::yaml::load(given.place(0)).rules, options_for(source)};
    rules.warm_up();
    matcher with{rules};
    std::size_t found = 0;
    if (what == "read") {
        repeat(count, rounds, [&](std::size_t at) { found += with.read(lines[at]) ? 1U : 0U; });
    } else {
        repeat(count, rounds, [&](std::size_t at) {
            with.read(lines[at]);
            found += with.match().size();
        });
    }
    std::cout << count << ' ' << found << '\n';
    return 0;
}

} // namespace

int main(int count, char** given) {
    const auto read = program_options::read({given, static_cast<std::size_t>(count)}, known_options, 5);
    if (!read) {
        return fail("instructions", "usage: instructions RULES EVENTS.ndjson parse|read|scan EVENTS ROUNDS "
                                    "[--source PRODUCT/CATEGORY/SERVICE] [--filter process_creation|script_block]");
    }
    return run(*read);
}
