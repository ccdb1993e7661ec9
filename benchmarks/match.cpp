// SPDX-License-Identifier: BSL-1.0

// Parts of the engine by themselves, on invented data: patterns, single rules, a few rules. For many literals see
// literals.cpp, for whole rule sets on real events corpus.cpp.
//
// Names: what / variant / texts. A pattern over command lines goes through 256 of them, of which one in four matches;
// over the script, the only match is at its end. `raw` texts are folded while they are matched, `folded` ones
// beforehand. Bytes are those of the texts, although a pattern that is anchored at an end need not read them all.
//
//   match --benchmark_filter='pattern/contains'

#include "process_event.hpp"
#include "samples.hpp"

#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/load/yaml.hpp>
#include <varsigma/pattern/re2_engine.hpp>
#include <varsigma/pattern/wildcard_pattern.hpp>
#include <varsigma/rule.hpp>
#include <varsigma/rule_set.hpp>

#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using varsigma::sigma_string;

/// What all of a benchmark's passes have gone through, as rates.
void count(benchmark::State& state, std::size_t items, std::size_t bytes) {
    const auto passes = static_cast<std::size_t>(state.iterations());
    state.SetItemsProcessed(static_cast<std::int64_t>(passes * items));
    state.SetBytesProcessed(static_cast<std::int64_t>(passes * bytes));
}

// --- patterns --------------------------------------------------------------------------------------------------------

struct named_pattern {
    std::string_view shape;
    sigma_string pattern;
};

std::vector<named_pattern> patterns_for(const samples::texts& texts) {
    const std::string_view whole = texts.front();
    constexpr std::size_t end_length = 12;
    return {
        {"equals", sigma_string::literal(whole)},
        {"startswith", sigma_string::literal(whole.substr(0, whole.size() / 4)).startswith()},
        {"endswith", sigma_string::literal(whole.substr(whole.size() - end_length)).endswith()},
        {"contains", sigma_string::parse("-encodedcommand").contains()},
        {"inner_star", sigma_string::parse("e*-encodedcommand").contains()},
        {"question_mark", sigma_string::parse("-encoded?ommand").contains()},
        {"windash", sigma_string::parse(" -encodedcommand").windash().contains()},
    };
}

template <class Engine>
void match_pattern(benchmark::State& state, const sigma_string& pattern, const samples::texts& texts, bool is_folded) {
    const auto compiled = varsigma::wildcard_pattern<Engine>::compile(pattern, varsigma::case_mode::folded);
    if (!compiled) {
        state.SkipWithError(compiled.error().message.c_str());
        return;
    }
    std::size_t found = 0;
    for (auto _ : state) {
        for (const auto& text : texts) {
            found += is_folded ? compiled->matches_folded(text) : compiled->matches(text);
        }
    }
    benchmark::DoNotOptimize(found);
    if (found == 0) { state.SkipWithError("nothing matched"); }
    count(state, texts.size(), samples::bytes_of(texts));
}

template <class Engine>
void add_pattern_benchmark(const std::string& name, const sigma_string& pattern, const samples::texts& texts,
                           bool is_folded) {
    benchmark::RegisterBenchmark(name.c_str(), [pattern, texts, is_folded](benchmark::State& state) {
        match_pattern<Engine>(state, pattern, texts, is_folded);
    });
}

void add_pattern_benchmarks() {
    const std::array sets{std::pair{std::string{"command_lines"}, samples::command_lines()},
                          std::pair{std::string{"script"}, samples::script()}};
    for (const auto& [set, raw] : sets) {
        const auto folded = samples::folded(raw);
        for (const auto& [shape, pattern] : patterns_for(raw)) {
            const auto name = "pattern/" + std::string{shape};
            for (const bool is_folded : {true, false}) {
                const auto& texts = is_folded ? folded : raw;
                const auto variant = '/' + set + (is_folded ? "/folded" : "/raw");
                add_pattern_benchmark<varsigma::glob_automaton>(name + "/glob" + variant, pattern, texts, is_folded);
                add_pattern_benchmark<varsigma::re2_engine>(name + "/re2" + variant, pattern, texts, is_folded);
            }
        }
    }
}

// --- rules -----------------------------------------------------------------------------------------------------------

constexpr std::string_view rule_text = R"(
title: Encoded command below an office program
logsource:
    product: windows
    category: process_creation
detection:
    selection_parent:
        ParentImage|endswith:
            - '\winword.exe'
            - '\excel.exe'
            - '\outlook.exe'
    selection_child:
        Image|endswith: '\powershell.exe'
        CommandLine|contains: '-encodedcommand'
    filter_update:
        User|contains: 'SYSTEM'
    condition: all of selection_* and not 1 of filter_*
)";

