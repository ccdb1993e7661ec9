// SPDX-License-Identifier: BSL-1.0
#include "../support/events.hpp"
#include "../support/rules.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/match/detail/match_scratch.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule.hpp>
#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace varsigma;
using varsigma_tests::bare_event;
using varsigma_tests::process_event;
using varsigma_tests::rule_on;

namespace {

using bare_rules = rule_set<bare_event>;
using json_rules = rule_set<dynamic_event>;

/// `count` rules that all look for their number in the text, among other fields that such events lack.
std::vector<detection_rule> numbered(std::size_t count, const std::string& prefix) {
    std::vector<detection_rule> rules;
    for (std::size_t number = 0; number < count; ++number) {
        const auto text = prefix + std::to_string(number) + ";";
        rules.push_back(rule_on("[{\"Text|contains\": \"" + text + "\"}, {\"Field" + text + "\": \"x\"}]", {}, text));
    }
    return rules;
}

template <class Rules, class Event>
std::string found(const Rules& rules, const Event& event, typename Rules::scratch& working) {
    std::string text;
    for (const auto& hit : rules.match(event, working)) { text.append(hit.title()); }
    return text;
}

compile_options unrouted_json() {
    return {.routes = router::fixed({})};
}

} // namespace

TEST_CASE("scratch: serves rule sets of any size in turn, also one that begins empty") {
    const bare_rules small{numbered(1, "s")};
    const bare_rules large{numbered(700, "l")};
    const bare_rules none{std::vector<detection_rule>{}};
    bare_rules::scratch working;
    for (int round = 0; round < 70; ++round) { // more than the rounds that answers are told apart by
        CHECK(found(small, bare_event{"s0;"}, working) == "s0;");
        CHECK(found(large, bare_event{"l699; L0; s0;"}, working) == "l0;l699;");
        CHECK(found(none, bare_event{"l1;"}, working).empty());
        CHECK(found(large, bare_event{"\xC3\x84 l5;"}, working) == "l5;");
        CHECK(large.explain(699, bare_event{"l699;"}, working).holds);
        CHECK(small.explain(0, bare_event{"s0;"}, working).holds);
    }
}

TEST_CASE("scratch: notices another set at the address of one that is gone") {
    // the place stays, and so, as a rule, does the address of what is allocated for a set of the same size
    std::optional<bare_rules> place;
    bare_rules::scratch working;
    for (const std::size_t count : {1U, 300U, 2U, 300U, 900U, 1U, 1U}) {
        place.reset();
        place.emplace(numbered(count, "r"));
        const auto last = "r" + std::to_string(count - 1) + ";";
        CHECK(found(*place, bare_event{last}, working) == last);
    }
    const auto first = detail::next_core_number();
    CHECK(detail::next_core_number() > first);
    detail::prepared_for scratch;
    int address = 0;
    scratch.become({&address, first});
    CHECK(scratch.is({&address, first}));
    CHECK_FALSE(scratch.is({&address, first + 1})); // created at the same address
    CHECK_FALSE(scratch.is({&scratch, first}));     // by another library's counter
}

TEST_CASE("scratch: one that was moved from is as good as new") {
    const bare_rules rules{numbered(300, "r")};
    bare_rules::scratch first{rules};
    CHECK(found(rules, bare_event{"r1; \xC3\x84"}, first) == "r1;");
    bare_rules::scratch second{std::move(first)};
    CHECK(found(rules, bare_event{"r2;"}, second) == "r2;");
    CHECK(found(rules, bare_event{"r299;"}, first) == "r299;"); // NOLINT(*-use-after-move): that is the question
    second = std::move(first);
    CHECK(found(rules, bare_event{"r3; \xC3\x84"}, second) == "r3;");
    CHECK(found(rules, bare_event{"r4; \xC3\x84"}, first) == "r4;"); // NOLINT(*-use-after-move)
}

TEST_CASE("scratch: serves single rules in turn") {
    const auto one = rule<bare_event>::compile(rule_on(R"({"Text": "x"})"));
    const auto two = rule<bare_event>::compile(rule_on(R"({"Text|contains|all": ["a", "b", "c"], "Text|re": "b.c"})"));
    REQUIRE((one && two));
    rule<bare_event>::scratch working;
    CHECK(one->matches(bare_event{"X"}, working));
    CHECK(two->matches(bare_event{"a b c"}, working));
    CHECK_FALSE(one->matches(bare_event{"a b c"}, working));
}

TEST_CASE("foreign events: refused and told, never asked about") {
    const json_rules few{numbered(1, "r"), unrouted_json()};
    const json_rules many{numbered(500, "r"), unrouted_json()};
    nlohmann_reader reader{few.fields()};
    dynamic_event event{few.fields()};
    REQUIRE(reader.read_text(R"({"Text": "r0; r400;"})", event));
    json_rules::scratch working;

    CHECK(few.accepts(event));
    const auto own = few.match(event, working);
    CHECK(own.size() == 1);
    CHECK(own.routed());
    CHECK_FALSE(own.refused());

    CHECK_FALSE(many.accepts(event));
    const auto foreign = many.match(event, working);
    CHECK(foreign.empty());
    CHECK_FALSE(foreign.routed());
    CHECK(foreign.refused());
    const auto why = many.explain(400, event, working);
    CHECK_FALSE(why.holds);
    CHECK(render(why) == "- rule \"r400;\"\n  - not asked: the event was read for the fields of another rule set\n");
    CHECK(few.match(event, working).size() == 1); // the scratch is not spoilt by it

    const auto single = rule<dynamic_event>::compile(rule_on(R"({"Text|contains": "r"})"));
    REQUIRE(single);
    rule<dynamic_event>::scratch of_single;
    CHECK_FALSE(single->accepts(event));
    CHECK_FALSE(single->matches(event, of_single));
    CHECK_FALSE(single->matches(event));
    CHECK_FALSE(single->explain(event).holds);
    CHECK(render(single->explain(event)).find("another rule set") != std::string::npos);
}

TEST_CASE("foreign events: also over fields of the same names, and those whose row was moved away") {
    const json_rules first{numbered(3, "r"), unrouted_json()};
    const json_rules second{numbered(3, "r"), unrouted_json()};
    json_rules::scratch working;
    dynamic_event event{first.fields()};
    CHECK(second.match(event, working).refused());
    const auto row = std::move(event.row());
    CHECK(first.match(event, working).refused());
    dynamic_event whole{first.fields()};
    const auto moved = std::move(whole);
    CHECK(first.match(moved, working).routed());
    CHECK(first.match(whole, working).refused()); // NOLINT(*-use-after-move): that is the question
}

TEST_CASE("rules: an index that no rule has is explained as that") {
    const bare_rules rules{numbered(2, "r")};
    bare_rules::scratch working;
    CHECK(rules.explain(1, bare_event{"r1;"}, working).holds);
    const auto why = rules.explain(2, bare_event{"r1;"}, working);
    CHECK_FALSE(why.holds);
    CHECK(render(why).find("no rule of that index") != std::string::npos);
}
