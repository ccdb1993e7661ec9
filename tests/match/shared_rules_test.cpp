// SPDX-License-Identifier: BSL-1.0
#include "../support/events.hpp"
#include "../support/rules.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/shared_rules.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace varsigma;
using varsigma_tests::bare_event;
using varsigma_tests::rule_on;

namespace {

using both_rules = rule_set<bare_event, dynamic_event>;
using shared_both = shared_rules<bare_event, dynamic_event>;

/// Rules that all find "x", as many as the number tells and titled by it; fields and tests differ from number to
/// number.
both_rules generation(std::size_t number) {
    std::vector<detection_rule> rules;
    const auto title = std::to_string(number);
    for (std::size_t rule = 0; rule <= number % 5; ++rule) {
        const auto own = "Field" + std::to_string(number + rule);
        rules.push_back(rule_on("[{\"Text\": \"x\"}, {\"" + own + "\": \"" + title + "\"}]", {}, title));
    }
    return both_rules{std::move(rules), {.routes = router::fixed({})}};
}

/// The generation that all hits are of, if they are as many as it has.
std::optional<std::size_t> generation_of(const hits& found) {
    if (found.empty() || found.refused()) { return std::nullopt; }
    const auto number = std::stoul(std::string{found[0].title()});
    for (const auto& hit : found) {
        if (hit.title() != found[0].title()) { return std::nullopt; }
    }
    return found.size() == number % 5 + 1 ? std::optional{number} : std::nullopt;
}

} // namespace

TEST_CASE("shared rules: a reader keeps its set until it asks for the current one") {
    shared_both shared{generation(1)};
    shared_both::reader first{shared};
    shared_both::reader second{shared};
    const auto& old = first.current();
    CHECK(&second.current() == &old);
    const auto hits_before = old.match(bare_event{"x"}, first.scratch());
    REQUIRE(hits_before.size() == 2);

    shared.replace(generation(2));
    CHECK(shared.version() == 2);
    CHECK(shared.collect() == 1);
    CHECK(hits_before[1].rule().metadata.title == "1"); // still there
    CHECK(generation_of(second.current().match(bare_event{"x"}, second.scratch())) == 2);
    CHECK(shared.collect() == 1); // for the first reader
    shared.replace(generation(3));
    CHECK(shared.collect() == 2); // for one reader each
    CHECK(generation_of(first.current().match(bare_event{"x"}, first.scratch())) == 3);
    CHECK(shared.collect() == 1);
    {
        shared_both::reader moved{std::move(second)};
        CHECK(generation_of(moved.current().match(bare_event{"x"}, moved.scratch())) == 3);
        CHECK(shared.collect() == 0);
        shared.replace(generation(4));
        CHECK(shared.collect() == 1);
    }
    CHECK(generation_of(first.current().match(bare_event{"x"}, first.scratch())) == 4);
    CHECK(shared.collect() == 0);
}

TEST_CASE("shared rules: a reader that outlives them keeps the set that it has") {
    std::optional<shared_both::reader> survivor;
    {
        shared_both shared{generation(7)};
        survivor.emplace(shared);
        shared.replace(generation(8));
    }
    CHECK(generation_of(survivor->current().match(bare_event{"x"}, survivor->scratch())) == 8);
}

TEST_CASE("shared rules: a thousand replacements while threads match structs and JSON") {
    constexpr std::size_t replacements = 1000;
    shared_both shared{generation(0)};
    std::atomic<std::size_t> wrong{0};
    std::atomic<std::size_t> latest_seen{0};
    std::atomic<bool> ended{false};
    const auto match_own = [&] {
        shared_both::reader reader{shared};
        std::size_t latest = 0;
        while (!ended) {
            const auto found = generation_of(reader.current().match(bare_event{"x"}, reader.scratch()));
            wrong += found && *found >= latest ? 0U : 1U;
            latest = found.value_or(latest);
            latest_seen = latest;
        }
    };
    const auto match_json = [&] {
        shared_both::reader reader{shared};
        nlohmann_reader json{reader.current().fields()};
        dynamic_event event{reader.current().fields()};
        std::size_t latest = 0;
        while (!ended) {
            const auto& rules = reader.current();
            if (!rules.accepts(event)) { // new rules, new fields
                wrong += rules.match(event, reader.scratch()).refused() ? 0U : 1U;
                json = nlohmann_reader{rules.fields()};
                event = dynamic_event{rules.fields()};
            }
            const bool read = json.read_text(R"({"Text": "x"})", event).has_value();
            const auto found = generation_of(rules.match(event, reader.scratch()));
            wrong += read && found && *found >= latest ? 0U : 1U;
            latest = found.value_or(latest);
        }
    };
    std::vector<std::thread> threads;
    threads.emplace_back(match_own);
    threads.emplace_back(match_json);
    std::size_t most_kept = 0;
    for (std::size_t number = 1; number <= replacements; ++number) {
        shared.replace(generation(number));
        most_kept = std::max(most_kept, shared.collect());
        if (number % 10 == 0) { // now and then one that is surely in use
            while (latest_seen < number) { std::this_thread::yield(); }
        }
    }
    ended = true;
    for (auto& thread : threads) { thread.join(); }
    CHECK(wrong == 0);
    CHECK(most_kept <= 2); // one for each reader
    CHECK(shared.collect() == 0);
    CHECK(shared.version() == replacements + 1);
}
