// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/rule/validate.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Rules that are made in C++, what `validate` says of them, and the places where it should.
namespace validation {

using varsigma::aggregation_function;
using varsigma::condition_node;
using varsigma::detection;
using varsigma::detection_form;
using varsigma::detection_rule;
using varsigma::diagnostic;
using varsigma::diagnostic_code;
using varsigma::diagnostics;
using varsigma::number;
using varsigma::rule_value;
using varsigma::severity;
using varsigma::source_position;
using varsigma::validate;
using varsigma::validation_options;

inline constexpr source_position rule_place{1, 1};
inline constexpr source_position selection_place{10, 5};
inline constexpr source_position key_place{11, 9};
inline constexpr source_position condition_place{20, 16};

constexpr source_position value_place(std::size_t at) {
    return {12 + static_cast<std::uint32_t>(at), 13};
}
constexpr source_position condition_column(std::uint32_t offset) {
    return {20, 16 + offset};
}

inline detection leaf(std::string_view key, std::vector<rule_value> values) {
    const auto parsed = varsigma::parse_field_key(key);
    REQUIRE_FALSE(parsed.error);
    detection made;
    made.item.field = parsed.field;
    made.item.modifiers = parsed.modifiers;
    made.item.position = key_place;
    made.item.is_list = values.size() > 1;
    for (std::size_t at = 0; at < values.size(); ++at) values[at].position = value_place(at);
    made.item.values = std::move(values);
    return made;
}

inline detection map_of(std::vector<detection> children) {
    detection made;
    made.form = detection_form::all_of;
    made.position = key_place;
    made.children = std::move(children);
    return made;
}

inline rule_value text(std::string content) {
    return rule_value::of(std::move(content));
}
inline rule_value integer(int value) {
    return rule_value::of(number{value}, std::to_string(value));
}

inline detection_rule rule_with(std::vector<std::string> names, std::vector<std::string> conditions) {
    detection_rule rule;
    rule.origin = {"rule.yml", rule_place};
    for (auto& name : names)
        rule.selections.push_back({std::move(name), map_of({leaf("F", {text("x")})}), selection_place});
    for (auto& each : conditions) {
        varsigma::condition made;
        made.text = std::move(each);
        made.position = condition_place;
        rule.conditions.push_back(std::move(made));
    }
    return rule;
}

struct outcome {
    bool taken = false;
    detection_rule rule;
    diagnostics found;
};

inline outcome run(detection_rule rule, const validation_options& options = {}) {
    outcome done;
    done.rule = std::move(rule);
    done.taken = validate(done.rule, options, done.found);
    CHECK(done.taken == (!has_errors(done.found)));
    for (const auto& finding : done.found) CHECK(finding.file == "rule.yml");
    return done;
}

inline outcome run_item(std::string_view key, std::vector<rule_value> values, const validation_options& options = {}) {
    auto rule = rule_with({"sel"}, {"sel"});
    rule.selections[0].body = map_of({leaf(key, std::move(values))});
    return run(std::move(rule), options);
}

inline outcome run_condition(std::string condition) {
    return run(rule_with({"sel1", "sel2", "_x", "filter_a", "filter_b"}, {std::move(condition)}));
}

inline void check_only(const outcome& done, diagnostic_code code, severity level, source_position place,
                       std::string_view message, std::string_view suggestion = {}) {
    REQUIRE(done.found.size() == 1);
    const diagnostic& finding = done.found.front();
    CAPTURE(finding.message);
    CHECK(finding.code == code);
    CHECK(finding.level == level);
    CHECK(finding.position == place);
    CHECK(std::string_view{finding.message}.starts_with(message));
    CHECK(finding.suggestion == suggestion);
}

/// Leaves out the warnings about unused selections, which are not what most conditions here are about.
inline void check_condition(std::string condition, diagnostic_code code, severity level, source_position place,
                            std::string_view message, std::string_view suggestion = {}) {
    CAPTURE(condition);
    auto done = run_condition(std::move(condition));
    std::erase_if(done.found, [](const diagnostic& each) { return each.code == diagnostic_code::unused_selection; });
    check_only(done, code, level, place, message, suggestion);
}

inline varsigma::result<varsigma::regex_cost>
no_lookahead(std::string_view pattern, const varsigma::interpretation& flags, const varsigma::regex_limits& limits) {
    if (pattern.find("(?=") == std::string_view::npos || flags.regex_dot_all) {
        return varsigma::regex_cost{pattern.size() * static_cast<std::size_t>(limits.memory)};
    }
    diagnostic failure;
    failure.message = "lookaround is not supported";
    failure.suggestion = "write it without";
    return failure;
}

} // namespace validation
