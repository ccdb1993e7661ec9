// SPDX-License-Identifier: BSL-1.0
#include "static_rules_under_test.hpp"

#include <varsigma/rule.hpp>
#include <varsigma/static_rules/static_fieldref.hpp>
#include <varsigma/static_rules/static_model.hpp>
#include <varsigma/static_rules/static_regex.hpp>
#include <varsigma/static_rules/static_rule.hpp>
#include <varsigma/static_rules/static_rule_set.hpp>

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

using namespace static_rules;
using varsigma::allow_absent_fields;

namespace {

template <class List>
const auto& pick(std::mt19937& random, const List& list) {
    return list[random() % list.size()];
}

std::string random_text(std::mt19937& random) {
    static const std::array<std::string, 24> pieces{"cmd",
                                                    "/c ",
                                                    " -enc ",
                                                    "WhoAmI",
                                                    "d2hvYW1p",
                                                    "kelvin",
                                                    "\xE2\x84\xAA"
                                                    "elvin",
                                                    "\xC3\xA4",
                                                    "\xC3\x84",
                                                    "\xC3",
                                                    "\x80",
                                                    "one",
                                                    "TWO",
                                                    " ",
                                                    "\\",
                                                    ".exe",
                                                    "C:\\Windows\\System32\\cmd.exe",
                                                    "x",
                                                    "aab",
                                                    "\xE2\x80\x93"
                                                    "enc ",
                                                    "e",
                                                    "3dob2Ftc",
                                                    "a\nb",
                                                    "aG9hbW"};
    std::string text;
    for (auto count = random() % 6; count != 0; --count) { text += pick(random, pieces); }
    if (random() % 40 == 0) { text.append(2000, 'k').append(pick(random, pieces)); } // longer than what is folded once
    if (random() % 40 == 0) { text.insert(0, 1022, random() % 2 == 0 ? 'K' : ' '); }
    return text;
}

std::vector<std::string> random_list(std::mt19937& random) {
    static const std::array<std::string, 6> words{"admins", "ADMINS\xC3\x84", "users", "", "a", "s"};
    std::vector<std::string> list;
    for (auto count = random() % 4; count != 0; --count) { list.push_back(pick(random, words)); }
    return list;
}

process_event random_event(std::mt19937& random) {
    static const std::array<std::string, 6> images{
        "C:\\Windows\\System32\\CMD.exe", "c:\\windows\\x\\powershell.exe", "D:", "", "x", "\xE2\x84\xAA.exe"};
    static const std::array<std::uint32_t, 4> ids{1, 4688, 4624, 0};
    static const std::array<std::string, 5> addresses{"10.1.2.3", "fe80::1", "::ffff:10.0.0.1", "192.168.0.1", "no"};
    process_event event;
    event.event_id = pick(random, ids);
    event.image = random() % 4 == 0 ? random_text(random) : pick(random, images);
    event.command_line = random() % 8 == 0 ? event.image : random_text(random);
    event.pairs = byte_pairs{event.command_line.substr(0, 40)};
    if (random() % 2 == 0) { event.empty_or_user = "CORP\\Jane"; }
    if (random() % 3 != 0) { event.address = pick(random, addresses); }
    event.groups = random_list(random);
    for (auto count = random() % 3; count != 0; --count) { event.ports.push_back(random() % 2 == 0 ? 443 : 80); }
    if (random() % 3 != 0) {
        event.parent = std::make_shared<parent_process>();
        event.parent->image = random() % 2 == 0 ? "C:\\Windows\\Explorer.exe" : "x";
        if (random() % 2 == 0) { event.parent->user = "corp\\jane"; }
        event.parent->groups = random_list(random);
    }
    switch (random() % 6) {
    case 0: event.any = nullptr; break;
    case 1: event.any = "X"; break;
    case 2: event.any = 0.5; break;
    case 3: event.any = random_list(random); break;
    default: break;
    }
    event.level = random() % 2 == 0 ? integrity::low : integrity::high;
    event.ratio = static_cast<double>(random() % 4) / 4;
    event.is_signed = random() % 2 == 0;
    event.drive = random() % 2 == 0 ? 'C' : 'D';
    event.at = std::chrono::sys_days{std::chrono::year{2025} / 8 / 2} + std::chrono::minutes{random() % 3000};
    if (random() % 2 == 0) { event.log_line = random_text(random); }
    return event;
}

/// Asks a static rule and the same rule compiled at run time about every event.
template <class Rule>
void compare(const std::vector<process_event>& events) {
    static_assert(varsigma::applies_to<Rule, process_event>);
    REQUIRE(Rule::warm_up().empty());
    const auto model = varsigma::model_of<Rule>();
    CAPTURE(model.conditions.front().text);
    const auto compiled = varsigma::rule<process_event>::compile(model);
    REQUIRE(compiled);
    varsigma::rule<process_event>::scratch scratch{*compiled};
    std::size_t different = 0;
    std::string first;
    for (const auto& event : events) {
        const bool expected = compiled->matches(event, scratch);
        if (Rule::matches(event) == expected) { continue; }
        if (different++ == 0) { first = render(compiled->explain(event)); }
    }
    CAPTURE(first);
    CHECK(different == 0);
}

template <class... Rules>
void compare_all(const std::tuple<Rules...>* /*rules*/, const std::vector<process_event>& events) {
    (compare<Rules>(events), ...);
}

/// Asks a set of static rules, and each of them alone.
template <class... Rules>
void compare_set(const std::tuple<Rules...>* /*rules*/, const std::vector<process_event>& events) {
    using rules = varsigma::static_rule_set<Rules...>;
    std::size_t different = 0;
    for (const auto& event : events) {
        const auto found = rules::match(event);
        std::size_t at = 0;
        ((different += found.matched(at++) == Rules::matches(event) ? 0U : 1U), ...);
    }
    CHECK(different == 0);
}

std::vector<process_event> random_events(std::size_t count) {
    std::mt19937 random{20250802};
    std::vector<process_event> events;
    while (events.size() < count) { events.push_back(random_event(random)); }
    return events;
}

} // namespace

