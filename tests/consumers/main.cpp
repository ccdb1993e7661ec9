// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/validate.hpp>
#include <varsigma/varsigma.hpp>

#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

struct process_event {
    std::uint32_t event_id;
    std::string image;
    std::string command_line;
};

template <>
struct varsigma::event_traits<process_event> {
    static constexpr varsigma::logsource source{.product = "windows", .category = "process_creation"};
    static constexpr auto fields = varsigma::fields(varsigma::field<"EventID", &process_event::event_id>,
                                                    varsigma::field<"Image", &process_event::image>,
                                                    varsigma::field<"CommandLine", &process_event::command_line>);
};

namespace {

/// `CommandLine|contains|all: [' msiexec', '://']`, without YAML: the core alone has to be enough.
varsigma::detection_rule web_install() {
    const auto key = varsigma::parse_field_key("CommandLine|contains|all");
    varsigma::detection_item item;
    item.field = key.field;
    item.modifiers = key.modifiers;
    item.values = {varsigma::rule_value::of(std::string{" msiexec"}), varsigma::rule_value::of(std::string{"://"})};

    varsigma::named_detection named;
    named.name = "selection";
    named.body.item = std::move(item);

    varsigma::detection_rule rule;
    rule.metadata.title = "Web install";
    rule.source.product = "windows";
    rule.selections.push_back(std::move(named));
    rule.conditions.emplace_back().text = "selection";
    return rule;
}

} // namespace

/// Matches one event with one rule, by both ways of matching; 0 if both say what they should.
int main() {
    auto rule = web_install();
    varsigma::diagnostics findings;
    if (!varsigma::validate(rule, {}, findings)) { return 1; }

    const process_event install{1, R"(C:\Windows\System32\cmd.exe)", "cmd /c msiexec /q /i http://example.com/a.msi"};
    const process_event harmless{1, R"(C:\Windows\System32\cmd.exe)", "cmd /c dir"};

    const auto single = varsigma::rule<process_event>::compile(rule);
    if (!single || !single->matches(install) || single->matches(harmless)) { return 1; }

    const varsigma::rule_set<process_event> rules{{std::move(rule)}};
    varsigma::rule_set<process_event>::scratch scratch{rules};
    if (!rules.match(harmless, scratch).empty()) { return 1; }
    for (const auto& hit : rules.match(install, scratch)) {
        std::printf("%.*s\n", static_cast<int>(hit.title().size()), hit.title().data());
        return 0;
    }
    return 1;
}
