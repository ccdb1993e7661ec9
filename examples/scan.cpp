// SPDX-License-Identifier: BSL-1.0
//
// Matches Sigma rules against a file or a stream of events, one JSON object a line, and prints what they detect.
//
//     scan --rules rules/windows events.ndjson
//     zcat events.ndjson.gz | scan --rules rules --threads 4 --format tsv
#include "scan/detection_writer.hpp"
#include "scan/explainer.hpp"
#include "scan/line_scanner.hpp"
#include "scan/line_source.hpp"
#include "scan/options.hpp"
#include "scan/parallel.hpp"
#include "scan/progress.hpp"
#include "scan/rule_loading.hpp"
#include "scan/rule_names.hpp"
#include "scan/statistics.hpp"
#include "scan/terminal.hpp"

#include <varsigma/core/printable.hpp>
#include <varsigma/load/field_map.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
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

scan::detection_writer make_writer(scan::output_format format, const scan::rule_set& rules,
                                   const std::vector<std::string>& names) {
    switch (format) {
    case scan::output_format::tsv: return scan::detection_writer{scan::tsv_format{names}};
    case scan::output_format::ndjson: return scan::detection_writer{scan::ndjson_format{rules.rules(), names}};
    case scan::output_format::text:
    case scan::output_format::automatic: break;
    }
    return scan::detection_writer{scan::text_format{rules.rules(), rules.fields(), scan::wants_colour(STDOUT_FILENO)}};
}

/// Reads `lines` to their end and prints the detections. False if they could not be written.
bool scan_lines(scan::line_source& lines, const scan::scan_settings& settings, std::size_t threads,
                scan::tally& counted) {
    scan::progress progress{scan::is_terminal(STDERR_FILENO), lines.size()};
    std::atomic<bool> broken = false;
    scan::run_in_order<scan::scan_job>(
        threads, [&](scan::scan_job& job) { return !broken && lines.next(job.lines); },
        [&] { return scan::line_scanner{settings}; },
        [&](scan::scan_job& job) {
            counted += job.counted;
            if (!job.detections.empty() || !job.complaints.empty()) { progress.hide(); }
            std::cerr << job.complaints;
            std::cout << job.detections << std::flush;
            broken = broken || !std::cout.good();
            progress.show(job.lines.end_offset, counted.events);
        });
    return !broken;
}

std::string summary(const scan::statistics& figures) {
    const auto& counted = figures.counted;
    return std::to_string(figures.rules_loaded) + " rules, " + std::to_string(counted.events) + " events (" +
           std::to_string(counted.repaired) + " repaired, " + std::to_string(counted.unrouted) + " unrouted), " +
           std::to_string(counted.malformed) + " malformed lines, " + std::to_string(counted.matches) +
           " detections, " + std::to_string(static_cast<std::uint64_t>(figures.events_per_second())) +
           " events a second\n";
}

int complain(std::string_view what, exit_status status = failure) {
    std::cerr << "scan: " << varsigma::printable(what) << '\n';
    return status;
}

int run(const scan::options& chosen) {
    const scan::stopwatch loading;
    varsigma::field_map map;
    if (!chosen.map.empty()) {
        auto read = varsigma::yaml::load_field_map(chosen.map);
        if (!read) { return complain(render(read.error())); }
        map = *std::move(read);
    }
    const auto loaded = scan::load_rules(chosen);
    std::cerr << scan::report(loaded.findings, chosen.verbose);
    if (loaded.usable == 0) { return complain("there is no rule to match"); }

    scan::statistics figures;
    figures.rules_loaded = loaded.usable;
    figures.rules_rejected = loaded.rejected;
    figures.warnings = count(loaded.findings, varsigma::severity::warning);
    figures.load_seconds = loading.seconds();

    auto format = chosen.format;
    if (format == scan::output_format::automatic) {
        format = scan::is_terminal(STDOUT_FILENO) ? scan::output_format::text : scan::output_format::ndjson;
    }
    const auto names = scan::rule_names(loaded.rules.rules());
    const auto writer = make_writer(format, loaded.rules, names);
    const scan::explainer why{loaded.rules, names, chosen.explained};
    if (!chosen.explained.empty() && !why.any()) {
        return complain("there is no rule '" + chosen.explained + "' to explain", wrong_usage);
    }

    const auto input_name = chosen.input == "-" ? std::string{"<standard input>"} : chosen.input;
    scan::line_source lines{chosen.longest_line, simdjson::SIMDJSON_PADDING};
    if (!lines.open(chosen.input)) { return complain(input_name + " cannot be opened: " + lines.failure()); }

    const scan::stopwatch scanning;
    const bool written = scan_lines(lines, {loaded.rules, map, writer, why, input_name, chosen.longest_line},
                                    chosen.threads, figures.counted);
    figures.scan_seconds = scanning.seconds();
    if (format == scan::output_format::text || figures.counted.malformed != 0) { std::cerr << summary(figures); }
    if (!chosen.statistics.empty() && !scan::write_statistics(chosen.statistics, figures)) {
        return complain(chosen.statistics + " cannot be written");
    }
    if (!written) { return complain("the detections cannot be written"); }
    if (!lines.failure().empty()) { return complain(input_name + " cannot be read: " + lines.failure()); }
    return figures.counted.events == 0 && figures.counted.malformed != 0 ? failure : success;
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
