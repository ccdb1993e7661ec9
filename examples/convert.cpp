// SPDX-License-Identifier: BSL-1.0
//
// Writes Sigma rules in another system's form: queries for Kibana and Graylog, watches, saved searches, pages for
// people.
//
//     convert --to kibana rules/windows
//     convert --to xpack_watcher --profile sigmac_2019 rule.yml
#include "convert/converter.hpp"
#include "convert/options.hpp"
#include "convert/pages.hpp"
#include "convert/text_output.hpp"

#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/load/placeholders.hpp>
#include <varsigma/load/yaml.hpp>

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <unistd.h>

namespace {

enum exit_status : int { success = 0, failure = 1, wrong_usage = 2 };

/// Prints texts, and says what is to be said about them.
class printer {
public:
    /// `as_then`: a line break after every text, as sigmac printed it, even after one that ends in one.
    printer(bool quiet, bool as_then) noexcept : quiet_(quiet), as_then_(as_then) {}

    void say(const varsigma::diagnostics& findings) {
        for (const auto& finding : findings) {
            const bool is_error = finding.level == varsigma::severity::error;
            failed_ = failed_ || is_error;
            if (is_error || !quiet_) { std::cerr << render(finding) << '\n'; }
        }
    }

    void print(const varsigma::result<varsigma::converted>& made) {
        if (!made) {
            say({made.error()});
            return;
        }
        say(made->warnings);
        out_.write(made->text);
        if (as_then_ || !made->text.ends_with('\n')) { out_.write("\n"); }
    }

    [[nodiscard]] convert::text_output& out() noexcept { return out_; }

    /// All that was to be written and said.
    [[nodiscard]] exit_status finish() {
        if (out_.differs()) {
            std::cout.flush();
            std::cerr
                << "convert: characters that a terminal obeys or nobody sees are shown by number here; written to a "
                   "file or a pipe, the output is what is meant\n";
        }
        return failed_ || !convert::text_output::good() ? failure : success;
    }

private:
    convert::text_output out_;
    bool quiet_;
    bool as_then_;
    bool failed_ = false;
};

/// Calls `each` with the rules of one file after the other; those of a file stand together.
template <class Each>
void file_by_file(std::span<const varsigma::detection_rule> rules, Each each) {
    for (std::size_t begin = 0; begin != rules.size();) {
        std::size_t end = begin + 1;
        while (end != rules.size() && rules[end].origin.file == rules[begin].origin.file) { ++end; }
        each(rules.subspan(begin, end - begin));
        begin = end;
    }
}

/// The correlations that stand for rules, so that these do not fire by themselves.
class replacing_correlations {
public:
    explicit replacing_correlations(std::span<const varsigma::correlation_rule> correlations) {
        for (const auto& correlation : correlations) {
            if (correlation.generate) { continue; }
            for (const auto& name : correlation.rules) { of_names_.try_emplace(name, &correlation); }
        }
    }

    /// The first that names the rule, or null.
    [[nodiscard]] const varsigma::correlation_rule* of(const varsigma::detection_rule& rule) const {
        const varsigma::correlation_rule* first = nullptr;
        for (const std::string_view name : {std::string_view{rule.metadata.id}, std::string_view{rule.metadata.name}}) {
            const auto known = name.empty() ? of_names_.end() : of_names_.find(name);
            if (known != of_names_.end() && (first == nullptr || known->second < first)) { first = known->second; }
        }
        return first;
    }

private:
    std::unordered_map<std::string_view, const varsigma::correlation_rule*> of_names_;
};

/// Why no page can be written into the folder; empty if that can be done.
std::string refusal_of(const std::string& folder) {
    std::error_code failed;
    const bool is_folder = std::filesystem::is_directory(folder, failed);
    if (is_folder && ::access(folder.c_str(), W_OK | X_OK) == 0) { return {}; }
    if (!is_folder && !failed) { return "it is no folder"; }
    return is_folder ? std::generic_category().message(errno) : failed.message();
}

int run(const convert::options& chosen) {
    if (!chosen.folder.empty()) {
        if (const auto why = refusal_of(chosen.folder); !why.empty()) {
            std::cerr << "convert: " << varsigma::printable("pages cannot be written to " + chosen.folder + ": " + why)
                      << '\n';
            return failure;
        }
    }
    const std::vector<std::filesystem::path> paths{chosen.rules.begin(), chosen.rules.end()};
    printer out{chosen.quiet, chosen.profile == varsigma::query_profile::sigmac_2019};
    const std::vector<std::filesystem::path> files{chosen.placeholders.begin(), chosen.placeholders.end()};
    varsigma::diagnostics replaced;
    const auto values = varsigma::yaml::load_placeholders(files, replaced);
    if (!values) {
        out.say({values.error()});
        return failure;
    }
    out.say(replaced);
    varsigma::yaml::options how;
    how.validation.values = &*values;
    const auto loaded = varsigma::yaml::load(paths, how);
    out.say(loaded.diagnostics);
    const std::span<const varsigma::detection_rule> rules{loaded.rules};
    if (chosen.to == convert::target::page || chosen.to == convert::target::html) {
        convert::page_writer pages{chosen, out.out()};
        varsigma::diagnostics found;
        file_by_file(rules, [&](auto of_file) { pages.write(of_file, found); });
        for (const auto& correlation : loaded.correlations) {
            found.push_back({varsigma::diagnostic_code::not_expressible,
                             varsigma::severity::error,
                             correlation.origin.file,
                             correlation.origin.position,
                             "a correlation has no page",
                             {}});
        }
        out.say(found);
        return out.finish();
    }
    convert::converter converter{chosen};
    if (chosen.profile == varsigma::query_profile::sigmac_2019) {
        file_by_file(rules, [&](auto of_file) { out.print(std::as_const(converter)(of_file)); });
    } else {
        const replacing_correlations replacing{loaded.correlations};
        for (const auto& rule : rules) {
            const auto* const correlation = chosen.to == convert::target::xpack_watcher ? replacing.of(rule) : nullptr;
            if (correlation == nullptr) {
                out.print(converter(rule));
            } else {
                out.say({{varsigma::diagnostic_code::meaning_shifts, varsigma::severity::warning, rule.origin.file,
                          rule.origin.position,
                          "no watch of its own: the correlation '" + correlation->metadata.title + "' stands for it",
                          "'generate: true' in the correlation gives it one"}});
            }
        }
    }
    for (const auto& correlation : loaded.correlations) { out.print(converter(correlation, rules)); }
    return out.finish();
}

} // namespace

// NOLINTNEXTLINE(bugprone-exception-escape): only for want of memory
int main(int argument_count, char** arguments) {
    std::ios::sync_with_stdio(false);
    const std::span<char* const> all{arguments, static_cast<std::size_t>(argument_count)};
    const auto asked = convert::options_reader{all.subspan(all.empty() ? 0 : 1)}.read();
    if (const auto* notice = std::get_if<convert::notice>(&asked)) {
        (notice->is_error ? std::cerr : std::cout) << notice->text;
        return notice->is_error ? wrong_usage : success;
    }
    const auto* chosen = std::get_if<convert::options>(&asked);
    return chosen != nullptr ? run(*chosen) : wrong_usage;
}
