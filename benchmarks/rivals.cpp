// SPDX-License-Identifier: BSL-1.0

// rivals RULES EVENTS.ndjson [--rounds N] [--json [FILE.json]] [--name NAME] [--filter process_creation|script_block]
//
// The engine and simpler ways to do the same, on the same events, a stretch of them each in turn: every rule of the
// event's route tried with RE2 or with a search for its literals; RE2::Set, and Vectorscan where it is installed, as
// prefilters in front of that search. Rules are routed alike, events are read beforehand, and all must find the same
// matches.

#include "rivals.hpp"
#include "build_info.hpp"
#include "event_source.hpp"
#include "matcher.hpp"
#include "program_options.hpp"
#include "report.hpp"
#include "stretch.hpp"
#include "timing.hpp"
#ifdef VARSIGMA_HAS_VECTORSCAN
#include "vectorscan_filter.hpp"
#endif

#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/load/yaml.hpp>
#include <varsigma/route/router.hpp>

#include <array>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

constexpr std::array known_options{
    program_options::option{"--rounds", program_options::takes::value},
    program_options::option{"--json", program_options::takes::json_file},
    program_options::option{"--name", program_options::takes::value},
    program_options::option{"--filter", program_options::takes::value},
};

/// One way to match, and what it took.
struct contender {
    std::string name;
    std::unique_ptr<rival> way; ///< none: the engine
    std::vector<shortest> stretches = {};
    std::size_t matches = 0;

    [[nodiscard]] double match_ns(std::size_t events) const {
        const auto sum = std::accumulate(stretches.begin(), stretches.end(), duration{},
                                         [](duration before, const shortest& one) { return before + one.get(); });
        return nanoseconds_each(sum, events);
    }
};

/// Rows over the fields of the rivals' rules, a block of them.
class plain_rows {
public:
    explicit plain_rows(const plain_rule_set& rules) : reader_(rules.fields()) {
        while (rows_.size() < matcher::block_size) { rows_.emplace_back(rules.fields()); }
    }
    void read(event_lines::line line, std::size_t number) {
        static_cast<void>(reader_.read(line.text, line.capacity, rows_[number]));
    }
    [[nodiscard]] const varsigma::event_row& operator[](std::size_t number) const { return rows_[number].row(); }

private:
    varsigma::simdjson_reader reader_;
    std::vector<varsigma::dynamic_event> rows_;
};

template <class Read, class Match>
duration time_matching(std::size_t begin, std::size_t end, Read read, Match match) {
    duration taken{};
    for_each_block(begin, end, [&](std::size_t first, std::size_t count) {
        for (std::size_t at = 0; at < count; ++at) { read(first + at, at); }
        const auto start = clock_type::now();
        for (std::size_t at = 0; at < count; ++at) { match(at); }
        taken += clock_type::now() - start;
    });
    return taken;
}

class contest {
public:
    contest(const event_lines& lines, const event_rules& rules, const plain_rule_set& plain)
        : lines_(lines), engine_(rules), rows_(plain) {
        add("varsigma", nullptr);
        add("search one by one", std::make_unique<one_by_one<search_texts>>(plain, search_texts{}));
        add("RE2 one by one", std::make_unique<one_by_one<re2_texts>>(plain, re2_texts{plain.tests()}));
        add("RE2::Set per field", std::make_unique<prefiltered<re2_set_filter>>(plain));
#ifdef VARSIGMA_HAS_VECTORSCAN
        add("Vectorscan per field", std::make_unique<prefiltered<vectorscan_field_filter>>(plain));
        add("Vectorscan over all", std::make_unique<prefiltered<vectorscan_whole_filter>>(plain));
#endif
    }

    void run_round() {
        for (auto& one : contenders_) { one.matches = 0; }
        for_each_stretch(lines_.size(), [&](std::size_t number, std::size_t begin, std::size_t end) {
            for (std::size_t turn = 0; turn < contenders_.size(); ++turn) {
                auto& one = contenders_[(number + turn) % contenders_.size()];
                if (one.stretches.size() == number) { one.stretches.emplace_back(); }
                one.stretches[number].note(time(one, begin, end));
            }
        });
    }

    void forget_times() {
        for (auto& one : contenders_) { one.stretches.clear(); }
    }

    [[nodiscard]] const std::vector<contender>& contenders() const noexcept {
        return contenders_;
    }

private:
    void add(std::string name, std::unique_ptr<rival> way) {
        contenders_.push_back({std::move(name), std::move(way)});
    }

    duration time(contender& one, std::size_t begin, std::size_t end) {
        if (!one.way) {
            return time_matching(
                begin, end, [&](std::size_t line, std::size_t at) { engine_.read(lines_[line], at); },
                [&](std::size_t at) { one.matches += engine_.match(at).size(); });
        }
        return time_matching(
            begin, end, [&](std::size_t line, std::size_t at) { rows_.read(lines_[line], at); },
            [&](std::size_t at) { one.matches += one.way->match(rows_[at]); });
    }

    const event_lines& lines_;
    matcher engine_;
    plain_rows rows_;
    std::vector<contender> contenders_;
};

int run(const program_options& given) {
    auto filter = event_filter::of(given.value("--filter").value_or(""));
    if (!filter) { return fail("rivals", "the filters are process_creation and script_block"); }
    const auto events = event_source::open(given.place(1), false, *std::move(filter));
    if (!events) { return fail("rivals", "cannot read " + given.place(1)); }
    auto loaded = varsigma::yaml::load(given.place(0));
    if (loaded.rules.empty()) { return fail("rivals", "no rules in " + given.place(0)); }

    const plain_rule_set plain{loaded.rules, varsigma::router::windows()};
    event_rules rules{std::move(loaded.rules)};
    rules.warm_up();
    contest all{events->whole(), rules, plain};
    all.run_round(); // compiles what the prefilters need, and fills RE2's automata
    all.forget_times();
    const auto rounds = given.number("--rounds", 2);
    for (std::size_t round = 0; round < rounds; ++round) { all.run_round(); }

    const auto count = events->whole().size();
    const auto& engine = all.contenders().front();
    std::vector<report> list;
    bool is_same = true;
    for (const auto& one : all.contenders()) {
        report made;
        made.add("name", one.name);
        made.add("match_ns", one.match_ns(count));
        made.add("over_varsigma", ratio(one.match_ns(count), engine.match_ns(count)));
        made.add("matches", one.matches);
        list.push_back(std::move(made));
        is_same = is_same && one.matches == engine.matches;
    }
    report made;
    made.add("name", given.value("--name").value_or(std::filesystem::path{given.place(1)}.stem().string()));
    made.add("events", count);
    made.add("rules", rules.rules().size());
    made.add("rivals", list);
    add_build_info(made);
    if (!write_report(std::cout, made, given.value("--json"))) { return fail("rivals", "cannot write the JSON file"); }
    return is_same ? 0 : fail("rivals", "they found different matches");
}

} // namespace

int main(int count, char** given) {
    const auto read = program_options::read({given, static_cast<std::size_t>(count)}, known_options, 2);
    if (!read) {
        return fail("rivals", "usage: rivals RULES EVENTS.ndjson [--rounds N] [--json [FILE.json]] [--name NAME] "
                              "[--filter process_creation|script_block]");
    }
    return run(*read);
}
