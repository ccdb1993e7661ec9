// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/static_rules/static_rule.hpp>
#include <varsigma/static_rules/static_rule_set.hpp>

#include <cstdint>
#include <string_view>

using varsigma::selection;
using varsigma::static_rule;
using varsigma::where;

struct process_event {
    std::uint32_t event_id;
    std::string_view image;
    std::string_view command_line;
};

template <>
struct varsigma::event_traits<process_event> {
    static constexpr varsigma::logsource source{.product = "windows", .category = "process_creation"};
    static constexpr auto fields = varsigma::fields(varsigma::field<"EventID", &process_event::event_id>,
                                                    varsigma::field<"Image", &process_event::image>,
                                                    varsigma::field<"CommandLine", &process_event::command_line>);
};
