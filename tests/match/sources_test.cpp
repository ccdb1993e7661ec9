// SPDX-License-Identifier: BSL-1.0
#include "../support/data.hpp"
#include "../support/json_matching.hpp"
#include "../support/loading.hpp"
#include "../support/rules.hpp"

#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/sources.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule_set.hpp>
#include <varsigma/static_rules/static_rule.hpp>
#include <varsigma/static_rules/static_rule_set.hpp>

#include <doctest/doctest.h>

#include <array>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

using namespace varsigma;
using varsigma_tests::rule_on;

namespace {

/// The three attributes of a rule that asks nothing else, as its title.
detection_rule naming(logsource source) {
    std::string title{source.product};
    title.append("/").append(source.category).append("/").append(source.service);
    return rule_on(R"({"Nowhere": null})", source, title);
}

std::vector<detection_rule> rules_for_processes() {
    return {naming({}),
            naming({.product = "windows"}),
            naming({.category = "process_creation"}),
            naming({.product = "Windows", .category = "process_creation"}),
            naming({.product = "windows", .service = "application"}),
            naming({.service = "sysmon"}),
            naming({.product = "linux", .category = "process_creation"}),
            naming({.category = "file_event"})};
}

std::string seen_by(std::span<const logsource> sources) {
    const rule_set<dynamic_event> rules{rules_for_processes(), {.routes = router::fixed(sources)}};
    rule_set<dynamic_event>::scratch working;
    std::string titles;
    for (const auto& hit : rules.match(dynamic_event{rules.fields()}, working)) {
        titles.append(hit.title()).append(" ");
    }
    return titles;
}
std::string seen_by(logsource source) {
    return seen_by(std::span{&source, 1});
}

struct described_process {
    std::string nowhere;
};
struct registry_change {
    std::string target;
};

struct for_processes : static_rule<"s", selection<"s", where<"Image", "x">>> {
    static constexpr auto source = sources::windows_process_creation; // as a rule: no service
};
struct for_application : static_rule<"s", selection<"s", where<"Image", "x">>> {
    static constexpr logsource source{.product = "windows", .service = "application"};
};

} // namespace

template <>
struct varsigma::event_traits<described_process> {
    static constexpr auto source = sources::windows_process_creation;
    static constexpr auto fields = varsigma::fields(varsigma::field<"Image", &described_process::nowhere>);
};

template <>
struct varsigma::event_traits<registry_change> {
    static constexpr auto source = sources::windows_registry_set;
    static constexpr auto fields = varsigma::fields(varsigma::field<"TargetObject", &registry_change::target>);
};

TEST_CASE("sources: what is left out matches anything, what is none matches no rule that names one") {
    CHECK(seen_by({.product = "windows", .category = "process_creation"}) ==
          "// windows// /process_creation/ Windows/process_creation/ windows//application //sysmon ");
    CHECK(seen_by(sources::windows_process_creation) == "// windows// /process_creation/ Windows/process_creation/ ");
    CHECK(seen_by(sources::sysmon_process_creation) ==
          "// windows// /process_creation/ Windows/process_creation/ //sysmon ");
    CHECK(seen_by(sources::windows_application) == "// windows// windows//application ");
    CHECK(seen_by(sources::webserver) == "// ");
    CHECK(seen_by({.product = sources::none}) == "// /process_creation/ //sysmon /file_event/ ");
    CHECK(seen_by(logsource{sources::none, sources::none, sources::none}) == "// ");
}

TEST_CASE("sources: events may be of several, which then are all theirs") {
    CHECK(seen_by(std::array{sources::windows_process_creation, sources::windows_file_event}) ==
          "// windows// /process_creation/ Windows/process_creation/ /file_event/ ");
    CHECK(seen_by(std::array{sources::windows_process_creation, logsource{.product = "linux"}}) ==
          "// windows// /process_creation/ Windows/process_creation/ windows//application //sysmon "
          "linux/process_creation/ /file_event/ ");
    CHECK(seen_by(std::span<const logsource>{}).size() > 100); // nothing is known

    const rule_set<registry_change> rules{{rule_on(R"({"TargetObject": "x"})", {.category = "registry_set"}, "set"),
                                           rule_on(R"({"TargetObject": "x"})", {.category = "registry_event"}, "any"),
                                           rule_on(R"({"TargetObject": "x"})", {.category = "registry_add"}, "add")}};
    rule_set<registry_change>::scratch working;
    std::string titles;
    for (const auto& hit : rules.match(registry_change{"x"}, working)) { titles.append(hit.title()).append(" "); }
    CHECK(titles == "set any ");
}

TEST_CASE("sources: static rules see the same events") {
    CHECK(applies_to<for_processes, described_process>);
    using both = static_rule_set<for_processes, for_application>;
    const auto found = both::match(described_process{"x"});
    CHECK(found.size() == 1);
    CHECK(found.matched(0));
    CHECK(detail::may_come_from(detail::sources_of<registry_change>(), {.category = "registry_event"}));
    CHECK(detail::may_come_from(detail::sources_of<registry_change>(), {.category = "Registry_Set"}));
    CHECK_FALSE(detail::may_come_from(detail::sources_of<registry_change>(), {.category = "registry_add"}));
    CHECK(detail::may_come_from({}, {.category = "registry_add"}));
}
