// SPDX-License-Identifier: BSL-1.0

// corpus RULES EVENTS.ndjson [--stream] [--threads N] [--rounds N] [--json [FILE.json]] [--name NAME]
//        [--source PRODUCT/CATEGORY/SERVICE] [--filter process_creation|script_block]
//
// How long a whole set of real events takes against a whole set of rules, beside what it takes to parse the events at
// all. Every event of the file goes by, in its order, in every round: a small part repeated would be learnt by the
// processor and flatter. `--stream` reads the file anew each time instead of keeping it in memory.
//
// Events are sorted to rules by their Channel and EventID, unless `--source` says where all of them come from. What it
// leaves empty is unknown and excludes no rule (so `--source //` shows every event to every rule); `-`, which no rule
// names, excludes those that name something.

#include "build_info.hpp"
#include "bundle_file.hpp"
#include "corpus_run.hpp"
#include "event_source.hpp"
#include "matcher.hpp"
#include "program_options.hpp"
#include "report.hpp"
#include "rule_source.hpp"
#include "thread_scaling.hpp"
#include "timing.hpp"
#include "tokenising.hpp"

#include <varsigma/bundle/bundle_options.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/load/mapped_file.hpp>
#include <varsigma/load/yaml.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace {

constexpr std::array known_options{
    program_options::option{"--stream", program_options::takes::nothing},
    program_options::option{"--threads", program_options::takes::value},
    program_options::option{"--rounds", program_options::takes::value},
    program_options::option{"--json", program_options::takes::json_file},
    program_options::option{"--name", program_options::takes::value},
    program_options::option{"--source", program_options::takes::value},
    program_options::option{"--filter", program_options::takes::value},
};

/// Files to rules, rules to a rule set, libyaml's share of it, and a bundle of them in a file to the same, in turns.
struct building_times {
    shortest tokenise;
    shortest load;
    shortest build;
    shortest both;
    shortest open;
    std::size_t bundle_bytes = 0;
};

building_times time_building(const std::string& rules, const std::optional<std::string>& source) {
    building_times times;
    const auto options = options_for(source);
    const bundle_file bundle{varsigma::save_bundle(event_rules{varsigma::yaml::load(rules).rules, options})};
    times.bundle_bytes = bundle.size();
    constexpr int rounds = 3;
    for (int round = 0; round < rounds; ++round) {
        static_cast<void>(times.tokenise.time([&] { return tokenise_files(rules); }));
        const auto begin = clock_type::now();
        auto loaded = varsigma::yaml::load(rules);
        const auto between = clock_type::now();
        const event_rules built{std::move(loaded.rules), options};
        const auto end = clock_type::now();
        times.load.note(between - begin);
        times.build.note(end - between);
        times.both.note(end - begin);
        const auto ready = times.open.time([&] {
            const auto mapped = varsigma::mapped_file::open(bundle.path());
            return mapped && event_rules::from_bundle(mapped->bytes(), {.routes = options.routes});
        });
        if (!ready) { std::cerr << "corpus: the bundle cannot be used\n"; }
    }
    return times;
}

void add_building(report& made, const building_times& times) {
    made.add("load_ms", milliseconds(times.load.get()));
    made.add("build_ms", milliseconds(times.build.get()));
    made.add("tokenise_ms", milliseconds(times.tokenise.get()));
    made.add("bundle_bytes", times.bundle_bytes);
    made.add("bundle_ms", milliseconds(times.open.get()));
    made.add("load_over_bundle", ratio(milliseconds(times.both.get()), milliseconds(times.open.get())));
    made.add("load_over_tokenise", ratio(milliseconds(times.both.get()), milliseconds(times.tokenise.get())));
}

