// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../reference/random_events.hpp"
#include "../reference/random_rules.hpp"
#include "../reference/reference_matcher.hpp"
#include "../reference/reference_number.hpp"
#include "../support/loading.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/explain/explain.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule_set.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace conformance {

/// One way to find out whether a rule matches an event. All ways must agree, always.
struct way {
    /// Nothing if this way cannot be asked (an event that its kind of input cannot express).
    using answer = std::function<std::optional<bool>(const nlohmann::json&)>;

    const char* name;
    std::function<answer(const varsigma::detection_rule&)> prepare;

    [[nodiscard]] std::optional<bool> matches(const varsigma::detection_rule& rule, const nlohmann::json& event) const {
        return prepare(rule)(event);
    }
};

using json_rules = varsigma::rule_set<varsigma::dynamic_event>;

/// Rules that any event may meet.
inline json_rules compile_all(std::vector<varsigma::detection_rule> rules, bool use_index,
                              std::optional<varsigma::simd_level> simd = std::nullopt) {
    json_rules compiled{std::move(rules),
                        {.routes = varsigma::router::fixed({}), .use_index = use_index, .simd = simd}};
    if (has_errors(compiled.diagnostics())) { throw std::runtime_error(render(compiled.diagnostics().front())); }
    return compiled;
}

namespace detail {

/// How an event gets into a row: `nothing` if it cannot.
inline bool read_event(varsigma::simdjson_reader& reader, const nlohmann::json& event, varsigma::dynamic_event& into) {
    if (!reference::is_writable(event)) { return false; }
    return reader.read(reference::json_text(event), into).has_value() ||
           (throw std::runtime_error("an event that cannot be read"), 0);
}
inline bool read_event(varsigma::nlohmann_reader& reader, const nlohmann::json& event, varsigma::dynamic_event& into) {
    return reader.read(event, into).has_value() || (throw std::runtime_error("an event that cannot be read"), 0);
}

/// The same reader's way with JSON texts.
struct nlohmann_text_reader : varsigma::nlohmann_reader {
    using nlohmann_reader::nlohmann_reader;
};
inline bool read_event(nlohmann_text_reader& reader, const nlohmann::json& event, varsigma::dynamic_event& into) {
    if (!reference::is_writable(event)) { return false; }
    return reader.read_text(reference::json_text(event), into).has_value() ||
           (throw std::runtime_error("an event that cannot be read"), 0);
}

/// A rule set with what it takes to match events.
template <class Reader>
class set_matcher {
public:
    set_matcher(std::vector<varsigma::detection_rule> rules, bool use_index,
                std::optional<varsigma::simd_level> simd = std::nullopt)
        : rules_(compile_all(std::move(rules), use_index, simd)),
          scratch_(rules_),
          reader_(rules_.fields()),
          event_(rules_.fields()) {}

