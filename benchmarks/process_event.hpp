// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/event_traits.hpp>

#include <cstdint>
#include <string>

/// The creation of a process as Sysmon reports it: a struct of one's own, described once. What is empty is not there.
struct process_event {
    std::uint32_t event_id = 1;
    std::string image;
    std::string parent_image;
    std::string command_line;
    std::string user;
    std::string parent_command_line;
    std::string original_file_name;
    std::string current_directory;
    std::string integrity_level;
    std::string hashes;
    std::string company;
    std::string product;
    std::string description;
    std::string file_version;
    std::string logon_id;
    std::string parent_user;
    std::string provider_name;
    std::string channel;
    std::string computer;
};

template <>
struct varsigma::event_traits<process_event> {
    static constexpr varsigma::logsource source{
        .product = "windows", .category = "process_creation", .service = "sysmon"};

    template <varsigma::fixed_string Name, auto Member>
    static constexpr auto text = varsigma::field<Name, Member>(varsigma::empty_is_missing);

    static constexpr auto fields = varsigma::fields(
        varsigma::field<"EventID", &process_event::event_id>, text<"Image", &process_event::image>,
        text<"ParentImage", &process_event::parent_image>, text<"CommandLine", &process_event::command_line>,
        text<"User", &process_event::user>, text<"ParentCommandLine", &process_event::parent_command_line>,
        text<"OriginalFileName", &process_event::original_file_name>,
        text<"CurrentDirectory", &process_event::current_directory>,
        text<"IntegrityLevel", &process_event::integrity_level>, text<"Hashes", &process_event::hashes>,
        text<"Company", &process_event::company>, text<"Product", &process_event::product>,
        text<"Description", &process_event::description>, text<"FileVersion", &process_event::file_version>,
        text<"LogonId", &process_event::logon_id>, text<"ParentUser", &process_event::parent_user>,
        text<"Provider_Name", &process_event::provider_name>, text<"Channel", &process_event::channel>,
        text<"Computer", &process_event::computer>);
};