process_event event_below(std::string parent) {
    process_event event;
    event.image = R"(C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe)";
    event.parent_image = std::move(parent);
    event.command_line =
        "powershell.exe -NoProfile -ExecutionPolicy Bypass -EncodedCommand SQBFAFgAIAAoAE4AZQB3AC0ATwBi";
    event.user = R"(EXAMPLE\jane)";
    return event;
}

void match_rule(benchmark::State& state, const process_event& event, bool expected) {
    auto loaded = varsigma::yaml::load_text(rule_text);
    const auto rule = varsigma::rule<process_event>::compile(std::move(loaded.rules.at(0)));
    if (!rule) {
        state.SkipWithError(rule.error().message.c_str());
        return;
    }
    varsigma::rule<process_event>::scratch scratch{*rule};
    for (auto _ : state) {
        bool found = rule->matches(event, scratch);
        benchmark::DoNotOptimize(found);
    }
    if (rule->matches(event, scratch) != expected) { state.SkipWithError("the wrong answer"); }
    count(state, 1, event.image.size() + event.parent_image.size() + event.command_line.size() + event.user.size());
}

void add_rule_benchmarks() {
    benchmark::RegisterBenchmark("rule/struct/hit", [](benchmark::State& state) {
        match_rule(state, event_below(R"(C:\Program Files\Microsoft Office\root\Office16\WINWORD.EXE)"), true);
    });
    benchmark::RegisterBenchmark("rule/struct/miss", [](benchmark::State& state) {
        match_rule(state, event_below(R"(C:\Windows\explorer.exe)"), false);
    });
}

// --- rule sets -------------------------------------------------------------------------------------------------------

std::vector<varsigma::detection_rule> bundled_rules() {
    const std::filesystem::path folder = std::filesystem::path{VARSIGMA_SOURCE_DIR} / "examples" / "rules";
    if (!std::filesystem::exists(folder)) { return {}; }
    return varsigma::yaml::load(folder).rules;
}

void match_rule_set(benchmark::State& state) {
    const varsigma::rule_set<process_event> rules{bundled_rules()};
    varsigma::rule_set<process_event>::scratch scratch{rules};
    std::vector<process_event> events;
    std::size_t bytes = 0;
    for (const auto& line : samples::command_lines()) {
        events.push_back(event_below(R"(C:\Windows\explorer.exe)"));
        events.back().command_line = line;
        bytes += events.back().image.size() + events.back().parent_image.size() + line.size();
    }
    std::size_t found = 0;
    for (auto _ : state) {
        for (const auto& event : events) { found += rules.match(event, scratch).size(); }
    }
    benchmark::DoNotOptimize(found);
    count(state, events.size(), bytes);
    state.counters["rules"] = static_cast<double>(rules.rules().size());
}

void build_rule_set(benchmark::State& state) {
    const auto rules = bundled_rules();
    for (auto _ : state) {
        varsigma::rule_set<process_event> built{rules};
        benchmark::DoNotOptimize(built);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(rules.size()) * state.iterations());
}

/// Reading the same JSON text over the fields that the bundled rules read; `Match`: and matching it.
template <bool Match>
void read_json(benchmark::State& state) {
    const varsigma::rule_set<varsigma::dynamic_event> rules{bundled_rules()};
    varsigma::rule_set<varsigma::dynamic_event>::scratch scratch{rules};
    varsigma::simdjson_reader reader{rules.fields()};
    varsigma::dynamic_event event{rules.fields()};
    constexpr std::size_t padding = 128;
    const auto length = samples::json_event.size();
    const auto padded = std::string{samples::json_event} + std::string(padding, ' ');
    const std::string_view line = std::string_view{padded}.substr(0, length);
    for (auto _ : state) {
        if (!reader.read(line, padded.size(), event)) {
            state.SkipWithError("the event cannot be read");
            break;
        }
        benchmark::DoNotOptimize(event);
        if constexpr (Match) {
            auto found = rules.match(event, scratch).size();
            benchmark::DoNotOptimize(found);
        }
    }
    count(state, 1, length);
}

void add_rule_set_benchmarks() {
    benchmark::RegisterBenchmark("json/read", read_json<false>);
    if (bundled_rules().empty()) {
        std::cerr << "match: no rules in examples/rules, so there are no benchmarks of a rule set\n";
        return;
    }
    benchmark::RegisterBenchmark("json/read_and_match", read_json<true>);
    benchmark::RegisterBenchmark("rule_set/struct", match_rule_set);
    benchmark::RegisterBenchmark("rule_set/build", build_rule_set);
}

} // namespace

int main(int count, char** given) {
    benchmark::Initialize(&count, given);
    if (benchmark::ReportUnrecognizedArguments(count, given)) { return EXIT_FAILURE; }
    add_pattern_benchmarks();
    add_rule_benchmarks();
    add_rule_set_benchmarks();
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return EXIT_SUCCESS;
}
