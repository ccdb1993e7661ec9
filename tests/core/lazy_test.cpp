// SPDX-License-Identifier: BSL-1.0
#include <varsigma/core/detail/lazy.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using varsigma::detail::lazy;

TEST_CASE("on need: made once, and when it is asked for") {
    const lazy<std::string> text;
    int made = 0;
    const auto make = [&] {
        ++made;
        return std::make_unique<const std::string>("made");
    };
    CHECK(made == 0);
    const auto& first = text.get(make);
    CHECK(first == "made");
    CHECK(&text.get(make) == &first);
    CHECK(made == 1);
}

TEST_CASE("on need: may be there from the start, and moves") {
    lazy<std::string> text{std::make_unique<const std::string>("there")};
    const auto never = []() -> std::unique_ptr<const std::string> { return nullptr; };
    const auto* const held = &text.get(never);
    lazy<std::string> other{std::move(text)};
    CHECK(&other.get(never) == held);
    lazy<std::string> third;
    third = std::move(other);
    CHECK(&third.get(never) == held);
}

TEST_CASE("on need: all threads get the same one") {
    for (int round = 0; round < 50; ++round) {
        const lazy<int> number;
        std::atomic<int> made = 0;
        std::vector<const int*> seen(4);
        std::vector<std::thread> threads;
        for (auto& each : seen) {
            threads.emplace_back(
                [&number, &made, &each] { each = &number.get([&] { return std::make_unique<const int>(++made); }); });
        }
        for (auto& thread : threads) { thread.join(); }
        CHECK(made >= 1);
        for (const auto* const each : seen) { CHECK(each == seen.front()); }
    }
}
