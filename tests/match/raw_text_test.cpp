// SPDX-License-Identifier: BSL-1.0
#include "../support/rules.hpp"

#include <varsigma/event/event_traits.hpp>
#include <varsigma/rule.hpp>
#include <varsigma/rule_set.hpp>
#include <varsigma/static_rules/static_rule.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

using namespace varsigma;
using varsigma_tests::rule_on;

namespace {

/// Text in its own class, which overwrites it when it goes.
struct passing_line {
    explicit passing_line(std::string_view line) { std::copy_n(line.data(), line.size(), text.data()); }
    passing_line(const passing_line&) = delete;
    passing_line& operator=(const passing_line&) = delete;
    passing_line(passing_line&&) = delete;
    passing_line& operator=(passing_line&&) = delete;
    ~passing_line() { text.fill('#'); }

    operator std::string_view() const noexcept { return {text.data(), text.size()}; } // NOLINT: as strings do

    std::array<char, 64> text{};
};

template <int Kind>
struct logged_event {
    std::string name;
    const char* line = nullptr;
};

using made = logged_event<0>;
using copied = logged_event<1>;
using pointed_to = logged_event<2>;
using referred_to = logged_event<3>;

} // namespace

template <>
struct varsigma::event_traits<made> {
    static constexpr auto fields = varsigma::fields(varsigma::field<"Name", &made::name>);
    static passing_line raw(const made& of) { return passing_line{of.name + " made"}; }
};
template <>
struct varsigma::event_traits<copied> {
    static constexpr auto fields = varsigma::fields(varsigma::field<"Name", &copied::name>);
    static std::string raw(const copied& of) {
        return of.name + " in a text of its own that does not fit a small string";
    }
};
template <>
struct varsigma::event_traits<pointed_to> {
    static constexpr auto fields = varsigma::fields(varsigma::field<"Name", &pointed_to::name>);
    static const char* raw(const pointed_to& of) { return of.line; }
};
template <>
struct varsigma::event_traits<referred_to> {
    static constexpr auto fields = varsigma::fields(varsigma::field<"Name", &referred_to::name>);
    static const std::string& raw(const referred_to& of) { return of.name; }
};

namespace {

/// Whether a keyword is found in the event, in all ways alike.
template <fixed_string Keyword, class Event>
bool finds(const Event& event) {
    const auto rule_text = R"({"": ")" + std::string{Keyword.view()} + R"("})";
    const rule_set<Event> rules{{rule_on(rule_text)}};
    typename rule_set<Event>::scratch working{rules};
    const bool found = !rules.match(event, working).empty();
    const auto single = rule<Event>::compile(rule_on(rule_text));
    REQUIRE(single.has_value());
    CHECK(single->matches(event) == found);
    CHECK(single->explain(event).holds == found);
    CHECK(static_rule<"s", selection<"s", keywords<Keyword>>>::matches(event) == found);
    return found;
}

} // namespace

TEST_CASE("raw text: lives as long as it is looked at, whether it is made, copied or referred to") {
    const auto holds_its_own = []<class Event>(const Event& event) {
        CHECK(finds<"needle">(event));
        CHECK_FALSE(finds<"absent">(event));
    };
    holds_its_own(made{.name = "a needle"});
    holds_its_own(copied{.name = "a needle"});
    holds_its_own(referred_to{.name = "a needle"});
    holds_its_own(pointed_to{.name = "none", .line = "a needle"});
    CHECK(finds<"made">(made{.name = "x"}));
    CHECK(finds<"own that">(copied{.name = "x"}));
}

TEST_CASE("raw text: a null pointer is none") {
    CHECK(finds<"none">(pointed_to{.name = "none"}));
    CHECK_FALSE(finds<"absent">(pointed_to{.name = "none"}));
}
