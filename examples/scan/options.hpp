// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/printable.hpp>
#include <varsigma/core/version.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/event/rule_logsource.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/suggest.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace scan {

enum class output_format { automatic, ndjson, tsv, text };

/// What the user asked for.
struct options {
    std::vector<std::string> rules;
    std::vector<std::string> inputs;       ///< paths, or `-` for the standard input; at least one
    std::vector<std::string> records;      ///< keys that lead to the events in them
    std::vector<std::string> maps;         ///< paths; later maps add to earlier ones
    std::vector<std::string> placeholders; ///< paths
    std::string statistics;                ///< a path, or `-` for the standard output; empty for none
    std::string explained;                 ///< a rule; empty for none
    output_format format = output_format::automatic;
    varsigma::severity_level lowest_level = varsigma::severity_level::none;
    bool routed = true;                                   ///< false: every rule meets every event
    std::optional<varsigma::rule_logsource> fixed_source; ///< of all events
    std::size_t threads = 1;
    std::size_t longest_event = std::size_t{16} << 20; ///< bytes
    bool verbose = false;
};

inline constexpr std::string_view usage =
    "usage: scan --rules PATH [OPTION]... [FILE|-]...\n"
    "Matches Sigma rules against events in JSON: an object a line, objects over several lines, lists of objects,\n"
    "{\"Records\": [...]}; as they are, or compressed by gzip or zstd; UTF-8, or UTF-16 with a byte order mark.\n"
    "\n"
    "  --rules PATH       a rule file, or a folder of them; may be repeated\n"
    "  --placeholders FILE  YAML: names to the values that %name% stands for in rules with the modifier expand;\n"
    "                     may be repeated; of a name in several files the values of the last one count\n"
    "  --logsource LIST   all events are of this source: product=...,category=...,service=...;\n"
    "                     an attribute that is left out is not known, and excludes no rule; service=none (or\n"
    "                     product=none, category=none) says that they have none, which excludes rules that name one\n"
    "  --no-routing       every rule meets every event, whatever its logsource\n"
    "                     (without these two: Windows and Sysmon events, by Channel and EventID)\n"
    "  --map FILE         YAML: paths in the events to the names of fields in the rules; may be repeated, and then a\n"
    "                     later line for the same path wins\n"
    "  --records PATH     the events are in lists inside of other objects: the keys that lead there, joined by dots;\n"
    "                     --records hits.hits._source reads {\"hits\": {\"hits\": [{\"_source\": {...}}, ...]}}\n"
    "  --min-level LEVEL  only rules of this level and above: informational, low, medium, high or critical;\n"
    "                     a rule without a level is below all of them\n"
    "  --format FORMAT    text, ndjson or tsv (line, rule, with several files the file); otherwise text on a terminal\n"
    "                     and ndjson elsewhere\n"
    "  --explain RULE     with each match of this rule (its id, title, name or name in the output) say why;\n"
    "                     not with tsv\n"
    "  --threads N        how many threads match, 0 for one a core; the output is always the same\n"
    "  --max-line BYTES   an event longer than this is malformed (16777216); blanks around it do not count\n"
    "  --stats FILE       write the figures of the run to FILE (- for the standard output), as a JSON object; a FILE\n"
    "                     that cannot be written, or is read or written otherwise in this run, is refused before it;\n"
    "                     rules_loaded, _rejected, _not_evaluated and _below_level add up to the documents with\n"
    "                     rules that were read, a file that cannot be read counting as one that is rejected\n"
    "  --verbose          show the warnings about rules, and name those that can match nothing here, not only how "
    "many\n"
    "                     there are\n"
    "  --help, --version\n"
    "\n"
    "Detections go to the standard output in the order of the events, everything else to the standard error, which "
    "ends\n"
    "with what was not done. An event is named by its line where each has one (if the first line is a complete object, "
    "or\n"
    "begins with neither { nor [), otherwise by its number; of several files each begins at 1.\n"
    "Exit status: 0; 1 if no rule could be loaded, an input not be read or none of it was an event; 2 for wrong "
    "usage.\n";

