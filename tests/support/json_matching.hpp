// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule_set.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace varsigma_tests {

/// A rule set over JSON with all that it takes to match lines. Compiled once, in json_matching.cpp.
template <class Reader>
class matching_with {
public:
    using rule_set = varsigma::rule_set<varsigma::dynamic_event>;

    explicit matching_with(std::vector<varsigma::detection_rule> rules, varsigma::compile_options options = {},
                           const varsigma::field_map& map = {});
    matching_with(const matching_with&) = delete;
    matching_with& operator=(const matching_with&) = delete;
    ~matching_with();

    /// The titles of the rules that match, joined by commas; a reader's error by its name in angle brackets.
    std::string operator()(std::string_view line);

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

extern template class matching_with<varsigma::nlohmann_reader>;
extern template class matching_with<varsigma::simdjson_reader>;

using json_matching = matching_with<varsigma::nlohmann_reader>;

/// Every event meets every rule.
[[nodiscard]] inline varsigma::compile_options unrouted() {
    return {.routes = varsigma::router::fixed({})};
}

} // namespace varsigma_tests
