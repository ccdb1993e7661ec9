// SPDX-License-Identifier: BSL-1.0

// corpus RULES EVENTS.ndjson [--json FILE] [--name NAME] [--source PRODUCT/CATEGORY/SERVICE]
//
// How long whole sets of real events take against whole sets of rules, on one thread. Every event of the file goes by, in
// its order, once to warm up (memory, and RE2's automata) and then once for each figure: a small part repeated would be
// learnt by the processor and flatter.
//
// Events are sorted to rules by their Channel and EventID, unless `--source` says where all of them come from. What it
// leaves empty is unknown and excludes no rule; `-`, which no rule names, excludes those that name something.

#include "event_lines.hpp"
#include "measurement.hpp"

#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/load/yaml.hpp>
#include <varsigma/match/rule_set.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using clock_type = std::chrono::steady_clock;
using events_rules = varsigma::rule_set<varsigma::dynamic_event>;

#ifdef __clang__
constexpr std::string_view compiler_name = "clang " __clang_version__;
#else
constexpr std::string_view compiler_name = "g++ " __VERSION__;
#endif

/// Events that are parsed, then matched, at a stretch: so many that reading the clock does not count, and so few that
/// their rows stay in the processor's second cache.
constexpr std::size_t block_size = 32;

struct arguments {
    std::string rules;
    std::string events;
    std::string json;
    std::string name;
    std::optional<std::string> source;
};

std::optional<arguments> read_arguments(std::span<char* const> given) {
    arguments read;
    std::vector<std::string> places;
    for (std::size_t at = 1; at < given.size(); ++at) {
        const std::string_view argument = given[at];
        const bool is_option = argument.starts_with("--");
        if (is_option && at + 1 == given.size()) { return std::nullopt; }
        if (!is_option) {
            places.emplace_back(argument);
        } else if (argument == "--json") {
            read.json = given[++at];
        } else if (argument == "--name") {
            read.name = given[++at];
        } else if (argument == "--source") {
            read.source = given[++at];
        } else {
            return std::nullopt;
        }
    }
    if (places.size() != 2) { return std::nullopt; }
    read.rules = places[0];
    read.events = places[1];
    if (read.name.empty()) { read.name = std::filesystem::path{read.events}.stem().string(); }
    return read;
}

/// `PRODUCT/CATEGORY/SERVICE`, as views of `text`.
varsigma::logsource source_from(std::string_view text) {
    std::array<std::string_view, 3> parts;
    for (auto& part : parts) {
        const auto end = std::min(text.find('/'), text.size());
        part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {parts[0], parts[1], parts[2]};
}

double milliseconds(clock_type::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

double nanoseconds_each(clock_type::duration time, std::size_t count) {
    return count == 0 ? 0 : std::chrono::duration<double, std::nano>(time).count() / static_cast<double>(count);
}

/// One set of events, and what it takes to read and match them.
class corpus_run {
public:
    corpus_run(const event_lines& lines, const events_rules& rules)
        : lines_(lines), rules_(rules), scratch_(rules), reader_(rules.fields()) {
        block_.reserve(block_size);
        while (block_.size() < block_size) { block_.emplace_back(rules.fields()); }
    }

    /// Parses and matches every event, and counts what there is to count.
    void warm_up(measurement& taken) {
        for (std::size_t at = 0; at < lines_.size(); ++at) {
            auto& event = block_[at % block_size];
            if (!parse(at, event)) { ++taken.unreadable; }
            const auto found = rules_.match(event, scratch_);
            taken.unrouted += found.routed() ? 0U : 1U;
            taken.matches += found.size();
        }
        taken.events = lines_.size();
        taken.bytes = lines_.bytes();
    }

    /// Parsing and matching, each by itself.
    void time_apart(measurement& taken) {
        clock_type::duration parsing{};
        clock_type::duration matching{};
        std::size_t matches = 0;
        for (std::size_t begin = 0; begin < lines_.size(); begin += block_size) {
            const auto count = std::min(block_size, lines_.size() - begin);
            const auto before = clock_type::now();
            for (std::size_t at = 0; at < count; ++at) { static_cast<void>(parse(begin + at, block_[at])); }
            const auto between = clock_type::now();
            for (std::size_t at = 0; at < count; ++at) { matches += rules_.match(block_[at], scratch_).size(); }
            const auto after = clock_type::now();
            parsing += between - before;
            matching += after - between;
        }
        check(matches, taken);
        taken.parse_ns = nanoseconds_each(parsing, lines_.size());
        taken.match_ns = nanoseconds_each(matching, lines_.size());
    }

    /// Each event parsed and matched at once.
    void time_together(measurement& taken) {
        std::size_t matches = 0;
        const auto before = clock_type::now();
        for (std::size_t at = 0; at < lines_.size(); ++at) {
            static_cast<void>(parse(at, block_.front()));
            matches += rules_.match(block_.front(), scratch_).size();
        }
        taken.scan_ns = nanoseconds_each(clock_type::now() - before, lines_.size());
        check(matches, taken);
    }

    /// Whether every pass found the same.
    [[nodiscard]] bool consistent() const noexcept { return consistent_; }

private:
    bool parse(std::size_t at, varsigma::dynamic_event& event) {
        const auto [text, capacity] = lines_[at];
        return reader_.read(text, capacity, event).has_value();
    }

    void check(std::size_t matches, const measurement& taken) { consistent_ = consistent_ && matches == taken.matches; }

    const event_lines& lines_;
    const events_rules& rules_;
    events_rules::scratch scratch_;
    varsigma::simdjson_reader reader_;
    std::vector<varsigma::dynamic_event> block_;
    bool consistent_ = true;
};

int fail(std::string_view message) {
    std::cerr << "corpus: " << message << '\n';
    return 1;
}

int run(const arguments& given) {
    const auto lines = event_lines::read(given.events);
    if (!lines) { return fail("cannot read " + given.events); }

    measurement taken;
    taken.name = given.name;
    taken.compiler = compiler_name;

    const auto start = clock_type::now();
    auto loaded = varsigma::yaml::load(given.rules);
    const auto loaded_at = clock_type::now();
    if (loaded.rules.empty()) { return fail("no rules in " + given.rules); }
    taken.rules = loaded.rules.size();
    varsigma::compile_options options;
    if (given.source) { options.routes = varsigma::router::fixed(source_from(*given.source)); }
    const events_rules rules{std::move(loaded.rules), std::move(options)};
    taken.load_ms = milliseconds(loaded_at - start);
    taken.build_ms = milliseconds(clock_type::now() - loaded_at);

    corpus_run pass{*lines, rules};
    pass.warm_up(taken);
    pass.time_apart(taken);
    pass.time_together(taken);
    if (!pass.consistent()) { return fail("the passes found different matches"); }

    write_report(std::cout, taken);
    if (given.json.empty()) { return 0; }
    std::ofstream json{given.json};
    write_json(json, taken);
    return json.flush() ? 0 : fail("cannot write " + given.json);
}

} // namespace

int main(int count, char** given) {
    const auto read = read_arguments({given, static_cast<std::size_t>(count)});
    if (!read) {
        return fail(
            "usage: corpus RULES EVENTS.ndjson [--json FILE] [--name NAME] [--source PRODUCT/CATEGORY/SERVICE]");
    }
    return run(*read);
}