TEST_CASE("a static rule matches what the same rule matches when it is compiled at run time") {
    compare_all(static_cast<const all*>(nullptr), random_events(3000));
}

TEST_CASE("a set of static rules matches what each of them matches") {
    compare_set(static_cast<const all*>(nullptr), random_events(500));
}

namespace {

struct text_event {
    std::string_view image;
    std::string_view command_line;
};

using web_install = static_rule<"selection and not 1 of filter_*",
                                selection<"selection", where<"CommandLine|contains|all", " msiexec", "://">>,
                                selection<"filter_sccm", where<"Image|endswith", R"(\ccmexec.exe)">>>;

struct described : web_install {
    static constexpr std::string_view title = "Web install";
    static constexpr std::string_view id = "c8f6a2a4-1d2b-4c3e-9f50-6a7b8c9d0e1f";
    static constexpr varsigma::severity_level level = varsigma::severity_level::high;
    static constexpr std::array<std::string_view, 2> tags{"attack.t1218.007", "attack.defense-evasion"};
    static constexpr varsigma::logsource source{.product = "windows", .category = "process_creation"};
};

struct of_files : one<where<"Image", "x">> {
    static constexpr varsigma::logsource source{.category = "file_event"};
};

} // namespace

template <>
struct varsigma::event_traits<text_event> {
    static constexpr varsigma::logsource source{.product = "Windows", .category = "process_creation"};
    static constexpr auto fields = varsigma::fields(varsigma::field<"Image", &text_event::image>,
                                                    varsigma::field<"CommandLine", &text_event::command_line>);
};

namespace {

constexpr text_event install{R"(C:\x.exe)", "cmd /c MSIEXEC /i http://example.org/a.msi"};
constexpr text_event by_sccm{R"(C:\CCMExec.exe)", "cmd /c msiexec /i http://example.org/a.msi"};

static_assert(varsigma::applies_to<described, text_event>);
static_assert(varsigma::strict<described>);
static_assert(web_install::matches(install));
static_assert(!web_install::matches(by_sccm));
static_assert(described::matches(install)); // what derives from a rule is one
static_assert(one<where<"Image|startswith", "C:", "D:">, where<"CommandLine", "*/c*.msi", "x">>::matches(install));
static_assert(one<where<"CommandLine|windash|contains", " -c ", " -I ">>::matches(install));
static_assert(
    one<where<"CommandLine|contains|all", "cmd", "/C", "msi", "://">>::matches(install)); // would be folded once
static_assert(one<where<"Image|exists", true>, where<"Image|neq", nullptr>>::matches(install));
static_assert(one<keywords<"msiexec">>::matches(install));
static_assert(!static_rule<"not s", selection<"s", keywords<"msiexec">>>::matches(install));

using text_rules = varsigma::static_rule_set<of_files, described, one<where<"Image|endswith", ".exe">>>;
static_assert(text_rules::match(install).size() == 2);
static_assert(text_rules::match(by_sccm).size() == 1);
static_assert(!text_rules::match(install).matched(0)); // other events are its business

} // namespace

