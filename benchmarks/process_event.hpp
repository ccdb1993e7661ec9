// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/event_traits.hpp>

#include <cstdint>
#include <string>

/// A struct of one's own, described once.
struct process_event {
    std::uint32_t event_id = 1;
    std::string image;
    std::string parent_image;
    std::string command_line;
    std::string user;
};

template <>
struct varsigma::event_traits<process_event> {
    static constexpr varsigma::logsource source{.product = "windows", .category = "process_creation"};
    static constexpr auto fields = varsigma::fields(
        varsigma::field<"EventID", &process_event::event_id>, varsigma::field<"Image", &process_event::image>,
        varsigma::field<"ParentImage", &process_event::parent_image>,
        varsigma::field<"CommandLine", &process_event::command_line>, varsigma::field<"User", &process_event::user>);
};
