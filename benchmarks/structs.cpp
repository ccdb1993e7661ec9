// SPDX-License-Identifier: BSL-1.0

// structs RULES EVENTS.ndjson [--rounds N] [--json [FILE.json]]
//
// Sysmon's process creations among the events as structs of a program's own, and the same events as rows read from
// JSON: what matching takes, in turns. Matching a struct includes getting at its members; a row is there already, but
// reading the JSON is shown beside it.

#include "build_info.hpp"
#include "event_source.hpp"
#include "process_event.hpp"
#include "program_options.hpp"
#include "report.hpp"
#include "stretch.hpp"
#include "timing.hpp"

#include <varsigma/load/yaml.hpp>
#include <varsigma/rule_set.hpp>

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iostream>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

constexpr std::array known_options{
    program_options::option{"--rounds", program_options::takes::value},
    program_options::option{"--json", program_options::takes::json_file},
};

/// A member for each name in JSON.
const std::map<std::string_view, std::string process_event::*>& members() {
    static const std::map<std::string_view, std::string process_event::*> known{
        {"Image", &process_event::image},
        {"ParentImage", &process_event::parent_image},
        {"CommandLine", &process_event::command_line},
        {"User", &process_event::user},
        {"ParentCommandLine", &process_event::parent_command_line},
        {"OriginalFileName", &process_event::original_file_name},
        {"CurrentDirectory", &process_event::current_directory},
        {"IntegrityLevel", &process_event::integrity_level},
        {"Hashes", &process_event::hashes},
        {"Company", &process_event::company},
        {"Product", &process_event::product},
        {"Description", &process_event::description},
        {"FileVersion", &process_event::file_version},
        {"LogonId", &process_event::logon_id},
        {"ParentUser", &process_event::parent_user},
        {"Provider_Name", &process_event::provider_name},
        {"Channel", &process_event::channel},
        {"Computer", &process_event::computer},
    };
    return known;
}

process_event struct_of(event_lines::line line) {
    process_event made;
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    simdjson::ondemand::object top;
    if (parser.iterate(line.text.data(), line.text.size(), line.capacity).get(document) != simdjson::SUCCESS ||
        document.get_object().get(top) != simdjson::SUCCESS) {
        return made;
    }
    for (auto field : top) {
        std::string_view key;
        std::string_view text;
        if (field.unescaped_key().get(key) != simdjson::SUCCESS) { break; }
        const auto member = members().find(key);
        if (member != members().end() && field.value().get_string().get(text) == simdjson::SUCCESS) {
            made.*(member->second) = text;
        }
    }
    return made;
}

int run(const program_options& given) {
    auto events = event_source::open(given.place(1), false, *event_filter::of("process_creation"));
    if (!events) { return fail("structs", "cannot read " + given.place(1)); }
    event_lines lines = events->whole();
    lines.keep([](event_lines::line line) { return line.text.find("Sysmon/Operational") != std::string_view::npos; });
    auto loaded = varsigma::yaml::load(given.place(0));
    if (loaded.rules.empty()) { return fail("structs", "no rules in " + given.place(0)); }

    std::vector<process_event> structs;
    for (std::size_t at = 0; at < lines.size(); ++at) { structs.push_back(struct_of(lines[at])); }
    event_rules row_rules{loaded.rules};
    varsigma::rule_set<process_event> struct_rules{std::move(loaded.rules)};
    row_rules.warm_up();
    struct_rules.warm_up();
    matcher with_rows{row_rules};
    varsigma::rule_set<process_event>::scratch scratch{struct_rules};

    shortest of_structs;
    shortest of_rows;
    shortest of_reading;
    heap_use heap;
    std::size_t struct_matches = 0;
    std::size_t row_matches = 0;
    const auto match_structs = [&] {
        std::size_t matches = 0;
        for (const auto& event : structs) { matches += struct_rules.match(event, scratch).size(); }
        return matches;
    };
    const auto rounds = given.number("--rounds", 50);
    for (std::size_t round = 0; round <= rounds; ++round) {
        struct_matches = of_structs.time(match_structs);
        const auto taken = time_apart(with_rows, lines, 0, lines.size(), heap);
        of_rows.note(taken.matching);
        of_reading.note(taken.reading);
        row_matches = taken.matches;
    }

    const auto count = lines.size();
    report made;
    made.add("name", "process creations as structs");
    made.add("events", count);
    made.add("rules", row_rules.rules().size());
    made.add("struct_ns", nanoseconds_each(of_structs.get(), count));
    made.add("row_ns", nanoseconds_each(of_rows.get(), count));
    made.add("row_read_ns", nanoseconds_each(of_reading.get(), count));
    made.add("struct_over_row", ratio(nanoseconds(of_structs.get()), nanoseconds(of_rows.get())));
    made.add("struct_matches", struct_matches);
    made.add("row_matches", row_matches);
    add_build_info(made);
    return write_report(std::cout, made, given.value("--json")) ? 0 : fail("structs", "cannot write the JSON file");
}

} // namespace

int main(int count, char** given) {
    const auto read = program_options::read({given, static_cast<std::size_t>(count)}, known_options, 2);
    if (!read) { return fail("structs", "usage: structs RULES EVENTS.ndjson [--rounds N] [--json [FILE.json]]"); }
    return run(*read);
}
