// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/match/rule_set.hpp>
#include <varsigma/rule/document.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace varsigma_tests {

[[nodiscard]] inline varsigma::result<void> read_line(varsigma::nlohmann_reader& reader, std::string_view line,
                                                      varsigma::dynamic_event& into) {
    return reader.read_text(line, into);
}
[[nodiscard]] inline varsigma::result<void> read_line(varsigma::simdjson_reader& reader, std::string_view line,
                                                      varsigma::dynamic_event& into) {
    return reader.read(line, into);
}

/// A rule set over JSON with all that it takes to match lines.
template <class Reader>
class matching_with {
public:
    using rule_set = varsigma::rule_set<varsigma::dynamic_event>;

    explicit matching_with(std::vector<varsigma::detection_rule> rules, varsigma::compile_options options = {},
                           const varsigma::field_map& map = {})
        : rules_(std::move(rules), std::move(options)),
          scratch_(rules_),
          reader_(rules_.fields(), map),
          event_(rules_.fields()) {}

    /// The titles of the rules that match, joined by commas; a reader's error by its name in angle brackets.
    std::string operator()(std::string_view line) {
        const auto done = read_line(reader_, line, event_);
        if (!done) { return "<" + std::string{name(done.error().code)} + ">"; }
        std::string titles;
        const auto found = rules_.match(event_, scratch_);
        routed_ = found.routed();
        for (const auto& hit : found) { titles.append(titles.empty() ? "" : ",").append(hit.title()); }
        return titles;
    }

    [[nodiscard]] const rule_set& rules() const noexcept { return rules_; }
    /// Whether the latest event's logsource was known.
    [[nodiscard]] bool routed() const noexcept { return routed_; }

private:
    rule_set rules_;
    rule_set::scratch scratch_;
    Reader reader_;
    varsigma::dynamic_event event_;
    bool routed_ = false;
};

using json_matching = matching_with<varsigma::nlohmann_reader>;

/// Every event meets every rule.
[[nodiscard]] inline varsigma::compile_options unrouted() {
    return {.routes = varsigma::router::fixed({})};
}

} // namespace varsigma_tests
