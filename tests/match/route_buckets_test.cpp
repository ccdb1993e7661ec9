// SPDX-License-Identifier: BSL-1.0
#include "../support/rules.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace varsigma;
using nlohmann::json;

namespace {

using json_rules = rule_set<dynamic_event>;

/// A rule set, and the numbers of the rules that match an event.
class matcher {
public:
    explicit matcher(std::vector<detection_rule> rules, router routes = router::fixed({}), bool use_index = true)
        : rules_(std::move(rules), {.routes = std::move(routes), .use_index = use_index}) {
        REQUIRE(rules_.diagnostics().empty());
    }

    std::vector<std::size_t> hits(const json& event) {
        REQUIRE(reader_.read(event, event_).has_value());
        std::vector<std::size_t> found;
        for (const auto& hit : rules_.match(event_, scratch_)) { found.push_back(hit.index()); }
        return found;
    }
    [[nodiscard]] const json_rules& rules() const { return rules_; }

private:
    json_rules rules_;
    json_rules::scratch scratch_{rules_};
    nlohmann_reader reader_{rules_.fields()};
    dynamic_event event_{rules_.fields()};
};

using numbers = std::vector<std::size_t>;

/// A condition over `EventID` and `B`, by chance.
std::string some_detection(std::mt19937_64& generator) {
    const auto one_of = [&](std::initializer_list<const char*> texts) {
        return std::string{*(texts.begin() + static_cast<std::ptrdiff_t>(generator() % texts.size()))};
    };
    const auto item = [&] {
        return one_of({R"("EventID": 1)", R"("EventID": 4624)", R"("EventID": [1, 2])", R"("EventID|gt": 3)",
                       R"("EventID|lte": 2)", R"("EventID": 1.5)", R"("EventID": null)", R"("EventID": "1")",
                       R"("EventID|exists": true)", R"("EventID|re": "^4")", R"("EventID|contains": "62")",
                       R"("EventID|neq": 2)", R"("EventID": true)"});
    };
    return R"({"s": {)" + item() + R"(, "B|contains": )" + one_of({R"("xy")", R"("z")"}) + R"(}, "t": {)" + item() +
           R"(}, "u": {)" + item() + R"(}, "condition": ")" +
           one_of({"s", "s and t", "s or t", "s and not t", "not s", "not s and not t", "1 of them", "2 of them",
                   "s and (t or not u)"}) +
           R"("})";
}

/// The same detection about a field that is nothing special.
std::string about_another_field(std::string detection) {
    constexpr std::string_view special = "EventID";
    for (auto at = detection.find(special); at != detection.npos; at = detection.find(special)) {
        detection.replace(at, special.size(), "Other");
    }
    return detection;
}

} // namespace

