// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/core/version.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace convert {

enum class target { lucene, kibana, graylog, xpack_watcher, saved_search, page, html };

struct named_target {
    std::string_view name;
    convert::target meaning;
};

inline constexpr std::array targets{
    named_target{"lucene", target::lucene},
    named_target{"kibana", target::kibana},
    named_target{"graylog", target::graylog},
    named_target{"xpack_watcher", target::xpack_watcher},
    named_target{"saved_search", target::saved_search},
    named_target{"page", target::page},
    named_target{"html", target::html},
};

/// What the user asked for.
struct options {
    convert::target to = target::lucene;
    varsigma::query_profile profile = varsigma::query_profile::lucene_current;
    std::vector<std::string> rules;
    std::vector<std::string> placeholders; ///< paths
    std::vector<std::string> indices;
    std::vector<std::string> recipients;
    std::string webhook;
    std::string host; ///< empty: the library's choice, as for the next
    std::string interval;
    std::optional<std::string> time_field; ///< nothing: the library's choice, as for the next two
    std::optional<std::string> exact_suffix;
    std::optional<std::string> value_suffix;
    std::string folder;   ///< for pages; empty: the standard output
    bool json = false;    ///< a watch without the shell's part
    bool derived = false; ///< a page says which data the rules need
    bool quiet = false;
};

inline constexpr std::string_view usage =
    "usage: convert --to TARGET [OPTION]... RULES...\n"
    "Writes Sigma rules (files, or folders of them) in another system's form.\n"
    "\n"
    "  --to TARGET        kibana       queries for Kibana's search bar, language Lucene\n"
    "                     lucene       the same for anything that reads Lucene's syntax\n"
    "                     graylog      queries for Graylog\n"
    "                     xpack_watcher  watches, as a shell's script with curl\n"
    "                     saved_search Kibana's saved searches, lines to import\n"
    "                     page, html   a page about the rules of each file, with all queries, in Markdown or HTML\n"
    "  --profile PROFILE  lucene_current (what the rule means) or sigmac_2019 (byte for byte as sigmac 0.7.1 wrote\n"
    "                     in 2019; not for saved_search)\n"
    "  --placeholders FILE  YAML: names to the values that %name% stands for in rules with the modifier expand;\n"
    "                     may be repeated\n"
    "  --index NAME       index that a watch searches, or data view of a saved search; may be repeated for watches\n"
    "  --interval SPAN    how often a watch runs, where the rule has no timeframe (30m)\n"
    "  --mail ADDRESS     whom a watch writes to; may be repeated\n"
    "  --webhook ADDRESS  what a watch calls\n"
    "  --host ADDRESS     where a watch is put (localhost:9200)\n"
    "  --time-field NAME  by which a watch looks at the last interval, and a saved search sorts (@timestamp)\n"
    "  --exact-suffix S   behind the name of a field for the one that holds the text as it is (.keyword; Graylog: "
    "none)\n"
    "  --value-suffix S   behind the name of a field for the one whose values a watch can count (.keyword)\n"
    "  --json             watches alone, without the shell's part\n"
    "  --folder FOLDER    where pages are written, a file each (there must be one); otherwise to the standard output\n"
    "  --derive-data      pages say which data the rules need\n"
    "  --quiet            no warnings\n"
    "  --help, --version\n"
    "\n"
    "Text goes to the standard output, what is to be said about rules to the standard error. A rule that cannot be\n"
    "expressed is left out and named; under sigmac_2019 its whole file is, as it was then.\n"
    "Exit status: 0; 1 if a rule was left out or could not be loaded; 2 for wrong usage.\n";

inline constexpr std::string_view version = "convert (varsigma " VARSIGMA_VERSION_STRING ")\n";

/// Something to print instead of converting.
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
        if (!stop_ && !has_target_) { refuse("no --to"); }
        if (!stop_ && chosen_.rules.empty()) { refuse("no rules"); }
        if (!stop_ && chosen_.to == target::saved_search && chosen_.profile == varsigma::query_profile::sigmac_2019) {
            refuse("there were no saved searches in sigmac_2019");
        }
        if (!stop_ && chosen_.to == target::saved_search && chosen_.indices.size() > 1) {
            refuse("--index is given twice, and a saved search looks at one data view");
        }
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
            stop_ =
                notice{"convert: " + varsigma::printable(message) + "\n(convert --help shows what there is)\n", true};
        }
    }

    void take(std::string_view argument) {
        if (argument == "--help" || argument == "-h") {
            stop_ = notice{std::string{usage}};
        } else if (argument == "--version") {
            stop_ = notice{std::string{version}};
        } else if (argument == "--json") {
            chosen_.json = true;
        } else if (argument == "--derive-data") {
            chosen_.derived = true;
        } else if (argument == "--quiet") {
            chosen_.quiet = true;
        } else if (!argument.starts_with('-')) {
            chosen_.rules.emplace_back(argument);
        } else if (rest_.empty()) {
            refuse(std::string{argument} + " is not known, or needs a value");
        } else {
            take(argument, next());
        }
    }

    void take(std::string_view name, std::string_view value) {
        const bool adds_up = name == "--placeholders" || name == "--index" || name == "--mail";
        if (!adds_up && std::find(given_.begin(), given_.end(), name) != given_.end()) {
            refuse(std::string{name} + " is given twice, and only one can count");
            return;
        }
        given_.push_back(name);
        if (name == "--to") {
            set_target(value);
        } else if (name == "--profile") {
            set_profile(value);
        } else if (name == "--placeholders") {
            chosen_.placeholders.emplace_back(value);
        } else if (name == "--index") {
            chosen_.indices.emplace_back(value);
        } else if (name == "--mail") {
            chosen_.recipients.emplace_back(value);
        } else if (name == "--webhook") {
            chosen_.webhook = value;
        } else if (name == "--host") {
            chosen_.host = value;
        } else if (name == "--time-field") {
            chosen_.time_field = value;
        } else if (name == "--exact-suffix") {
            chosen_.exact_suffix = value;
        } else if (name == "--value-suffix") {
            chosen_.value_suffix = value;
        } else if (name == "--folder") {
            chosen_.folder = value;
        } else if (name == "--interval") {
            chosen_.interval = value;
        } else {
            refuse("there is no option " + std::string{name});
        }
    }

    void set_target(std::string_view name) {
        for (const auto& known : targets) {
            if (known.name != name) { continue; }
            chosen_.to = known.meaning;
            has_target_ = true;
            return;
        }
        refuse("there is no target '" + std::string{name} + "'");
    }

    void set_profile(std::string_view name) {
        if (name == "sigmac_2019") {
            chosen_.profile = varsigma::query_profile::sigmac_2019;
        } else if (name != "lucene_current") {
            refuse("--profile is lucene_current or sigmac_2019, not '" + std::string{name} + "'");
        }
    }

    std::span<char* const> rest_;
    options chosen_;
    std::vector<std::string_view> given_; // options with a value
    bool has_target_ = false;
    std::optional<notice> stop_;
};

} // namespace convert
