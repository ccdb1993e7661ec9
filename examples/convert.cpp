// SPDX-License-Identifier: BSL-1.0
//
// Writes Sigma rules in another system's form: queries for Kibana and Graylog, watches, saved searches.
//
//     convert --to kibana rules/windows
//     convert --to xpack_watcher --profile sigmac_2019 rule.yml
#include "convert/converter.hpp"
#include "convert/options.hpp"

#include <varsigma/core/diagnostic.hpp>
#include <varsigma/load/yaml.hpp>

#include <cstddef>
#include <filesystem>
#include <iostream>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

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
        std::cout << made->text << (!as_then_ && made->text.ends_with('\n') ? "" : "\n");
    }

    [[nodiscard]] bool failed() const noexcept { return failed_; }

private:
    bool quiet_;
    bool as_then_;
    bool failed_ = false;
};

int run(const convert::options& chosen) {
    const std::vector<std::filesystem::path> paths{chosen.rules.begin(), chosen.rules.end()};
    const auto loaded = varsigma::yaml::load(paths);
    const bool as_then = chosen.profile == varsigma::query_profile::sigmac_2019;
    printer out{chosen.quiet, as_then};
    out.say(loaded.diagnostics);
    convert::converter converter{chosen};
    const std::span<const varsigma::detection_rule> rules{loaded.rules};
    if (as_then) {
        for (std::size_t begin = 0; begin != rules.size();) { // file by file
            std::size_t end = begin + 1;
            while (end != rules.size() && rules[end].origin.file == rules[begin].origin.file) { ++end; }
            out.print(converter(rules.subspan(begin, end - begin)));
            begin = end;
        }
    } else {
        for (const auto& rule : rules) { out.print(converter(rule)); }
    }
    for (const auto& correlation : loaded.correlations) { out.print(converter(correlation, rules)); }
    return out.failed() || !std::cout.good() ? failure : success;
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
