// SPDX-License-Identifier: BSL-1.0
#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/load/yaml.hpp>
#include <varsigma/varsigma.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>
#include <utility>

/// A rule from YAML matches the same event through each JSON library; so that linking each component is put to the
/// test.
int main() {
    auto loaded = varsigma::yaml::load_text(R"(
title: Web install
logsource: {product: windows, service: sysmon}
detection:
    selection:
        EventID: 1
        CommandLine|contains|all: [' msiexec', '://']
    condition: selection
)");
    if (loaded.rules.size() != 1) { return 1; }

    constexpr const char* text = R"({"Channel": "Microsoft-Windows-Sysmon/Operational", "EventID": 1,
                                     "CommandLine": "cmd /c msiexec /q /i http://example.com/a.msi"})";
    const varsigma::rule_set<varsigma::dynamic_event> rules{std::move(loaded.rules)};
    varsigma::rule_set<varsigma::dynamic_event>::scratch scratch{rules};
    varsigma::dynamic_event event{rules.fields()};

    varsigma::simdjson_reader from_text{rules.fields()};
    if (!from_text.read(text, event) || rules.match(event, scratch).size() != 1) { return 1; }

    const auto parsed = nlohmann::json::parse(text, nullptr, false);
    varsigma::nlohmann_reader from_json{rules.fields()};
    if (!from_json.read(parsed, event) || rules.match(event, scratch).size() != 1) { return 1; }

    std::puts("yaml, simdjson, nlohmann_json");
    return 0;
}
