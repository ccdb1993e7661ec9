// SPDX-License-Identifier: BSL-1.0
#include "ways.hpp"

#include "../reference/reference_matcher.hpp"
#include "../reference/reference_number.hpp"
#include "../support/loading.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/bundle/bundle.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/explain/explain.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Numbers compare exactly, whoever spells them: a rule, an event's number, an event's text. JSON documents in memory
// hold doubles only and cannot spell most of these, so that events are texts here.

namespace {

using varsigma::comparison;
using varsigma::dynamic_event;

/// A number as digits and a power of ten, to be spelled in several ways.
struct decimal {
    bool negative = false;
    std::string digits;
    int power = 0; ///< of the last digit
};

class maker {
public:
    explicit maker(std::mt19937_64& random) : random_(random) {}

    decimal number() {
        static const std::vector<std::string> bases{"0",
                                                    "1",
                                                    "5",
                                                    "4624",
                                                    "9007199254740992",
                                                    "9007199254740993",
                                                    "9223372036854775807",
                                                    "9223372036854775808",
                                                    "10000000000000000000",
                                                    "18446744073709551615",
                                                    "18446744073709551616",
                                                    "30000000000000004",
                                                    "179769313486231570"};
        static const std::vector<int> powers{0, 0, 0, 0, -1, -1, -17, -19, 1, 3, -330, 300};
        decimal made{random_() % 3 == 0, bases[below(bases.size())], powers[below(powers.size())]};
        for (auto zeros = random_() % 4 == 0 ? below(25) : 0; zeros != 0; --zeros) {
            made.digits += '0';
            --made.power;
        }
        if (random_() % 4 == 0) { made.digits.back() = static_cast<char>('0' + below(10)); }
        if (made.digits.size() > 1 && made.digits.front() == '0') { made.digits.front() = '1'; }
        return made;
    }

    /// `exponents`: whether it may have one. `zeros`: whether more of them may be in front.
    std::string spell(const decimal& of, bool exponents, bool zeros) {
        auto digits = of.digits;
        auto power = of.power;
        std::string exponent;
        if (exponents && random_() % 3 == 0) {
            const int moved = static_cast<int>(below(40)) - 20;
            exponent = (moved < 0 ? "e-" : "e+") + std::to_string(moved < 0 ? -moved : moved);
            power -= moved;
        }
        if (power > 0) { digits = digits == "0" ? digits : digits + std::string(static_cast<std::size_t>(power), '0'); }
        if (power < 0) {
            const auto places = static_cast<std::size_t>(-power);
            if (digits.size() <= places) { digits.insert(0, places + 1 - digits.size(), '0'); }
            digits.insert(digits.size() - places, ".");
        }
        // YAML wants a point before an exponent
        if (digits.find('.') == std::string::npos && (!exponent.empty() || random_() % 4 == 0)) { digits += ".0"; }
        if (zeros && random_() % 3 == 0) { digits.insert(0, below(25), '0'); }
        return (of.negative ? "-" : "") + digits + exponent;
    }

    std::size_t below(std::size_t limit) { return random_() % limit; }

private:
    std::mt19937_64& random_; // NOLINT(cppcoreguidelines-avoid-const-or-ref-data-members): of the test
};

struct asked {
    std::string number;
    comparison relation = comparison::equal;
    bool is_keyword = false;
};

constexpr std::array<std::string_view, 5> modifiers{"", "|gt", "|gte", "|lt", "|lte"};

std::string rule_of(const asked& what) {
    std::string text = "title: t\nlogsource:\n    category: test\ndetection:\n    s:\n";
    if (what.is_keyword) {
        text += "        - " + what.number;
    } else {
        text += "        N" + std::string{modifiers[static_cast<std::size_t>(what.relation)]} + ": " + what.number;
    }
    return text + "\n    condition: s\n";
}

struct event_of_number {
    std::string line;
    reference::exact number;
    std::string text; ///< that keywords see
};

bool expected(const asked& what, const event_of_number& event) {
    const auto wanted = reference::yaml_number(what.number).value();
    if (what.is_keyword) { return event.text.find(reference::number_text(wanted)) != std::string::npos; }
    return reference::detail::relation_holds(event.number, what.relation, wanted);
}

/// Which rules match each line.
template <class Reader, class Rules>
std::vector<std::set<std::size_t>> hits(const Rules& rules, const std::vector<event_of_number>& events) {
    typename Rules::scratch scratch{rules};
    Reader reader{rules.fields()};
    dynamic_event event{rules.fields()};
    std::vector<std::set<std::size_t>> all;
    for (const auto& each : events) {
        if constexpr (std::is_same_v<Reader, varsigma::nlohmann_reader>) {
            REQUIRE(reader.read_text(each.line, event));
        } else {
            REQUIRE(reader.read(each.line, event));
        }
        auto& found = all.emplace_back();
        for (const auto& hit : rules.match(event, scratch)) { found.insert(hit.index()); }
    }
    return all;
}

} // namespace

