// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/enum_names.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field.hpp>
#include <varsigma/event/logsource.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
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

enum class importance : std::uint8_t { low, high };
enum class logon_kind : std::uint8_t { network = 3 };
enum class access_kind : std::uint8_t { read = 1 };
enum class share_kind : std::uint8_t { disk };

[[nodiscard]] constexpr std::string_view to_string(logon_kind /*kind*/) noexcept {
    return "Network";
}

/// Of members that are numbers, or nearly.
/// Null for what has no name.
[[nodiscard]] constexpr const char* to_string(share_kind kind) noexcept {
    return kind == share_kind::disk ? "Disk" : nullptr;
}

struct number_event {
    std::uint16_t port = 0;
    double ratio = 0;
    bool elevated = false;
    std::optional<int> maybe;
    std::vector<int> list;
    std::variant<int, std::string> any;
    importance level = importance::low;
    logon_kind kind = logon_kind::network;
    access_kind access = access_kind::read;
    share_kind share = share_kind::disk;
};

} // namespace varsigma_tests

template <>
struct varsigma::enum_names<varsigma_tests::access_kind> {
    static constexpr std::array<varsigma::enum_name<varsigma_tests::access_kind>, 1> table{
        {{varsigma_tests::access_kind::read, "Read"}}};
};

template <>
struct varsigma::event_traits<varsigma_tests::number_event> {
    using event = varsigma_tests::number_event;
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"Port", &event::port>, varsigma::field<"Ratio", &event::ratio>,
                         varsigma::field<"Elevated", &event::elevated>, varsigma::field<"Maybe", &event::maybe>,
                         varsigma::field<"List", &event::list>, varsigma::field<"Any", &event::any>,
                         varsigma::field<"Level", &event::level>, varsigma::field<"Kind", &event::kind>,
                         varsigma::field<"Access", &event::access>, varsigma::field<"Share", &event::share>);
};

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