TEST_CASE("static rule: metadata are constants, in the rule, its set and its model") {
    std::size_t seen = 0;
    for (const auto& hit : text_rules::match(install)) {
        if (hit.index() != 1) { continue; }
        CHECK(hit.title() == "Web install");
        CHECK(hit.id() == described::id);
        CHECK(hit.level() == varsigma::severity_level::high);
        REQUIRE(hit.tags().size() == 2);
        CHECK(hit.tags()[1] == "attack.defense-evasion");
        ++seen;
    }
    CHECK(seen == 1);
    const auto model = varsigma::model_of<described>();
    CHECK(model.metadata.title == "Web install");
    CHECK(model.metadata.tags.size() == 2);
    CHECK(model.source.category == "process_creation");
    CHECK(model.conditions.front().root != varsigma::condition_node::none);
    CHECK(web_install::title.empty());
    CHECK(web_install::level == varsigma::severity_level::none);
}

TEST_CASE("static rule: fields that the event type does not have are missing if that is allowed") {
    using rule = static_rule<"s and not f", selection<"s", where<"Image|endswith", ".exe">>,
                             selection<"f", where<"OriginalFileName", "x">>>;
    CHECK(rule::matches(install, allow_absent_fields));
    CHECK(one<where<"OriginalFileName", nullptr>>::matches(install, allow_absent_fields));
    CHECK_FALSE(one<where<"OriginalFileName|exists", true>>::matches(install, allow_absent_fields));
    CHECK_FALSE(one<where<"Image|fieldref", "OriginalFileName">>::matches(install, allow_absent_fields));
    CHECK(varsigma::static_rule_set<rule>::match(install, allow_absent_fields).size() == 1);
}

TEST_CASE("static rule: an expression that is none is told, and its rule never matches") {
    using broken =
        static_rule<"not s or t", selection<"s", where<"Image|re", "a(b">>, selection<"t", where<"Image|re", "x">>>;
    const auto found = broken::warm_up();
    REQUIRE(found.size() == 1);
    CHECK(found.front().code == varsigma::diagnostic_code::bad_regex);
    CHECK_FALSE(broken::matches(install));
    CHECK(varsigma::static_rule_set<broken, of_files>::warm_up().size() == 1);
    CHECK(varsigma::static_rule_set<broken, of_files>::match(install).empty());
}

TEST_CASE("static rule: the budget of expressions is that of whoever asks first, and a costly one is told") {
    using large = static_rule<"s", selection<"s", where<"Image|re", "(?:x[0-9]?y){200}|exe$">>>;
    const auto refused = large::warm_up({.memory = 1 << 13});
    REQUIRE(refused.size() == 1);
    CHECK(refused.front().code == varsigma::diagnostic_code::bad_regex);
    CHECK_FALSE(large::matches(install));
    using costly = static_rule<"s", selection<"s", where<"Image|re", "(?:x[0-9]?y){500}|exe$">>>;
    const auto told = costly::warm_up();
    REQUIRE(told.size() == 1);
    CHECK(told.front().code == varsigma::diagnostic_code::costly_regex);
    CHECK(told.front().level == varsigma::severity::warning);
    CHECK(costly::matches(install));
}

TEST_CASE("static hits: an empty set of matches, and iterators") {
    const auto none = varsigma::static_rule_set<of_files>::match(install);
    CHECK(none.empty());
    CHECK(none.begin() == none.end());
    const auto some = text_rules::match(install);
    auto at = some.begin();
    CHECK((*at++).index() == 1);
    CHECK((*at).index() == 2);
    CHECK(++at == some.end());
}
