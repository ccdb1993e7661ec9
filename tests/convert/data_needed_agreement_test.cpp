// SPDX-License-Identifier: BSL-1.0
#include <varsigma/compile/detail/expression_builder.hpp>
#include <varsigma/compile/detail/predicate_builder.hpp>
#include <varsigma/compile/detail/rule_compiler.hpp>
#include <varsigma/convert/data_needed.hpp>
#include <varsigma/convert/data_needed_gaps.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field_selector.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/presence.hpp>
#include <varsigma/rule_set.hpp>

#include "../reference/random_rules.hpp"
#include "../support/events.hpp"
#include "../support/json_matching.hpp"
#include "../support/loading.hpp"
#include "../support/samples.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

// What is derived from a rule's model must be what the compiled rule comes to: see match/detail/presence.hpp.

namespace {

using varsigma::detection_rule;

/// The fields as those that compiled rules know, whatever their values are.
varsigma::detail::field_presence of_anything(const std::unordered_set<std::string_view>& fields) {
    varsigma::detail::field_presence present;
    for (const auto field : fields) {
        present.emplace(field, varsigma::detail::member_values{varsigma::detail::field_content::anything});
    }
    return present;
}

/// Compares both for one rule and one set of fields that are there. How often it can never match.
class both_judgements {
public:
    explicit both_judgements(const detection_rule& rule) : rule_(rule), tree_(rule) {
        auto made = compiler_.compile(rule);
        REQUIRE(made.has_value());
        compiled_ = *made;
    }

    [[nodiscard]] std::vector<std::string_view> fields() const { return examiner_.fields(); }

    void compare(const std::unordered_set<std::string_view>& present) {
        const auto expected =
            varsigma::detail::examine(predicates_, expressions_, compiled_, table_, of_anything(present));
        const auto found = varsigma::detail::gap_of(tree_, present);
        CAPTURE(rule_.metadata.title);
        CHECK(found.never_matches == expected.never_matches);
        CHECK(set_of(found.missing) == names(expected.missing));
        CHECK(set_of(found.over_fires) == names(expected.over_fires));
        never += expected.never_matches ? 1U : 0U;
        over_fires += expected.over_fires.empty() ? 0U : 1U;
    }

    /// What a field is to the rule is what its absence alone means.
    void compare_need(std::string_view field) {
        std::unordered_set<std::string_view> others;
        for (const auto each : fields()) { others.insert(each); }
        others.erase(field);
        const auto expected =
            varsigma::detail::examine(predicates_, expressions_, compiled_, table_, of_anything(others));
        const auto need = examiner_.need_of(field);
        CAPTURE(rule_.metadata.title);
        CAPTURE(field);
        CHECK((need == varsigma::field_need::required) == expected.never_matches);
        if (expected.never_matches) { return; }
        CHECK((need == varsigma::field_need::alternative) == !expected.missing.empty());
        CHECK((need == varsigma::field_need::exception) == !expected.over_fires.empty());
    }

    std::size_t never = 0;
    std::size_t over_fires = 0;

private:
    [[nodiscard]] std::set<std::string> names(const std::vector<varsigma::slot>& slots) const {
        std::set<std::string> found;
        for (const auto each : slots) { found.emplace(table_.name(each)); }
        return found;
    }
    [[nodiscard]] static std::set<std::string> set_of(const std::vector<std::string>& list) {
        return {list.begin(), list.end()};
    }

