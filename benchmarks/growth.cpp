// SPDX-License-Identifier: BSL-1.0

// growth RULES EVENTS.ndjson [--rounds N] [--json [FILE.json]] [--source PRODUCT/CATEGORY/SERVICE]
//
// What more rules cost, and what longer events cost.
//
// Rule sets of 300 to 30,000 rules go over the same events in turns, a stretch of events each. The small ones are parts
// of the real rules; the large ones hold variants of them as well, which look for other texts in the same fields
// (rule_variants.hpp).
//
// Then the whole real rule set meets single events with ever longer command lines that are made to be hard
// (adversarial_events.hpp): nanoseconds a byte must not grow.

#include "adversarial_events.hpp"
#include "build_info.hpp"
#include "event_source.hpp"
#include "program_options.hpp"
#include "report.hpp"
#include "rule_source.hpp"
#include "rule_variants.hpp"
#include "stretch.hpp"
#include "timing.hpp"

#include <varsigma/load/yaml.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iostream>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

constexpr std::array known_options{
    program_options::option{"--rounds", program_options::takes::value},
    program_options::option{"--json", program_options::takes::json_file},
    program_options::option{"--source", program_options::takes::value},
};

constexpr std::array<std::size_t, 5> sizes{300, 1'000, 3'000, 10'000, 30'000};
constexpr std::size_t originals = 3'000; // the others are variants of these

/// A rule set of one size, and what it took so far.
struct sized_rules {
    shortest load;
    shortest build;
    heap_use heap{}; // of building
    std::unique_ptr<event_rules> rules;
    std::unique_ptr<matcher> with;
    std::vector<shortest> match;
    heap_use in_match{};
    std::size_t matches = 0;

    [[nodiscard]] double match_ns(std::size_t events) const {
        const auto sum = std::accumulate(match.begin(), match.end(), duration{},
                                         [](duration before, const shortest& one) { return before + one.get(); });
        return nanoseconds_each(sum, events);
    }
};

/// Loads the rules from texts in memory, and compiles them: once to count and to keep, and again for the times.
sized_rules make(std::span<const std::string> texts, std::size_t size, const std::optional<std::string>& source) {
    const auto count = std::min(originals, texts.size());
    std::vector<std::string> own;
    for (std::size_t at = 0; at < size; ++at) {
        own.push_back(rule_variants::with_id_of(texts[at % count], at / count));
    }
    sized_rules made;
    constexpr int tries = 3;
    for (int again = 0; again < tries; ++again) {
        auto rules = made.load.time([&] {
            varsigma::yaml::loader loader;
            for (const auto& text : own) { loader.add_text(text); }
            return loader.take().rules;
        });
        for (std::size_t at = 0; at < rules.size(); ++at) { rule_variants::change(rules[at], at / count); }
        if (again == 0) {
            const counting::scope counted{made.heap};
            made.rules = std::make_unique<event_rules>(std::move(rules), options_for(source));
        } else {
            static_cast<void>(made.build.time([&] { return event_rules{std::move(rules), options_for(source)}; }));
        }
    }
    made.rules->warm_up();
    made.with = std::make_unique<matcher>(*made.rules);
    return made;
}

void time_round(const event_lines& lines, std::vector<sized_rules>& sets) {
    for (auto& set : sets) { set.matches = 0; }
    for_each_stretch(lines.size(), [&](std::size_t number, std::size_t begin, std::size_t end) {
        for (std::size_t turn = 0; turn < sets.size(); ++turn) {
            auto& set = sets[(number + turn) % sets.size()];
            if (set.match.size() == number) { set.match.emplace_back(); }
            const auto taken = time_apart(*set.with, lines, begin, end, set.in_match);
            set.match[number].note(taken.matching);
            set.matches += taken.matches;
        }
    });
}

void add_growth_of_rules(report& made, const event_lines& lines, std::span<const std::string> texts,
                         const std::optional<std::string>& source, std::size_t rounds) {
    std::vector<sized_rules> sets;
    for (const auto size : sizes) { sets.push_back(make(texts, size, source)); }
    for (auto& set : sets) { static_cast<void>(set.with->scan(lines, 0, lines.size())); }
    for (std::size_t round = 0; round < rounds; ++round) { time_round(lines, sets); }
    std::vector<report> list;
    for (const auto& set : sets) {
        report one;
        one.add("rules", set.rules->rules().size());
        one.add("load_ms", milliseconds(set.load.get()));
        one.add("build_ms", milliseconds(set.build.get()));
        one.add("rule_set_bytes", set.rules->statistics().bytes);
        one.add("rule_set_heap_bytes", set.heap.live);
        one.add("match_ns", set.match_ns(lines.size()));
        one.add("matches", set.matches);
        list.push_back(std::move(one));
    }
    made.add("growth", list);
    made.add("ratio_30000_over_3000", ratio(sets[4].match_ns(lines.size()), sets[2].match_ns(lines.size())));
}

/// Nanoseconds a byte of the command line, for one kind and one size.
double time_event(matcher& with, const adversarial::kind& kind, std::size_t size) {
    const event_lines lines{adversarial::event_of(kind, size)};
    if (!with.read(lines[0])) { return 0; }
    constexpr std::size_t bytes = std::size_t{2} << 20U;
    constexpr int tries = 7;
    const auto times = std::max<std::size_t>(bytes / size, 1);
    std::size_t matches = 0;
    for (int warm = 0; warm < 2; ++warm) { matches += with.match().size(); }
    shortest time;
    for (int again = 0; again < tries; ++again) {
        time.time([&] {
            for (std::size_t at = 0; at < times; ++at) { matches += with.match().size(); }
        });
    }
    return matches == ~std::size_t{0} ? 0 : nanoseconds_each(time.get(), times * size);
}

std::vector<report> growth_of_events(const event_rules& rules) {
    matcher with{rules};
    std::vector<report> list;
    for (const auto& kind : adversarial::kinds(rules.rules())) {
        for (std::size_t size = 1'024; size <= std::size_t{1} << 20U; size *= 4) {
            report one;
            one.add("kind", kind.name);
            one.add("size", size);
            one.add("ns_per_byte", time_event(with, kind, size));
            list.push_back(std::move(one));
        }
    }
    return list;
}

int run(const program_options& given) {
    const auto texts = rule_variants::texts_below(given.place(0));
    if (texts.empty()) { return fail("growth", "no rules in " + given.place(0)); }
    const auto events = event_source::open(given.place(1), false, *event_filter::of(""));
    if (!events) { return fail("growth", "cannot read " + given.place(1)); }
    const auto source = given.value("--source");

    report made;
    made.add("events", events->whole().size());
    add_growth_of_rules(made, events->whole(), texts, source, given.number("--rounds", 3));
    auto loaded = varsigma::yaml::load(given.place(0));
    event_rules rules{std::move(loaded.rules)};
    rules.warm_up();
    made.add("adversarial", growth_of_events(rules));
    made.add("simd", to_string(rules.simd()));
    add_build_info(made);
    return write_report(std::cout, made, given.value("--json")) ? 0 : fail("growth", "cannot write the JSON file");
}

} // namespace

int main(int count, char** given) {
    const auto read = program_options::read({given, static_cast<std::size_t>(count)}, known_options, 2);
    if (!read) {
        return fail("growth", "usage: growth RULES EVENTS.ndjson [--rounds N] [--json [FILE.json]] "
                              "[--source PRODUCT/CATEGORY/SERVICE]");
    }
    return run(*read);
}
