// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "events.hpp"
#include "rules.hpp"
#include "samples.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/bundle/bundle.hpp>
#include <varsigma/bundle/bundle_container.hpp>
#include <varsigma/bundle/bundle_options.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule_set.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace varsigma_tests {

/// The types of events that a bundle is for.
enum class bundle_kind : std::uint8_t { unrouted, windows, structs };

/// A good bundle, to be damaged.
struct bundle_seed {
    bundle_kind kind;
    std::vector<std::byte> bytes;

    /// What its checksum is of.
    [[nodiscard]] std::vector<std::byte> payload() const {
        return {bytes.begin() + sizeof(varsigma::detail::bundle_head), bytes.end()};
    }
};

using unrouted_rules = varsigma::rule_set<varsigma::dynamic_event>;
using struct_rules = varsigma::rule_set<process_event, connection_event>;

[[nodiscard]] inline varsigma::router routes_of(bundle_kind kind) {
    return kind == bundle_kind::windows ? varsigma::router::windows() : varsigma::router::fixed({});
}

/// Bundles of every construct: of all tables, of rules by number, of characters beyond ASCII, of structs.
[[nodiscard]] inline std::vector<bundle_seed> bundle_seeds() {
    std::vector<bundle_seed> seeds;
    const auto add = [&](bundle_kind kind, const std::vector<varsigma::detection_rule>& rules) {
        seeds.push_back({kind, save_bundle(unrouted_rules{rules, {.routes = routes_of(kind)}})});
    };
    const auto many = [](int count, const auto& detection_of) {
        std::vector<varsigma::detection_rule> rules;
        for (int number = 0; number < count; ++number) {
            rules.push_back(rule_of("m" + std::to_string(number), detection_of(std::to_string(number))));
        }
        return rules;
    };
    add(bundle_kind::unrouted, sample_rules());
    add(bundle_kind::windows, sample_rules());
    for (const auto& one : sample_rules()) { add(bundle_kind::unrouted, {one}); }
    const auto by_number = many(40, [](const std::string& n) {
        return R"({"s": {"EventID": 46)" + n + R"(, "CommandLine|contains": "needle)" + n +
               R"("}, "t": {"Image|startswith": "common)" + n + R"(", "Data": "value)" + n +
               R"("}, "condition": "s or t"})";
    });
    add(bundle_kind::windows, by_number);
    add(bundle_kind::unrouted, by_number);
    add(bundle_kind::unrouted, many(150, [](const std::string& n) {
            return R"({"s": {"CommandLine|contains": "literal-)" + n + R"(-xyz", "Image|endswith": "\\tool)" + n +
                   R"(.exe"}, "condition": "s"})";
        }));
    add(bundle_kind::unrouted, many(40, [](const std::string& n) {
            return R"({"s": {"message|startswith": "\u00e4\u00e4)" + n + R"(", "message|contains": ["\u00f6\u00df)" +
                   n + R"(", "gr\u00fcn", "zz", "n)" + n + R"("]}, "u": {"message|cased|contains": "ABAB)" + n +
                   R"("}, "k": ["\u00e4word)" + n + R"("], "condition": "2 of them or s and not u"})";
        }));
    std::vector<varsigma::detection_rule> on_structs;
    constexpr varsigma::logsource process{.product = "windows", .category = "process_creation"};
    on_structs.push_back(rule_on(R"({"Image|endswith": "\\cmd.exe"})", process, "image"));
    on_structs.push_back(rule_on(R"({"CommandLine|re": "who.mi"})", process, "expression"));
    on_structs.push_back(rule_on(R"({"Absent": "x"})", process, "absent"));
    on_structs.push_back(rule_on(R"({"DestinationPort|gt": 1000})", {.category = "network_connection"}, "port"));
    on_structs.push_back(rule_on(R"(["whoami"])", {}, "keyword"));
    seeds.push_back({bundle_kind::structs, save_bundle(struct_rules{on_structs})});
    return seeds;
}

namespace detail {

/// Asks a set for all that does not depend on events, and for the reasons of one match, of the rule of that number.
template <class Rules, class Event>
void ask_all(const Rules& rules, const Event& event, typename Rules::scratch& scratch, std::uint32_t number) {
    std::size_t sum = rules.statistics().bytes;
    for (const auto& rule : rules.rules()) { sum += rule.metadata.title.size() + rule.conditions.size(); }
    for (const auto& each : rules.diagnostics()) { sum += render(each).size(); }
    if (!rules.rules().empty()) { sum += render(rules.explain(number % rules.rules().size(), event, scratch)).size(); }
    static_cast<void>(sum);
    static_cast<void>(save_bundle(rules));
}

template <class Found>
void read_hits(const Found& found) {
    for (const auto& hit : found) {
        static_cast<void>(hit.title().size() + hit.id().size() + hit.rule().metadata.tags.size());
    }
}

} // namespace detail

/// Opens a bundle, which may be any bytes, and if it is accepted uses it in every way. `choice` chooses the
/// instructions, the events and the rule that is explained. Whether it was accepted.
inline bool use_bundle(std::span<const std::byte> bytes, bundle_kind kind, std::uint32_t choice) {
    const auto levels = varsigma::supported_simd_levels();
    const varsigma::bundle_options options{.routes = routes_of(kind), .simd = levels[choice % levels.size()]};
    if (kind == bundle_kind::structs) {
        const auto rules = struct_rules::from_bundle(bytes, options);
        if (!rules) { return false; }
        struct_rules::scratch scratch{*rules};
        process_event process;
        process.image = "C:\\Windows\\System32\\CMD.exe";
        process.command_line = "whoami /all";
        connection_event connection;
        connection.port = 4444;
        detail::read_hits(rules->match(process, scratch));
        detail::read_hits(rules->match(connection, scratch));
        detail::ask_all(*rules, process, scratch, choice);
        return true;
    }
    const auto rules = unrouted_rules::from_bundle(bytes, options);
    if (!rules) { return false; }
    static const auto lines = [] {
        auto made = sample_lines();
        made.emplace_back(
            R"({"EventID":4617,"Image":"common7\\tool12.EXE","CommandLine":"a literal-17-XYZ needle12 end","Data":"value3","message":"\u00c4\u00e411 \u00d6\u00df5 GR\u00dcN zz n7 ABAB3 \u00e4word9"})");
        return made;
    }();
    unrouted_rules::scratch scratch{*rules};
    varsigma::nlohmann_reader reader{rules->fields()};
    varsigma::dynamic_event event{rules->fields()};
    for (std::size_t left = 3; left != 0; --left) {
        static_cast<void>(reader.read_text(lines[(choice / 8 + left) % lines.size()], event));
        detail::read_hits(rules->match(event, scratch));
    }
    detail::ask_all(*rules, event, scratch, choice);
    return true;
}

} // namespace varsigma_tests