    const detection_rule& rule_;
    varsigma::detail::need_tree tree_;
    varsigma::detail::field_examiner examiner_{tree_};
    varsigma::field_table table_;
    varsigma::detail::predicate_builder predicates_;
    varsigma::detail::expression_builder expressions_;
    varsigma::detail::rule_compiler compiler_{table_, predicates_, expressions_, {}};
    varsigma::detail::node_id compiled_ = 0;
};

/// Whether the rule refers to another field, of which the compiled rule names only one where both are absent.
bool has_reference(const detection_rule& rule) {
    const varsigma::detail::need_tree tree{rule};
    return std::any_of(tree.tests().begin(), tree.tests().end(), [](const varsigma::detail::need_test& asked) {
        return asked.meaning.kind == varsigma::test_kind::field;
    });
}

/// Whether a rule of both may ask for one thing and exclude it, which is not looked into.
bool excludes_itself(std::string_view first, std::string_view second) {
    constexpr std::string_view other = "A: x";
    return first.find(other) != first.npos && second.find(other) != second.npos;
}

struct totals {
    std::size_t compared = 0;
    std::size_t never = 0;
    std::size_t over_fires = 0;
};

/// Each field absent alone, all absent, and random choices.
void compare_all(const detection_rule& rule, std::mt19937& random, totals& sums) {
    both_judgements both{rule};
    const auto fields = both.fields();
    for (const auto field : fields) { both.compare_need(field); }
    if (has_reference(rule)) { return; }
    both.compare({});
    both.compare({fields.begin(), fields.end()});
    for (int round = 0; round < 8; ++round) {
        std::unordered_set<std::string_view> present;
        for (const auto field : fields) {
            if (random() % 2 == 0) { present.insert(field); }
        }
        both.compare(present);
    }
    ++sums.compared;
    sums.never += both.never;
    sums.over_fires += both.over_fires;
}

struct other_event {
    std::string image;
    std::string target;
    int id = 0;
};

/// The findings of a rule set over own events, as gaps: `place never A` … sorted.
template <class Event>
void compare_with_rule_set(std::vector<detection_rule> rules) {
    for (std::size_t at = 0; at < rules.size(); ++at) { // the place tells which rule is meant
        rules[at].origin.file = "r";
        rules[at].origin.position = {static_cast<std::uint32_t>(at + 1), 1};
    }
    const auto selectors = varsigma::field_selector<Event>::all();
    std::vector<std::string_view> present;
    for (const auto& selector : selectors) { present.push_back(selector.name()); }
    const auto gaps = varsigma::find_data_gaps(rules, present, varsigma::event_traits<Event>::source);

    std::set<std::string> expected;
    const varsigma::rule_set<Event> set{rules};
    for (const auto& finding : set.diagnostics()) {
        if (finding.code == varsigma::diagnostic_code::not_evaluated) { continue; }
        // what numbers cannot be is known from the types of members, which nobody tells `find_data_gaps`
        if (finding.message.find("no value of the member's type is") != std::string::npos) { continue; }
        expected.insert(std::to_string(finding.position.line - 1) + ' ' + std::string{name(finding.code)});
    }
    std::set<std::string> found;
    for (const auto& gap : gaps.each) {
        if (rules[gap.rule].aggregate) { continue; } // such rules are not compiled
        const auto place = std::to_string(gap.rule) + ' ';
        if (gap.never_matches) {
            found.insert(place + "never_matches");
            continue;
        }
        if (!gap.missing.empty()) { found.insert(place + "missing_field"); }
        if (!gap.over_fires.empty()) { found.insert(place + "over_fires"); }
    }
    CHECK(found == expected);
    CHECK_FALSE(found.empty());
}

} // namespace

template <>
struct varsigma::event_traits<other_event> {
    static constexpr varsigma::logsource source{.product = "windows"};
    static constexpr auto fields = varsigma::fields(varsigma::field<"Image", &other_event::image>,
                                                    varsigma::field<"TargetObject", &other_event::target>,
                                                    varsigma::field<"EventID", &other_event::id>);
};