TEST_CASE("route buckets: what the event id decides beforehand changes no match") {
    std::mt19937_64 generator{17};
    const std::vector<json> ids{json(1),
                                json(2),
                                json(3),
                                json(4624),
                                json("4624"),
                                json("1"),
                                json(1.0),
                                json(1.5),
                                json("x"),
                                json(nullptr),
                                json::array({1, 2}),
                                json::array(),
                                json(true),
                                json(-1),
                                json("01"),
                                json::object(),
                                json(18446744073709551615U)};
    std::size_t matched = 0;
    std::size_t missed = 0;
    for (int round = 0; round < 60; ++round) {
        std::vector<detection_rule> decided;
        std::vector<detection_rule> undecided;
        for (int each = 0; each < 12; ++each) {
            const auto detection = some_detection(generator);
            decided.push_back(varsigma_tests::rule_of("r", detection));
            undecided.push_back(varsigma_tests::rule_of("r", about_another_field(detection)));
        }
        matcher special{decided};
        matcher unindexed{decided, router::fixed({}), false};
        matcher plain{undecided, router::fixed({}), false};
        for (std::size_t at = 0; at <= ids.size(); ++at) {
            for (const char* const text : {"", "axyb", "z"}) {
                json event{{"B", text}};
                if (at < ids.size()) { event["EventID"] = event["Other"] = ids[at]; }
                CAPTURE(event.dump());
                const auto expected = plain.hits(event);
                CHECK(special.hits(event) == expected);
                CHECK(unindexed.hits(event) == expected);
                matched += expected.size();
                missed += decided.size() - expected.size();
            }
        }
    }
    CHECK(matched > 5'000);
    CHECK(missed > 5'000);
}

TEST_CASE("route buckets: a rule is only where the number lets it match") {
    const matcher made{{varsigma_tests::rule_of("r", R"({"s": {"EventID": [1, 2], "B": "x"}, "condition": "s"})"),
                        varsigma_tests::rule_of("r", R"({"s": {"EventID": 3, "B": "x"}, "condition": "s"})"),
                        varsigma_tests::rule_of("r", R"({"s": {"C": "x"}, "condition": "s"})")}};
    const auto told = made.rules().statistics();
    // both routes, the one of unknown events too: 1 and 2 have the same bucket, 3 another, then any number, and no
    // number
    CHECK(told.buckets == 4);
    CHECK(told.placements == 1 + 1 + 2 + 1);
    CHECK(told.prefiltered == told.placements);
    CHECK(told.always_tried == 0);
    CHECK(told.unmatchable.empty());
}

TEST_CASE("route buckets: rules that ask for too many numbers stay together, and match all the same") {
    std::vector<detection_rule> rules;
    for (int rule = 0; rule < 60; ++rule) {
        std::string ids;
        for (int id = 0; id < 2'000; ++id) { ids += (id == 0 ? "" : ",") + std::to_string(id * 60 + rule); }
        rules.push_back(varsigma_tests::rule_of("r", R"({"s": {"EventID": [)" + ids + R"(]}, "condition": "s"})"));
    }
    matcher made{std::move(rules)};
    CHECK(made.rules().statistics().buckets == 1);
    CHECK(made.hits(json{{"EventID", 119'999}}) == numbers{59});
    CHECK(made.hits(json{{"EventID", "61"}}) == numbers{1});
    CHECK(made.hits(json{{"EventID", 120'000}}).empty());
}

TEST_CASE("route buckets: a rule of many numbers, or one that any number lets match, is found beside those by number") {
    std::string ids;
    std::string values;
    for (int id = 0; id < 3'000; ++id) {
        ids += (id == 0 ? "" : ",") + std::to_string(id);
        values += (id == 0 ? "\"v" : ",\"v") + std::to_string(id) + '"';
    }
    std::vector<detection_rule> rules;
    rules.push_back(varsigma_tests::rule_of("many", R"({"s": {"EventID": [)" + ids + R"(]}, "condition": "s"})"));
    for (int id = 0; id < 500; ++id) {
        rules.push_back(varsigma_tests::rule_of("one", R"({"s": {"EventID": )" + std::to_string(id) +
                                                           R"(, "A": "x"}, "condition": "s"})"));
    }
    rules.push_back(varsigma_tests::rule_of("any", R"({"s": {"EventID": 7}, "t": {"A": [)" + values +
                                                       R"(]}, "condition": "t and not s"})"));
    matcher made{std::move(rules)};
    CHECK(made.hits(json{{"EventID", 7}, {"A", "x"}}) == numbers{0, 8});
    CHECK(made.hits(json{{"EventID", 7}, {"A", "v2"}}) == numbers{0});
    CHECK(made.hits(json{{"EventID", 8}, {"A", "v2999"}}) == numbers{0, 501});
    CHECK(made.hits(json{{"EventID", "8"}, {"A", "X"}}) == numbers{0, 9});
    CHECK(made.hits(json{{"EventID", 5'000}, {"A", "v1"}}) == numbers{501});
    CHECK(made.hits(json{{"A", "v1"}}) == numbers{501});
}