void add_figures(report& made, const corpus_run& run) {
    const auto parse = run.ns(&corpus_run::times::parse);
    const auto read = run.ns(&corpus_run::times::read);
    const auto match = run.ns(&corpus_run::times::match);
    const auto scan = run.ns(&corpus_run::times::scan);
    made.add("parse_ns", parse);
    made.add("read_ns", read);
    made.add("match_ns", match);
    made.add("scan_ns", scan);
    made.add("read_over_parse", ratio(read, parse));
    made.add("match_over_parse", ratio(match, parse));
    made.add("scan_over_parse", ratio(scan, parse));
    made.add("match_p50_ns", run.quantile(0.5));
    made.add("match_p99_ns", run.quantile(0.99));
    made.add("match_p999_ns", run.quantile(0.999));
    made.add("allocations", run.heap().own);
    made.add("allocations_by_re2", run.heap().by_re2);
    made.add("scratch_bytes", run.scratch().bytes());
}

int run(const program_options& given) {
    if (!yardstick_is_fair()) {
        return fail("corpus",
                    "simdjson was compiled with its fallback kernel, which is no measure: compile with -march=native");
    }
    auto filter = event_filter::of(given.value("--filter").value_or(""));
    if (!filter) { return fail("corpus", "the filters are process_creation and script_block"); }
    const auto& file = given.place(1);
    const bool stream = given.has("--stream");
    const auto events = event_source::open(file, stream, std::move(*filter));
    if (!events) { return fail("corpus", "cannot read " + file); }

    const auto source = given.value("--source");
    auto loaded = varsigma::yaml::load(given.place(0));
    if (loaded.rules.empty()) { return fail("corpus", "no rules in " + given.place(0)); }
    const auto building = time_building(given.place(0), source);
    heap_use built_use;
    auto rules = [&] {
        const counting::scope counted{built_use};
        return event_rules{std::move(loaded.rules), options_for(source)};
    }();
    shortest warming;
    warming.time([&] { rules.warm_up(); });

    corpus_run run{*events, rules};
    run.warm_up();
    constexpr std::size_t fewest_rounds = 3;
    constexpr std::size_t fewest_events = 100'000; // in all rounds, for sets so small that one goes by in no time
    const auto wanted = fewest_events / std::max<std::size_t>(run.events(), 1) + 1;
    const auto rounds = given.number("--rounds", std::max(fewest_rounds, std::min<std::size_t>(wanted, 50)));
    while (run.rounds() < rounds) { run.time_round(); }
    run.time_each();
    if (!run.consistent()) { return fail("corpus", "the passes found different matches"); }

    report made;
    made.add("name", given.value("--name").value_or(std::filesystem::path{file}.stem().string()));
    made.add("events", run.events());
    made.add("bytes", run.bytes());
    made.add("rules", rules.rules().size());
    made.add("matches", run.matches());
    made.add("unrouted", run.unrouted());
    made.add("unreadable", run.unreadable());
    add_building(made, building);
    made.add("warm_up_ms", milliseconds(warming.get()));
    made.add("rule_set_bytes", rules.statistics().bytes);
    made.add("rule_set_heap_bytes", built_use.live);
    add_figures(made, run);
    const auto threads = given.number("--threads", 1);
    made.add("threads", threads);
    if (threads > 1 && !stream) {
        const auto reached = scaling_run{events->whole(), rules, threads}.run();
        made.add("threads_scaling", reached.matching);
        made.add("spinning_scaling", reached.spinning);
        made.add("threads_efficiency", reached.efficiency());
    }
    made.add("simd", to_string(rules.simd()));
    add_build_info(made);
    return write_report(std::cout, made, given.value("--json")) ? 0 : fail("corpus", "cannot write the JSON file");
}

} // namespace

int main(int count, char** given) {
    const auto read = program_options::read({given, static_cast<std::size_t>(count)}, known_options, 2);
    if (!read) {
        return fail("corpus",
                    "usage: corpus RULES EVENTS.ndjson [--stream] [--threads N] [--rounds N] [--json [FILE.json]] "
                    "[--name NAME] [--source PRODUCT/CATEGORY/SERVICE] [--filter process_creation|script_block]");
    }
    return run(*read);
}
