// SPDX-License-Identifier: BSL-1.0
#include <varsigma/static_rules/static_rule.hpp>
#include <varsigma/static_rules/static_rule_set.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

using varsigma::any_of;
using varsigma::keywords;
using varsigma::selection;
using varsigma::where;

namespace {

struct process_event {
    std::uint32_t event_id = 1;
    std::string_view image;
    std::string_view command_line;
    std::optional<std::string_view> address;
    std::chrono::sys_time<std::chrono::nanoseconds> at;
};

struct web_install
    : varsigma::static_rule<
          "selection and not 1 of filter_*",
          selection<"selection", where<"CommandLine|contains|all", " msiexec", "://">, where<"EventID", 1, 4688>>,
          selection<"filter_sccm", where<"Image|endswith", R"(\ccmexec.exe)">>> {
    static constexpr std::string_view title = "Web install";
    static constexpr varsigma::severity_level level = varsigma::severity_level::medium;
    static constexpr std::array<std::string_view, 1> tags{"attack.t1218.007"};
};

using kinds_of_tests = varsigma::static_rule<
    "1 of them",
    selection<"texts", where<"CommandLine|windash|contains", " -enc ">, where<"Image", R"(C:\*\power?hell.exe)">>,
    selection<"encoded", where<"CommandLine|wide|base64offset|contains", "IEX (">>,
    selection<"other", any_of<where<"Address|cidr", "10.0.0.0/8">, where<"Address", nullptr>, where<"At|hour|gte", 22>>,
              where<"Image|exists", false>>,
    selection<"words", keywords<"mimikatz", 4444>>>;

} // namespace

template <>
struct varsigma::event_traits<process_event> {
    static constexpr auto fields = varsigma::fields(
        varsigma::field<"EventID", &process_event::event_id>, varsigma::field<"Image", &process_event::image>,
        varsigma::field<"CommandLine", &process_event::command_line>,
        varsigma::field<"Address", &process_event::address>, varsigma::field<"At", &process_event::at>);
};

int main(int count, char** arguments) {
    using rules = varsigma::static_rule_set<web_install, kinds_of_tests>;
    process_event event;
    event.image = R"(C:\Windows\System32\cmd.exe)";
    event.command_line = count > 1 ? arguments[1] : "cmd /c msiexec /q /i http://example.org/a.msi";
    const auto found = rules::match(event);
    for (const auto& hit : found) {
        if (hit.title() != "Web install" || hit.tags().size() != 1) { return 1; }
    }
    return found.size() == 1 ? 0 : 1;
}