TEST_CASE("exact numbers: every way of matching agrees with digits compared one by one") {
    std::mt19937_64 random{20};
    maker make{random};
    std::size_t matched = 0;
    for (std::size_t round = 0; round < 12; ++round) {
        std::vector<asked> questions;
        std::string yaml;
        std::vector<decimal> numbers;
        for (std::size_t count = 0; count < 24; ++count) {
            numbers.push_back(make.number());
            questions.push_back({make.spell(numbers.back(), true, false),
                                 static_cast<comparison>(count % 2 == 0 ? 0 : make.below(modifiers.size())),
                                 count % 12 == 0});
            yaml += (yaml.empty() ? "" : "---\n") + rule_of(questions.back());
        }
        std::vector<event_of_number> events;
        for (std::size_t count = 0; count < 60; ++count) {
            const auto number = count % 2 == 0 ? numbers[make.below(numbers.size())] : make.number();
            const auto as_text = make.spell(number, false, true);
            events.push_back({"{\"N\":\"" + as_text + "\"}", reference::spelled(as_text), as_text});
            const auto as_number = make.spell(number, true, false);
            const auto exact = reference::spelled(as_number);
            events.push_back({"{\"N\":" + as_number + "}", exact, reference::number_text(exact)});
        }
        const auto loaded = varsigma_tests::load_text(yaml);
        REQUIRE(loaded.rules.size() == questions.size());

        const auto indexed = conformance::compile_all(loaded.rules, true);
        const auto plain = conformance::compile_all(loaded.rules, false);
        const auto found = hits<varsigma::simdjson_reader>(indexed, events);
        for (std::size_t at = 0; at < events.size(); ++at) {
            for (std::size_t rule = 0; rule < questions.size(); ++rule) {
                const bool holds = expected(questions[rule], events[at]);
                matched += holds ? 1U : 0U;
                CAPTURE(events[at].line);
                CAPTURE(rule_of(questions[rule]));
                CHECK(found[at].contains(rule) == holds);
            }
        }
        CHECK(found == hits<varsigma::simdjson_reader>(plain, events));
        CHECK(found == hits<varsigma::nlohmann_reader>(indexed, events));
        const auto bytes = varsigma::save_bundle(indexed);
        const auto opened = conformance::json_rules::from_bundle(bytes, {.routes = varsigma::router::fixed({})});
        REQUIRE(opened);
        CHECK(found == hits<varsigma::simdjson_reader>(*opened, events));

        for (std::size_t rule = round % 4; rule < questions.size(); rule += 4) {
            const auto alone = varsigma::rule<dynamic_event>::compile(loaded.rules[rule]);
            REQUIRE(alone);
            varsigma::simdjson_reader reader{alone->fields()};
            dynamic_event event{alone->fields()};
            for (std::size_t at = 0; at < events.size(); ++at) {
                REQUIRE(reader.read(events[at].line, event));
                CHECK(alone->matches(event) == found[at].contains(rule));
                CHECK(alone->explain(event).holds == found[at].contains(rule));
            }
        }
    }
    CHECK(matched > 2'000);
}

TEST_CASE("exact numbers: fields compared with each other") {
    const auto loaded = varsigma_tests::load_text(
        "title: t\nlogsource:\n    category: test\ndetection:\n    s:\n        A|fieldref: B\n    condition: s\n");
    REQUIRE(loaded.rules.size() == 1);
    const auto compiled = varsigma::rule<dynamic_event>::compile(loaded.rules.front());
    REQUIRE(compiled);
    varsigma::simdjson_reader reader{compiled->fields()};
    dynamic_event event{compiled->fields()};
    const auto equal = [&](const std::string& left, const std::string& right) {
        bool same = false;
        for (const bool lists : {false, true}) {
            const auto line =
                lists ? "{\"A\":[" + left + ",77],\"B\":[" + right + "]}" : "{\"A\":" + left + ",\"B\":" + right + "}";
            REQUIRE(reader.read(line, event));
            const bool matches = compiled->matches(event);
            if (lists) { CHECK(matches == same); }
            same = matches;
        }
        return same;
    };
    CHECK(equal("\"9007199254740993.0\"", "9007199254740993"));
    CHECK_FALSE(equal("\"9007199254740993.0\"", "9007199254740992"));
    CHECK(equal("\"9007199254740993.50\"", "9007199254740993.5"));
    CHECK_FALSE(equal("9007199254740993.5", "9007199254740993.4"));
    CHECK(equal("100000000000000000000000.00", "1e23"));
    CHECK(equal("100000000000000000000000", "1e23"));
    CHECK(equal("\"100000000000000000000000.0\"", "100000000000000000000000"));
    CHECK_FALSE(equal("100000000000000000000001", "1e23"));
    CHECK_FALSE(equal("1e-400", "0"));
    CHECK(equal("1e400", "10e399"));
    CHECK_FALSE(equal("1e400", "1e401"));
}
