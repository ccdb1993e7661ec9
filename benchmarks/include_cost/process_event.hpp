// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/event_traits.hpp>

#include <cstdint>
#include <string>

struct process_event {
    std::uint32_t event_id;
    std::string image, command_line;
};

template <>
struct varsigma::event_traits<process_event> {
    static constexpr auto source = varsigma::logsource{"windows", "process_creation"};
    static constexpr auto fields = varsigma::fields(varsigma::field<"EventID", &process_event::event_id>,
                                                    varsigma::field<"Image", &process_event::image>,
                                                    varsigma::field<"CommandLine", &process_event::command_line>);
};
