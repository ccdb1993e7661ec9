// SPDX-License-Identifier: BSL-1.0

// A thousand replacements while readers come, read and go. Ends with 0 if every reader only ever saw whole values, none
// older than one that it had seen before, and everything was destroyed, once, by those who may.
#include <varsigma/core/detail/shared_slot.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace {

constexpr int replacements = 1000;
constexpr std::size_t reader_count = 4;

std::atomic<int> alive{0};
std::atomic<int> destroyed_elsewhere{0};
std::thread::id writer;

/// A number, many times over, so that a value that is read while it is made or destroyed shows itself.
class numbers {
public:
    explicit numbers(int number) : copies_(64, number), counted_(std::make_unique<life>()) {}

    /// The number; nothing if the copies differ.
    [[nodiscard]] std::optional<int> number() const {
        const bool alike = std::all_of(copies_.begin(), copies_.end(), [&](int each) { return each == copies_[0]; });
        return alike && copies_.size() == 64 ? std::optional{copies_[0]} : std::nullopt;
    }

private:
    struct life {
        life() { ++alive; }
        life(const life&) = delete;
        life& operator=(const life&) = delete;
        life(life&&) = delete;
        life& operator=(life&&) = delete;
        ~life() {
            --alive;
            destroyed_elsewhere += std::this_thread::get_id() == writer ? 0 : 1;
        }
    };

    std::vector<int> copies_;
    std::unique_ptr<life> counted_;
};

using slot = varsigma::detail::shared_slot<numbers>;

bool expect(bool holds, const char* what) {
    if (!holds) { std::fprintf(stderr, "not so: %s\n", what); }
    return holds;
}

} // namespace

int main() {
    writer = std::this_thread::get_id();
    auto shared = std::make_unique<slot>(numbers{0});
    std::atomic<int> wrong{0};
    std::atomic<bool> ended{false};
    std::array<std::atomic<int>, reader_count> seen{};
    std::vector<std::thread> threads;
    for (std::size_t which = 0; which < reader_count; ++which) {
        threads.emplace_back([&, which] {
            int latest = 0;
            while (!ended) {
                slot::reader reader{*shared}; // again and again: readers come and go
                for (int round = 0; round < 50; ++round) {
                    const auto number = reader.current().number();
                    wrong += number && *number >= latest ? 0 : 1;
                    latest = number.value_or(latest);
                    seen.at(which) = latest;
                }
            }
        });
    }
    int most_alive = 0;
    for (int number = 1; number <= replacements; ++number) {
        shared->replace(numbers{number});
        most_alive = std::max(most_alive, alive.load());
        // now and then somebody surely uses it before the next one comes
        while (number % 8 == 0 &&
               std::all_of(seen.begin(), seen.end(), [&](const auto& latest) { return latest < number; })) {
            std::this_thread::yield();
        }
    }
    ended = true;
    for (auto& thread : threads) { thread.join(); }

    bool right = expect(wrong == 0, "readers see whole values, in their order");
    right = expect(most_alive <= static_cast<int>(reader_count) + 2, "only what is in use stays") && right;
    right = expect(shared->collect() == 0 && alive == 1, "what nobody uses is destroyed") && right;
    right = expect(shared->version() == replacements + 1, "the version counts") && right;
    right = expect(destroyed_elsewhere == 0, "no reader destroys anything") && right;
    {
        slot::reader survivor{*shared};
        shared.reset();
        right =
            expect(alive == 1 && survivor.current().number() == replacements, "a reader outlives the slot") && right;
    }
    right = expect(alive == 0, "everything is destroyed") && right;
    return right ? 0 : 1;
}