TEST_CASE("data needed: agrees with compiled rules on random rules") {
    std::mt19937_64 generator{4688};
    std::mt19937 random{1}; // NOLINT(bugprone-random-generator-seed): the same every time
    totals sums;
    for (int round = 0; round < 1'000; ++round) {
        const auto made = reference::make_case(generator);
        CAPTURE(made.rule_yaml);
        const auto loaded = varsigma_tests::load_text(made.rule_yaml);
        REQUIRE(loaded.rules.size() == 1);
        compare_all(loaded.rules.front(), random, sums);
    }
    CHECK(sums.compared > 800);
    CHECK(sums.never > 1'000);
    CHECK(sums.over_fires > 500);
}

TEST_CASE("data needed: an event that lacks what is required does not match") {
    std::mt19937_64 generator{20180209};
    std::size_t matched = 0;
    for (int round = 0; round < 1'000; ++round) {
        const auto made = reference::make_case(generator);
        CAPTURE(made.rule_yaml);
        auto loaded = varsigma_tests::load_text(made.rule_yaml);
        REQUIRE(loaded.rules.size() == 1);
        const auto needed = varsigma::data_needed(loaded.rules.front());
        varsigma_tests::json_matching matching{std::move(loaded.rules), varsigma_tests::unrouted()};
        for (const auto& event : made.events) {
            const auto line = event.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
            CAPTURE(line);
            if (matching.rules().rules().empty() || matching(line).empty()) { continue; }
            ++matched;
            CHECK_FALSE(needed.never_matches);
            for (const auto& field : needed.fields) {
                if (field.need != varsigma::field_need::required) { continue; }
                CAPTURE(field.name);
                bool is_there = event.contains(field.name); // or a key that joins the first parts of its path
                for (auto dot = field.name.find('.'); dot != std::string::npos; dot = field.name.find('.', dot + 1)) {
                    is_there = is_there || event.contains(field.name.substr(0, dot));
                }
                CHECK(is_there);
            }
        }
    }
    CHECK(matched > 300);
}

TEST_CASE("data needed: with another event id than those a rule does not match") {
    constexpr std::string_view parts[]{"{EventID: 1}",
                                       "{EventID: [1, 2]}",
                                       "{EventID: '2'}",
                                       "{EventID|gte: 2}",
                                       "{EventID: null}",
                                       "{EventID|neq: 1}",
                                       "{A: x}",
                                       "[{EventID: 3}, {A: x}]",
                                       "{EventID: 2, A: x}",
                                       "{EventID|exists: true}",
                                       "{EventID|contains: '1'}",
                                       "{EventID|lt: 2}",
                                       "{EventID: 3.0}",
                                       "{EventID: '?'}",
                                       "{EventID|endswith|cased: '2'}",
                                       "{EventID|re: '^[12]$'}",
                                       "{EventID|cidr: 0.0.0.0/0}",
                                       "{EventID: true}",
                                       "{EventID|wide: '2'}",
                                       "{EventID|windash: '-1'}",
                                       "{EventID|all: [1, 2]}"};
    constexpr std::string_view conditions[]{"s and t", "s or t", "s and not t", "not (s or t)", "1 of them", "not s"};
    constexpr std::string_view events[]{"1", "2", "3", "4", "12", "null", "\"2\"", "\"x\"", ""};
    std::size_t limited = 0;
    for (const auto first : parts) {
        for (const auto second : parts) {
            for (const auto condition : conditions) {
                const auto text = "title: T\nlogsource: {category: c}\ndetection: {s: " + std::string{first} +
                                  ", t: " + std::string{second} + ", condition: " + std::string{condition} + "}\n";
                CAPTURE(text);
                auto loaded = varsigma_tests::load_text(text);
                REQUIRE(loaded.rules.size() == 1);
                const auto needed = varsigma::data_needed(loaded.rules.front());
                limited += needed.event_ids.empty() ? 0U : 1U;
                const auto rule = loaded.rules.front();
                const varsigma::detail::need_tree tree{rule};
                varsigma_tests::json_matching matching{std::move(loaded.rules), varsigma_tests::unrouted()};
                std::set<std::string> with;
                bool with_others = false;
                for (const std::string id : {"1", "2", "3", "4", "12"}) { // each of them, asked for or not
                    bool matches = false;
                    for (const std::string_view other : {"", ", \"A\": \"x\""}) {
                        auto line = "{\"EventID\": " + id;
                        line.append(other) += '}';
                        matches = matches || !matching(line).empty();
                    }
                    CAPTURE(id);
                    const bool can_match = varsigma::detail::can_match_with_id(tree, id);
                    if (text.find("|re") == text.npos && !excludes_itself(first, second)) {
                        CHECK(can_match == matches);
                    } else if (matches) {
                        CHECK(can_match);
                    }
                }
                for (const auto id : events) {
                    for (const std::string_view other : {"", "\"A\": \"x\""}) {
                        auto line = "{" + (id.empty() ? std::string{} : "\"EventID\": " + std::string{id});
                        line.append(id.empty() || other.empty() ? "" : ", ").append(other) += '}';
                        if (matching(line).empty()) { continue; }
                        const bool is_named = id == "1" || id == "2" || id == "3" || id == "\"2\"";
                        if (is_named) { with.insert(id == "\"2\"" ? "2" : std::string{id}); }
                        with_others = with_others || !is_named;
                    }
                }
                if (needed.event_ids.empty()) { continue; }
                CHECK_FALSE(with_others);
                const std::set<std::string> named{needed.event_ids.begin(), needed.event_ids.end()};
                // that a selection excludes another is not looked into
                if (text.find("|re") == text.npos && !with.empty()) {
                    CHECK(with == named);
                } else {
                    CHECK(std::includes(named.begin(), named.end(), with.begin(), with.end()));
                }
            }
        }
    }
    CHECK(limited > 150);
}

TEST_CASE("data gaps: agree with what rule sets report of own structs") {
    const auto rules = varsigma_tests::sample_rules();
    compare_with_rule_set<varsigma_tests::process_event>(rules);
    compare_with_rule_set<varsigma_tests::connection_event>(rules);
    compare_with_rule_set<other_event>(rules);
}
