// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field.hpp>
#include <varsigma/event/logsource.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace varsigma_tests {

/// A process's start, with every kind of member that a description can name.
struct process_event {
    std::string image;
    std::optional<std::string> command_line;
    const char* user = nullptr;
    std::uint32_t process_id = 0;
    std::unique_ptr<std::string> parent_image;
    std::vector<std::string> hashes;
    std::chrono::system_clock::time_point started;
    bool elevated = false;
    std::string log_line;
};

/// A connection, of which only the category is known.
struct connection_event {
    std::string destination;
    std::uint16_t port = 0;
};

/// Without any description of where it comes from.
struct bare_event {
    std::string text;
};

} // namespace varsigma_tests

template <>
struct varsigma::event_traits<varsigma_tests::process_event> {
    using event = varsigma_tests::process_event;
    static constexpr varsigma::logsource source{.product = "windows", .category = "process_creation"};
    static constexpr auto fields = varsigma::fields(
        varsigma::field<"Image", &event::image>, varsigma::field<"CommandLine", &event::command_line>,
        varsigma::field<"User", &event::user>(varsigma::empty_is_missing),
        varsigma::field<"ProcessId", &event::process_id>, varsigma::field<"ParentImage", &event::parent_image>,
        varsigma::field<"Hashes", &event::hashes>, varsigma::field<"UtcTime", &event::started>,
        varsigma::field<"Elevated", &event::elevated>);
    static std::string_view raw(const event& of) { return of.log_line; }
};

template <>
struct varsigma::event_traits<varsigma_tests::connection_event> {
    using event = varsigma_tests::connection_event;
    static constexpr varsigma::logsource source{.category = "network_connection"};
    static constexpr auto fields = varsigma::fields(varsigma::field<"DestinationIp", &event::destination>,
                                                    varsigma::field<"DestinationPort", &event::port>);
};

template <>
struct varsigma::event_traits<varsigma_tests::bare_event> {
    static constexpr auto fields = varsigma::fields(varsigma::field<"Text", &varsigma_tests::bare_event::text>);
};
