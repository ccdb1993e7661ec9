// SPDX-License-Identifier: BSL-1.0
//
// Matches Sigma rules against files or a stream of events in JSON, and prints what they detect.
//
//     scan --rules rules/windows events.ndjson older.json.gz
//     journal | scan --rules rules --threads 4 --format tsv
#include "scan/detection_writer.hpp"
#include "scan/event_scanner.hpp"
#include "scan/event_source.hpp"
#include "scan/explainer.hpp"
#include "scan/options.hpp"
#include "scan/parallel.hpp"
#include "scan/progress.hpp"
#include "scan/rule_loading.hpp"
#include "scan/rule_names.hpp"
#include "scan/statistics.hpp"
#include "scan/statistics_file.hpp"
#include "scan/terminal.hpp"
#include "scan/undone.hpp"

#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/field_map.hpp>
#include <varsigma/load/field_map.hpp>
#include <varsigma/load/placeholders.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <unistd.h>

namespace {

enum exit_status : int { success = 0, failure = 1, wrong_usage = 2 };

int complain(std::string_view what, exit_status status = failure) {
    std::cerr << "scan: " << varsigma::printable(what) << '\n';
    return status;
}

scan::detection_writer make_writer(scan::output_format format, const scan::rule_set& rules,
                                   const std::vector<std::string>& names, const scan::input_names& inputs) {
    switch (format) {
    case scan::output_format::tsv: return scan::detection_writer{scan::tsv_format{names, inputs}};
    case scan::output_format::ndjson: return scan::detection_writer{scan::ndjson_format{rules.rules(), names, inputs}};
    case scan::output_format::text:
    case scan::output_format::automatic: break;
    }
    return scan::detection_writer{
        scan::text_format{rules.rules(), rules.fields(), scan::wants_colour(STDOUT_FILENO), inputs}};
}

/// Reads `events` to their end and prints the detections. False if they could not be written.
bool scan_events(scan::event_source& events, const scan::scan_settings& settings, std::size_t threads,
                 scan::tally& counted) {
    scan::progress progress{scan::is_terminal(STDERR_FILENO), events.size()};
    std::atomic<bool> broken = false;
    scan::run_in_order<scan::scan_job>(
        threads, [&](scan::scan_job& job) { return !broken && events.next(job.events); },
        [&] { return scan::event_scanner{settings}; },
        [&](scan::scan_job& job) {
            counted += job.counted;
            if (!job.detections.empty()) { progress.hide(); }
            std::cout << job.detections << std::flush;
            broken = broken || !std::cout.good();
            progress.show(job.events.end_offset, counted.events);
        });
    return !broken;
}

std::string summary(const scan::statistics& figures) {
    const auto& counted = figures.counted;
    return std::to_string(figures.rules.loaded) + " rules, " + std::to_string(counted.events) + " events (" +
           std::to_string(counted.repaired) + " repaired, " + std::to_string(counted.unrouted.count()) +
           " unrouted), " + std::to_string(counted.malformed.count()) + " malformed, " +
           std::to_string(counted.matches) + " detections, " +
           std::to_string(static_cast<std::uint64_t>(figures.events_per_second())) + " events a second\n";
}

scan::output_format format_of(const scan::options& chosen) {
    if (chosen.format != scan::output_format::automatic) { return chosen.format; }
    return scan::is_terminal(STDOUT_FILENO) ? scan::output_format::text : scan::output_format::ndjson;
}

/// Joins what the files hold, or gives the first error.
varsigma::result<varsigma::field_map> read_maps(const std::vector<std::string>& paths) {
    varsigma::field_map joined;
    for (const auto& path : paths) {
        const auto read = varsigma::yaml::load_field_map(path);
        if (!read) { return read.error(); }
        joined.add(*read);
    }
    return joined;
}

/// Loads and scans. What was counted is in `figures`, whatever happens; what was not done in `undone`.
int run(const scan::options& chosen, scan::statistics& figures, scan::undone_report& undone) {
    const scan::stopwatch loading;
    const auto map = read_maps(chosen.maps);
    if (!map) { return complain(render(map.error())); }
    varsigma::diagnostics replaced;
    const std::vector<std::filesystem::path> files{chosen.placeholders.begin(), chosen.placeholders.end()};
    const auto values = varsigma::yaml::load_placeholders(files, replaced);
    if (!values) { return complain(render(values.error())); }
    for (const auto& finding : replaced) { std::cerr << render(finding) << '\n'; }

    const auto loaded = scan::load_rules(chosen, *values);
    std::cerr << scan::report(loaded.findings, chosen.verbose);
    figures.rules = loaded.counts;
    figures.warnings = count(loaded.findings, varsigma::severity::warning);
    figures.load_seconds = loading.seconds();
    const auto names = scan::rule_names(loaded.rules.rules());
    undone.add_rules(loaded.counts, chosen.lowest_level);
    undone.add_elsewhere(loaded.rules.rules(), names, loaded.elsewhere, loaded.counts.loaded, chosen.verbose);
    if (loaded.counts.loaded == 0) { return complain("there is no rule to match"); }

    const auto format = format_of(chosen);
    scan::input_names inputs;
    for (const auto& path : chosen.inputs) {
        if (chosen.inputs.size() > 1) { inputs.push_back(scan::input_name(path)); }
    }
    const auto writer = make_writer(format, loaded.rules, names, inputs);
    const scan::explainer why{loaded.rules, names, chosen.explained};
    if (!chosen.explained.empty() && !why.any()) {
        return complain("there is no rule '" + chosen.explained + "' to explain", wrong_usage);
    }

    scan::event_source events{
        {chosen.inputs, chosen.records, chosen.longest_event, varsigma::simdjson_reader::padding}};
    const scan::stopwatch scanning;
    const bool written =
        scan_events(events, {loaded.rules, *map, writer, why, chosen.longest_event, chosen.records.empty()},
                    chosen.threads, figures.counted);
    figures.scan_seconds = scanning.seconds();
    undone.add_events(figures.counted, chosen.inputs);
    if (format == scan::output_format::text) { std::cerr << summary(figures); }
    for (const auto& what : events.failures()) { complain(what); }
    if (!written) { return complain("the detections cannot be written"); }
    const bool nothing_read = figures.counted.events == 0 && figures.counted.malformed.count() != 0;
    return nothing_read || !events.failures().empty() ? failure : success;
}

/// What else the file for the figures is used for in this run; empty if it is for nothing.
std::string other_use(const scan::statistics_file& figures, const scan::options& chosen) {
    if (figures.is_standard_output()) { return "the standard output goes there: --stats - writes them behind it"; }
    for (const auto* const paths : {&chosen.inputs, &chosen.rules, &chosen.maps, &chosen.placeholders}) {
        for (const auto& path : *paths) {
            if (figures.is_same(path)) { return "it is also read, as " + scan::input_name(path); }
        }
    }
    return {};
}

int run(const scan::options& chosen) {
    scan::statistics_file out;
    if (!chosen.statistics.empty()) {
        const auto refused = "the figures cannot be written to " + chosen.statistics + ": ";
        if (!out.open(chosen.statistics)) { return complain(refused + out.failure()); }
        if (const auto use = other_use(out, chosen); !use.empty()) { return complain(refused + use, wrong_usage); }
    }
    scan::statistics figures;
    scan::undone_report undone;
    auto status = run(chosen, figures, undone);
    if (!chosen.statistics.empty() && !out.write(figures)) {
        status = complain(chosen.statistics + " cannot be written: " + out.failure());
    }
    std::cerr << undone.text();
    return status;
}

} // namespace

// NOLINTNEXTLINE(bugprone-exception-escape): only for want of memory
int main(int argument_count, char** arguments) {
    std::ios::sync_with_stdio(false);
    const std::span<char* const> all{arguments, static_cast<std::size_t>(argument_count)};
    auto asked = scan::options_reader{all.subspan(all.empty() ? 0 : 1)}.read();
    if (const auto* notice = std::get_if<scan::notice>(&asked)) {
        (notice->is_error ? std::cerr : std::cout) << notice->text;
        return notice->is_error ? wrong_usage : success;
    }
    const auto* chosen = std::get_if<scan::options>(&asked);
    return chosen != nullptr ? run(*chosen) : wrong_usage;
}