inline constexpr std::string_view version = "scan (varsigma " VARSIGMA_VERSION_STRING ")\n";

/// Something to print instead of scanning.
struct notice {
    std::string text;
    bool is_error = false;
};

/// Reads the arguments of the command line, the program's name left out.
class options_reader {
public:
    explicit options_reader(std::span<char* const> arguments) noexcept : rest_(arguments) {}

    [[nodiscard]] std::variant<options, notice> read() {
        while (!rest_.empty() && !stop_) { take(next()); }
        if (chosen_.inputs.empty()) { chosen_.inputs.emplace_back("-"); }
        if (!stop_) { check(); }
        if (stop_) { return *std::move(stop_); }
        return std::move(chosen_);
    }

private:
    std::string_view next() noexcept {
        const std::string_view first = rest_.front();
        rest_ = rest_.subspan(1);
        return first;
    }

    void refuse(const std::string& message) {
        if (!stop_) {
            stop_ = notice{"scan: " + varsigma::printable(message) + "\n(scan --help shows what there is)\n", true};
        }
    }

    void take(std::string_view argument) {
        if (only_files_ || argument == "-" || !argument.starts_with('-')) {
            const bool again = argument == "-" && std::count(chosen_.inputs.begin(), chosen_.inputs.end(), "-") != 0;
            if (again) { refuse("the standard input (-) is given twice, and can be read only once"); }
            chosen_.inputs.emplace_back(argument);
            return;
        }
        if (argument == "--") {
            only_files_ = true;
            return;
        }
        const auto equals = argument.find('=');
        name_ = argument.substr(0, equals);
        attached_.reset();
        if (equals != std::string_view::npos) { attached_ = argument.substr(equals + 1); }
        if (!take_switch() && !take_setting()) { refuse("there is no option " + std::string{name_}); }
    }

    /// An option without a value.
    [[nodiscard]] bool take_switch() {
        const bool known = name_ == "--help" || name_ == "-h" || name_ == "--version" || name_ == "--no-routing" ||
                           name_ == "--verbose";
        if (known && attached_) {
            refuse(std::string{name_} + " takes no value");
        } else if (name_ == "--help" || name_ == "-h") {
            stop_ = notice{std::string{usage}};
        } else if (name_ == "--version") {
            stop_ = notice{std::string{version}};
        } else if (name_ == "--no-routing") {
            chosen_.routed = false;
        } else if (name_ == "--verbose") {
            chosen_.verbose = true;
        }
        return known;
    }

    /// An option with a value, behind `=` or in the next argument.
    [[nodiscard]] bool take_setting() {
        using setter = void (options_reader::*)(std::string_view);
        struct setting {
            std::string_view name;
            setter set;
            bool adds_up = false; ///< may be given again
        };
        static constexpr setting settings[] = {
            {"--rules", &options_reader::set_rules, true}, {"--placeholders", &options_reader::set_placeholders, true},
            {"--map", &options_reader::set_map, true},     {"--logsource", &options_reader::set_logsource},
            {"--records", &options_reader::set_records},   {"--min-level", &options_reader::set_level},
            {"--format", &options_reader::set_format},     {"--explain", &options_reader::set_explained},
            {"--threads", &options_reader::set_threads},   {"--max-line", &options_reader::set_longest_event},
            {"--stats", &options_reader::set_statistics},
        };
        for (const auto& known : settings) {
            if (known.name != name_) { continue; }
            if (!attached_ && rest_.empty()) {
                refuse(std::string{name_} + " needs a value");
            } else if (!known.adds_up && std::find(given_.begin(), given_.end(), known.name) != given_.end()) {
                refuse(std::string{name_} + " is given twice, and only one can count");
            } else {
                given_.push_back(known.name);
                (this->*known.set)(attached_ ? *attached_ : next());
            }
            return true;
        }
        return false;
    }