    /// The indices of the rules that match; nothing if the event cannot be read.
    std::optional<std::vector<std::size_t>> hits(const nlohmann::json& event) {
        if (!read_event(reader_, event, event_)) { return std::nullopt; }
        std::vector<std::size_t> found;
        for (const auto& hit : rules_.match(event_, scratch_)) { found.push_back(hit.index()); }
        return found;
    }

private:
    json_rules rules_;
    json_rules::scratch scratch_;
    Reader reader_;
    varsigma::dynamic_event event_;
};

template <class Reader>
way::answer alone(const varsigma::detection_rule& rule) {
    auto matcher = std::make_shared<set_matcher<Reader>>(std::vector{rule}, true);
    return [matcher](const nlohmann::json& event) -> std::optional<bool> {
        const auto found = matcher->hits(event);
        if (!found) { return std::nullopt; }
        return !found->empty();
    };
}

/// Random rules that have nothing to do with the one in question.
inline const std::vector<varsigma::detection_rule>& neighbours() {
    static const auto made = [] {
        std::vector<varsigma::detection_rule> rules;
        std::mt19937_64 generator{7};
        while (rules.size() < 40) {
            auto loaded = varsigma_tests::load_text(reference::make_case(generator).rule_yaml);
            for (auto& rule : loaded.rules) { rules.push_back(std::move(rule)); }
        }
        return rules;
    }();
    return made;
}

/// The rule three times among neighbours, with the index (by each kind of instructions) and without: all of them must
/// find the same rules.
inline way::answer among_neighbours(const varsigma::detection_rule& rule) {
    std::vector<varsigma::detection_rule> rules;
    const auto& others = neighbours();
    const auto half = others.begin() + static_cast<std::ptrdiff_t>(others.size() / 2);
    rules.push_back(rule);
    rules.insert(rules.end(), others.begin(), half);
    const auto middle = rules.size();
    rules.push_back(rule);
    rules.insert(rules.end(), half, others.end());
    const auto last = rules.size();
    rules.push_back(rule);
    std::vector<std::shared_ptr<set_matcher<varsigma::nlohmann_reader>>> indexed;
    for (const auto level : varsigma::supported_simd_levels()) {
        indexed.push_back(std::make_shared<set_matcher<varsigma::nlohmann_reader>>(rules, true, level));
    }
    auto plain = std::make_shared<set_matcher<varsigma::nlohmann_reader>>(rules, false);
    return [=](const nlohmann::json& event) -> std::optional<bool> {
        const auto found = plain->hits(event).value();
        for (const auto& each : indexed) {
            if (found != each->hits(event).value()) { throw std::runtime_error("the index changes what matches"); }
        }
        const auto has = [&](std::size_t index) { return std::find(found.begin(), found.end(), index) != found.end(); };
        if (has(0) != has(middle) || has(0) != has(last)) { throw std::runtime_error("copies of a rule differ"); }
        return has(middle);
    };
}

inline way::answer single_rule(const varsigma::detection_rule& model) {
    using compiled_rule = varsigma::rule<varsigma::dynamic_event>;
    auto made = compiled_rule::compile(model);
    if (!made) { throw std::runtime_error(render(made.error())); }
    auto compiled = std::make_shared<compiled_rule>(*std::move(made));
    auto reader = std::make_shared<varsigma::nlohmann_reader>(compiled->fields());
    return [=](const nlohmann::json& event) -> std::optional<bool> {
        varsigma::dynamic_event row{compiled->fields()};
        read_event(*reader, event, row);
        const bool matched = compiled->matches(row);
        if (compiled->explain(row).holds != matched) { throw std::runtime_error("a rule is explained otherwise"); }
        return matched;
    };
}

/// The model itself, explained over whatever fields another rule set happens to have besides.
inline way::answer explained(const varsigma::detection_rule& rule) {
    auto fields = std::make_shared<varsigma::field_table>();
    fields->add("Unrelated");
    const json_rules rules{{rule}, {.routes = varsigma::router::fixed({})}};
    for (varsigma::slot field = 0; field < rules.fields()->size(); ++field) {
        fields->add(rules.fields()->name(field));
    }
    auto reader = std::make_shared<varsigma::nlohmann_reader>(fields);
    return [=](const nlohmann::json& event) -> std::optional<bool> {
        varsigma::dynamic_event row{fields};
        read_event(*reader, event, row);
        const auto why = varsigma::explain(rule, row.row(), *fields);
        if (render(why).empty()) { throw std::runtime_error("nothing is explained"); }
        return why.holds;
    };
}

} // namespace detail

/// The reference first: the others are compared with it.
inline std::vector<way> ways() {
    return {
        {"reference",
         [](const varsigma::detection_rule& rule) -> way::answer {
             return [&rule](const nlohmann::json& event) -> std::optional<bool> {
                 return reference::reference_matches(rule, event);
             };
         }},
        {"rule set, simdjson", detail::alone<varsigma::simdjson_reader>},
        {"rule set, nlohmann documents", detail::alone<varsigma::nlohmann_reader>},
        {"rule set, nlohmann texts", detail::alone<detail::nlohmann_text_reader>},
        {"rule set, among neighbours, with and without the index", detail::among_neighbours},
        {"single rule", detail::single_rule},
        {"explain", detail::explained},
    };
}

} // namespace conformance