    void set_rules(std::string_view path) { chosen_.rules.emplace_back(path); }
    void set_placeholders(std::string_view path) { chosen_.placeholders.emplace_back(path); }
    void set_map(std::string_view path) { chosen_.maps.emplace_back(path); }
    void set_statistics(std::string_view path) { chosen_.statistics = path; }
    void set_explained(std::string_view rule) { chosen_.explained = rule; }
    void set_longest_event(std::string_view text) { chosen_.longest_event = number_in(text, 1, std::size_t{1} << 31U); }

    void set_records(std::string_view path) {
        chosen_.records.clear();
        for (auto rest = path;;) {
            const auto key = rest.substr(0, rest.find('.'));
            if (key.empty()) { refuse("--records is keys joined by dots, not '" + std::string{path} + "'"); }
            chosen_.records.emplace_back(key);
            if (key.empty() || key.size() == rest.size()) { return; }
            rest.remove_prefix(key.size() + 1);
        }
    }

    void set_threads(std::string_view text) {
        chosen_.threads = number_in(text, 0, 256);
        if (chosen_.threads == 0) { chosen_.threads = std::max(1U, std::thread::hardware_concurrency()); }
    }

    [[nodiscard]] std::size_t number_in(std::string_view text, std::size_t lowest, std::size_t highest) {
        std::size_t value = 0;
        const auto* const end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data(), end, value);
        if (parsed.ec != std::errc{} || parsed.ptr != end || value < lowest || value > highest) {
            refuse(std::string{name_} + " takes a number from " + std::to_string(lowest) + " to " +
                   std::to_string(highest) + ", not '" + std::string{text} + "'");
        }
        return value;
    }

    void set_format(std::string_view name) {
        if (name == "text") {
            chosen_.format = output_format::text;
        } else if (name == "ndjson") {
            chosen_.format = output_format::ndjson;
        } else if (name == "tsv") {
            chosen_.format = output_format::tsv;
        } else {
            refuse("--format is text, ndjson or tsv, not '" + std::string{name} + "'");
        }
    }

    void set_level(std::string_view word) {
        using varsigma::severity_level;
        for (const auto level : {severity_level::informational, severity_level::low, severity_level::medium,
                                 severity_level::high, severity_level::critical}) {
            if (varsigma::spelling_distance(name(level), word) == 0) { // in any case, as in rules
                chosen_.lowest_level = level;
                return;
            }
        }
        refuse("there is no level '" + std::string{word} + "'");
    }

    void set_logsource(std::string_view list) {
        auto& source = chosen_.fixed_source.emplace();
        while (true) {
            const auto part = list.substr(0, list.find(','));
            const auto equals = part.find('=');
            const auto attribute = part.substr(0, equals);
            std::string* const target = attribute == "product"    ? &source.product
                                        : attribute == "category" ? &source.category
                                        : attribute == "service"  ? &source.service
                                                                  : nullptr;
            if (target == nullptr || equals == std::string_view::npos || equals + 1 == part.size()) {
                const bool is_none = equals == std::string_view::npos && part == "none";
                refuse("--logsource is product=...,category=...,service=..., not '" + std::string{part} + "'" +
                       (is_none ? ": service=none says that the events have no service" : ""));
                return;
            }
            if (!target->empty()) {
                refuse("--logsource has " + std::string{attribute} + " twice, and an event is of one");
                return;
            }
            const auto value = part.substr(equals + 1);
            *target = value == "none" ? varsigma::sources::none : value;
            if (part.size() == list.size()) { return; }
            list.remove_prefix(part.size() + 1);
        }
    }

    void check() {
        if (chosen_.rules.empty()) {
            refuse("no rules: name a file or folder with --rules");
        } else if (!chosen_.routed && chosen_.fixed_source) {
            refuse("--no-routing and --logsource exclude each other");
        } else if (!chosen_.explained.empty() && chosen_.format == output_format::tsv) {
            refuse("--explain needs more room than tsv has");
        }
    }

    std::span<char* const> rest_;
    options chosen_;
    std::optional<notice> stop_;
    std::vector<std::string_view> given_; // settings
    std::string_view name_;
    std::optional<std::string_view> attached_;
    bool only_files_ = false;
};

} // namespace scan
